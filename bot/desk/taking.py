"""Tomar, soltar, and who else is looking: a case has one pair of hands at a time."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from bot.desk.filters import Filter
from bot.desk.front import Acting, Anybody, Clerk, Front, Here, Posted, text
from bot.store import audit, cases, presence
from bot.store.db import Tx
from bot.store.queue import PAGE

routes = APIRouter()
GONE_AFTER = timedelta(seconds=45)  # three heartbeats of an open page

Number = Annotated[int, Path(ge=1, le=2**53)]


@routes.post("/bandeja/tomar")
def take_marked(front: Here, clerk: Acting, form: Posted) -> RedirectResponse:
    """Take every marked case that nobody has."""
    done, busy = 0, 0
    with front.db.begin() as tx:
        for number in marked(form):
            took = _take(tx, front, clerk, number, None)
            done += took
            busy += not took and presence.holder(tx, number) != clerk.user.id
    return _back(form, tomados=done, ocupados=busy)


@routes.post("/bandeja/soltar")
def release_marked(front: Here, clerk: Acting, form: Posted) -> RedirectResponse:
    """Let every marked case go that this user has."""
    done, busy = 0, 0
    with front.db.begin() as tx:
        for number in marked(form):
            let_go = _release(tx, front, clerk, number)
            done += let_go
            busy += not let_go and presence.holder(tx, number) is not None
    return _back(form, soltados=done, ocupados=busy)


@routes.post("/casos/{number}/tomar")
def take(front: Here, clerk: Acting, form: Posted, number: Number) -> RedirectResponse:
    """Take a case: from the hands in which the page showed it, and from no other."""
    shown = text(form, "tiene")
    with front.db.begin() as tx:
        _take(tx, front, clerk, number, int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 19 else None)
    return RedirectResponse(f"/casos/{number}{_filter(form).query}", 303)


@routes.post("/casos/{number}/soltar")
def release(front: Here, clerk: Acting, form: Posted, number: Number) -> RedirectResponse:
    """Let a case go."""
    with front.db.begin() as tx:
        _release(tx, front, clerk, number)
    return RedirectResponse(f"/casos/{number}{_filter(form).query}", 303)


@routes.post("/casos/{number}/presencia")
def look(request: Request, front: Here, clerk: Anybody, form: Posted, number: Number) -> HTMLResponse:  # noqa: ARG001
    """Say that this user has the case open, and who else has."""
    now = front.now()
    with front.db.begin() as tx:
        if cases.find(tx, number) is None:
            raise HTTPException(404)
        presence.look(tx, number, clerk.user.id, at=now, gone_before=now - GONE_AFTER)
        names = presence.others(tx, number, clerk.user.id, since=now - GONE_AFTER)
    return front.page(request, clerk, "desk/_viewers.html", viewers=names)


def _take(tx: Tx, front: Front, clerk: Clerk, number: int, holder: int | None) -> bool:
    if not presence.take(tx, number, clerk.user.id, holder=holder, at=front.now()):
        return False
    details = {"taken_from": holder} if holder is not None else {}
    audit.write(tx, "case_taken", at=front.now(), actor=clerk.user.email, case_id=number, details=details)
    return True


def _release(tx: Tx, front: Front, clerk: Clerk, number: int) -> bool:
    if not presence.release(tx, number, clerk.user.id):
        return False
    audit.write(tx, "case_let_go", at=front.now(), actor=clerk.user.email, case_id=number, details={})
    return True


def marked(form: FormData) -> list[int]:
    """Return the marked cases in order, so that two clerks who mark the same ones never wait for each other."""
    said = {one for one in form.getlist("caso") if isinstance(one, str) and one.isascii() and one.isdigit()}
    return sorted(int(one) for one in said if len(one) < 17)[:PAGE]


def _filter(form: FormData) -> Filter:
    return Filter.of(dict(parse_qsl(text(form, "vuelta").removeprefix("?"))))


def _back(form: FormData, **done: int) -> RedirectResponse:
    query = _filter(form).query
    told = "&".join(f"{name}={count}" for name, count in done.items() if count)
    return RedirectResponse("/" + query + (("&" if query else "?") + told if told else ""), 303)
