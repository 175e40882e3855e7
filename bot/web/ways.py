"""Where a visitor comes from, and where he is sent: never to another site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import HTTPException

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.datastructures import FormData


def elsewhere(place: str, request: Request) -> HTTPException:
    """Return the way to another page; htmx is told to load it whole."""
    if request.headers.get("HX-Request") == "true":
        return HTTPException(401, headers={"HX-Redirect": place})
    return HTTPException(303, headers={"Location": place})


def back(request: Request, home: str) -> str:
    """Return what the door's address is told of the page that was wanted; "" for `home` and for what changes things."""
    asked = request.url.query
    place = f"{request.url.path}{f'?{asked}' if asked else ''}"
    asks = request.method == "GET" and request.headers.get("HX-Request") != "true"
    return f"?volver={quote(place)}" if asks and place != home else ""


def inside(place: str, home: str) -> str:
    """Return a place of this window; anything that could lead elsewhere leads `home`.

    >>> inside("/panel/constancia", "/panel"), inside("//evil.example", "/panel"), inside("/panelo", "/panel")
    ('/panel/constancia', '/panel', '/panel')
    """
    safe = place.startswith("/") and not place.startswith(("//", "/\\")) and "\\" not in place and place.isprintable()
    ours = home in ("/", place) or place.startswith((f"{home}/", f"{home}?"))
    return place if safe and ours and "/../" not in f"{place}/" else home


def address(request: Request) -> str:
    """Return the network address that a request comes from."""
    return request.client.host if request.client else "?"


def text(form: FormData, name: str) -> str:
    """Return a field's text, blanks at its ends dropped; "" for a missing one or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
