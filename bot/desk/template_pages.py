"""Plantillas: every letter with made-up facts, light, dark and as plain text."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from bot.commands.words import KINDS
from bot.desk import letter_view
from bot.desk.front import Anybody, Here
from bot.desk.letter_view import Seen
from bot.desk.office import InOffice, Office

routes = APIRouter()


@routes.get("/plantillas")
def listed(request: Request, front: Here, office: InOffice, clerk: Anybody) -> HTMLResponse:
    """Show the name and the subject of every letter."""
    letters = [(name, _kind(name), _seen(office, name).subject) for name in office.letter_kinds]
    return front.page(request, clerk, "desk/templates.html", letters=letters)


def _kind(name: str) -> str:
    kind, _, block = name.partition(".")
    return "pregunta o acuse" if block else KINDS.get(kind, kind)


def _seen(office: Office, name: str) -> Seen:
    if name not in office.letter_kinds:
        raise HTTPException(404)
    return letter_view.seen(office.letter_sample(name).raw)


@routes.get("/plantillas/{name}")
def one(request: Request, front: Here, office: InOffice, clerk: Anybody, name: str) -> HTMLResponse:
    """Show one letter in its three dresses."""
    return front.page(request, clerk, "desk/template.html", name=name, kind=_kind(name), seen=_seen(office, name))


@routes.get("/plantillas/{name}/html")
def html(office: InOffice, clerk: Anybody, name: str, tema: str = "light") -> HTMLResponse:  # noqa: ARG001
    """Show the HTML of a letter, for its frame."""
    return letter_view.framed(_seen(office, name).html, "dark" if tema == "dark" else "light")
