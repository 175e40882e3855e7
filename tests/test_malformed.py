"""Mails that nobody would write by accident, through the whole corridor on the Python in use."""

from __future__ import annotations

import re
import time
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

import pytest
from story_samples import ANA, Paid, mail, receipt

if TYPE_CHECKING:
    from houses import Story

OURS = {
    "from", "to", "subject", "date", "message-id", "references", "in-reply-to", "auto-submitted",
    "x-auto-response-suppress", "x-comprobot-id", "mime-version", "content-type",
}  # fmt: skip


@pytest.mark.parametrize(
    "subject",
    [
        b"=?utf-8?q?hola=0D=0ABcc=3A_victima=40otra=2Eexample?=",
        b"=?utf-8?b?aG9sYQ0KQmNjOiB2aWN0aW1hQG90cmEuZXhhbXBsZQ0KDQpob2xh?=",
        b"=?utf-8?q?hola=0ABcc=3A?= =?utf-8?q?victima=40otra=2Eexample?=",
        b"=?utf-8?q?=3D=3Futf-8=3Fq=3Fhola=3D0D=3D0ABcc=3D3Avictima=3D40otra=2Eexample=3F=3D?=",
        b"=?utf-8?q?hola=E2=80=A8Bcc=3A_victima=40otra=2Eexample?=",
    ],
)
def test_a_header_hidden_in_an_encoded_subject_reaches_no_letter(story: Story, subject: bytes) -> None:
    """B99: Python 3.11.7 and 3.12.1 write a real Bcc from a raw copy of such a subject."""
    story.slip()
    raw = mail(receipt(Paid("$1,000.00 MXN")), subject="AQUI").replace(b"AQUI", subject)

    story.receive(raw)

    (letter,) = story.server.outbound
    names = [name.lower() for name in BytesHeaderParser().parsebytes(letter.raw)]
    assert letter.recipients == (ANA,)
    assert set(names) <= OURS
    assert len(names) == len(set(names))
    assert re.search(rb"(?im)^bcc:", letter.raw) is None


@pytest.mark.parametrize("name", ["Message-ID", "References", "From"])
def test_a_header_hidden_in_any_other_reaches_no_letter(story: Story, name: str) -> None:
    """B99"""
    story.slip()
    evil = b"=?utf-8?q?x=0D=0ABcc=3A_victima=40otra=2Eexample?="
    value = evil + b" <ana@papeleria.example>" if name == "From" else b"<" + evil + b"@x.example>"
    lines = mail(receipt(Paid("$1,000.00 MXN"))).split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(name.lower().encode() + b":")]

    story.receive(b"\r\n".join([name.encode() + b": " + value, *kept]))

    (letter,) = story.server.outbound
    assert letter.recipients == (ANA,)
    assert {one.lower() for one in BytesHeaderParser().parsebytes(letter.raw)} <= OURS


ODD = {
    "nothing": b"",
    "no_header_end": b"From: ana@papeleria.example",
    "unknown_charset": b"From: ana@papeleria.example\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe pago\r\n",
    "unknown_encoding": b"From: ana@papeleria.example\r\nContent-Transfer-Encoding: rot13\r\n\r\npago\r\n",
    "broken_base64": b"From: a@b.example\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n=a=b\r\n",
    "endless_boundary": b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 10_000,
    "many_mails": b"From: a@b.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3_000,
    "one_long_header": b"From: a@b.example\r\nSubject: " + b"x" * 1_000_000 + b"\r\n\r\npago\r\n",
    "bare_controls": b"From: a@b.example\r\nSubject: \x00\x1b[31m\x08\r\n\r\n\x00\x01\x02",
    "two_senders": b"From: a@b.example, c@d.example\r\nFrom: e@f.example\r\n\r\npago\r\n",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_mail_comes_to_an_end_within_seconds_and_is_kept(story: Story, name: str) -> None:
    """B91, B92: nothing raises, and it is on the desk or decided."""
    begun = time.monotonic()

    mail_id = story.receive(ODD[name])

    assert time.monotonic() - begun < 5
    assert story.mail(mail_id).state == "decided"
    assert "job_failed" not in {event["event"] for event in story.events}
    assert story.activations() == ()
