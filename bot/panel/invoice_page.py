"""Solicitar factura: the six things that a CFDI 4.0 asks of its receiver, typed or read from his Constancia."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from bot import invoicing
from bot.errors import UnreadableMail
from bot.invoice import checked, filled_in
from bot.invoice.constancia import Constancia, constancia_in
from bot.invoice.filled_in import FIELDS, Problems
from bot.model import FiscalData, Slip
from bot.panel.counter import AtCounter, Counter
from bot.panel.front import Consented, Front, Here, Member, Posted
from bot.panel.own import own_slip
from bot.store import invoices
from bot.web.ways import text

routes = APIRouter()
_LARGEST = 10_000_000  # bytes; SAT's own PDF has some 100,000
_FILE = "file"
_TAKES_ONE = ("open", "paid")  # a slip that is cancelled or over has no invoice
_FILLED = "Llenamos los datos con su Constancia. Revíselos y guarde; todavía no se ha guardado nada."
_NONE = "Elija el archivo de su Constancia de Situación Fiscal."
_TOO_LARGE = "El archivo pesa más de 10 MB. La Constancia que descarga del SAT pesa mucho menos; use esa."
_BUSY = "Estamos leyendo otros archivos. Intente de nuevo en unos segundos, o escriba sus datos."
_UNREADABLE = "No pudimos leer el archivo. Use el PDF que descarga del SAT, o escriba sus datos."
_NO_CONSTANCIA = "Ese archivo no parece una Constancia de Situación Fiscal. Use el PDF del SAT, o escriba sus datos."


@routes.get("/panel/factura/{reference}")
def show(request: Request, front: Here, member: Consented, reference: str) -> Response:
    """Show the form with what is known: of this slip, else of his last request, else his RFC."""
    with front.db.read() as tx:
        slip = own_slip(tx, member, reference, now=front.now())
        asked = invoices.of_slip(tx, slip.id)
        last = asked or invoices.last_of(tx, member.customer.id)
    known = last.data if last else FiscalData(member.customer.rfc)
    return _form(front, request, member, slip, replace(known, email=known.email or member.customer.email))


def _form(
    front: Front, request: Request, member: Member, slip: Slip, data: FiscalData, problems: Problems = (), *,
    note: str = "", regimes: tuple[str, ...] = (), status: int = 200, written: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    shown = {name: asdict(data)[name] or "" for name in FIELDS} | dict(written or {})
    return front.page(
        request, member, "panel/invoice.html", status=422 if problems else status, slip=slip, shown=shown, note=note,
        problems=problems, wrong=dict(reversed(problems)), regimes=filled_in.regimes_for(data.rfc), of_paper=regimes,
        uses=filled_in.uses_for(data.regime, data.rfc), can=slip.status in _TAKES_ONE,
        done=request.query_params.get("hecho", ""),
    )  # fmt: skip


@routes.post("/panel/factura/{reference}")
def ask(request: Request, front: Here, member: Consented, form: Posted, reference: str) -> Response:
    """Keep the request with the slip, or say what is to be mended; another RFC or regime only changes the choices."""
    with front.db.read() as tx:
        slip = own_slip(tx, member, reference, now=front.now())
    written = _written(form)
    data = filled_in.understood(written)
    if text(form, "paso") == "opciones":
        return _form(front, request, member, slip, data, written=written)
    if slip.status not in _TAKES_ONE:  # cancelled or over since the form was opened: the page says so
        return _form(front, request, member, slip, data, status=409)
    if found := filled_in.problems(data):
        return _form(front, request, member, slip, data, found, written=written)
    with front.db.begin() as tx:
        invoicing.ask(tx, slip, data, by=f"panel:{member.user.username}", at=front.now())
    return RedirectResponse(f"/panel/factura/{slip.reference}?hecho=guardada", 303)


def _written(form: FormData) -> dict[str, str]:
    return {name: text(form, name)[:300] for name in FIELDS}


@routes.post("/panel/factura/{reference}/constancia")
def fill(
    request: Request, front: Here, counter: AtCounter, member: Consented, form: Posted, reference: str
) -> Response:
    """Fill the form from a Constancia de Situación Fiscal; nothing is kept before he says so."""
    with front.db.read() as tx:
        slip = own_slip(tx, member, reference, now=front.now())
    written = _written(form)
    found = _read(counter, form)
    if isinstance(found, str):
        return _form(front, request, member, slip, filled_in.understood(written), ((_FILE, found),), written=written)
    data = filled_in.understood(written | _said(found, written.get("cfdi_use") or None))
    return _form(front, request, member, slip, data, note=_FILLED, regimes=found.regimes)


def _said(paper: Constancia, cfdi_use: str | None) -> dict[str, str]:
    """Return what the paper says; of several regimes the one that fits what he wants the invoice for, if one does."""
    regime = checked.fitting(paper.regimes, cfdi_use)
    said = {"rfc": paper.rfc, "legal_name": paper.legal_name, "regime": regime, "postal_code": paper.postal_code}
    return {name: value or "" for name, value in said.items()}


def _read(counter: Counter, form: FormData) -> Constancia | str:
    """Return what the file says, or why it says nothing; it is opened in a killable child (B17, B92)."""
    file = form.get(_FILE)
    content = file.file.read(_LARGEST + 1) if isinstance(file, UploadFile) else b""
    if not content or len(content) > _LARGEST:
        return _TOO_LARGE if content else _NONE
    if not counter.seats.acquire(blocking=False):
        return _BUSY
    try:
        documents = counter.read(str(getattr(file, "filename", "") or "constancia"), content)
    except UnreadableMail:
        return _UNREADABLE
    finally:
        counter.seats.release()
    return next((found for one in documents if (found := constancia_in(one)) is not None), _NO_CONSTANCIA)
