"""One judged claim -> everything a letter could say of it; `facts.visible` then hides what its reader may not know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.letters.clabes import bank_of
from bot.letters.facts import LetterFacts, ReadRow
from bot.letters.window import day_in_words
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.letters.facts import Audience
    from bot.model import Document, Judged, Receipt, Slip

NOT_THERE = "no aparece"
_UNTOLD = "por confirmar"  # which of the paper's sums was paid no word tells


def known(judged: Judged, audience: Audience, zone: str, blocks: tuple[str, ...]) -> LetterFacts:
    """Return all that is known of a claim, with the reason blocks of its letter."""
    facts = LetterFacts(audience, blocks=blocks)
    if judged.receipt is not None:
        facts = _of_paper(replace(facts, read=_read_rows(judged, judged.receipt)), judged.receipt)
    if judged.decision.slip is not None:
        facts = _of_slip(facts, judged, judged.decision.slip, zone)
    elif judged.decision.slips:
        facts = _of_slips(facts, judged, judged.decision.slips)
    return replace(facts, file_problem=file_problem(judged.documents))


def _of_paper(facts: LetterFacts, receipt: Receipt) -> LetterFacts:
    return replace(
        facts,
        amount=receipt.amount,
        currency=receipt.currency or "MXN",
        paid_on=receipt.paid_on,
        reference_read=receipt.references[0] if receipt.references else None,
        references_read=receipt.references if len(receipt.references) > 1 else (),
        account_end_read=_digits(receipt.payee_account)[-4:] or None,
        account_bank_read=bank_of(receipt.payee_account),
        bank_words=next((seen.text for seen in receipt.evidence if seen.field == "status"), None),
    )


def _of_slip(facts: LetterFacts, judged: Judged, slip: Slip, zone: str) -> LetterFacts:
    """Return the facts with the slip, what came for it before and what is left of it after this payment."""
    before = next((one for one in judged.spent if slip.reference in one.references), None)
    kept = before is not None and before.kept  # this very payment is among what the slip has received
    paid = judged.receipt.amount if judged.receipt is not None else None
    missing, excess = _left_of(slip, judged, 0 if kept or paid is None else paid)
    return replace(
        facts,
        customer_name=slip.customer.name,
        reference=slip.reference,
        slip_total=slip.amount,
        received=_received_before(slip, paid if kept else None),
        missing=missing,
        excess=excess,
        issued_on=_day(slip.issued_at, zone),
        expires_on=_day(slip.expires_at, zone),
        is_share=judged.is_share,
        applied_on=_day(before.spent_at if before is not None else slip.paid_at, zone),
    )


def _left_of(slip: Slip, judged: Judged, paid: int) -> tuple[int | None, int | None]:
    """Return what is missing and what is in excess of a slip; of a paid one neither is said."""
    due = judged.decision.still_due  # of a part that is kept now: without the other parts of its mail too
    if due is not None:
        return _left(due, 0)
    return _left(slip.balance, paid) if slip.status != "paid" else (None, None)


def _received_before(slip: Slip, this: int | None) -> int | None:
    """Return what the slip received in other payments, centavos; None for nothing."""
    return max(slip.received - (this or 0), 0) or None


def _of_slips(facts: LetterFacts, judged: Judged, slips: tuple[Slip, ...]) -> LetterFacts:
    """Return the facts of one payment for several slips: each with what it asks for, and their sum."""
    asked = sum(slip.balance for slip in slips)
    paid = judged.receipt.amount if judged.receipt is not None else None
    missing, excess = _left(asked, asked if paid is None else paid)
    return replace(
        facts,
        customer_name=slips[0].customer.name,
        slip_total=asked,
        slips=tuple((slip.reference, slip.balance) for slip in slips),
        missing=missing,
        excess=excess,
    )


def _left(asked: int, paid: int) -> tuple[int | None, int | None]:
    """Return what is missing and what is in excess, centavos; None where it is nothing."""
    return (max(asked - paid, 0) or None, max(paid - asked, 0) or None)


# flag of a document -> what the letter says of the file, after "El archivo ..."
_PROBLEMS = {"blank": "llegó en blanco", "corrupt": "llegó dañado"}
_LARGEST = 25_000_000  # bytes; a small file can be too large for what it unpacks to
_ARCHIVES = ("rar", "7z", "gz", "tgz", "tar", "zip")


def file_problem(documents: tuple[Document, ...]) -> str | None:
    """Return what is wrong with the first file that could not be taken, None when nothing can be said of it."""
    for document in documents:
        flags = set(document.flags)
        if flags & {"too_large", "mail_too_large"}:
            return f"pesa {document.size / 1_000_000:.0f} MB" if document.size > _LARGEST else None
        if "not_allowed" in flags:
            return _type_of(document.name)
        if known_problem := next((words for flag, words in _PROBLEMS.items() if flag in flags), None):
            return known_problem
    return None


def _type_of(name: str) -> str | None:
    """Return the type of a file as people see it: the end of its name, where that is one."""
    _, dot, end = name.rpartition(".")
    if not dot or not end.isascii() or not end.isalnum() or len(end) > 5:
        return None
    return "viene comprimido" if end.lower() in _ARCHIVES else f"es de tipo .{end.lower()}"


def _read_rows(judged: Judged, receipt: Receipt) -> tuple[ReadRow, ...]:
    """Return the table "Lo que leímos"."""
    rules = {finding.rule for finding in judged.decision.reasons}
    digits = _digits(receipt.payee_account)
    account = f"terminada en {digits[-4:]}" if digits else f"convenio {receipt.convenio}" if receipt.convenio else ""
    account_is_ours = bool(account) and not rules & {"other_account", "account_unread"}
    correct = {True: "correcta", False: ""}
    return (
        amount_row(receipt),
        ReadRow("Referencia", ", ".join(receipt.references) or NOT_THERE, correct[bool(judged.decision.slips)]),
        ReadRow("Cuenta", account or NOT_THERE, correct[account_is_ours]),
        ReadRow("Fecha", day_in_words(receipt.paid_on) if receipt.paid_on else NOT_THERE),
        ReadRow("Clave de rastreo", receipt.tracking_key or NOT_THERE),
    )


def amount_row(receipt: Receipt) -> ReadRow:
    """Return the row of what was paid, with a currency that is not the peso."""
    if receipt.amount is None:
        return ReadRow("Importe", _UNTOLD if receipt.sums else NOT_THERE)
    currency = "" if receipt.currency in (None, "MXN") else f" {receipt.currency}"
    return ReadRow("Importe", f"{pesos(receipt.amount)}{currency}")


def _digits(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isdigit())


def _day(instant: datetime | None, zone: str) -> date | None:
    return instant.astimezone(ZoneInfo(zone)).date() if instant else None
