"""The marked cases of the queue, filed as no receipts: shown first, then each for itself."""

import re
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from bot.deeds import Deeds
from bot.desk.at_case import Doing
from bot.desk.filters import Filter
from bot.desk.front import Acting, Clerk, Here, Posted, text
from bot.desk.taking import marked
from bot.errors import ComprobotError, DoorClosed
from bot.ruling import Person, Word
from bot.store import queue

routes = APIRouter()


@routes.post("/bandeja/no-es-comprobante")
def file_marked(request: Request, front: Here, clerk: Acting, deeds: Doing, form: Posted) -> Response:
    """Show what would be filed without an answer; do it once that was seen."""
    asked = Filter.of(dict(parse_qsl(text(form, "vuelta").removeprefix("?"))))
    seen = _seen(form.getlist("visto"))
    if seen:
        done = sum(_filed(deeds, number, version, _person(clerk)) for number, version in seen.items())
        told = "&".join(
            f"{name}={count}" for name, count in (("archivados", done), ("ocupados", len(seen) - done)) if count
        )
        return RedirectResponse(f"/{asked.query}{'&' if asked.query else '?'}{told}", 303)
    with front.db.read() as tx:
        found = queue.marked(tx, marked(form))
    return front.page(request, clerk, "desk/bulk.html", rows=found, filter=asked)


def _person(clerk: Clerk) -> Person:
    return Person(clerk.user.email, clerk.user.name, clerk.user.role in ("approver", "admin"))


def _seen(said: list[UploadFile | str]) -> dict[int, int]:
    """Return number and version of each case as it was shown: "12-3" says both."""
    found = (re.fullmatch(r"([0-9]{1,15})-([0-9]{1,15})", one) for one in said if isinstance(one, str))
    return {int(one[1]): int(one[2]) for one in found if one}


def _filed(deeds: Deeds, number: int, version: int, person: Person) -> bool:
    """Return whether it was filed; False when somebody was quicker, or nothing of it waits."""
    try:
        deeds.decide(number, Word("not_a_receipt", version=version), person)
    except ComprobotError as wrong:
        if isinstance(wrong, DoorClosed):
            raise
        return False
    return True
