"""What a person says about a case, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Case, Decision, Judged, Letter, Slip
    from bot.store.claims import Claim


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides."""

    login: str
    name: str  # as colleagues read it
    signs: bool = False  # whether this one may be the second person (B105)


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says about a case."""

    action: str
    said: tuple[str, ...] = ()
    reference: str | None = None  # the slips, 935447 or 935447,935448; None: those that the claim is about
    claim_id: int | None = None  # None: the one that waits most
    version: int | None = None  # of the case as he saw it; None: as it is
    paragraph: str = ""  # what he adds to the letter
    to: str | None = None  # to whom the letter was shown to go (None: not shown)
    seen_in_bank: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """How a decision of the desk takes effect."""

    wait: timedelta = timedelta(0)  # nothing goes out before: so long it can be undone
    alone_up_to: int | None = None  # centavos that one person may accept (B105); None: any sum


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word that can be carried out, with all that it would do."""

    case: Case
    claim: Claim
    one: Judged
    letters: tuple[Letter, ...]
    sentence: str  # what was done, once it is
    second: str  # why a second person must sign; "" when one is enough
    rests: tuple[Judged, ...] = ()  # what else its slips are asked for, when the payment is divided

    @property
    def to(self) -> str:
        """Return whom its letters go to, "" for nobody."""
        return ", ".join(letter.to for letter in self.letters)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a word."""

    case_id: int
    sentence: str
    decision: int | None  # None: it waits for a second person
    reason: str = ""  # the decision's own sentence


def touched(decision: Decision) -> tuple[Slip, ...]:
    """Return every slip that gets money by a decision: those paid whole, and those that keep a part."""
    return (*decision.slips, *(share.slip for share in decision.parts))
