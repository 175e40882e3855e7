"""Renovación de productos: what ends and when, what is offered, and "not now" for the rest of a session."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.panel.front import Consented, Here, Posted
from bot.panel.order import HOME, RENEWAL
from bot.slips import renewal
from bot.slips.price import price
from bot.store import panel_view, sessions

routes = APIRouter()


def end_in_words(days: int | None) -> str:
    """Return how far the end of a panel is, after its day.

    >>> end_in_words(39), end_in_words(1), end_in_words(0), end_in_words(-1), end_in_words(-40)
    ('en 39 días', 'mañana', 'hoy', 'ayer', 'hace 40 días')
    """
    if days is None:
        return ""
    near = {0: "hoy", 1: "mañana", -1: "ayer"}
    return near.get(days) or (f"en {days} días" if days > 0 else f"hace {-days} días")


@routes.get(RENEWAL)
def show(request: Request, front: Here, member: Consented) -> HTMLResponse:
    """Show what ends, what is offered and what it would cost."""
    with front.db.read() as tx:
        offered = front.offered(tx, member)
        has_open = panel_view.has_open(tx, member.customer.id, now=front.now())
        has_money = panel_view.has_money_here(tx, member.customer.id)
    days = renewal.days_left(member.panel, front.today())
    return front.page(
        request, member, "panel/renewal.html", offered=offered, price=price(offered), has_open=has_open, days=days,
        when=end_in_words(days), has_money=has_money,
    )  # fmt: skip


@routes.post(f"{RENEWAL}/despues")
def put_off(front: Here, member: Consented, form: Posted) -> Response:  # noqa: ARG001  its word was checked
    """Ask no more in this session."""
    if member.visitor.session is not None:
        with front.db.begin() as tx:
            sessions.put_off(tx, member.visitor.session.token)
    return RedirectResponse(HOME, 303)
