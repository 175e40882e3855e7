"""Buscar: whatever staff have in hand leads to its case; one hit opens itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import pytest
from desk_site import NOW, Browser, Desk
from store_samples import HOUR

from bot.matching import payment_key
from bot.model import Decision, Finding, Receipt
from bot.store import cases, claims, customers, mails, slips, tables
from bot.store.claims import Versions
from bot.store.db import Database
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.db import Tx

KEY = "2026112240014BMOV0000690694259"


def _a_desk(folder: Path) -> Desk:
    """Return a desk with two customers, each with a slip and a case."""
    db = Database(f"sqlite:///{folder / 'a.db'}")
    db.migrate()
    desk = Desk(db)
    with db.begin() as tx:
        ids = customers.enrol(
            tx,
            [
                ("Refaccionaria La Esperanza", "lupita@esperanza.example", "REE010101AB9"),
                ("Óptica Peña", "pena@x.example", None),
            ],
        )
        issued = NOW - 48 * HOUR
        slips.add(tx, [NewSlip("935819", ids["lupita@esperanza.example"], 1_044_000, issued)])
        slips.add(tx, [NewSlip("935820", ids["pena@x.example"], 130_500, issued)])
        _case(
            tx,
            ids["lupita@esperanza.example"],
            "lupita@esperanza.example",
            Receipt(("935819",), amount=900_000, tracking_key=KEY),
        )
        _case(tx, ids["pena@x.example"], "pena@x.example", Receipt(("948199",), amount=130_500, folio="26525022"))
    return desk


def _case(tx: Tx, customer_id: int | None, address: str, receipt: Receipt) -> int:
    case_id = cases.open_new(tx, at=NOW, deadline=NOW + HOUR, customer_id=customer_id, address=address, subject="Pago")
    cases.move(tx, case_id, "desk", amount=receipt.amount, verdict="Faltan $1,440.00.")
    mail = tx.execute(
        tables.mails.insert().values(
            raw_sha256=f"{case_id}", inbox="cxc", junk=False, size=1, arrived_at=NOW, stored_at=NOW, state="decided",
            wants_invoice=False, greeted=True, case_id=case_id,
        )
    ).inserted_primary_key  # fmt: skip
    assert mail is not None
    slip = next(iter(slips.named(tx, receipt.references, now=NOW)), None)
    claims.add(
        tx, case_id=case_id, mail_id=mail[0], position=0, state="desk", receipt=receipt,
        decision=Decision("review", (Finding("amount_differs", "Faltan $1,440.00."),), (slip,) if slip else (), "bot", NOW),
        versions=Versions("1", "1"), words=payment_key.printed(receipt),
    )  # fmt: skip
    return case_id


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk that the test may change."""
    return _a_desk(tmp_path)


@pytest.fixture(scope="module")
def reader_of_it(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Give a browser for all the tests that only look."""
    return _a_desk(tmp_path_factory.mktemp("desk")).inside()


def _led_to(browser: Browser, text: str) -> str | None:
    return browser.get(f"/buscar?q={quote_plus(text)}").headers.get("location")


@pytest.mark.parametrize(
    "text",
    ["C-1", "caso 1", "935819", "935 819", "ref. 935819", "$9,000.00", "9000.00", "REE010101AB9", "ree-010101-ab9", KEY,
     "2026 1122 40014BMOV 0000690694259", "lupita@esperanza.example", "Esperanza", "refacc espe", "la esperanza"],
)  # fmt: skip
def test_whatever_is_in_hand_opens_the_one_case(reader_of_it: Browser, text: str) -> None:
    assert _led_to(reader_of_it, text) == "/casos/1"


@pytest.mark.parametrize("text", ["948199", "265-25022", "optica", "Peña", "PENA"])
def test_a_reference_that_nobody_issued_and_a_folio_are_found_on_the_receipt(reader_of_it: Browser, text: str) -> None:
    assert _led_to(reader_of_it, text) == "/casos/2"


def test_a_slip_that_nobody_paid_opens_itself(reader_of_it: Browser) -> None:
    assert _led_to(reader_of_it, "935820") == "/constancias/935820"


def test_several_hits_are_listed_by_kind(desk: Desk) -> None:
    with desk.db.begin() as tx:
        _case(tx, None, "otra@x.example", Receipt(("935819",), amount=900_000))

    answer = desk.inside().get("/buscar?q=935819")

    assert answer.status_code == 200
    assert [f'href="/casos/{number}"' in answer.text for number in (1, 2, 3)] == [True, False, True]
    assert 'href="/constancias/935819"' in answer.text
    assert "otra@x.example" in answer.text


def test_a_case_that_became_part_of_another_is_found_as_that_one(desk: Desk) -> None:
    with desk.db.begin() as tx:
        tx.execute(tables.cases.update().filter_by(id=2).values(merged_into=1))

    assert _led_to(desk.inside(), "948199") == "/casos/1"


@pytest.mark.parametrize(
    "text", ["nada de esto", "C-999", "999999", "$0.01", "<script>alert(1)</script>", "%", "_", "'"]
)
def test_nothing_is_said_in_a_sentence(reader_of_it: Browser, text: str) -> None:
    answer = reader_of_it.get(f"/buscar?q={quote_plus(text)}")

    assert answer.status_code == 200
    assert "Nada coincide con" in answer.text
    assert "<script>alert" not in answer.text


def test_an_empty_search_says_what_can_be_looked_for(reader_of_it: Browser) -> None:
    assert "C-4821" in reader_of_it.get("/buscar?q=+").text
    assert "C-4821" in reader_of_it.get("/buscar").text


def test_the_words_of_a_claim_go_with_it(desk: Desk) -> None:
    with desk.db.begin() as tx:
        claims.remove(tx, claims.of_case(tx, 1)[0].id)
        assert mails.of_case(tx, 1) != ()

    assert _led_to(desk.inside(), KEY) is None
