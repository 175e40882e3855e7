"""The manual for the change of version, as a page and as the PDF that went with the activation letter."""

import tomllib
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from bot.panel.front import Consented, Front, Here
from bot.panel.sending import service_of
from bot.slips import manual_words

routes = APIRouter()
_FROM, _TO = "3.3", "4.0"  # as bot.slips.paper.ManualFacts


@routes.get("/panel/manual")
def show(request: Request, front: Here, member: Consented) -> Response:
    """Show the manual; a vendor's own file is shown as it is."""
    if service_of(request).own_manual:
        return RedirectResponse("/panel/manual.pdf", 303)
    return front.page(request, member, "panel/manual.html", manual=_words(front), say=partial(_say, front))


@routes.get("/panel/manual.pdf")
def download(request: Request, _member: Consented) -> Response:
    """Hand out the PDF."""
    manual = service_of(request).manual()
    name = f"inline; filename*=UTF-8''{quote(manual.name)}"
    return Response(manual.content, media_type="application/pdf", headers={"Content-Disposition": name})


def _words(front: Front) -> dict[str, Any]:
    """Return what templates/paper/manual.toml says: the PDF is set from the same words."""
    environment = front.pages.environment
    if environment.loader is None:
        return {}
    source, _, _ = environment.loader.get_source(environment, "paper/manual.toml")
    return tomllib.loads(source)


def _say(front: Front, text: str) -> Markup:
    panel = Markup('<a href="/panel">{}</a>').format(front.vendor.panel_url.partition("//")[2] or "su panel")
    return manual_words.said(text, {"nueva": _TO, "anterior": _FROM, "panel": panel})
