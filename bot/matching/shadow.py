"""Decision -> what is kept of it while nothing may go out: a person's case that says what the bot would have done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Decision, Judged


def held(one: Judged) -> Judged:
    """Return the claim as it is kept in shadow: what would activate or ask is left to a person, the rest as it is."""
    decision = one.decision
    if decision.outcome not in ("activate", "ask"):
        return one
    reason = Finding("shadow", f"Modo de prueba: {_would(decision)}; no salió nada.")
    kept = replace(decision, outcome="review", reasons=(reason, *decision.reasons), still_due=None)
    return replace(one, decision=kept)


def _would(decision: Decision) -> str:
    named = ", ".join(slip.reference for slip in decision.slips)
    if decision.outcome == "ask":
        return "el bot habría preguntado al cliente"
    return f"el bot habría activado {named}" if not decision.is_part else f"el bot habría tomado el pago para {named}"
