"""The way from the door to the page that a customer is shown first."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from bot.panel.front import Here, Visiting

routes = APIRouter()


@routes.get("/panel/seguir")
def go_on(front: Here, member: Visiting, volver: str = "/panel") -> Response:
    """Send a customer to the page that he is shown next."""
    return RedirectResponse(front.next_place(member, volver), 303)
