"""Nueva constancia: a customer and products from the catalog -> a slip with its reference."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from bot import issuing
from bot.desk.front import Acting, Clerk, Front, Here, Posted, text
from bot.desk.office import InOffice, Office
from bot.model import SlipLine
from bot.slips import issue
from bot.slips.imported import RFC
from bot.store import customers

routes = APIRouter()
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_VALID_DAYS = 30  # until a slip expires, unless another day is written
_LONGEST_NAME = 200


@routes.get("/constancias/nueva")
def new(request: Request, front: Here, office: InOffice, clerk: Acting) -> HTMLResponse:
    """Show the empty form; a customer may be named in the address."""
    last_day = front.now().astimezone(ZoneInfo(front.window.zone)).date() + timedelta(days=_VALID_DAYS)
    written = {"expires_on": last_day.isoformat(), "email": request.query_params.get("correo", "")}
    return _form(front, office, request, clerk, written)


def _form(
    front: Front, office: Office, request: Request, clerk: Clerk, written: dict[str, str],
    problems: tuple[tuple[str, str], ...] = (),
) -> HTMLResponse:  # fmt: skip
    return front.page(
        request, clerk, "desk/slip_new.html", status=422 if problems else 200, written=written, problems=problems,
        wrong=dict(reversed(problems)), products=issue.sold_on(office.catalog, _today(front)), most=issue.MOST,
    )  # fmt: skip


def _today(front: Front) -> date:
    return front.now().astimezone(ZoneInfo(front.window.zone)).date()


@routes.post("/constancias/nueva")
def make(request: Request, front: Here, office: InOffice, clerk: Acting, form: Posted) -> Response:
    """Issue the slip, or say what is missing and keep what was written."""
    written = {name: text(form, name) for name in form}
    lines, problems = _lines(front, office, form)
    email, name, rfc = written.get("email", "").lower(), written.get("name", ""), written.get("rfc", "").upper()
    with front.db.read() as tx:
        known = customers.by_email(tx, email)
    if not _ADDRESS.fullmatch(email):
        problems.append(("email", "Escriba el correo del cliente, como lupita@empresa.mx."))
    if known is None and not 0 < len(name) <= _LONGEST_NAME:
        problems.append(("name", "Es un cliente nuevo: escriba su nombre o razón social."))
    if known is None and rfc and not RFC.fullmatch(rfc):
        problems.append(("rfc", "El RFC no tiene la forma de un RFC; puede dejarlo vacío."))
    expires_at = _last_instant(written.get("expires_on", ""), front)
    if expires_at is None or expires_at < front.now():
        problems.append(("expires_on", "Escriba hasta qué día vale; debe ser hoy o después."))
    if problems:
        return _form(front, office, request, clerk, written, tuple(problems))
    with front.db.begin() as tx:
        reference = issuing.issue(
            tx, name=name, email=email, rfc=rfc or None, lines=lines, expires_at=expires_at, by=clerk.user.email,
            at=front.now(),
        )  # fmt: skip
    return RedirectResponse(f"/constancias/{reference}?hecho=emitida", 303)


def _lines(front: Front, office: Office, form: FormData) -> tuple[tuple[SlipLine, ...], list[tuple[str, str]]]:
    """Return the lines, or the problem with them."""
    first = next((f"quantity.{one.code}" for one in issue.sold_on(office.catalog, _today(front))), "email")
    try:
        asked = [name for name in form if name.startswith("quantity.")]
        wanted = {name.removeprefix("quantity."): int(text(form, name) or "0") for name in asked}
        return issue.lines(office.catalog, wanted, _today(front)), []
    except ValueError as error:
        own = str(error) if "invalid literal" not in str(error) else "las cantidades son números enteros"
        return (), [(first, f"Revise los productos: {own}.")]


def _last_instant(day: str, front: Front) -> datetime | None:
    """Return the last second of a day like 2026-12-22 where the vendor lives."""
    try:
        return issue.end_of(date.fromisoformat(day), front.window.zone)
    except (ValueError, OverflowError):
        return None
