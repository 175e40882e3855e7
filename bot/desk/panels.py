"""A case and what was typed so far -> all that one panel shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.commands.words import KINDS
from bot.desk import previews
from bot.desk.actions import accept, ask, reject, split
from bot.errors import ComprobotError
from bot.matching.difference import divided
from bot.model import Receipt
from bot.receipts import corrected
from bot.store import activations, case_view, claims, letters, slips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.deeds import Deeds
    from bot.ruling import Person, Word
    from bot.store.claims import Claim
    from bot.store.db import Tx

TITLES = {
    "aceptar": "Aceptar el pago",
    "pedir": "Pedir al cliente",
    "dividir": "Dividir entre varias constancias",
    "rechazar": "Rechazar",
    "ya-aplicado": "Ya aplicado en otro caso",
    "no-es-comprobante": "No es comprobante",
    "corregir": "Corregir lo leído",
    "carta": "Una carta no llegó",
    "mas": "Más acciones",
    "nota": "Nota",
    "revertir": "Revertir una activación",
}
ACTIONS = {
    "aceptar": "accept", "pedir": "ask", "dividir": "split", "rechazar": "reject", "ya-aplicado": "already_applied",
    "no-es-comprobante": "not_a_receipt",
}  # fmt: skip
"""The place of a panel -> the action that it decides."""
_HOW_TYPED = {
    "amount": "En pesos, con centavos: 1305.00",
    "references": "Sólo sus dígitos; si el pago nombra varias, con coma",
    "payee_account": "Sus cifras, con * lo que no se ve: *6374",
    "paid_on": "Día, mes y año: 22/11/2026",
    "tracking_key": "Hasta 30 letras y cifras, como está impresa",
    "folio": "Letras y cifras, como está impreso",
    "currency": "Sus tres letras: MXN, USD",
    "status": "Si usted lee «pagado» donde el bot leyó otra cosa, al aceptar firma también otra persona",
    "payer_name": "Como está en el comprobante",
    "payer_bank": "Como está en el comprobante",
}
_GONE = ("sent", "uncertain", "refused", "bounced")
"""States of a letter that can go once more."""
ROWS = 6  # slips that one payment is divided among on one page


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of a panel."""

    fields: Mapping[str, str]
    missing: tuple[str, ...] = ()
    shares: tuple[tuple[str, str], ...] = ()  # reference and amount

    def get(self, name: str) -> str:
        """Return one field, "" when it is empty."""
        return self.fields.get(name, "")


def facts(tx: Tx, head: case_view.Head, claim: Claim | None, panel: str, typed: Typed, now: datetime) -> dict[str, Any]:
    """Return what the panel shows besides its letter."""
    found = {"head": head, "case": head.case, "claim": claim, "panel": panel, "title": TITLES[panel], "typed": typed}
    if panel == "dividir":
        found["rows"] = typed.shares or _divisible(tx, claim, now)
        found["credit"] = split.CREDIT
    if panel == "corregir":
        read = claim.receipt if claim is not None and claim.receipt is not None else Receipt()
        found["choices"] = {"status": tuple(corrected.STATES.values())}
        found["fields"] = [
            (name, label, typed.get(name) or corrected.typed(read, name), _HOW_TYPED[name])
            for name, label in corrected.FIELDS.items()
        ]
    if panel == "pedir":
        found["missing"] = ask.WORDS
    if panel == "rechazar":
        found["reasons"] = reject.WORDS
    if panel == "ya-aplicado":
        found["other"] = _other(tx, typed.get("otro"), head.case.id)
    if panel == "carta":
        found["failed"] = [
            one for one in letters.of_case(tx, head.case.id) if one.state in ("uncertain", "refused", "bounced")
        ]
    if panel in ("mas", "revertir"):
        mine = claims.of_case(tx, head.case.id)
        found["standing"] = [one for claim in mine for one in activations.of_claim(tx, claim.id, now=now)]
        found["kinds"] = KINDS
        found["gone"] = [one for one in letters.of_case(tx, head.case.id) if one.state in _GONE]
    return found


def accepted(deeds: Deeds, case_id: int, word: Word, person: Person) -> dict[str, Any]:
    """Return what accepting would do, in sentences; a complaint instead where it cannot be done."""
    choices = {"why": accept.WHY}
    try:
        weighed = deeds.weigh(case_id, word, person)
    except ComprobotError as wrong:
        return {"sentences": (), "complaint": str(wrong), "meant": (), "over": 0, **choices}
    meant, receipt = weighed.one.decision.slips, weighed.one.receipt
    return {
        "sentences": previews.of_acceptance(meant, receipt, weighed.second),
        "complaint": "",
        "meant": meant,
        "over": accept.difference(meant, receipt),
        **choices,
    }


def _divisible(tx: Tx, claim: Claim | None, now: datetime) -> Sequence[tuple[str, str]]:
    """Return what of the payment each slip would take: those proposed together, else those named and their owner's."""
    if claim is None or claim.receipt is None:
        return ()
    together = next((one.references for one in claim.proposals if len(one.references) > 1), ())
    if together:
        return tuple((slip.reference, _amount(slip.balance)) for slip in slips.named(tx, together, now=now))
    named = slips.named(tx, claim.receipt.references, now=now)
    about = [*named]
    if named:
        theirs = slips.open_of(tx, named[0].customer.id, now=now)
        about += [one for one in theirs if one.id not in {slip.id for slip in named}]
    shares = divided(claim.receipt, tuple(one for one in about if one.status in ("open", "expired"))[:ROWS])
    return tuple((one.slip.reference, _amount(one.amount)) for one in shares if one.amount > 0)


def _amount(centavos: int) -> str:
    return f"{centavos // 100}.{centavos % 100:02d}"


@dataclass(frozen=True, slots=True)
class Other:
    """The case in which a payment may have been applied already."""

    id: int
    verdict: str
    claims: tuple[Claim, ...]


def _other(tx: Tx, number: str, but: int) -> Other | None:
    digits = number.strip().upper().removeprefix("C-")
    if not digits.isdecimal() or len(digits) > 15 or int(digits) == but:
        return None
    head = case_view.head(tx, int(digits))
    if head is None:
        return None
    found = tuple(one for one in claims.of_case(tx, head.case.id) if one.receipt is not None)
    return Other(head.case.id, head.case.verdict, found)
