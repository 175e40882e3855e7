"""Match -> Decision: activate, ignore, ask or review, by a table that reads aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import no_payment
from bot.matching.no_payment import Sent
from bot.model import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.model import Match, Outcome

WEAKEST_LAST: tuple[Outcome, ...] = ("activate", "ignore", "ask", "review")

# What only the customer can mend: each has its own request in the letters. A rule in none of these lists is for staff.
ASK = (
    "no_reference",
    "unknown_reference",
    "amount_unread",
    "amount_is_subtotal",
    "off_by_bank_fee",
    "off_by_cents",
    "amount_differs",
    "part_already_received",
    "other_account",
    "scheduled",
    "rejected",
    "returned",
    "pending",
)

# What may be wrong with a part that is kept: it is one, and nothing else. The rest is asked for.
OF_A_PART = ("amount_is_subtotal", "off_by_bank_fee", "off_by_cents", "amount_differs")

# What stops an activation but not a question: with the customer's answer everything is judged anew.
CAN_WAIT_FOR_THE_ANSWER = ("no_key", "date_unread", "account_unread")

# What is to be expected when a payment that was applied is mailed again, whole, cropped or as an earlier screen of it.
# Another amount, another account, a return by the bank or a sign of tampering is not: that goes to a person.
TO_BE_EXPECTED_OF_A_REPEAT = (
    "payment_already_used",
    "payment_maybe_used",
    "slip_paid",
    "slip_expired",
    "no_reference",
    "amount_unread",
    "amount_deduced",
    "account_unread",
    "date_unread",
    "scheduled",
    "pending",
    "stale",
    "sender_unknown",
    "first_time_payer",
    "junk_folder",
    "above_limit",
    "low_confidence",
    "second_look_differs",
)


def decide(match: Match, now: datetime) -> Decision:
    """Return what the bot does about one claim; without one objection, and only then, its slips are activated."""
    return Decision(_outcome(match), match.findings, match.slips, "bot", now, _still_due(match))


def _still_due(match: Match) -> int | None:
    """Return the centavos that the slip still asks for when this part of its amount is kept; None for no such part."""
    rules = {finding.rule for finding in match.findings}
    if match.slip is None or not rules or not rules <= set(OF_A_PART) or match.receipt.amount is None:
        return None
    return match.slip.balance - match.receipt.amount


def without_payment(
    flags: tuple[str, ...],
    *,
    mail_has_attachments: bool,
    is_robot: str | None,
    text: str,
    now: datetime,
    subject: str = "",
    sender_name: str = "",
) -> Decision:
    """Return what the bot does about a mail in which no payment was read; only robots and mere thanks are ignored.

    `flags` are those of all its documents, `is_robot` why it is never answered, `text` without what it quotes.
    """
    sent = Sent(flags, mail_has_attachments, is_robot, text, subject, sender_name)
    nothing = no_payment.of_robot(sent) or no_payment.of_thanks(sent)
    if nothing:
        return Decision("ignore", nothing, (), "bot", now)
    missing = no_payment.missing(sent)
    if missing and sent.is_robot is None:
        return Decision("ask", missing, (), "bot", now)
    return Decision("review", missing or no_payment.for_staff(sent), (), "bot", now)


def of_mail(decisions: Iterable[Decision]) -> Outcome:
    """Return the weakest outcome of a mail's claims; "review" when there is none: no mail ends in nothing."""
    return _weakest(decision.outcome for decision in decisions)


def _outcome(match: Match) -> Outcome:
    if not match.findings:
        return "activate" if _names_all(match) else "review"
    rules = {finding.rule for finding in match.findings}
    if _is_a_repeat(match, rules):
        return "ignore"
    asked = rules & set(ASK)
    if not asked:
        return "review"
    return _weakest("ask" if rule in asked or rule in CAN_WAIT_FOR_THE_ANSWER else "review" for rule in rules)


def _names_all(match: Match) -> bool:
    """Return whether the slips are just those that the receipt names, each once, and there is one."""
    named = [slip.reference for slip in match.slips]
    return bool(named) and sorted(named) == sorted(set(match.receipt.references))


def _is_a_repeat(match: Match, rules: set[str]) -> bool:
    """Return whether an applied payment was only mailed again; a slip that is open all the same was reverted."""
    was_reverted = any(slip.status == "open" for slip in match.slips)
    return "payment_already_used" in rules and rules <= set(TO_BE_EXPECTED_OF_A_REPEAT) and not was_reverted


def _weakest(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=WEAKEST_LAST.index, default="review")
