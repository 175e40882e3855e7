"""What a payment processor tells its merchant."""

from __future__ import annotations

import pytest

from bot.model import Page, Vendor, Word
from bot.receipts.merchant import names_us_as_merchant
from bot.receipts.pieces import pieces_of

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637",),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip


def named(line: str) -> bool:
    """Return whether a page of one line names us as the merchant."""
    pieces = pieces_of(Page(1, 600, 800, "text_layer", (Word(line, (20, 20, 20 + 6.0 * len(line), 30)),)))
    return names_us_as_merchant(pieces, OURS)


@pytest.mark.parametrize(
    "line", ["Negocio: Sistemas Perseo S.A. de C.V.", "Hola Sistemas Perseo, la orden 8081496 ha sido pagada."]
)
def test_a_paper_speaks_to_us_when_it_calls_us_the_business(line: str) -> None:
    assert named(line)


@pytest.mark.parametrize("line", ["Negocio: Zapatería Andrea", "Hola Norma, pagaste a Perseomática", "Sistemas Perseo"])
def test_a_paper_that_calls_somebody_else_the_business_does_not(line: str) -> None:
    assert not named(line)
