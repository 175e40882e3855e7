"""What the store says of one slip -> its facts in order, each a sentence with its instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.commands.words import KINDS, LETTERS, STATES
from bot.money import pesos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from bot.model import Slip
    from bot.store.slip_story import Activated, Cancelled, Payment, Sent


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened."""

    at: datetime
    icon: str
    sentence: str
    detail: str = ""
    href: str = ""  # where more of it stands
    tone: str = ""  # ok, warn, stop


def facts(
    slip: Slip,
    payments: Iterable[Payment],
    activation: Activated | None,
    sent: Iterable[Sent],
    cancelled: Cancelled,
) -> tuple[Fact, ...]:
    """Return the story of a slip, oldest first; what happened at one instant stays in this order."""
    found = [Fact(slip.issued_at, "receipt", f"Se emitió por {pesos(slip.amount)}.")]
    found += [_payment(one) for one in payments]
    found += _activation(activation) if activation is not None else []
    found += [_letter(one) for one in sent]
    if cancelled.at is not None:
        found.append(Fact(cancelled.at, "ban", "Se canceló.", cancelled.because or "", tone="stop"))
    return tuple(sorted(found, key=lambda fact: fact.at))


def _payment(one: Payment) -> Fact:
    amount = "sin importe legible" if one.amount is None else f"de {pesos(one.amount)}"
    href, who = f"/casos/{one.case_id}", "" if one.decided_by == "bot" else f"Lo decidió {one.decided_by}."
    state = STATES.get(one.state, one.state)
    if one.share is None:
        return Fact(one.decided_at, "file-text", f"Llegó un comprobante {amount}: {state}.", who, href, "warn")
    part = "" if one.share == one.amount else f"; {pesos(one.share)} son para esta constancia"
    return Fact(one.decided_at, "circle-check", f"Se aplicó un pago {amount}{part}.", who, href, "ok")


def _activation(one: Activated) -> Iterator[Fact]:
    href = f"/casos/{one.case_id}"
    if one.confirmed_at is None:
        yield Fact(one.owed_at, "hourglass", "Se pidió activar el panel; falta que confirme.", href=href, tone="warn")
        return
    yield Fact(one.confirmed_at, "play", "El panel confirmó la activación.", href=href, tone="ok")
    if one.bank_confirmed_at is not None:
        yield Fact(one.bank_confirmed_at, "circle-check", "El banco confirmó el pago.", href=href, tone="ok")


def _letter(one: Sent) -> Fact:
    sentence = f"Carta de {KINDS.get(one.kind, one.kind)}: {LETTERS.get(one.state, one.state)}."
    return Fact(one.sent_at or one.queued_at, "mail", sentence, one.subject, f"/correos/{one.id}")
