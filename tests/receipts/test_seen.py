"""What is kept of a mail for those who look at it."""

from __future__ import annotations

from bot.model import Document, InboundMail, Page, Reading, Receipt, Word
from bot.receipts.seen import LONGEST, seen

WORDS = (
    Word("Referencia 260926", (10, 10, 90, 20)),
    Word("Ref 935819 timbres", (10, 30, 90, 40)),
    Word("111222", (0, 0, 1, 1), visible=False),
)
PAPER = Document("pago.png", "image", "a" * 64, 900, (Page(1, 400, 800, "ocr", WORDS),))


def mail(text: str = "Va mi pago") -> InboundMail:
    return InboundMail(
        fingerprint="", message_id=None, from_address="ana@x.mx", from_name="Ana", to=(), cc=(), reply_to=None,
        subject="", sent_at=None, in_reply_to=(), references=(), headers=(), text=text, own_text=text,
    )  # fmt: skip


def test_pages_are_kept_with_their_size_and_without_their_words() -> None:
    kept = seen(Reading(mail("x" * 30_000), (PAPER,)), ())

    assert (kept.sender, len(kept.text)) == ("Ana", LONGEST)
    assert kept.documents[0].pages == (Page(1, 400, 800, "ocr", ()),)
    assert kept.discarded == ()


def test_numbers_that_were_not_taken_are_kept_with_their_place() -> None:
    receipt = Receipt(references=("935819",), candidates=("260926", "111222", "777777"), document="a" * 64)

    kept = seen(Reading(mail(), (PAPER,)), (receipt,))

    assert [(proof.text, proof.page, proof.box) for proof in kept.discarded] == [("260926", 1, (10, 10, 90, 20))]
