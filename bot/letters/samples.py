"""The name of a letter -> that letter with made-up facts, for the desk's page of templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.letters import render
from bot.letters.facts import STAFF_KINDS, LetterFacts, ReadRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import jinja2

    from bot.model import Letter, Vendor

KINDS = (
    "activation", "manual", "acknowledgement", "neutral_acknowledgement", "third_party", "already_received", "reminder",
    "closing", "access", "password_link", "deadline_near", "undelivered", "system_notice",
)  # fmt: skip
QUESTION = "question."
"""Before the name of a reason block: the question, or the acknowledgement, that this reason leads."""

FULL = LetterFacts(
    "customer",
    customer_name="Refaccionaria La Esperanza",
    amount=900_000,
    paid_on=date(2026, 9, 26),
    reference_read="935189",
    references_read=("935819", "935820"),
    account_end_read="1234",
    account_bank_read="Banorte",
    bank_words="En proceso",
    slips=(("935819", 1_044_000), ("935820", 63_800)),
    payments=((130_500, date(2026, 9, 26)), (900_000, None)),
    file_problem="está borroso",
    read=(
        ReadRow("Importe", "$9,000.00"),
        ReadRow("Referencia", "935189"),
        ReadRow("Cuenta", "terminada en 6374", "correcta"),
        ReadRow("Fecha", "26 de septiembre"),
    ),
    reference="935819",
    slip_total=1_044_000,
    missing=144_000,
    excess=200,
    issued_on=date(2026, 9, 20),
    expires_on=date(2026, 12, 20),
    applied_on=date(2026, 10, 2),
    stamps=1_419,
    active_until=date(2027, 12, 31),
    username="esperanza",
    access_url="https://panel.example/panel/contrasena/muestra",
    verdict="Pagó $9,000.00; la constancia 935819 pide $10,440.00. Faltan $1,440.00: es exactamente el IVA.",
    obstacle="espera la revisión de una persona",
    held_by="Ana R.",
    case_url="https://cobranza.example/casos/4821",
    headline="cxc@ sin leerse desde 10:41",
    what_happened="El buzón cxc@ no se ha podido leer desde las 10:41: el servidor no aceptó la contraseña.",
    still_works="comprobantes@ se lee cada minuto y las cartas salen.",
    what_to_do="Revise la contraseña del buzón cxc@ y espere la siguiente lectura.",
)
"""Every fact known at once but the deadline; a case has only some of them."""
_CHANGES: dict[str, dict[str, object]] = {
    "activation": {"amount": 1_044_000, "excess": None, "wants_invoice": True},
    "third_party": {"audience": "third_party", "blocks": ("unreadable",)},
    "neutral_acknowledgement": {"audience": "unauthenticated"},
    "already_received": {"blocks": ("already_applied",)},
    "reminder": {"blocks": ("iva_missing",)},
    "question.other_currency": {"amount": 80_000, "currency": "USD"},
    "closing": {"blocks": ("iva_missing",)},
}
_WITHOUT_CASE = ("access", "password_link")
_WRITTEN_AS = {"third_party": "question", "neutral_acknowledgement": "acknowledgement"}


def names(blocks: Sequence[str]) -> tuple[str, ...]:
    """Return the name of every letter, the questions by their reasons last."""
    return (*KINDS, *(QUESTION + block for block in dict.fromkeys(blocks)))


def letter(
    environment: jinja2.Environment, name: str, *, vendor: Vendor, sender: str, now: datetime, zone: str
) -> Letter:
    """Return the letter of this name; LookupError when there is none."""
    facts, kind = replace(FULL, deadline=now + timedelta(hours=5)), name
    if name.startswith(QUESTION):
        kind, facts = "question", replace(facts, blocks=(name.removeprefix(QUESTION),))
    elif name not in KINDS:
        raise LookupError(name)
    if name in STAFF_KINDS:
        facts = replace(facts, audience="staff")
    facts = replace(facts, **_CHANGES.get(name, {}))  # type: ignore[arg-type]
    return render.letter(
        environment,
        _WRITTEN_AS.get(kind, kind),
        case=None if name in _WITHOUT_CASE else 4821,
        to=vendor.staff_address if facts.audience == "staff" else "lupita@esperanza.example",
        sender=sender,
        vendor=vendor,
        facts=facts,
        reply_to_mail=None,
        message_id="<muestra@comprobot.invalid>",
        now=now,
        secret=b"muestra",
        cause="muestra",
        zone=zone,
    )
