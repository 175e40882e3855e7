"""The address after an action -> the bar that says what was done, and offers the way back while there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import reasons
from bot.store import decisions, queue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.store.db import Database
    from bot.store.users import User

_TOLD = {
    "firma": "Espera la firma de otra persona.",
    "deshecho": "Deshecho: el caso está como antes y no salió nada.",
    "nota": "Nota guardada.",
    "corregido": "Corregido; se volvió a comparar con las mismas reglas. Nada ha salido.",
    "banco": "Pago marcado como visto en el banco.",
    "reenviada": "La carta sale otra vez en un momento.",
    "visto": "Visto: el caso sale de la bandeja.",
    "revertida": "Activación revertida; la carta al cliente sale en 30 segundos.",
    "quedo": "La activación quedó confirmada; sale la carta al cliente.",
    "no-quedo": "La constancia sigue abierta. Acepte el pago para intentar la activación otra vez.",
    "leido": "Hecho: se lee de nuevo, o se dio por visto.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the bar says."""

    sentence: str
    number: int | None = None  # of the case
    decision: int | None = None  # what can still be undone
    rest: int | None = None  # cases that wait outside the filter whose last one this was


def told(db: Database, asked: Mapping[str, str], user: User, now: datetime) -> Told | None:
    """Return what this user's last action came to, when the address says that there was one."""
    if asked.get("listo", "") in _TOLD:
        return Told(_TOLD[asked["listo"]])
    number = asked.get("hecho", "")
    if not (number.isascii() and number.isdigit() and len(number) < 17):
        return None
    with db.read() as tx:
        done = decisions.one(tx, int(number))
    if done is None or done.decided_by != user.email or done.undone_at is not None:
        return None
    left = int((done.until - now).total_seconds())
    waits = f" Sale en {left} s." if left > 0 else ""
    last, rest = _last(db, asked)
    return Told(f"resuelto: {done.sentence}.{waits}{last}", done.case_id, done.id if left > 0 else None, rest)


def _last(db: Database, asked: Mapping[str, str]) -> tuple[str, int | None]:
    """Return what is said after the last case of a filter, and how many wait without it."""
    name = {"mios": "Míos", "libres": "Sin tomar", **reasons.GROUPS}.get(asked.get("ultimo", ""))
    if name is None:
        return "", None
    with db.read() as tx:
        rest = sum(one.count for one in queue.tally(tx) if one.state == "desk")
    return f" Era el último de «{name}».", rest
