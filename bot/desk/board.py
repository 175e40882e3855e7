"""Tablero: what came today or in thirty days, who resolved it, how fast, and how the bot itself feels."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.desk import exports, figures
from bot.desk.front import Anybody, Front, Here
from bot.desk.office import InOffice
from bot.store import board as store
from bot.store import health

routes = APIRouter()
_SPANS = {"hoy": ("Hoy", 1), "30": ("30 días", 30)}

_STUCK = timedelta(hours=1)  # as bot/web/health.py: how long a letter may wait


@routes.get("/tablero")
def board(request: Request, front: Here, office: InOffice, clerk: Anybody) -> HTMLResponse:
    """Show the numbers of a span, for one inbox or for all."""
    span, inbox = _asked(request)
    since, now = _since(front, span), front.now()
    with front.db.read() as tx:
        has_mail = store.has_mail(tx)
        inboxes = sorted({*store.inboxes(tx), *office.intervals})
        times = store.seconds_to_activate(tx, since, inbox)
        stands = store.standing(tx, now)
        came, rules = store.came(tx, since, inbox), store.objections(tx, since, inbox)
        polled, outgoing = health.last_polls(tx), store.waiting_letters(tx)
        reading, oldest = store.undecided_mails(tx), health.oldest_queued_letter(tx)
    days = figures.days(came, since, now, front.window.zone)
    return front.page(
        request, clerk, "desk/board.html", has_mail=has_mail, span=span, inbox=inbox, inboxes=inboxes, days=days,
        spans=_SPANS, totals=figures.totals(came), stands=stands, times=figures.times(times),
        p50=figures.percentile(times, 0.5), p95=figures.percentile(times, 0.95), reasons=figures.reasons(rules),
        since=since.astimezone(ZoneInfo(front.window.zone)).date(), reading=reading,
        polls=figures.polls(office.intervals, polled, now), complaints=office.complaints(), outgoing=outgoing,
        stuck=oldest if oldest is not None and now - oldest > _STUCK else None,
        disk=office.disk_free(), is_shadow=office.is_shadow,
    )  # fmt: skip


def _asked(request: Request) -> tuple[str, str]:
    span = request.query_params.get("dias", "hoy")
    return span if span in _SPANS else "hoy", request.query_params.get("buzon", "").replace("\0", "")[:100]


def _since(front: Front, span: str) -> datetime:
    """Return the first instant of the span: the midnight with which its first day begins where the vendor lives."""
    local = front.now().astimezone(ZoneInfo(front.window.zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=_SPANS[span][1] - 1)


@routes.get("/tablero/exportar")
def export(request: Request, front: Here, clerk: Anybody) -> Response:
    """Send the days of the span as a file."""
    span, inbox = _asked(request)
    since = _since(front, span)
    with front.db.read() as tx:
        came = store.came(tx, since, inbox)
    days = figures.days(came, since, front.now(), front.window.zone)
    rows = ((one.day.isoformat(), one.total, one.by_bot, one.by_staff, one.waiting, one.open) for one in days)
    columns = ("dia", "recibidos", "solos", "por_el_equipo", "esperan_al_cliente", "por_resolver")
    return exports.answer(front, clerk, "tablero", columns, rows)
