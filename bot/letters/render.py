"""Case, facts and a template -> one Letter whose bytes are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.letters import envelope, layout, subjects, thread_token, voice, window
from bot.letters.facts import SHORT_BLOCKS, LetterFacts, ReadRow, Thread, reason_blocks, visible
from bot.model import Letter
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import datetime

    import jinja2

    from bot.model import Enclosure, Vendor

__all__ = ["STAFF_KINDS", "LetterFacts", "ReadRow", "Thread", "letter", "reason_blocks"]

STAFF_KINDS = frozenset({"deadline_near", "system_notice", "undelivered"})
FOLLOW_UPS = frozenset({"reminder", "closing"})

_CURRENCIES = {"USD": "dólares", "EUR": "euros", "CAD": "dólares canadienses"}


def letter(
    environment: jinja2.Environment,
    kind: str,
    *,
    case: int | None,
    to: str,
    sender: str,
    vendor: Vendor,
    facts: LetterFacts,
    reply_to_mail: Thread | None,
    message_id: str,
    now: datetime,
    secret: bytes,
    cause: str,
    enclosures: tuple[Enclosure, ...] = (),
    zone: str = "America/Mexico_City",
) -> Letter:
    """Return the letter, the same bytes for the same arguments; LetterRefused when a header would not be ours (B99).

    Who may know what is decided here: an unauthenticated reader gets the neutral acknowledgement whatever `kind`
    asks for, a third party only what his own paper says, and neither gets an enclosure (B63, B76).
    """
    if (facts.audience == "staff") != (kind in STAFF_KINDS):
        raise ValueError(f"{kind} is not a letter for {facts.audience}")
    shown, word = visible(facts), thread_token.token(secret, case or 0)
    template = _template(kind, shown)
    values = _values(shown, vendor, f"C-{case}" if case else "", now, zone) | {"token": word}
    message_id = thread_token.marked(message_id, word)
    values.update(_quoted(environment, template, shown, values))
    values["others"] += [_heading(environment, one, values, vendor, now, zone) for one in shown.beside]
    words = voice.letter_words(environment, f"{template}.j2", values)
    # a stranger's words never travel in our name (B63); staff notices are sorted by their own subject
    theirs = reply_to_mail.subject if reply_to_mail and shown.audience in ("customer", "third_party") else ""
    subject = subjects.answer(theirs, words.subject)
    raw = envelope.seal(
        words,
        subject=subject,
        sender=(vendor.brand, sender),
        to=to,
        message_id=message_id,
        token=word,
        answers=(reply_to_mail.message_id, reply_to_mail.references) if reply_to_mail else None,
        now=now,
        enclosures=enclosures if shown.audience in ("customer", "staff") else (),
    )
    sent_kind = "neutral_acknowledgement" if shown.audience == "unauthenticated" else kind
    return Letter(sent_kind, cause, to, subject, message_id, raw)


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says, for the page on which its reader sees the same."""

    heading: str
    message: str
    missing: str  # "la referencia de su constancia"
    next: str


def said(
    environment: jinja2.Environment, kind: str, facts: LetterFacts, vendor: Vendor, *, now: datetime, zone: str
) -> Said:
    """Return the words of the letter of this `kind`, cut to what its reader may know as `letter` cuts them."""
    shown = visible(facts)
    template = _template(kind, shown)
    values = _values(shown, vendor, "", now, zone)
    values.update(_quoted(environment, template, shown, values))
    words = voice.parts(environment, f"{template}.j2", values)
    return Said(words["subject"], words["message"], words["missing"], words["next"])


def _template(kind: str, shown: LetterFacts) -> str:
    if shown.audience == "unauthenticated":
        return "neutral_acknowledgement"
    if kind in FOLLOW_UPS and shown.blocks:  # what is missing of his own paper, whoever he is
        return kind
    if shown.audience == "third_party":
        return "third_party"
    if kind == "question" or (kind == "acknowledgement" and shown.blocks not in ((), ("under_review",))):
        return f"blocks/{shown.blocks[0] if shown.blocks else 'under_review'}"
    return kind


def _values(shown: LetterFacts, vendor: Vendor, label: str, now: datetime, zone: str) -> dict[str, Any]:
    """Return the context of a template: `f` holds the facts, the rest is computed here and never by a template."""
    deadline = window.in_words(shown.deadline, zone) if shown.deadline else None
    return {
        "f": shown,
        "vendor": vendor,
        "case": label,
        "deadline": deadline,
        "deadline_short": deadline.partition(" (")[0] if deadline else None,
        "left": window.left_in_words(shown.deadline, now) if shown.deadline else None,
        "is_late": bool(shown.deadline and shown.deadline <= now),
        "amount": _amount(shown),
        "currency": _CURRENCIES.get(shown.currency, shown.currency),
        "account_ends": tuple(account[-4:] for account in vendor.payee_accounts),
        "contacts": [vendor.sales_address, *(_unbroken(f"{city} {phone}") for city, phone in vendor.phones)],
        "sums": _sums(shown),
        "rows": [(r.label, f"{r.value} ({r.remark})" if r.remark else r.value) for r in shown.read],
    }


def _quoted(
    environment: jinja2.Environment, template: str, shown: LetterFacts, values: dict[str, Any]
) -> dict[str, Any]:
    """Return what a letter takes from the reason blocks besides its own: `others` as subjects, `own` as its words."""
    values = {**values, "others": [], "own": None}
    said = {b: voice.parts(environment, f"blocks/{b}.j2", values) for b in shown.blocks}
    if template == "third_party" or template in FOLLOW_UPS:
        return {"others": [], "own": said[shown.blocks[0]] if said else None}
    return {
        "others": [said[b]["subject"] for b in shown.blocks[1:]] if template.startswith("blocks/") else [],
        "own": None,
    }


def _heading(
    environment: jinja2.Environment,
    shown: LetterFacts,
    values: dict[str, Any],
    vendor: Vendor,
    now: datetime,
    zone: str,
) -> str:
    """Return the subject of what is asked beside, in the words of its own facts."""
    own = values | _values(shown, vendor, values["case"], now, zone) | {"others": [], "own": None}
    return voice.parts(environment, f"blocks/{shown.blocks[0]}.j2", own)["subject"]


def _sums(shown: LetterFacts) -> list[tuple[str, str]]:
    """Return the subtraction of a short payment, done by us and not by the customer; empty for other letters."""
    first = shown.blocks[0] if shown.blocks else ""
    if first not in (*SHORT_BLOCKS, "part_again") or shown.slip_total is None or shown.missing is None:
        return []
    day = f" ({layout.short_day(shown.paid_on)})" if shown.paid_on else ""
    before = [("Ya recibido", pesos(shown.received))] if shown.received else []
    paid = [(f"Su pago{day}", pesos(shown.amount))] if shown.amount is not None else []
    return [
        ("Total de la constancia", pesos(shown.slip_total)),
        *before,
        *paid,
        ("Por pagar", pesos(shown.missing)),
    ]


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _amount(shown: LetterFacts) -> str | None:
    """Return the paper's amount as its reader knows it: "$1,305.00", or "800.00 USD" when it is no peso."""
    if shown.amount is None:
        return None
    return pesos(shown.amount) if shown.currency == "MXN" else f"{pesos(shown.amount)[1:]}\u00a0{shown.currency}"
