from __future__ import annotations

import pytest

from bot.matching import institutions
from bot.receipts import banks

OURS = ("0101644637", "012164001016446374")
BANORTE = "072180004455667780"
STP = "646180157098765432"


@pytest.mark.parametrize(
    ("bank", "ours", "elsewhere"),
    [
        ("BANORTE", OURS, True),
        ("BBVA", OURS, False),
        (None, OURS, False),
        ("BANORTE", (*OURS, BANORTE), False),
        ("SANTANDER", (*OURS, BANORTE), True),
        ("BANORTE", ("0101644637",), False),  # the bank of an account without a CLABE is not known
        ("BANORTE", (*OURS, "0445566778"), False),
        ("BANORTE", (), False),
        ("BANORTE", (*OURS, STP), False),  # it goes by many names
    ],
)
def test_a_bank_where_we_keep_no_account_is_told(bank: str | None, ours: tuple[str, ...], elsewhere: bool) -> None:  # noqa: FBT001
    assert institutions.is_elsewhere(bank, ours) is elsewhere


def test_every_name_is_one_that_receipts_are_read_with() -> None:
    known = {name for names in institutions._NAMES.values() for name in names}

    assert known <= {name for _, name in banks._BANKS}
