"""Constancias: the list, one slip's story, and its cancelling."""

from dataclasses import replace
from datetime import UTC, datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot import issuing
from bot.desk import exports, slip_story
from bot.desk.front import Acting, Anybody, Clerk, Front, Here, Posted, text
from bot.model import Slip
from bot.money import parse_amount, plain
from bot.slips.price import price
from bot.slips.reference import normalise
from bot.store import invoices, slip_search, slips
from bot.store import slip_story as store
from bot.store.search_words import search_words
from bot.store.slip_search import Wanted

routes = APIRouter()
STATUSES = {"": "Todas", "open": "Abiertas", "expired": "Vencidas", "paid": "Pagadas", "cancelled": "Canceladas"}
_KEPT = ("q", "estado", "quien", "desde", "antes")
_LEAST_TO_CANCEL = 5  # characters of a reason: "error" says more than "x"
_COLUMNS = (
    "referencia", "cliente", "correo", "rfc", "total", "recibido", "emitida", "vence", "estado", "pagada",
)  # fmt: skip


@routes.get("/constancias")
def listed(request: Request, front: Here, clerk: Anybody) -> HTMLResponse:
    """Show the slips that were looked for, fifty at a time."""
    asked = dict(request.query_params)
    wanted = wanted_of(asked, front.window.zone)
    with front.db.read() as tx:
        found = slip_search.page(tx, wanted, now=front.now(), limit=slip_search.PAGE + 1)
    rows, more = found[: slip_search.PAGE], len(found) > slip_search.PAGE
    return front.page(
        request, clerk, "desk/slips.html", rows=rows, asked=asked, statuses=STATUSES,
        older=_link(asked, antes=str(rows[-1].id)) if more else "",
        tabs=[(name, words, _link(asked, estado=name, antes="")) for name, words in STATUSES.items()],
        export=_link(asked, antes="").replace("/constancias", "/constancias/exportar", 1),
    )  # fmt: skip


def wanted_of(asked: dict[str, str], zone: str) -> Wanted:
    """Return what the address asks for: a reference however it is written, an amount, or words.

    A number is the beginning of a reference; "$1,305.00" is an amount; anything else is words.
    What makes no sense is left out.
    """
    typed, before = asked.get("q", "").strip(), asked.get("antes", "")
    status = asked.get("estado", "")
    wanted = Wanted(
        status=next((one for one in ("open", "expired", "paid", "cancelled") if one == status), ""),
        by="bot" if asked.get("quien") == "bot" else "staff" if asked.get("quien") == "equipo" else "",
        since=day_of(asked.get("desde", ""), zone),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0,
    )
    if typed.startswith("$") or "." in typed:
        try:
            return replace(wanted, amount=parse_amount(typed))
        except ValueError:
            pass  # a dot also stands in addresses and names
    if (reference := normalise(typed)) and len(reference) <= 20:
        return replace(wanted, reference=reference)
    return replace(wanted, words=search_words(typed)[:6])


def day_of(text_of_day: str, zone: str) -> datetime | None:
    """Return the first instant of a day like 2026-11-22 where the vendor lives; None when it is no day."""
    try:
        return datetime.combine(datetime.fromisoformat(text_of_day).date(), time(), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _link(asked: dict[str, str], **changes: str) -> str:
    said = {name: value for name, value in {**asked, **changes}.items() if value and name in _KEPT}
    return "/constancias" + ("?" + urlencode(said) if said else "")


@routes.get("/constancias/exportar")
def export(request: Request, front: Here, clerk: Anybody) -> Response:
    """Send the same slips as a file."""
    wanted = wanted_of({**request.query_params, "antes": ""}, front.window.zone)
    rows = (
        (row.reference, row.customer_name, row.customer_email, row.rfc, plain(row.amount), plain(row.received),
         exports.iso(row.issued_at), exports.iso(row.expires_at), STATUS_WORDS[row.status], exports.iso(row.paid_at))
        for row in slip_search.every(front.db, wanted, now=front.now())
    )  # fmt: skip
    return exports.answer(front, clerk, "constancias", _COLUMNS, rows)


STATUS_WORDS = {"open": "abierta", "expired": "vencida", "paid": "pagada", "cancelled": "cancelada"}


@routes.get("/constancias/{reference}")
def one(request: Request, front: Here, clerk: Anybody, reference: str) -> Response:
    """Show one slip and all that happened to it."""
    return _shown(front, request, clerk, reference)


def _shown(front: Front, request: Request, clerk: Clerk, reference: str, problem: str = "") -> Response:
    now = front.now()
    with front.db.read() as tx:
        slip = _named(slips.named(tx, [reference], now=now))
        payments = store.payments(tx, slip.id)
        activation = store.activation(tx, slip.id)
        sent = store.sent(tx, tuple({payment.case_id for payment in payments}))
        cancelled = store.cancelled(tx, slip.id)
        invoice = invoices.of_slip(tx, slip.id)
    return front.page(
        request, clerk, "desk/slip.html", status=422 if problem else 200, slip=slip, price=price(slip.lines),
        facts=slip_story.facts(slip, payments, activation, sent, cancelled), invoice=invoice, problem=problem,
        done=request.query_params.get("hecho", ""), status_words=STATUS_WORDS, today=now,
        may_cancel=clerk.may_act and slip.status in ("open", "expired") and slip.received == 0,
    )  # fmt: skip


def _named(found: tuple[Slip, ...]) -> Slip:
    if not found:
        raise HTTPException(404)
    return found[0]


@routes.post("/constancias/{reference}/cancelar")
def cancel(request: Request, front: Here, clerk: Acting, form: Posted, reference: str) -> Response:
    """Cancel an open slip of which nothing was received."""
    because = text(form, "because")[:500]
    if len(because) < _LEAST_TO_CANCEL:
        return _shown(front, request, clerk, reference, "Escriba por qué se cancela.")
    with front.db.begin() as tx:
        slip = _named(slips.named(tx, [reference], now=front.now()))
        done = issuing.cancel(tx, slip, because=because, by=clerk.user.email, at=front.now())
    if not done:
        return _shown(
            front, request, clerk, reference,
            "No se canceló: sólo se cancela una constancia abierta de la que no se ha recibido nada.",
        )  # fmt: skip
    return RedirectResponse(f"/constancias/{reference}?hecho=cancelada", 303)
