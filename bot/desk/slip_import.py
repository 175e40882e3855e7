"""Importar constancias: a CSV -> a preview of its good and bad rows -> the good ones taken in."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from bot import issuing
from bot.desk.front import Acting, Clerk, Front, Here, Posted
from bot.errors import BadRow
from bot.money import plain
from bot.slips import imported
from bot.slips.imported import BadLine, ImportedSlip
from bot.store import slips

routes = APIRouter()
_LARGEST = 8_000_000  # bytes: some 60,000 rows
_MOST_SHOWN = 200  # bad rows on the page
_NOT_UTF8 = "El archivo no está en UTF-8; en Excel guárdelo como «CSV UTF-8». No se guardó nada."
_NOT_CSV = "No se pudo importar: el archivo no es CSV. No se guardó nada."


@routes.get("/constancias/importar")
def show(request: Request, front: Here, clerk: Acting) -> HTMLResponse:
    """Show where the file goes and what it must look like."""
    return _page(front, request, clerk)


def _page(front: Front, request: Request, clerk: Clerk, problem: str = "", **found: object) -> HTMLResponse:
    return front.page(
        request, clerk, "desk/slip_import.html", status=422 if problem else 200, problem=problem,
        columns=imported.COLUMNS, **{"good": (), "bad": (), "more_bad": 0, "text": "", "looked": False, **found},
    )  # fmt: skip


@routes.post("/constancias/importar")
def look(request: Request, front: Here, clerk: Acting, form: Posted) -> Response:
    """Show what would be taken in and what would not; nothing is kept yet."""
    try:
        text = _text(form)
        good, bad = _examined(front, text)
    except BadRow as error:
        return _page(front, request, clerk, problem=str(error))
    return _page(
        front, request, clerk, looked=True, good=good, bad=bad[:_MOST_SHOWN], more_bad=max(0, len(bad) - _MOST_SHOWN),
        text=text,
    )  # fmt: skip


def _text(form: FormData) -> str:
    """Return the text of the file, or of the form that was looked at before; BadRow when it is no text."""
    file = form.get("file")
    if not isinstance(file, UploadFile):
        return str(form.get("text", ""))
    raw = file.file.read(_LARGEST + 1)
    if not raw:
        raise BadRow("Elija un archivo CSV.")
    if len(raw) > _LARGEST:
        raise BadRow("El archivo pesa más de 8 MB; divídalo en varios. No se guardó nada.")
    if b"\0" in raw:
        raise BadRow(_NOT_CSV)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRow(_NOT_UTF8) from None


def _examined(front: Front, text: str) -> tuple[list[ImportedSlip], list[BadLine]]:
    """Return what can be taken in and what cannot: a reference that exists already is no slip either."""
    good, bad = imported.examined(text, zone=front.window.zone, now=front.now())
    with front.db.read() as tx:
        known = slips.known_references(tx, [row.reference for row in good])
    repeated = [
        BadLine(row.line, (row.reference, plain(row.amount), row.customer_name, row.customer_email, row.rfc or "", "",
                           ""), f"la referencia {row.reference} ya existe")
        for row in good
        if row.reference in known
    ]  # fmt: skip
    taken = [row for row in good if row.reference not in known]
    return taken, sorted([*bad, *repeated], key=lambda one: one.line)


@routes.post("/constancias/importar/guardar")
def keep(request: Request, front: Here, clerk: Acting, form: Posted) -> Response:
    """Take in the good rows of what was looked at."""
    try:
        good, _ = _examined(front, _text(form))
    except BadRow as error:
        return _page(front, request, clerk, problem=str(error))
    if not good:
        return _page(front, request, clerk, problem="No hay renglones nuevos que importar. No se guardó nada.")
    with front.db.begin() as tx:
        taken = issuing.take_in(tx, good, by=clerk.user.email, at=front.now())
    return RedirectResponse(f"/constancias?hecho={taken}", 303)
