"""The child is not believed: what it says must be what it may say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from bot.errors import UnreadableMail
from bot.inbox.parse import parse
from bot.model import Document, Page, Word
from bot.receipts import answer

DOCUMENT = Document(
    "a.pdf", "pdf", "0" * 64, 9, (Page(1, 612, 792, "ocr", (Word("x", (0, 1, 2, 3), 0.5),)),), ("blank",)
)


def said(**parts: Any) -> bytes:
    """Return an answer."""
    return json.dumps(parts, default=str).encode()


def test_a_document_survives_the_way_through_the_pipe() -> None:
    assert answer.document(said(document=asdict(DOCUMENT))) == DOCUMENT


def test_a_mail_survives_the_way_through_the_pipe() -> None:
    mail, _ = parse(b"From: Ana <ana@x.mx>\nDate: Mon, 2 Nov 2026 10:00:00 -0600\nSubject: pago\n\nhola")

    assert answer.mail(said(mail=asdict(mail))) == mail


@pytest.mark.parametrize(
    "change",
    [
        {"name": 5},
        {"size": True},
        {"size": "9"},
        {"flags": "blank"},
        {"flags": [1]},
        {"pages": [{}]},
        {"pages": [{**asdict(DOCUMENT.pages[0]), "source": "guess"}]},
        {"pages": [{**asdict(DOCUMENT.pages[0]), "words": [{**asdict(DOCUMENT.pages[0].words[0]), "box": [1, 2, 3]}]}]},
        {"pages": None},
    ],
)
def test_any_other_shape_is_refused(change: dict[str, Any]) -> None:
    """B82."""
    with pytest.raises(UnreadableMail):
        answer.document(said(document={**asdict(DOCUMENT), **change}))


def test_what_nobody_asked_for_is_dropped() -> None:
    """B82."""
    assert answer.document(said(document={**asdict(DOCUMENT), "more": 1})) == DOCUMENT


def test_a_mail_without_a_name_is_refused() -> None:
    """B82: all that the child must say, it says."""
    mail, _ = parse(b"From: Ana <ana@x.mx>\n\nhola")
    said_of_it = {name: value for name, value in asdict(mail).items() if name != "fingerprint"}

    with pytest.raises(UnreadableMail, match="fingerprint"):
        answer.mail(said(mail=said_of_it))


def test_an_instant_of_no_zone_is_refused() -> None:
    """B82."""
    mail, _ = parse(b"From: Ana <ana@x.mx>\n\nhola")

    with pytest.raises(UnreadableMail, match="sent_at"):
        answer.mail(said(mail={**asdict(mail), "sent_at": "2026-11-02T10:00:00"}))


@pytest.mark.parametrize("whole", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_what_is_no_answer_is_refused(whole: bytes) -> None:
    """B82."""
    with pytest.raises(UnreadableMail):
        answer.texts(whole)
