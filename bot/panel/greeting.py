"""Activación: the greeting after a payment, and the one "Sí" that changes the panel's version."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.activation import version
from bot.model import Panel
from bot.panel import order
from bot.panel.front import Consented, Front, Here, Member, Posted
from bot.panel.sending import service_of
from bot.store import audit, customers, greetings
from bot.store.db import Tx
from bot.web import ways

routes = APIRouter()
DONE = f"{order.GREETING}/listo"


@routes.get(order.GREETING)
def greet(request: Request, front: Here, member: Consented) -> Response:
    """Show the message once something was activated that he was not greeted with."""
    with front.db.read() as tx:
        due = greetings.due(tx, member.customer.id)
        new = _offered(request, front, tx, member.panel, due)
    if not due:
        return RedirectResponse(order.HOME, 303)
    return front.page(request, member, "panel/greeting.html", new=new)


@routes.post(order.GREETING)
def answer(request: Request, front: Here, member: Consented, form: Posted) -> Response:
    """Change the version at "Sí", once; after "Después" the message comes again with the next sign-in."""
    if ways.text(form, "respuesta") != "si":
        return RedirectResponse(order.HOME, 303)
    _accept(request, front, member)
    return RedirectResponse(DONE, 303)


@routes.get(DONE)
def show_done(request: Request, front: Here, member: Consented) -> Response:
    """Show what the panel now is."""
    return front.page(request, member, "panel/greeted.html")


def _accept(request: Request, front: Front, member: Member) -> None:
    """Greet with everything that stands, and change the version that was bought; a second tab finds nothing to do."""
    now = front.now()
    with front.db.begin() as tx:
        panel = customers.panel_held(tx, member.customer.id)
        due = greetings.due(tx, member.customer.id)
        new = _offered(request, front, tx, panel, due)
        if not greetings.greet(tx, due, at=now) or new is None:
            return
        customers.write_panel(tx, replace(panel, version=new))
        details = {"customer": member.customer.id, "from": panel.version, "to": new}
        audit.write(tx, "version_changed", at=now, actor=member.user.username, details=details)


def _offered(request: Request, front: Front, tx: Tx, panel: Panel, due: tuple[int, ...]) -> str | None:
    """Return the version to which he may change; with somebody else's panel he is asked there, not here."""
    if not service_of(request).changes_version:
        return None
    return version.offered(panel, greetings.bought(tx, due), front.products)
