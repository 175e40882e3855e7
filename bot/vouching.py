"""A person's word about a panel of which nobody could tell -> its activation confirmed, or taken back quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import cases, ruling
from bot.errors import ComprobotError, Outdated
from bot.store import activations, claims, customers, mails

if TYPE_CHECKING:
    from bot.model import Activation
    from bot.pipeline import Corridor
    from bot.store.db import Tx

SETTLED = "En este caso no hay una activación en duda{}: ya se confirmó, o ya se revirtió."


def panel_is_on(corridor: Corridor, case_id: int, reference: str | None, *, by: str) -> str:
    """Return what was done: the panel counts as on, and its letters go; ComprobotError when nothing is in doubt (B40).

    The attempts that still wait find it confirmed, and ask nobody.
    """
    now = corridor.now()
    with corridor.db.read() as tx:
        case, doubted = ruling.case_of(tx, case_id), _doubted(tx, corridor, case_id, reference)
        panel = customers.panel(tx, doubted.slip.customer.id)
        mail = mails.of_claim(tx, doubted.claim_id)
    switched = corridor.switched(doubted, panel)
    written = () if corridor.is_shadow else corridor.secretary.activation(doubted, switched, case, mail, now)
    with corridor.db.begin() as tx:
        if customers.panel_held(tx, panel.customer_id) != panel:
            raise Outdated("another activation of this customer came first")
        if not cases.confirm(tx, doubted, switched, written, at=now, by=by):
            raise ComprobotError(SETTLED.format(f" de {doubted.slip.reference}"))
    return f"{doubted.slip.reference} quedó activa; sale su carta."


def panel_is_off(corridor: Corridor, case_id: int, reference: str | None, *, by: str) -> str:
    """Return what was done: the slip is open, its payment on the desk; ComprobotError when nothing is in doubt."""
    now = corridor.now()
    with corridor.db.begin() as tx:
        ruling.case_of(tx, case_id)
        doubted = _doubted(tx, corridor, case_id, reference)
        number = doubted.slip.reference
        said = f"{by} vio que el panel no activó {number}: sigue abierta. Acepte el pago para intentarlo otra vez."
        if not cases.take_back_doubted(tx, doubted, said, by=by, at=now):
            raise ComprobotError(SETTLED.format(f" de {number}"))
    return f"{number} sigue abierta; el pago espera en la bandeja."


def _doubted(tx: Tx, corridor: Corridor, case_id: int, reference: str | None) -> Activation:
    now = corridor.now()
    every = (one for claim in claims.of_case(tx, case_id) for one in activations.of_claim(tx, claim.id, now=now))
    doubted = [one for one in every if one.state == "uncertain" and reference in (None, one.slip.reference)]
    if not doubted:
        raise ComprobotError(SETTLED.format(f" de {reference}" if reference else ""))
    if len(doubted) > 1:
        named = ", ".join(one.slip.reference for one in doubted)
        raise ComprobotError(f"Hay varias activaciones en duda ({named}): diga cuál.")
    return doubted[0]
