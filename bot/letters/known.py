"""One judged claim -> everything a letter could say of it; `facts.visible` then hides what its reader may not know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.letters.facts import LetterFacts, ReadRow
from bot.letters.window import day_in_words
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.letters.facts import Audience
    from bot.model import Judged, Receipt, Slip

_NOT_THERE = "no aparece"


def known(judged: Judged, audience: Audience, zone: str, blocks: tuple[str, ...]) -> LetterFacts:
    """Return all that is known of a claim, with the reason blocks of its letter."""
    facts = LetterFacts(audience, blocks=blocks)
    if judged.receipt is not None:
        facts = _of_paper(replace(facts, read=_read_rows(judged, judged.receipt)), judged.receipt)
    if judged.decision.slip is not None:
        facts = _of_slip(facts, judged.decision.slip, judged.receipt, zone)
    return _of_repeat(facts, judged, zone)


def _of_paper(facts: LetterFacts, receipt: Receipt) -> LetterFacts:
    return replace(
        facts,
        amount=receipt.amount,
        currency=receipt.currency or "MXN",
        paid_on=receipt.paid_on,
        reference_read=receipt.references[0] if receipt.references else None,
        account_end_read=_digits(receipt.payee_account)[-4:] or None,
        bank_words=next((seen.text for seen in receipt.evidence if seen.field == "status"), None),
    )


def _of_slip(facts: LetterFacts, slip: Slip, receipt: Receipt | None, zone: str) -> LetterFacts:
    paid = receipt.amount if receipt is not None and receipt.amount is not None else slip.amount
    return replace(
        facts,
        customer_name=slip.customer.name,
        reference=slip.reference,
        slip_total=slip.amount,
        missing=slip.amount - paid if paid < slip.amount else None,
        excess=paid - slip.amount if paid > slip.amount else None,
        issued_on=_day(slip.issued_at, zone),
        expires_on=_day(slip.expires_at, zone),
        applied_on=_day(slip.paid_at, zone),
    )


def _of_repeat(facts: LetterFacts, judged: Judged, zone: str) -> LetterFacts:
    """Return the facts with where the same payment went, when that was this very slip."""
    slip = judged.decision.slip
    for spent in judged.spent:
        if slip is not None and spent.slip_reference == slip.reference:
            return replace(facts, reference=slip.reference, applied_on=_day(spent.spent_at, zone))
    return facts


def _read_rows(judged: Judged, receipt: Receipt) -> tuple[ReadRow, ...]:
    """Return the table "Lo que leímos"."""
    rules = {finding.rule for finding in judged.decision.reasons}
    digits = _digits(receipt.payee_account)
    account_is_ours = bool(digits) and not rules & {"other_account", "account_unread"}
    currency = "" if receipt.currency in (None, "MXN") else f" {receipt.currency}"
    correct = {True: "correcta", False: ""}
    return (
        ReadRow("Importe", f"{pesos(receipt.amount)}{currency}" if receipt.amount is not None else _NOT_THERE),
        ReadRow("Referencia", ", ".join(receipt.references) or _NOT_THERE, correct[judged.decision.slip is not None]),
        ReadRow("Cuenta", f"terminada en {digits[-4:]}" if digits else _NOT_THERE, correct[account_is_ours]),
        ReadRow("Fecha", day_in_words(receipt.paid_on) if receipt.paid_on else _NOT_THERE),
        ReadRow("Clave de rastreo", receipt.tracking_key or _NOT_THERE),
    )


def _digits(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isdigit())


def _day(instant: datetime | None, zone: str) -> date | None:
    return instant.astimezone(ZoneInfo(zone)).date() if instant else None
