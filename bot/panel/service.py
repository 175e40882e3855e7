"""What the house hands in for the customers' pages, as plain functions and what they speak by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.inbox.handed_in import HandedIn, Received
    from bot.model import Customer, Enclosure, LetterPolicy


@dataclass(frozen=True)
class Service:
    """What is behind the pages on which a customer sends his receipt and sees what became of it."""

    receive: Callable[[Customer, Sequence[HandedIn], str, str | None], Received]
    answer: Callable[[Customer, Sequence[HandedIn], str, str | None], Received]  # without a file
    policy: LetterPolicy
    letters: Any  # the jinja2 environment of the letters: a page says what a letter says
    manual: Callable[[], Enclosure]
    own_manual: bool = False  # the vendor's own file: no page shows it
    changes_version: bool = True  # False: the panel is somebody else's, who asks for himself
