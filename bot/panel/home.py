"""The panel's first page, and the way to whatever a customer is shown before it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.panel.front import Consented, Here, Visiting

routes = APIRouter()


@routes.get("/panel/seguir")
def go_on(front: Here, member: Visiting, volver: str = "/panel") -> Response:
    """Send a customer to the page that he is shown next."""
    return RedirectResponse(front.next_place(member, volver), 303)


@routes.get("/panel")
def home(request: Request, front: Here, member: Consented) -> Response:
    """Show what can be done."""
    return front.page(request, member, "panel/home.html")
