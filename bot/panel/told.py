"""A claim and how it stands -> what its sender reads of it on the page: the words of the letters, never more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from bot.letters import compose, render, window
from bot.letters.facts import LetterFacts, ReadRow, visible
from bot.letters.known import NOT_THERE, amount_row, known
from bot.panel.claims_view import signed_in
from bot.panel.promise import promised

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Customer, LetterPolicy, Receipt, Vendor
    from bot.panel.claims_view import Standing

Tone = Literal["ok", "asks", "waits"]
"""All is well; he is asked for something; somebody of ours is at it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one payment."""

    tone: Tone
    heading: str
    message: str
    next: str
    missing: str = ""  # in a few words, when something is asked
    rows: tuple[ReadRow, ...] = ()  # what his own paper says
    reference: str | None = None  # of the slip, when it is his own
    block: str = ""  # the reason block that was said


@dataclass(frozen=True, slots=True)
class Teller:
    """Says to one customer how his payments stand."""

    environment: Any  # jinja2, of the letters
    policy: LetterPolicy
    vendor: Vendor
    zone: str
    customer: Customer
    now: datetime

    def tell(self, one: Standing, deadline: datetime | None) -> Told:
        """Return what is said of a claim; of a slip that is not his, nothing."""
        told = self._told(one, deadline)
        receipt, slip = one.judged.receipt, one.judged.decision.slip
        own = slip is not None and slip.customer.id == self.customer.id
        return replace(
            told,
            rows=_rows(receipt) if receipt is not None else (),
            reference=slip.reference if slip is not None and own else None,
        )

    def _told(self, one: Standing, deadline: datetime | None) -> Told:
        who = signed_in(self.customer)
        is_his = who.audience_for(one.judged.decision.slips) == "customer"
        if one.state == "activated" and is_his:
            return Told("ok", "Su panel está activo.", "Aplicamos su pago.", "No tiene que hacer nada.")
        if one.state == "activating" and is_his:
            by = promised(deadline, self.now, self.zone) if deadline else "en unos minutos"
            return Told("ok", "Todo coincide.", f"Su panel queda activo {by}.", "No tiene que hacer nada.")
        if one.state == "rejected" and is_his:
            return Told("asks", "No pudimos aplicar este comprobante.", _WRITTEN, "Siga lo que dice ese correo.")
        kind, facts = self._letter(one, deadline)
        said = render.said(self.environment, kind, facts, self.vendor, now=self.now, zone=self.zone)
        may_know = not _is_nobodys(facts)
        asks = may_know and one.state in ("waiting_customer", "set_aside")
        tone: Tone = "asks" if asks else "ok" if may_know and one.state == "duplicate" else "waits"
        block = facts.blocks[0] if facts.blocks else ""
        return Told(tone, said.heading, said.message, _here(said.next), said.missing if asks else "", block=block)

    def _letter(self, one: Standing, deadline: datetime | None) -> tuple[str, LetterFacts]:
        """Return the letter that says it: the one that is owed to him, else that a person looks at it."""
        who, judged = signed_in(self.customer), one.judged
        plans = compose.plans(
            judged.decision.outcome, (judged,), who, self.policy, mail_id=one.mail_id, zone=self.zone
        )  # fmt: skip
        mine = next((plan for plan in plans if plan.to == who.address), None)
        if one.state == "set_aside" and mine is not None:
            return "closing", mine.facts
        if mine is not None and visible(mine.facts).blocks not in ((), ("under_review",)):
            return mine.kind, replace(mine.facts, deadline=deadline)
        audience = who.audience_for(judged.decision.slips)
        facts = known(judged, audience, self.zone, ("under_review",))
        return "question", replace(facts, deadline=deadline)


_ANSWER = re.compile(
    r"(r)esponda (?:a este correo )?(?:con|adjuntando) (el comprobante|ese archivo|el más reciente)", re.IGNORECASE
)


def _here(next_step: str) -> str:
    """Return what the letter asks him to answer with as what he can send from this very page.

    >>> _here("Transfiera $180.00 y responda a este correo con el comprobante.")
    'Transfiera $180.00 y envíe aquí el comprobante.'
    """
    return _ANSWER.sub(lambda found: f"{'E' if found[1] == 'R' else 'e'}nvíe aquí {found[2]}", next_step)


_WRITTEN = "Le escribimos a su correo con el motivo y lo que sigue."


def _is_nobodys(facts: LetterFacts) -> bool:
    """Return whether it is told as to anybody who pays for another, without a thing that he could do."""
    return facts.audience == "third_party" and not visible(facts).blocks


def _rows(receipt: Receipt) -> tuple[ReadRow, ...]:
    """Return the table "Leímos esto": his own paper's words."""
    at = f", {receipt.paid_time:%H:%M}" if receipt.paid_time else ""
    digits = "".join(sign for sign in receipt.payee_account or "" if sign.isdigit())
    key = ReadRow("Folio", receipt.folio) if receipt.folio and not receipt.tracking_key else None
    return (
        amount_row(receipt),
        ReadRow("Referencia", ", ".join(receipt.references) or NOT_THERE),
        ReadRow("Fecha", f"{window.day_in_words(receipt.paid_on)}{at}" if receipt.paid_on else NOT_THERE),
        ReadRow("Banco", receipt.payer_bank or NOT_THERE),
        ReadRow("Cuenta de destino", f"terminada en {digits[-4:]}" if digits else NOT_THERE),
        key or ReadRow("Clave de rastreo", receipt.tracking_key or NOT_THERE),
    )
