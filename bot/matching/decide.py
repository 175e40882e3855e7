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
    "other_account",
    "scheduled",
    "rejected",
    "pending",
)

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
    """Return what the bot does about one claim; without one objection, and only then, the slip is activated."""
    return Decision(_outcome(match), match.findings, match.slip, "bot", now)


def without_payment(
    flags: tuple[str, ...],
    *,
    mail_has_attachments: bool,
    is_robot: str | None,
    text: str,
    now: datetime,
    subject: str = "",
) -> Decision:
    """Return what the bot does about a mail in which no payment was read; only robots are ignored.

    `flags` are those of all its documents, `is_robot` why it is never answered, `text` without what it quotes.
    """
    sent = Sent(flags, mail_has_attachments, is_robot, text, subject)
    robot = no_payment.of_robot(sent)
    if robot:
        return Decision("ignore", robot, None, "bot", now)
    missing = no_payment.missing(sent)
    if missing and sent.is_robot is None:
        return Decision("ask", missing, None, "bot", now)
    return Decision("review", missing or (no_payment.NOTHING,), None, "bot", now)


def of_mail(decisions: Iterable[Decision]) -> Outcome:
    """Return the weakest outcome of a mail's claims; "review" when there is none: no mail ends in nothing."""
    return _weakest(decision.outcome for decision in decisions)


def _outcome(match: Match) -> Outcome:
    if not match.findings:
        return "activate" if match.slip is not None else "review"
    rules = {finding.rule for finding in match.findings}
    if _is_a_repeat(match, rules):
        return "ignore"
    asked = {rule for rule in rules if rule in ASK or (rule == "amount_differs" and _is_short(match))}
    if not asked:
        return "review"
    return _weakest("ask" if rule in asked or rule in CAN_WAIT_FOR_THE_ANSWER else "review" for rule in rules)


def _is_a_repeat(match: Match, rules: set[str]) -> bool:
    """Return whether an applied payment was only mailed again; a slip that is open all the same was reverted."""
    was_reverted = match.slip is not None and match.slip.status == "open"
    return "payment_already_used" in rules and rules <= set(TO_BE_EXPECTED_OF_A_REPEAT) and not was_reverted


def _is_short(match: Match) -> bool:
    """Return whether less was paid than the slip asks for: the balance can be asked for, an excess cannot."""
    return match.slip is not None and (match.receipt.amount or 0) < match.slip.amount


def _weakest(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=WEAKEST_LAST.index, default="review")
