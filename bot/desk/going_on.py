"""What was done, or that somebody was quicker -> the next case of the same filter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.responses import RedirectResponse

from bot.desk.said import filter_of
from bot.store import cases, queue
from bot.web import moments

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.datastructures import FormData

    from bot.desk.at_case import AtCase
    from bot.desk.filters import Filter
    from bot.errors import Overtaken
    from bot.ruling import Done
    from bot.store.db import Tx


def overtaken(desk: AtCase, late: Overtaken, form: FormData) -> Response:
    """Say who was quicker (B106)."""
    if late.at is None:
        return said(desk, 409, str(late), form)
    since = moments.span((desk.front.now() - late.at).total_seconds())
    return said(desk, 409, f"{late.name} ya lo resolvió hace {since}: {late.done}. Su decisión no se aplicó.", form)


def said(desk: AtCase, status: int, sentence: str, form: FormData) -> Response:
    """Return a page that says why nothing was done, with the next case."""
    asked = filter_of(form)
    with desk.front.db.read() as tx:
        after = _after(tx, desk, asked)
    return desk.front.page(
        desk.request, desk.clerk, "desk/overtaken.html", status=status, sentence=sentence, number=desk.number,
        after=after, filter=asked,
    )  # fmt: skip


def next_case(desk: AtCase, form: FormData, done: Done) -> Response:
    """Return the way to the next case of the same filter, or to what this user prefers."""
    asked, how = filter_of(form), desk.clerk.user.preferences.get("after", "next")
    with desk.front.db.read() as tx:
        after = _after(tx, desk, asked) if how == "next" else None
    told = {"hecho": str(done.decision)} if done.decision is not None else {"listo": "firma"}
    if how == "next" and after is None and asked.only:
        told["ultimo"] = asked.only
    if how == "stay" or (done.decision is None and after is None):
        return RedirectResponse(address(f"/casos/{desk.number}", asked, **told), 303)
    return RedirectResponse(address(f"/casos/{after}" if after else "/", asked, **told), 303)


def _after(tx: Tx, desk: AtCase, asked: Filter) -> int | None:
    case = cases.find(tx, desk.number)
    if case is None:
        return None
    chosen = asked.chosen(desk.clerk.user.id)
    before, after = queue.next_to(tx, chosen, case)
    return after or before


def address(place: str, asked: Filter, **told: str) -> str:
    """Return where it goes on, the filter kept, with what the bar there says."""
    query = asked.query
    return f"{place}{query}{'&' if query else '?'}{urlencode(told)}"
