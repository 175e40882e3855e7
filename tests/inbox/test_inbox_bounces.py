"""What servers write when a mail did not arrive, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.inbox import parse
from bot.inbox.bounces import found_in
from bot.model import Bounce

OURS = "<a1.C-12-abcdefghij22@perseo.mx>"
ANA = ("ana@papeleria.example",)
REPORT = """\
From: MAILER-DAEMON@correo.example
To: rebotes@perseo.mx
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; correo.example

Final-Recipient: rfc822; Ana@Papeleria.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 user unknown
--x
Content-Type: {kind}

From: comprobantes@perseo.mx
To: ana@papeleria.example
Subject: Su panel ya está activo
Message-ID: {ours}
X-Comprobot-Id: C-12-abcdefghij22

Gracias por su pago.
--x--
"""
QMAIL = """\
From: MAILER-DAEMON@correo.example
To: rebotes@perseo.mx
Subject: failure notice

Hi. This is the qmail-send program at correo.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ana@papeleria.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <rebotes@perseo.mx>
Message-ID: {ours}
Subject: Su panel
"""


def report(action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822") -> bytes:
    return REPORT.format(action=action, status=status, kind=kind, ours=OURS).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_recipient_and_our_letter(kind: str) -> None:
    """B65"""
    bounce = found_in(report(kind=kind))

    assert bounce == Bounce(ANA, is_final=True, marks=(OURS, "C-12-abcdefghij22"))


def test_what_old_servers_write_is_understood() -> None:
    """B65"""
    assert found_in(QMAIL.format(ours=OURS).encode()) == Bounce(ANA, is_final=True, marks=(OURS,))


def test_what_is_tried_further_is_not_final() -> None:
    bounce = found_in(report("delayed", "4.4.1"))

    assert bounce is not None
    assert not bounce.is_final


@pytest.mark.parametrize(
    "raw",
    [
        b"From: ana@papeleria.example\r\nSubject: Pago\r\n\r\nAnexo mi comprobante, 550 5.1.1 user unknown.\r\n",
        b"From: MAILER-DAEMON@correo.example\r\nSubject: hola\r\n\r\nNada.\r\n",
        b"Return-Path: <>\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n--x\r\n",
        b"Subject: Undelivered\r\nContent-Type: multipart/report; boundary=\r\n\r\n\xff\xfe--\r\n",
        b"",
    ],
)
def test_what_says_nothing_of_the_kind_is_none(raw: bytes) -> None:
    assert found_in(raw) is None


def test_a_parsed_mail_carries_what_it_says_came_back() -> None:
    mail, _ = parse.parse(report())

    assert mail.bounce is not None
    assert mail.bounce.recipients == ("ana@papeleria.example",)
