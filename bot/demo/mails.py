"""What a customer writes and attaches -> the mail as a phone, Gmail or Outlook sends it."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from bot.demo.people import Person

Program = Literal["phone", "gmail", "outlook"]


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Words:
    """What the customer typed: subject, text, and HTML where the program sends it (a forwarded notice)."""

    subject: str
    text: str
    html: str | None = None


def mail(
    who: Person,
    to: tuple[str, ...],
    sent_at: datetime,
    words: Words,
    files: tuple[File, ...] = (),
    program: Program = "phone",
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """Return the whole mail as it leaves the customer; the same bytes for the same arguments."""
    message = EmailMessage(SMTP)
    message["From"] = formataddr((who.writes, who.email))
    message["To"] = to[0]
    if to[1:]:
        message["Cc"] = ", ".join(to[1:])
    message["Subject"] = words.subject
    message["Date"] = format_datetime(sent_at)
    seed = sha256(f"{who.email} {words.subject} {sent_at.isoformat()}".encode()).hexdigest()
    message["Message-ID"] = _message_id(program, seed, who)
    for name, value in (*_signs(program), *headers):
        message[name] = value
    _fill(message, words, program)
    for file in files:
        kind, _, subtype = file.content_type.partition("/")
        message.add_attachment(file.content, kind, subtype, filename=file.name)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed[:24]}_{number}")
    return message.as_bytes()


def delivered(raw: bytes, address: str, at: datetime) -> bytes:
    """Return the copy that lies in the inbox of `address`: the same mail below this delivery's own trace."""
    name, _, domain = address.partition("@")
    queue = sha256(f"{address} {at.isoformat()}".encode()).hexdigest()[:10].upper()
    trace = (
        f"Return-Path: <{_sender(raw)}>\r\nDelivered-To: {address}\r\n"
        f"Received: from relay.example (relay.example [192.0.2.25])\r\n\tby mx.{domain} with ESMTPS id {queue}\r\n"
        f"\tfor <{name}@{domain}>; {format_datetime(at)}\r\n"
    )
    return trace.encode() + raw


def logo() -> bytes:
    """Return the PNG of a small logo without letters, as signatures carry it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (96, 48), "#2f5d8a")
    ImageDraw.Draw(picture).ellipse((28, 4, 68, 44), fill="#f0b429")
    png = BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _fill(message: EmailMessage, words: Words, program: Program) -> None:
    """Write the text as the program does: a phone plain, Gmail and Outlook twice, Outlook with a logo."""
    message.set_content(words.text, cte="quoted-printable")
    if words.html is None and program == "phone":
        return
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in words.text.splitlines() if line.strip())
    body = words.html or paragraphs
    if program != "outlook":
        message.add_alternative(f'<div dir="ltr">{body}</div>', subtype="html", cte="quoted-printable")
        return
    picture = '<img width="96" height="48" src="cid:image001.png@firma.example">'
    page = f'<html><body lang="ES-MX"><div class="WordSection1">{body}{picture}</div></body></html>'
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    alternatives = message.get_payload()
    html = alternatives[1] if isinstance(alternatives, list) else message
    if isinstance(html, EmailMessage):
        html.add_related(logo(), "image", "png", cid="<image001.png@firma.example>", filename="image001.png")


def _message_id(program: Program, seed: str, who: Person) -> str:
    """Return a Message-ID in the form that the program gives it."""
    if program == "gmail":
        return f"<CA{seed[:38]}@mail.example>"
    if program == "outlook":
        return f"<{seed[:20].upper()}@{seed[20:26].upper()}.prod.{who.email.partition('@')[2]}>"
    return f"<{seed[:8]}-{seed[8:12]}-{seed[12:16]}-{seed[16:20]}-{seed[20:32]}@{who.email.partition('@')[2]}>".upper()


def _signs(program: Program) -> tuple[tuple[str, str], ...]:
    """Return the headers by which the program is known."""
    if program == "phone":
        return (("X-Mailer", "iPhone Mail (23B85)"),)
    if program == "outlook":
        return (("Accept-Language", "es-MX, en-US"), ("X-MS-Has-Attach", "yes"))
    return ()


def _sender(raw: bytes) -> str:
    """Return the address in the From header of a mail that this file wrote."""
    line = next(line for line in raw.split(b"\r\n") if line.startswith(b"From: "))
    return line.rpartition(b"<")[2].rstrip(b">").decode()
