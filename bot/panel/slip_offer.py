"""Generar constancia de pago: what may be paid, what it comes to, and Sí or Cancelar."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot import issuing
from bot.model import SlipLine
from bot.money import pesos
from bot.panel.front import Consented, Front, Here, Member, Posted
from bot.slips.choice import Choice, choices, chosen
from bot.slips.issue import end_of
from bot.slips.price import price
from bot.store import slips
from bot.web.ways import text

routes = APIRouter()
_TICKED = "elegido"  # stands in a form whose ticks count; without it nothing was chosen yet


@routes.get("/panel/constancia/nueva")
def show(request: Request, front: Here, member: Consented) -> Response:
    """Show what he may pay; with every tick the total is computed anew, here."""
    asked = request.query_params
    return _page(front, request, member, set(asked.getlist("p")) if _TICKED in asked else None)


def _page(
    front: Front, request: Request, member: Member, wanted: set[str] | None, problem: str = "", *, status: int = 200
) -> Response:
    found = _choices(front, member, wanted)
    with front.db.read() as tx:
        waiting = slips.open_of(tx, member.customer.id, now=front.now())
    return front.page(
        request, member, "panel/slip_offer.html", status=status, choices=found, asked=price(chosen(found)),
        waiting=waiting, problem=problem,
    )  # fmt: skip


def _choices(front: Front, member: Member, wanted: set[str] | None) -> tuple[Choice, ...]:
    with front.db.read() as tx:
        offered = front.offered(tx, member)
    return choices(offered, front.products, front.today(), wanted)


@routes.post("/panel/constancia/nueva")
def make(request: Request, front: Here, member: Consented, form: Posted) -> Response:
    """Issue the slip that he said yes to, or show the one that he has for the same items."""
    wanted = {value for value in form.getlist("p") if isinstance(value, str)}
    lines = chosen(_choices(front, member, wanted))
    if not lines:
        return _page(front, request, member, set(), "Elija al menos un producto.", status=422)
    total = price(lines).total
    if text(form, "total") != str(total):  # he said yes to another sum: a tick or a price changed since
        return _page(
            front, request, member, wanted, f"El total ahora es {pesos(total)}. Confirme, por favor.", status=422
        )
    reference, is_new = _issue(front, member, lines)
    return RedirectResponse(f"/panel/constancia/{reference}?hecho={'generada' if is_new else 'la-misma'}", 303)


def _issue(front: Front, member: Member, lines: tuple[SlipLine, ...]) -> tuple[str, bool]:
    last_day = front.today() + timedelta(days=front.terms.slip_days)
    with front.db.begin() as tx:
        return issuing.issue_once(
            tx, member.customer.id, lines=lines, expires_at=end_of(last_day, front.window.zone),
            by=f"panel:{member.user.username}", at=front.now(),
        )  # fmt: skip
