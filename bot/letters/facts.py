"""Findings and the paper -> what a letter may say to the person who reads it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from bot.letters.envelope import seen

if TYPE_CHECKING:
    from datetime import date, datetime

Audience = Literal["customer", "third_party", "unauthenticated", "staff"]
"""Who reads the letter: the slip's own customer; somebody else who paid; nobody we can trust; our own desk."""

STAFF_KINDS = frozenset({"deadline_near", "system_notice", "undelivered"})
OWN_FILE_BLOCKS = frozenset(
    {
        "scheduled", "rejected", "returned", "pending", "cheque", "not_sent",
        "unreadable", "needs_password", "not_allowed", "mail_too_large", "other_currency", "only_link",
    }
)  # fmt: skip
"""Reason blocks that speak of the sender's own file only: a third party may read them."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The mail that a letter answers."""

    subject: str
    message_id: str | None
    references: tuple[str, ...] = ()  # its own References, oldest first


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of the table "Lo que leímos"."""

    label: str  # "Referencia"
    value: str  # "935819"
    remark: str = ""  # "correcta"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything a template may show; what is None drops its sentence. Amounts in centavos."""

    audience: Audience
    deadline: datetime | None = None
    blocks: tuple[str, ...] = ()  # reason blocks; the first decides the heading, the others follow under "También:"
    customer_name: str | None = None  # as in our records, never the display name
    paragraph: str | None = None  # what a person of ours adds in his own words

    # what the paper says
    amount: int | None = None
    currency: str = "MXN"
    paid_on: date | None = None
    reference_read: str | None = None
    references_read: tuple[str, ...] = ()  # when it names several
    account_end_read: str | None = None  # last digits of the account that was paid
    account_bank_read: str | None = None
    bank_words: str | None = None  # what the paper says of its state: "En proceso"
    payments: tuple[tuple[int, date | None], ...] = ()  # amount and day, when there are several
    file_problem: str | None = None  # "llegó en blanco", "pesa 31 MB", "es de tipo .exe"
    max_megabytes: int = 25  # the largest attachment we take
    read: tuple[ReadRow, ...] = ()

    # what we know of the slip and of the panel
    reference: str | None = None
    slip_total: int | None = None  # of several slips: their sum
    slips: tuple[tuple[str, int], ...] = ()  # reference and what is still to be paid, when one payment names several
    received: int | None = None  # what came before this payment; None: nothing
    is_share: bool = False  # `amount` is what a divided payment left to this slip, and no paper says it
    missing: int | None = None
    excess: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    applied_on: date | None = None
    stamps: int | None = None
    active_until: date | None = None
    wants_invoice: bool = False
    invoice_to: str | None = None  # the address that he asked for; None: the one of this letter
    invoice_missing: tuple[str, ...] = ()  # what his invoice still needs from him, the most important first
    slip_url: str | None = None  # the slip's own page
    upload_url: str | None = None  # where the panel takes a receipt

    # his way into the panel
    username: str | None = None
    access_url: str | None = None  # opens once

    beside: tuple[LetterFacts, ...] = ()  # what else the same mail is asked about, each with facts of its own

    # for staff
    verdict: str | None = None  # the first line of the case
    obstacle: str | None = None  # what stops it: "falta la segunda firma"
    held_by: str | None = None  # staff member's name; None: nobody
    case_url: str | None = None
    headline: str | None = None  # system notice: "cxc@ sin leerse desde 10:41"
    what_happened: str | None = None
    still_works: str | None = None
    what_to_do: str | None = None


_OF_THE_PAPER = (
    "amount", "currency", "paid_on", "account_end_read", "account_bank_read", "bank_words", "file_problem",
    "max_megabytes",
)  # fmt: skip
_LONGEST = 300  # characters of one fact
LONGEST_PARAGRAPH = 700  # characters of what a person adds
_SHORT = ("amount", "slip_total", "missing", "reference")
SHORT_BLOCKS = ("amount_short", "iva_missing", "off_by_cents", "bank_fee")
"""Reason blocks that ask for a balance: they show the subtraction."""
_NEEDS = {
    **dict.fromkeys((*SHORT_BLOCKS, "iva_withheld"), _SHORT),
    "amount_over": ("amount", "slip_total", "excess", "reference"),
    "part_again": ("missing", "reference"),
    "several_slips": ("slips", "slip_total"),
    "other_slip": ("reference",),
    "amount_of_another": ("reference",),
    "slip_paid": ("reference",),
    "slip_cancelled": ("reference",),
    "slip_expired": ("reference",),
    "date": ("paid_on", "issued_on", "reference"),
    "date_in_future": ("paid_on",),
    "stale": ("paid_on",),
}
"""What a reason block cannot be said without; where it is unknown the block is left out."""


def visible(facts: LetterFacts) -> LetterFacts:
    """Return what the reader may know (B63, B76); what is not named here for a stranger stays hidden."""
    facts = _on_one_line(facts)
    if facts.audience == "unauthenticated":
        return LetterFacts("unauthenticated", deadline=facts.deadline)
    if facts.audience == "third_party":
        of_the_paper = {name: getattr(facts, name) for name in _OF_THE_PAPER}
        own = tuple(block for block in facts.blocks if block in OWN_FILE_BLOCKS)
        return LetterFacts("third_party", blocks=own, paragraph=facts.paragraph, **of_the_paper)
    sayable = tuple(block for block in facts.blocks if block != "under_review" and _sayable(block, facts))
    beside = tuple(one for one in map(visible, facts.beside) if one.blocks not in ((), ("under_review",)))
    return replace(facts, blocks=sayable or (("under_review",) if facts.blocks else ()), beside=beside)


def _on_one_line(facts: LetterFacts) -> LetterFacts:
    """Return the facts with every text on one line: what a paper says cannot draw lines of ours."""
    texts: dict[str, Any] = {f.name: getattr(facts, f.name) for f in fields(facts)}
    most = {"paragraph": LONGEST_PARAGRAPH}
    tidy = {name: seen(text)[: most.get(name, _LONGEST)] for name, text in texts.items() if isinstance(text, str)}
    read = tuple(ReadRow(seen(r.label), seen(r.value)[:_LONGEST], seen(r.remark)) for r in facts.read)
    return replace(facts, **(texts | tidy | {"read": read}))


def _sayable(block: str, facts: LetterFacts) -> bool:
    return all(getattr(facts, name) not in (None, ()) for name in _NEEDS.get(block, ()))


def reason_blocks(rules: tuple[str, ...], blocks: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the reason blocks of these rules, the most telling first as the table `blocks` orders them.

    What is for staff's eyes alone adds no line; when nothing else is left, a person is looking at it.
    """
    named = dict.fromkeys(block for rule, block in blocks if rule in rules and block != "under_review")
    return tuple(named) or ("under_review",)
