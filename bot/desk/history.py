"""Rows of the audit -> what happened to a case, by whom, in Spanish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.commands.words import EVENTS, OUTCOMES, STATES
from bot.desk import pills

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# what a row says besides its event: key -> the words around it
_DETAILS = {
    "outcome": "{}", "rules": "{}", "slip": "constancia {}", "note": "«{}»", "reason": "{}", "error": "{}",
    "into": "al caso C-{}", "from": "del caso C-{}", "case": "caso C-{}", "why": "por {}", "hours": "a las {} horas",
    "mail": "correo {}", "claim": "comprobante {}", "letter": "carta {}", "state": "{}", "corrected": "{}",
    "to": "a {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done."""

    at: datetime
    who: str
    what: str
    more: str


def happening(entry: Mapping[Any, Any], names: Mapping[str, str]) -> Happening:
    """Return a row of the audit in words; `names` are the staff's, by the address they sign in with."""
    details = entry["details"]
    said = [words.format(_shown(details[key])) for key, words in _DETAILS.items() if details.get(key)]
    who = "el bot" if entry["actor"] == "bot" else names.get(entry["actor"], entry["actor"])
    event = EVENTS.get(entry["event"], entry["event"].replace("_", " "))
    return Happening(entry["at"], who, event, " · ".join(said))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(pills.name(str(one)) for one in value))
    return OUTCOMES.get(str(value)) or STATES.get(str(value)) or str(value)
