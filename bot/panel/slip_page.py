"""Constancia: the three things to type when paying, its paper, and its end."""

from typing import Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot import issuing
from bot.errors import SettingsMistake
from bot.model import FINAL_STATES, Slip
from bot.panel.counter import AtCounter, Counter
from bot.panel.front import Consented, Front, Here, Member, Posted
from bot.panel.means import ways
from bot.panel.own import own_slip
from bot.panel.sheet import day_with_year, sheet
from bot.slips.in_words import in_words
from bot.slips.price import price
from bot.store import invoices, slip_state, slip_story, slips
from bot.store.db import Tx
from bot.web import qr
from bot.web.ways import text

routes = APIRouter()
_BECAUSE = "El cliente la canceló desde su panel"
_NO_PAPER = "No pudimos generar el PDF. Los datos de esta página son válidos para pagar."
_NOT_ANY_MORE = "No se canceló: mientras tanto recibimos un pago o un comprobante de esta constancia."


@routes.get("/panel/constancia")
def newest(request: Request, front: Here, member: Consented) -> Response:
    """Lead to the slip that waits, the newest first; say so when none does."""
    with front.db.read() as tx:
        waiting = slips.open_of(tx, member.customer.id, now=front.now())
    if waiting:
        return RedirectResponse(f"/panel/constancia/{waiting[-1].reference}", 303)
    return front.page(request, member, "panel/slip_none.html")


@routes.get("/panel/constancia/{reference}.pdf")
def paper(request: Request, front: Here, counter: AtCounter, member: Consented, reference: str) -> Response:
    """Send the slip as PDF; one that is not to be paid has none."""
    with front.db.read() as tx:
        slip = own_slip(tx, member, reference, now=front.now())
    if slip.status != "open":
        return RedirectResponse(f"/panel/constancia/{reference}", 303)
    try:
        pdf = counter.draw(sheet(slip, front.vendor, front.window, counter.receipts_to))
    except SettingsMistake as error:
        front.log("slip_paper_failed", reference=reference, error=str(error))
        return _page(front, counter, request, member, reference, _NO_PAPER, status=500)
    name = f'attachment; filename="constancia-{slip.reference}.pdf"'
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": name})


@routes.get("/panel/constancia/{reference}")
def one(request: Request, front: Here, counter: AtCounter, member: Consented, reference: str) -> Response:
    """Show what to type when paying, and how the slip stands."""
    return _page(front, counter, request, member, reference)


def _page(
    front: Front, counter: Counter, request: Request, member: Member, reference: str, problem: str = "", *,
    status: int = 200,
) -> Response:  # fmt: skip
    with front.db.read() as tx:
        slip = own_slip(tx, member, reference, now=front.now())
        waits_for = _waits_for(tx, slip)
        invoice = invoices.of_slip(tx, slip.id)
        cancelled = slip_story.cancelled(tx, slip.id)
    return front.page(
        request, member, "panel/slip.html", status=status, slip=slip, asked=price(slip.lines), invoice=invoice,
        waits_for=waits_for, cancelled=cancelled, words=in_words(slip.balance), ways=ways(front.vendor.payee_accounts),
        ends=day_with_year(slip.expires_at, front.window.zone) if slip.expires_at else "", counter=counter,
        codes=(qr.square(slip.reference), qr.bars(slip.reference)) if slip.status == "open" else None,
        again=_again(slip), done=request.query_params.get("hecho", ""), problem=problem,
    )  # fmt: skip


def _again(slip: Slip) -> str:
    """Return where the same products are chosen anew."""
    return "/panel/constancia/nueva?" + urlencode([("elegido", "1"), *(("p", line.code) for line in slip.lines)])


def _waits_for(tx: Tx, slip: Slip) -> Literal["", "us", "him"]:
    """Return who has a receipt of this slip to look at: we, or its customer, whom we asked; "" when there is none.

    A part that is kept waits for nobody: the rest of the slip is to be paid. Files that are still unread and name no
    slip may be of this one.
    """
    if any(named in (slip.reference, None) for _, named, _ in slip_state.being_read(tx, slip.customer.id)):
        return "us"
    states = {payment.state for payment in slip_story.payments(tx, slip.id) if not payment.share} - set(FINAL_STATES)
    if not states:
        return ""
    return "him" if states == {"waiting_customer"} else "us"


@routes.post("/panel/constancia/{reference}/cancelar")
def cancel(
    request: Request, front: Here, counter: AtCounter, member: Consented, form: Posted, reference: str
) -> Response:
    """Cancel a slip of which nothing was received; then make another one, if that is why."""
    with front.db.begin() as tx:
        slip = own_slip(tx, member, reference, now=front.now())
        by = f"panel:{member.user.username}"
        done = not _waits_for(tx, slip) and issuing.cancel(tx, slip, because=_BECAUSE, by=by, at=front.now())
    if not done:
        return _page(front, counter, request, member, reference, _NOT_ANY_MORE, status=409)
    if text(form, "otra"):
        return RedirectResponse(_again(slip), 303)
    return RedirectResponse(f"/panel/constancia/{slip.reference}", 303)
