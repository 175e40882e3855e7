"""Health, static files and the windows' routes -> one web application that answers every mistake in a sentence."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from bot.errors import ComprobotError, DoorClosed
from bot.web.doorkeeper import StaleForm, readable
from bot.web.headers import Guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fastapi import APIRouter, Request
    from fastapi.responses import Response
    from starlette.types import ASGIApp

    from bot.web.pages import Pages

LARGEST = 62_000_000  # bytes of a request: a receipt or two, as they are mailed
_SAID = {
    400: "Lo que envió no se entiende, o son demasiados archivos a la vez; no se guardó nada.",
    401: "Entre con su correo y su contraseña.",
    403: "No tiene permiso para ver esto. Pídalo al administrador.",
    404: "Esta página no existe o cambió de lugar.",
    405: "Esta página no existe o cambió de lugar.",
    409: "Otra persona ya lo resolvió.",
    422: "Falta un dato o no se entiende; no se guardó nada.",
    503: "La base de datos no contesta. No se perdió nada; intente de nuevo en un momento.",
}
_FAILED = "Algo falló de nuestro lado. No se perdió nada."


def application(
    pages: Pages,
    routers: Sequence[APIRouter],
    fronts: Mapping[str, object],
    log: Callable[..., None],
    *,
    https: bool,
    largest: int = LARGEST,
) -> ASGIApp:
    """Return the web application of these windows; `fronts` are what their routes find in `app.state`."""
    from fastapi import Depends, FastAPI
    from fastapi.exceptions import RequestValidationError
    from fastapi.staticfiles import StaticFiles
    from starlette.exceptions import HTTPException

    site = FastAPI(title="Comprobot", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(readable)])
    for name, front in fronts.items():
        setattr(site.state, name, front)
    for router in routers:
        site.include_router(router)
    site.mount("/static", StaticFiles(directory=pages.static, check_dir=False), name="static")

    def said(request: Request, error: Exception) -> Response:
        return _said(pages, request, error)

    def failed(request: Request, error: Exception) -> Response:
        number = uuid.uuid4().hex[:8]
        log("page_failed", number=number, path=request.url.path, error=type(error).__name__)
        return pages.answer(request, "web/error.html", status=500, sentence=f"{_FAILED} Folio {number}.")

    for kind in (HTTPException, RequestValidationError, ComprobotError):
        site.add_exception_handler(kind, said)
    site.add_exception_handler(Exception, failed)
    return Guarded(site, https=https, largest=largest)  # around everything: an error page needs the headers too


def _said(pages: Pages, request: Request, error: Exception) -> Response:
    """Return the page that says what went wrong, or the way to another page."""
    from fastapi.responses import Response
    from starlette.exceptions import HTTPException

    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    status = _status(error)
    if 300 <= status < 400:
        return Response(status_code=status, headers=headers)
    own = isinstance(error, ComprobotError) and not isinstance(error, DoorClosed)
    sentence = str(error) if own else _SAID.get(status, _FAILED)
    answer = pages.answer(request, "web/error.html", status=status, sentence=sentence)
    answer.headers.update(headers)
    return answer


def _status(error: Exception) -> int:
    from starlette.exceptions import HTTPException

    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, StaleForm):
        return 403
    return 503 if isinstance(error, DoorClosed) else 422
