"""An InboundMail with only what a test is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.model import InboundMail

PLAIN = InboundMail(
    fingerprint="f", message_id="<1@cliente.mx>", from_address="ana@cliente.mx", from_name="Ana", to=("cxc@perseo.mx",),
    cc=(), reply_to=None, subject="Comprobante de pago", sent_at=None, in_reply_to=(), references=(), headers=(),
    text="Buen día, adjunto mi comprobante.", own_text="Buen día, adjunto mi comprobante.",
)  # fmt: skip


def a_mail(*headers: tuple[str, str], **what: Any) -> InboundMail:
    """Return Ana's plain mail, with these headers and other fields."""
    return replace(PLAIN, headers=headers, **what)
