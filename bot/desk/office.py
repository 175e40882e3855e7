"""What the other pages of the desk need beside its front: the catalog, and functions handed in from outside."""

from collections.abc import Callable, Mapping  # without lazy annotations: fastapi reads those of routes
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from bot.model import Letter, Product

Section = tuple[str, tuple[tuple[str, str], ...]]
"""A heading, and what is set under it: name and value in words."""


def _no_letter(kind: str) -> Letter:
    raise LookupError(kind)


@dataclass(frozen=True)
class Office:
    """Everything that these pages ask of the house."""

    address: str = ""  # of the desk, as people type it
    catalog: tuple[Product, ...] = ()
    intervals: Mapping[str, int] = field(default_factory=dict)  # inbox -> seconds between two polls
    complaints: Callable[[], list[str]] = list  # a sentence for each thing that is wrong with the bot
    settings_view: Callable[[], tuple[Section, ...]] = tuple  # what is set, without secrets
    letter_kinds: tuple[str, ...] = ()
    letter_sample: Callable[[str], Letter] = _no_letter  # a letter with made-up facts; LookupError for no kind
    is_shadow: bool = False
    sends: bool = True  # what the settings' own switches say; off there stays off here
    activates: bool = True
    disk_free: Callable[[], float | None] = lambda: None  # 0..1; None when the database lies elsewhere


def office_of(request: Request) -> Office:
    """Return the desk's office."""
    found: Office = request.app.state.office
    return found


InOffice = Annotated[Office, Depends(office_of)]
