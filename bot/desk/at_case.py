"""A request about one case -> who asks, and what the desk can do with it."""

from dataclasses import dataclass  # without lazy annotations: fastapi reads those of routes
from typing import Annotated

from fastapi import Depends, Request

from bot.deeds import Deeds
from bot.desk.front import Acting, Clerk, Front, Here
from bot.desk.papers import Number
from bot.ruling import Person


def deeds_of(request: Request) -> Deeds:
    """Return what the desk does with cases."""
    found: Deeds = request.app.state.deeds
    return found


Doing = Annotated[Deeds, Depends(deeds_of)]


@dataclass(frozen=True)
class AtCase:
    """One request about one case."""

    request: Request
    front: Front
    clerk: Clerk
    deeds: Deeds
    number: int

    @property
    def person(self) -> Person:
        """Return who decides."""
        user = self.clerk.user
        return Person(user.email, user.name, user.role in ("approver", "admin"))


def at_case(request: Request, front: Here, clerk: Acting, deeds: Doing, number: Number) -> AtCase:
    """Return who does what here; the auditor looks on only."""
    return AtCase(request, front, clerk, deeds, number)


Desk = Annotated[AtCase, Depends(at_case)]
