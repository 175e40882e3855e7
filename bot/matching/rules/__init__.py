"""One objection a file, in the order in which staff reads them: RULES."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.matching.rules import (
    above_limit,
    account_unread,
    amount_deduced,
    amount_differs,
    amount_in_words_differs,
    amount_is_subtotal,
    amount_of_another_slip,
    amount_over,
    amount_unread,
    amounts_contradict,
    another_slip_fits,
    before_slip,
    cheque,
    date_in_future,
    date_unread,
    first_time_payer,
    hidden_text,
    iva_withheld,
    junk_folder,
    low_confidence,
    no_key,
    no_reference,
    not_mxn,
    off_by_bank_fee,
    off_by_cents,
    only_typed,
    other_account,
    part_already_received,
    part_without_key,
    payment_already_used,
    payment_maybe_used,
    payment_used_elsewhere,
    pending,
    reference_by_chance,
    reference_deduced,
    reference_near,
    rejected,
    repeat_differs,
    returned,
    scheduled,
    second_look_differs,
    sender_failed,
    sender_unknown,
    several_references,
    slip_cancelled,
    slip_expired,
    slip_paid,
    slips_of_several_customers,
    stale,
    sum_differs,
    tampered,
    unknown_reference,
)

if TYPE_CHECKING:
    from bot.model import Facts, Finding, Receipt, Slip


class Rule(Protocol):
    """What a file on this shelf offers."""

    NAME: str

    def check(self, receipt: Receipt, slips: tuple[Slip, ...], facts: Facts, /) -> Finding | None:
        """Return the objection in a sentence for staff, or None; `slips` are all those that the receipt names."""


RULES: tuple[Rule, ...] = (
    # what looks like deceit
    tampered,
    hidden_text,
    # the same payment again
    payment_already_used,
    part_already_received,
    payment_used_elsewhere,
    payment_maybe_used,
    repeat_differs,
    # which slip
    no_reference,
    unknown_reference,
    reference_near,
    several_references,
    slips_of_several_customers,
    reference_by_chance,
    reference_deduced,
    another_slip_fits,
    amount_of_another_slip,
    slip_paid,
    slip_cancelled,
    slip_expired,
    # how much, where to, and whether at all
    amount_unread,
    amount_deduced,
    amount_is_subtotal,
    iva_withheld,
    off_by_bank_fee,
    off_by_cents,
    amount_differs,
    amount_over,
    sum_differs,
    part_without_key,
    amount_in_words_differs,
    amounts_contradict,
    other_account,
    account_unread,
    not_mxn,
    scheduled,
    rejected,
    returned,
    pending,
    cheque,
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
