"""Mails that were set aside -> read and judged again, when a person lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import cases, engine
from bot.errors import ComprobotError
from bot.ruling.meant import case_of
from bot.store import mails

if TYPE_CHECKING:
    from bot.pipeline import Corridor


def release(corridor: Corridor, case_id: int, *, by: str) -> str:
    """Return a sentence; the case's mails that were set aside are read and judged again (B18)."""
    now = corridor.now()
    with corridor.db.begin() as tx:
        case_of(tx, case_id)
        again = [mail.id for mail in mails.of_case(tx, case_id) if mail.state == "set_aside"]
        for mail_id in again:
            cases.release(tx, mail_id, case_id, by=by, at=now)
            engine.promise_again(tx, "mail", mail_id, due=now)
        if not again and not cases.seen(tx, case_id, by=by, at=now):
            raise ComprobotError(f"El caso {case_id} no tiene correos apartados ni cartas fallidas que soltar.")
    if not again:
        return f"Caso {case_id}: visto."
    return f"Caso {case_id}: {len(again)} correo(s) se leerán de nuevo."
