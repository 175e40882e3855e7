"""The people, facts and letters that the tests of this room share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jinja2

from bot.letters import render, samples, voice
from bot.letters.facts import LetterFacts, ReadRow, Thread
from bot.model import Letter, Vendor

if TYPE_CHECKING:
    from email.message import EmailMessage

HERE = Path(__file__).parent
MAIL = HERE.parents[1] / "templates" / "mail"
BLOCKS = tuple(sorted(path.stem for path in (MAIL / "blocks").glob("*.j2")))
KINDS = tuple(sorted(path.stem for path in MAIL.glob("*.j2") if not path.stem.startswith("_")))

NOW = datetime(2026, 11, 23, 16, 2, tzinfo=UTC)

VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.",
    brand="Sistemas Perseo",
    payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example",
    phones=(("Ciudad Juárez", "656-616-8770"), ("CDMX", "55-9001-5018"), ("Torreón", "871-722-5850")),
    panel_url="https://panel.perseo.example",
    manual_url="https://panel.perseo.example/manual.pdf",
    privacy_url="https://perseo.example/privacidad",
    own_addresses=("perseo.example",),
    staff_address="cobranza@perseo.example",
)

FULL = replace(
    samples.FULL,
    deadline=NOW + timedelta(hours=24),
    read=(*samples.FULL.read, ReadRow("Clave de rastreo", "no aparece")),
    slip_url="https://panel.perseo.example/c/k3J9",
    upload_url="https://panel.perseo.example/comprobante",
    obstacle="falta una decisión",
)
"""Every fact known at once; a case has only some of them."""

THREAD = Thread("RV: Pago timbres", "<pago.1@cliente.example>", ("<antes@cliente.example>",))


@cache
def environment() -> jinja2.Environment:
    return voice.environment(jinja2.FileSystemLoader(MAIL))


def facts(**changes: Any) -> LetterFacts:
    return replace(FULL, **changes)


def write(kind: str, shown: LetterFacts, **changes: Any) -> Letter:
    """Return a letter of that kind with plain envelopes, some of them changed."""
    envelope: dict[str, Any] = {
        "case": 4821,
        "to": "lupita@esperanza.example",
        "sender": "comprobantes@perseo.example",
        "vendor": VENDOR,
        "reply_to_mail": THREAD,
        "message_id": "<c4821.question@perseo.example>",
        "now": NOW,
        "secret": b"secret",
        "cause": "mail-17",
    }
    return render.letter(environment(), kind, facts=shown, **(envelope | changes))


def opened(letter: Letter) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(letter.raw, policy=cast("Any", SMTP)))


def body(letter: Letter, kind: str = "plain") -> str:
    """Return the text or the HTML of a letter as its reader gets it."""
    part = cast("Any", opened(letter).get_body((kind,)))
    return str(part.get_content()).replace("\r\n", "\n")
