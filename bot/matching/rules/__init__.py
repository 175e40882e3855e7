"""One objection a file, in the order in which staff reads them: RULES."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.matching.rules import (
    above_limit,
    account_unread,
    amount_differs,
    amount_in_words_differs,
    amount_is_subtotal,
    amount_unread,
    another_slip_fits,
    before_slip,
    date_in_future,
    date_unread,
    first_time_payer,
    hidden_text,
    junk_folder,
    low_confidence,
    no_key,
    no_reference,
    not_mxn,
    only_typed,
    other_account,
    payment_already_used,
    payment_maybe_used,
    payment_used_elsewhere,
    pending,
    reference_by_chance,
    reference_deduced,
    rejected,
    scheduled,
    second_look_differs,
    sender_failed,
    sender_unknown,
    several_references,
    slip_cancelled,
    slip_expired,
    slip_paid,
    stale,
    tampered,
    unknown_reference,
)

if TYPE_CHECKING:
    from bot.model import Facts, Finding, Receipt, Slip


class Rule(Protocol):
    """What a file on this shelf offers."""

    NAME: str

    def check(self, receipt: Receipt, slip: Slip | None, facts: Facts, /) -> Finding | None:
        """Return the objection in a sentence for staff, or None; `slip` is None unless exactly one is named."""


RULES: tuple[Rule, ...] = (
    # what looks like deceit
    tampered,
    hidden_text,
    # the same payment again
    payment_already_used,
    payment_used_elsewhere,
    payment_maybe_used,
    # which slip
    no_reference,
    unknown_reference,
    several_references,
    reference_by_chance,
    reference_deduced,
    another_slip_fits,
    slip_paid,
    slip_cancelled,
    slip_expired,
    # how much, where to, and whether at all
    amount_unread,
    amount_is_subtotal,
    amount_differs,
    amount_in_words_differs,
    other_account,
    account_unread,
    not_mxn,
    scheduled,
    rejected,
    pending,
    # when
    before_slip,
    date_in_future,
    stale,
    date_unread,
    # who sent it, and how far a receipt is believed
    sender_failed,
    sender_unknown,
    first_time_payer,
    junk_folder,
    above_limit,
    # how well it was read
    only_typed,
    no_key,
    low_confidence,
    second_look_differs,
)
