from datetime import UTC, datetime

import pytest

from bot.demo.mails import File, Program, Words, delivered, logo, mail
from bot.demo.people import FARO
from bot.inbox.parse import parse

NOON = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
INBOXES = ("comprobantes@facturamos.example", "cxc@facturamos.example")
WORDS = Words("Pago de Papelería", "Buen día, mando mi pago.\n")
PAPER = File("pagó.pdf", "application/pdf", b"%PDF-1.7 not really")


@pytest.mark.parametrize("program", ["phone", "gmail", "outlook"])
def test_each_program_sends_the_same_words_and_file(program: Program) -> None:
    parsed, attachments = parse(mail(FARO, INBOXES, NOON, WORDS, (PAPER,), program))

    assert parsed.from_address == FARO.email
    assert parsed.subject == WORDS.subject
    assert parsed.own_text.strip() == "Buen día, mando mi pago."
    assert (parsed.to, parsed.cc) == (INBOXES[:1], INBOXES[1:])
    assert parsed.defects == ()
    assert PAPER.content in [attachment.content for attachment in attachments]


def test_outlook_carries_the_logo_of_its_signature() -> None:
    _, attachments = parse(mail(FARO, INBOXES, NOON, WORDS, (PAPER,), "outlook"))

    assert logo() in [attachment.content for attachment in attachments]


def test_both_inboxes_hold_one_mail_with_two_traces() -> None:
    """B7: the copies differ as bytes and are one mail by fingerprint."""
    raw = mail(FARO, INBOXES, NOON, WORDS, (PAPER,))

    copies = [delivered(raw, address, NOON) for address in INBOXES]

    assert copies[0] != copies[1]
    assert [parse(copy)[0].fingerprint for copy in copies] == [parse(raw)[0].fingerprint] * 2


def test_lines_end_as_on_the_wire_and_bytes_repeat() -> None:
    raw = mail(FARO, INBOXES, NOON, WORDS, (PAPER,), "outlook")

    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert raw == mail(FARO, INBOXES, NOON, WORDS, (PAPER,), "outlook")
