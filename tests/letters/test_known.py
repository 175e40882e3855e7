"""What a letter could say of a claim: sums, files and several slips."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.letters.known import file_problem, known
from bot.model import Customer, Decision, Document, Evidence, Finding, Judged, PaymentKey, Receipt, Slip, SpentKey

if TYPE_CHECKING:
    from bot.letters.facts import LetterFacts

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ANA = Customer(1, "Papelería Ana", "ana@x.example")
KEY = PaymentKey("tracking_key", "HEYBC0")


def slip(reference: str = "935447", amount: int = 130500, **more: Any) -> Slip:
    return Slip(1, reference, ANA, amount, NOW, None, **more)


def told(receipt: Receipt | None, *slips: Slip, **more: Any) -> LetterFacts:
    """Return the facts of a claim about these slips, as their own customer may know them."""
    decision = Decision("ask", (Finding("amount_differs", "Faltan."),), slips, "bot", NOW)
    return known(Judged(receipt, decision, **more), "customer", "America/Mexico_City", ("amount_short",))


@pytest.mark.parametrize(
    ("paid", "received", "missing", "excess"),
    [(100000, 0, 30500, None), (130500, 0, None, None), (131000, 0, None, 500), (20000, 112500, None, 2000)],
)
def test_the_subtraction_is_made_from_what_the_slip_still_asks_for(
    paid: int, received: int, missing: int | None, excess: int | None
) -> None:
    """36, 37"""
    facts = told(Receipt(amount=paid), slip(received=received))

    assert (facts.missing, facts.excess, facts.received) == (missing, excess, received or None)


def test_a_part_that_is_kept_is_not_subtracted_twice() -> None:
    """As a reminder and "ya lo recibimos" see it: what the slip has received holds this very payment."""
    kept = SpentKey(KEY, "935447", NOW, (), amount=100000, kept=True)

    facts = told(Receipt(amount=100000), slip(received=110000), spent=(kept,))

    assert (facts.missing, facts.received) == (20500, 10000)


def test_a_payment_for_several_slips_shows_each_with_its_amount() -> None:
    """38"""
    facts = told(Receipt(amount=190000), slip(), slip("935812", 63800, received=3800))

    assert facts.slips == (("935447", 130500), ("935812", 60000))
    assert (facts.slip_total, facts.missing, facts.excess) == (190500, 500, None)
    assert (facts.reference, facts.customer_name) == (None, "Papelería Ana")


def test_what_the_paper_says_is_told_as_it_stands() -> None:
    seen = (Evidence("status", "d", 1, (0, 0, 1, 1), "En proceso", "ocr"),)
    paper = Receipt(references=("1", "2"), amount=500, paid_on=date(2026, 9, 26), payee_account="**6374", evidence=seen)

    facts = told(paper)

    assert (facts.bank_words, facts.references_read, facts.account_end_read) == ("En proceso", ("1", "2"), "6374")


@pytest.mark.parametrize(
    ("name", "size", "flags", "said"),
    [
        ("video.mp4", 31_400_000, ("too_large",), "pesa 31 MB"),
        ("bomba.zip", 40_000, ("too_large",), None),
        ("pago.exe", 900, ("not_allowed",), "es de tipo .exe"),
        ("pago.RAR", 900, ("not_allowed",), "viene comprimido"),
        ("sin nombre", 900, ("not_allowed",), None),
        ("pago.<b>x</b>", 900, ("not_allowed",), None),
        ("pago.pdf", 900, ("blank",), "llegó en blanco"),
        ("pago.pdf", 0, ("corrupt",), "llegó dañado"),
        ("pago.pdf", 900, ("many_pages",), None),
    ],
)
def test_what_is_wrong_with_a_file_is_said_when_it_is_known(
    name: str, size: int, flags: tuple[str, ...], said: str | None
) -> None:
    file = Document(name, "unknown", "0" * 64, size, (), flags)

    assert file_problem((Document("cuerpo.txt", "text", "1" * 64, 5, ()), file)) == said
    assert told(None, documents=(file,)).file_problem == said


def test_a_payment_under_our_convenio_says_so_where_others_say_the_account() -> None:
    facts = told(Receipt(amount=130500, convenio="1712349"), slip())

    assert [(row.label, row.value, row.remark) for row in facts.read][2] == ("Cuenta", "convenio 1712349", "correcta")
