"""Enviar comprobante: files in, and the page on which they are read a few seconds later."""

from datetime import timedelta

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from bot.errors import UploadRefused
from bot.inbox.handed_in import HandedIn
from bot.model import Slip
from bot.panel import claims_view
from bot.panel.front import Consented, Front, Here, Member, Posted
from bot.panel.service import Service
from bot.panel.told import Teller, Told
from bot.store import cases, claims, letters, mails, slips, uploads
from bot.store.mails import StoredMail
from bot.store.uploads import Upload
from bot.web import ways

routes = APIRouter()
_SLOW = timedelta(minutes=1)  # after which he is told that he need not wait
_SHOWN = 5  # earlier uploads under the form


@routes.get("/panel/comprobante")
def form(request: Request, front: Here, member: Consented) -> Response:
    """Show where the files go."""
    return _form(request, front, member, request.query_params.get("constancia", ""))


@routes.post("/panel/comprobante")
def send(request: Request, front: Here, member: Consented, form: Posted) -> Response:
    """Keep the files as one mail, and go to their page."""
    named, words = ways.text(form, "constancia"), ways.text(form, "nota")
    slip = next((slip for slip in _to_choose(front, member, named) if slip.reference == named), None)
    chosen = slip.reference if slip is not None else None
    is_answer = "responde" in form and slip is not None and slip.status == "open"
    try:
        receive = service_of(request).answer if is_answer else service_of(request).receive
        received = receive(member.customer, _files(form), words, chosen)
    except UploadRefused as refused:
        return _form(request, front, member, named, str(refused), words)
    return RedirectResponse(f"/panel/comprobante/{received.id}{'' if received.is_new else '?otra=vez'}", 303)


@routes.get("/panel/comprobante/{upload_id}")
def show(request: Request, front: Here, member: Consented, upload_id: str) -> Response:
    """Show what was read, or that it is being read."""
    return _result(request, front, member, _upload(front, member, upload_id))


@routes.get("/panel/comprobante/{upload_id}/leyendo")
def look(request: Request, front: Here, member: Consented, upload_id: str, visto: str = "") -> Response:
    """Answer the open page that asks whether anything has changed: nothing, or its new middle."""
    upload = _upload(front, member, upload_id)
    if _stage(front, _mail(front, upload)) == visto:  # most looks end here, and cost two small questions
        return Response(status_code=204)
    return _result(request, front, member, upload)


def service_of(request: Request) -> Service:
    """Return what the house has handed in; 404 where no receipts are taken from pages."""
    found: Service | None = request.app.state.service
    if found is None:
        raise HTTPException(404)
    return found


def teller(request: Request, front: Front, member: Member) -> Teller:
    """Return who tells this customer how his payments stand."""
    service = service_of(request)
    zone = front.window.zone
    return Teller(service.letters, service.policy, front.vendor, zone, member.customer, front.now())


def _form(request: Request, front: Front, member: Member, chosen: str, problem: str = "", words: str = "") -> Response:
    with front.db.read() as tx:
        before = uploads.of_customer(tx, member.customer.id, _SHOWN)
    waiting = _to_choose(front, member, chosen)
    if len(waiting) == 1 and not problem:
        chosen = waiting[0].reference
    elif chosen not in {slip.reference for slip in waiting}:  # or the browser takes the first one
        chosen = ""
    return front.page(
        request, member, "panel/send.html", status=422 if problem else 200, problem=problem, words=words,
        slips=waiting, chosen=chosen, before=before,
    )  # fmt: skip


def open_slips(front: Front, member: Member) -> tuple[Slip, ...]:
    """Return the slips that this customer can pay, oldest first."""
    with front.db.read() as tx:
        return slips.open_of(tx, member.customer.id, now=front.now())


def _to_choose(front: Front, member: Member, named: str) -> tuple[Slip, ...]:
    """Return the slips that he may say he paid: those that are open, and the one of his that he names, though over."""
    with front.db.read() as tx:
        over = [slip for slip in slips.named(tx, [named], now=front.now()) if slip.status != "open"]
    return (*open_slips(front, member), *(slip for slip in over if slip.customer.id == member.customer.id))


def _files(form: FormData) -> tuple[HandedIn, ...]:
    """Return the chosen files; a browser sends an empty one without a name where none was chosen."""
    sent = [one for one in form.getlist("archivos") if isinstance(one, UploadFile)]
    return tuple(HandedIn(one.filename or "", one.file.read()) for one in sent if one.filename or one.size)


def _upload(front: Front, member: Member, upload_id: str) -> Upload:
    with front.db.read() as tx:
        found = uploads.one(tx, upload_id, member.customer.id)
    if found is None:
        raise HTTPException(404)
    return found


def _mail(front: Front, upload: Upload) -> StoredMail:
    with front.db.read() as tx:
        mail = mails.one(tx, upload.mail_id)
        return mails.one(tx, mail.copy_of) if mail.copy_of is not None else mail


def _stage(front: Front, mail: StoredMail) -> str:
    """Return how far it has come, so that an open page knows when to change."""
    if mail.state == "stored":
        return "leyendo" if front.now() - mail.arrived_at < _SLOW else "tarda"
    with front.db.read() as tx:
        return "activando" if any(one.state == "activating" for one in claims.of_mail(tx, mail.id)) else "decidido"


def _result(request: Request, front: Front, member: Member, upload: Upload) -> Response:
    mail = _mail(front, upload)
    stage = _stage(front, mail)
    return front.page(
        request, member, "panel/sent.html", upload=upload, stage=stage, again="otra" in request.query_params,
        told=_told(request, front, member, mail) if mail.state != "stored" else (), waiting=open_slips(front, member),
        is_written=_is_written(front, mail, member),
    )  # fmt: skip


def _is_written(front: Front, mail: StoredMail, member: Member) -> bool:
    """Return whether a letter about it went to this customer, to which he may answer."""
    if mail.case_id is None:
        return False
    with front.db.read() as tx:
        return any(one.recipient.lower() == member.customer.email for one in letters.of_case(tx, mail.case_id))


def _told(request: Request, front: Front, member: Member, mail: StoredMail) -> tuple[Told, ...]:
    with front.db.read() as tx:
        standing = claims_view.of_mail(tx, mail.id, front.vendor, now=front.now())
        found = {one.case_id: cases.one(tx, one.case_id) for one in standing}
    promised = {number: case.deadline if case.stopped_at is None else None for number, case in found.items()}
    tell = teller(request, front, member).tell
    return tuple(tell(one, promised[one.case_id]) for one in standing)
