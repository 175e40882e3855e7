"""Buscar: one hit opens itself, several are listed by kind, none is said in a sentence."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.commands.words import STATES
from bot.desk import clocks
from bot.desk.asked_for import LONGEST, Asked, asked_for
from bot.desk.front import Anybody, Here
from bot.model import Customer
from bot.store import search, slip_search
from bot.store.db import Tx
from bot.store.search import FoundCase
from bot.store.slip_search import Row, Wanted

routes = APIRouter()
_MOST_SLIPS = 20


@dataclass(frozen=True, slots=True)
class Hits:
    """All that was found."""

    cases: tuple[FoundCase, ...] = ()
    slips: tuple[Row, ...] = ()
    customers: tuple[Customer, ...] = ()

    @property
    def only_one(self) -> str | None:
        """Return the place of the one thing that was meant; a slip or a customer stands behind its one case."""
        if len(self.cases) == 1 and len(self.slips) <= 1 and len(self.customers) <= 1:
            return f"/casos/{self.cases[0].id}"
        if not self.cases and not self.customers and len(self.slips) == 1:
            return f"/constancias/{self.slips[0].reference}"
        return None


@routes.get("/buscar")
def find(request: Request, front: Here, clerk: Anybody) -> Response:
    """Find whatever the text could mean."""
    text = request.query_params.get("q", "").strip()[:LONGEST]
    now, zone = front.now(), front.window.zone
    with front.db.read() as tx:
        hits = found(tx, asked_for(text), now)
    if hits.only_one is not None:
        return RedirectResponse(hits.only_one, 303)
    return front.page(
        request, clerk, "desk/search.html", asked=text, hits=hits, states=STATES,
        moment=lambda instant: clocks.moment(instant, now, zone),
    )  # fmt: skip


def found(tx: Tx, asked: Asked, now: datetime) -> Hits:
    """Return everything that the text could mean."""
    people = search.customers_of_rfc(tx, asked.rfc) if asked.rfc else ()
    if asked.words:
        people = search.customers_named(tx, asked.words)
    return Hits(search.listed(tx, _cases(tx, asked, people)), _slips(tx, asked, now), people)


def _cases(tx: Tx, asked: Asked, people: tuple[Customer, ...]) -> frozenset[int]:
    ids: frozenset[int] = frozenset()
    if asked.case is not None:
        ids |= search.cases_named(tx, asked.case)
    if asked.reference:
        ids |= search.cases_of_slip(tx, asked.reference)
    if asked.printed:
        ids |= search.cases_printed(tx, asked.printed)
    if asked.amount is not None:
        ids |= search.cases_of_amount(tx, asked.amount)
    if asked.address:
        ids |= search.cases_from(tx, asked.address)
    return ids | search.cases_of(tx, [one.id for one in people]) if people else ids


def _slips(tx: Tx, asked: Asked, now: datetime) -> tuple[Row, ...]:
    if not asked.reference and asked.amount is None:
        return ()
    like = slip_search.page(tx, Wanted(asked.reference, asked.amount), now=now, limit=_MOST_SLIPS)
    return tuple(one for one in like if one.reference == asked.reference) or like
