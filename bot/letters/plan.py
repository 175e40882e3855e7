"""Who wrote and what he may be told: the letter that is owed to him, before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.letters.facts import Audience, LetterFacts, Thread
    from bot.model import Authenticity, Customer, Slip


@dataclass(frozen=True, slots=True)
class Plan:
    """One letter that is owed."""

    kind: str
    cause: str  # with case and kind it makes the letter unique
    to: str
    facts: LetterFacts
    thread: Thread | None
    about: tuple[int, ...] = ()  # which of the mail's claims it asks about


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who wrote, and what may be answered."""

    thread: Thread  # the mail that a letter answers
    address: str | None  # where an answer goes; None: nobody is answered
    customer: Customer | None  # on file with that address
    authenticity: Authenticity

    def kind_for(self, kind: str) -> str:
        """Return the kind of an acknowledgement: who proves nothing, or is not on file, gets one a day (B63)."""
        unproved = self.authenticity == "failed" or self.customer is None
        return "neutral_acknowledgement" if kind == "acknowledgement" and unproved else kind

    def audience_for(self, slips: tuple[Slip, ...]) -> Audience:
        """Return what the sender is to these slips, all of them; without any, whether he is on file at all."""
        if self.authenticity == "failed":
            return "unauthenticated"
        if self.customer is None or any(slip.customer.id != self.customer.id for slip in slips):
            return "third_party"
        return "customer"

    def named(self, facts: LetterFacts) -> LetterFacts:
        """Return the facts with the name under which a customer is on file, also where no slip is known."""
        if facts.customer_name is None and facts.audience == "customer" and self.customer is not None:
            return replace(facts, customer_name=self.customer.name)
        return facts
