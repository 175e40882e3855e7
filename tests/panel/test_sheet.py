"""What the paper of a slip says, and by which accounts its vendor is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_site import TEMPLATES
from panel_site import LINES

from bot.model import Customer, Slip, Vendor, Window
from bot.panel.means import Way, ways
from bot.panel.sheet import sheet
from bot.slips import paper

VENDOR = Vendor(
    "Sistemas Perseo S.A. de C.V.", "Sistemas Perseo", ("0101644637", "012164001016446374"), "ventas@x.example",
    (("CDMX", "55-9001-5018"),), "", "", "", (), "",
)  # fmt: skip
SLIP = Slip(
    1, "935447", Customer(1, "La Esperanza", "e@x.example", None), 130500, datetime(2026, 11, 22, 16, tzinfo=UTC),
    datetime(2026, 12, 23, 5, 59, 59, tzinfo=UTC), lines=LINES,
)  # fmt: skip
BBVA = Way(("012", "164", "00101644637", "4"), "BBVA", "0101644637")


def test_days_are_those_of_the_vendor() -> None:
    said = sheet(SLIP, VENDOR, Window(), ("cxc@x.example",))

    assert (said["issued"], said["expires"]) == ("22 de noviembre de 2026", "22 de diciembre de 2026")


def test_after_a_part_every_amount_to_type_is_the_rest() -> None:
    said = sheet(replace(SLIP, received=112500), VENDOR, Window(), ())

    assert (said["due"], said["words"]) == ("$180.00", "CIENTO OCHENTA PESOS 00/100 M.N.")
    assert (said["received"], said["total"]) == ("$1,125.00", "$1,305.00")


@pytest.mark.parametrize(
    "slip",
    [SLIP, replace(SLIP, received=112500), replace(SLIP, lines=(), expires_at=None)],
    ids=["whole", "part", "imported"],
)
@pytest.mark.parametrize("accounts", [VENDOR.payee_accounts, ("0101644637",), ("012164001016446374",)])
def test_the_paper_takes_whatever_a_slip_and_a_vendor_may_say(slip: Slip, accounts: tuple[str, ...]) -> None:
    said = sheet(slip, replace(VENDOR, payee_accounts=accounts), Window(), ())

    assert paper.slip(TEMPLATES, said).startswith(b"%PDF")


def test_an_account_stands_beside_the_clabe_that_holds_it() -> None:
    other = "072180004455667780"  # another bank's; its control digit is right

    assert ways(("0101644637", "012164001016446374")) == (BBVA,)
    assert ways(("012164001016446374",)) == (replace(BBVA, account=""),)
    assert ways(("4152313412345678",)) == (Way((), "", "4152313412345678"),)
    assert [way.bank for way in ways((other, *VENDOR.payee_accounts))] == ["Banorte", "BBVA"]


def test_a_clabe_is_put_together_without_gaps() -> None:
    assert BBVA.digits == "012164001016446374"
