"""Bandeja: the open cases, the least time left first, and a line that says when something has changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.commands import words
from bot.desk import chips, exports, pills
from bot.desk.filters import Filter
from bot.desk.front import Anybody, Front, Here
from bot.desk.queue_row import row
from bot.letters.window import left_in_words
from bot.money import plain
from bot.store import audit, queue, queue_rows, report
from bot.store.db import Tx
from bot.store.queue import PAGE, Tally, Today

routes = APIRouter()
_COLUMNS = (
    "caso", "vence", "estado", "cliente", "correo", "motivo", "veredicto", "pagado", "constancias",
    "constancias posibles", "buzón", "quién",
)  # fmt: skip
_SOON = timedelta(hours=1)


@routes.get("/")
def waiting(request: Request, front: Here, clerk: Anybody) -> HTMLResponse:
    """Show the queue as its address asks for it."""
    asked = Filter.of(request.query_params)
    with front.db.read() as tx:
        counts = queue.tally(tx)
        found = queue.page(tx, asked.chosen(clerk.user.id), skip=(asked.page - 1) * PAGE)
        beside = queue_rows.beside(tx, [one.case.id for one in found])
        today = None if found else _today(tx, front)
        facts = _counter(tx, front, counts)
    rows = [row(one, beside[one.case.id], clerk.user.id, front.now(), front.window) for one in found]
    total = sum(one.count for one in counts if chips.is_in(asked, one, clerk.user.id))
    return front.page(
        request, clerk, "desk/queue.html", rows=rows, total=total, first=(asked.page - 1) * PAGE + 1, asked=asked,
        tabs=chips.tabs(counts, asked), chips=chips.chips(counts, asked, clerk.user.id), today=today,
        pages=-(-total // PAGE), told=_told(request), **facts,
    )  # fmt: skip


@routes.get("/bandeja/cuenta")
def counter(request: Request, front: Here, clerk: Anybody) -> HTMLResponse:
    """Show the line of counts alone: the rows stay as they are under the reader's hand."""
    asked, since = Filter.of(request.query_params), request.query_params.get("desde", "")
    with front.db.read() as tx:
        facts = _counter(tx, front, queue.tally(tx))
        if since.isascii() and since.isdigit() and len(since) < 19:
            facts["seen"] = int(since)
            facts["changes"] = queue.changed_since(tx, int(since), but_by=clerk.user.email)
    return front.page(request, clerk, "desk/_queue_counter.html", asked=asked, **facts)


@routes.get("/bandeja/exportar")
def export(request: Request, front: Here, clerk: Anybody) -> Response:
    """Send the cases of the same view as a file."""
    chosen = Filter.of(request.query_params).chosen(clerk.user.id)
    return exports.answer(front, clerk, "bandeja", _COLUMNS, _lines(front, chosen))


def _lines(front: Front, chosen: queue.Chosen) -> Iterator[tuple[object, ...]]:
    for found in queue.every(front.db, chosen):
        with front.db.read() as tx:
            stand = queue_rows.beside(tx, [one.case.id for one in found])
        for one in found:
            case, beside = one.case, stand[one.case.id]
            yield (
                case.id, exports.iso(case.deadline), words.STATES[case.state],
                case.customer.name if case.customer else "", case.address, pills.name(one.rule) if one.rule else "",
                case.verdict, plain(one.amount) if one.amount is not None else "", " ".join(beside.references),
                " ".join(beside.proposed), beside.inbox, one.holder_name,
            )  # fmt: skip


def _counter(tx: Tx, front: Front, counts: tuple[Tally, ...]) -> dict[str, Any]:
    now = front.now()
    by_state = {state: sum(one.count for one in counts if one.state == state) for state in queue.OPEN}
    late = queue.due_before(tx, now)
    return {
        "to_solve": by_state["desk"],
        "late": late,
        "soon": queue.due_before(tx, now + _SOON) - late,
        "asked_customers": by_state["waiting_customer"],
        "changes": 0,
        "seen": audit.head(tx).row,
        "clock": f"{now.astimezone(ZoneInfo(front.window.zone)):%H:%M}",
    }


def _told(request: Request) -> dict[str, int]:
    """Return what was just done with the marked cases, as the address says it."""
    said = request.query_params
    names = ("tomados", "soltados", "archivados", "ocupados")
    return {name: int(said[name]) if said.get(name, "") in _FEW else 0 for name in names}


_FEW = {str(number) for number in range(PAGE + 1)}


@dataclass(frozen=True, slots=True)
class Day:
    """What an empty queue says of the day."""

    arrived: Today
    slowest: str  # from the mail to the panel, in words; "" when none was switched on


def _today(tx: Tx, front: Front) -> Day:
    local = front.now().astimezone(ZoneInfo(front.window.zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    waits = [
        (one.confirmed_at, one.arrived_at)
        for one in report.activated(tx, midnight)
        if one.confirmed_at is not None and one.arrived_at >= midnight
    ]
    slowest = max(waits, key=lambda pair: pair[0] - pair[1], default=None)
    return Day(queue.arrived_since(tx, midnight), left_in_words(*slowest) if slowest else "")
