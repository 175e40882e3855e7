"""The further set is judged first: its labels say what its pages print, and the same dice make the same files."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from PIL import Image

from benchmarks.further import copies, make, negatives, odd, screens, strips
from benchmarks.further.page import Layout, Note, Page
from benchmarks.further.paid import WAYS, Written, roll
from benchmarks.further.pen import Pen
from benchmarks.further.tickets import TICKETS

DEVELOPED_ON = {
    "bbva_web", "banorte_web", "santander_mov", "stp_pdf", "banamex_app", "hsbc_app", "scotia_app", "banorte_atm", "coppel_vent",
    "hey_mail", "cep_xml",
}  # fmt: skip


def drawn(layout: Layout, written: Written, seed: int = 1) -> tuple[Pen, str]:
    dice = Random(seed)
    pen = Pen(roll(dice, written), dice, layout.bank)
    return pen, str(layout.draw(pen).data())


@pytest.fixture
def without_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Chromium draw nothing: what is tested here is what the labels say."""
    monkeypatch.setattr(screens, "screenshot", lambda *_, **__: Image.new("RGB", (200, 300), "white"))
    monkeypatch.setattr(screens, "pdf", lambda *_: b"%PDF-1.7")


def test_no_layout_is_one_that_the_reader_was_built_on() -> None:
    names = [layout.name for layout in make.LAYOUTS]

    assert len(names) == len(set(names)) >= 24
    assert not DEVELOPED_ON & set(names)


@pytest.mark.parametrize("layout", make.LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("written", WAYS)
def test_what_the_label_says_stands_on_the_page(layout: Layout, written: Written) -> None:
    pen, page = drawn(layout, written)

    assert pen.said["amount"] is not None
    assert pen.printed_amount in page
    assert pen.said["paid_at"]
    for name in ("printed_reference", "tracking_key", "folio", "payer_name", "beneficiary_account_printed"):
        assert pen.said[name] is None or pen.said[name].upper() in page.upper()


@pytest.mark.parametrize("layout", make.LAYOUTS, ids=lambda layout: layout.name)
def test_the_reference_can_be_read_unless_the_payer_wrote_none(layout: Layout) -> None:
    for written in WAYS:
        pen, page = drawn(layout, written)
        reference = pen.paid.reference

        assert pen.said["references"] == ([] if written == "none" else [reference])
        assert (reference in page.replace(" ", "")) == (written != "none")


def test_the_same_dice_draw_the_same_copy() -> None:
    page = Page("OXXO", (Note("MONTO $1.00"),), font=TICKETS[0].draw(drawn(TICKETS[0], "field")[0]).font)

    first, second = (copies.copy(page, "ticket", 2, Random(5)) for _ in range(2))

    assert first == second
    assert (first.kind, first.difficulty) == ("photo", 3)


def test_a_strip_is_as_wide_as_its_columns() -> None:
    strip = strips.picture(Page("OXXO", (Note("word " * 30),), font="DejaVuSansMono"))

    assert 500 < strip.width < 1200
    assert strip.height > 200


@pytest.mark.usefixtures("without_browser")
def test_the_set_holds_every_kind_of_trap() -> None:
    labels: list[dict[str, Any]] = [made.label for made in (*odd.every(1), *negatives.every(1))]
    reasons = {reason for label in labels for reason in label["reasons"]}

    assert sum(not label["is_receipt"] for label in labels) >= 20
    assert reasons >= {
        "scheduled", "rejected", "pending", "usd", "other_beneficiary", "subtotal_only", "reference_typo", "two_receipts",
        "original_and_copy", "hidden_text", "multi_slip", "payment_slip", "cfdi_invoice", "statement", "confirm_before_sending",
        "blank", "corrupt", "not_a_document",
    }  # fmt: skip
    assert all(label["payments"] for label in labels if label["is_receipt"])
