"""Consultar constancia de pago: where a payment stands, and what is missing, if anything."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.model import InvoiceRequest, Slip
from bot.panel import claims_view, state
from bot.panel.front import Consented, Front, Here, Member
from bot.panel.own import own_slip
from bot.panel.sending import open_slips, teller
from bot.panel.state import State, Step
from bot.panel.told import Told
from bot.store import invoices, slip_state, slips

routes = APIRouter()
_OTHERS = 10  # slips listed beside the one that is shown
_OPEN = ("waiting_customer", "desk", "waiting_bank")
_RECENT = timedelta(days=60)  # payments without a slip that are still spoken of


@dataclass(frozen=True, slots=True)
class Stand:
    """One slip as its page shows it."""

    slip: Slip
    said: State
    steps: tuple[Step, ...]
    told: Told | None
    invoice: InvoiceRequest | None


@routes.get("/panel")
def home(request: Request, front: Here, member: Consented) -> Response:
    """Show the newest slip, or what can be done without one."""
    with front.db.read() as tx:
        newest = slip_state.latest(tx, member.customer.id, 1)
    return _page(request, front, member, newest[0] if newest else None)


@routes.get("/panel/estado/{reference}")
def show(request: Request, front: Here, member: Consented, reference: str) -> Response:
    """Show one slip of this customer; another's is none (B104)."""
    return _page(request, front, member, reference)


def _page(request: Request, front: Front, member: Member, reference: str | None) -> Response:
    with front.db.read() as tx:
        named = slips.named(tx, slip_state.latest(tx, member.customer.id, _OTHERS), now=front.now())
        read = slip_state.being_read(tx, member.customer.id)
        slip = own_slip(tx, member, reference, now=front.now()) if reference is not None else None
    stray = _strays(request, front, member)
    return front.page(
        request, member, "panel/state.html", stand=_stand(request, front, member, slip) if slip is not None else None,
        others=[one for one in named if slip is None or one.id != slip.id], being_read=read, strays=stray,
        waiting=open_slips(front, member) if stray else (),
    )  # fmt: skip


def _stand(request: Request, front: Front, member: Member, slip: Slip) -> Stand:
    now, zone = front.now(), front.window.zone
    with front.db.read() as tx:
        came = slip_state.of_slip(tx, slip.id)
        waiting = slip_state.being_read(tx, member.customer.id)
        standing = claims_view.of_mail(tx, came.claim[0], front.vendor, now=now) if came.claim is not None else ()
        invoice = invoices.of_slip(tx, slip.id)
    may_be = (slip.reference, None) if slip.status == "open" else (slip.reference,)
    sent = [at for _, named, at in waiting if named in may_be]
    mine = [one for one in standing if slip.id in {about.id for about in one.judged.decision.slips}]
    told = teller(request, front, member).tell(mine[0], came.deadline) if mine else None
    asked = came.claim is not None and came.claim[1] == "waiting_customer" and slip.status != "paid"
    said = state.state(slip, came, told, is_read=bool(sent), now=now, zone=zone)
    at = state.steps(came, now, zone, sent_at=max(sent, default=None), asked=asked and not sent)
    return Stand(slip, said, at, told, invoice)


def _strays(request: Request, front: Front, member: Member) -> tuple[Told, ...]:
    """Return what is said of this customer's payments that name no slip yet."""
    now = front.now()
    with front.db.read() as tx:
        found = slip_state.without_slip(tx, member.customer.id, now - _RECENT, 3)
        standing = [one for mail in dict(found) for one in claims_view.of_mail(tx, mail, front.vendor, now=now)]
    stray = [one for one in standing if one.state in _OPEN and not one.judged.decision.slips and _is_payment(one)]
    tell = teller(request, front, member).tell if stray else None
    return tuple(tell(one, None) for one in stray) if tell is not None else ()


def _is_payment(one: claims_view.Standing) -> bool:
    """Return whether it is a payment, or was asked about: what else he writes to us is no business of this page."""
    return one.judged.receipt is not None or one.state == "waiting_customer"
