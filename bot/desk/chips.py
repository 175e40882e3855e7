"""How many cases wait for what -> the tabs and chips of the queue, each with the count of what it would show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import reasons
from bot.desk.filters import FREE, MINE, VIEWS, Filter

if TYPE_CHECKING:
    from bot.store.queue import Tally

TABS = {"resolver": "Por resolver", "cliente": "Esperan al cliente", "banco": "Esperan al banco", "todos": "Todos"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter with its count."""

    words: str
    count: int
    href: str
    is_on: bool


def tabs(counts: tuple[Tally, ...], asked: Filter) -> list[Chip]:
    """Return the tabs, each with what it holds in all."""
    return [
        Chip(
            words,
            sum(one.count for one in counts if one.state in VIEWS[view]),
            "/" + Filter(view).query,
            view == asked.view,
        )
        for view, words in TABS.items()
    ]


def chips(counts: tuple[Tally, ...], asked: Filter, user_id: int) -> list[Chip]:
    """Return every filter of this tab that would show something, and the one that is on."""
    named = {"": "Todos", MINE: "Míos", FREE: "Sin tomar", **reasons.GROUPS}
    made = []
    for only, words in named.items():
        one = Filter(asked.view, only)
        count = sum(tally.count for tally in counts if is_in(one, tally, user_id))
        if count or only in ("", MINE, FREE, asked.only):
            made.append(Chip(words, count, "/" + one.query, only == asked.only))
    return made


def is_in(asked: Filter, tally: Tally, user_id: int) -> bool:
    """Return whether a filter lets these cases through."""
    if tally.state not in VIEWS[asked.view]:
        return False
    if asked.only in (MINE, FREE):
        return tally.holder == (user_id if asked.only == MINE else None)
    return not asked.only or reasons.group_of(tally.rule) == asked.only
