"""What a reader may know, and which reasons he is told."""

from __future__ import annotations

from dataclasses import fields

import pytest
from letter_samples import FULL, facts

from bot.letters.facts import LetterFacts, ReadRow, reason_blocks, visible

OF_HIS_OWN_PAPER = {
    "audience", "blocks", "amount", "currency", "paid_on", "account_end_read", "account_bank_read", "bank_words",
    "is_cheque", "file_problem", "max_megabytes",
}  # fmt: skip


def test_a_third_party_sees_his_own_paper_and_nothing_else() -> None:
    """B76: a fact that is added later stays hidden until somebody decides otherwise."""
    shown = visible(facts(audience="third_party", wants_invoice=True, blocks=("amount_short", "unreadable")))

    known = {f.name for f in fields(shown) if getattr(shown, f.name) != f.default}
    assert known <= OF_HIS_OWN_PAPER
    assert shown.blocks == ("unreadable",)


def test_an_unauthenticated_reader_sees_the_deadline_alone() -> None:
    """B63."""
    assert visible(facts(audience="unauthenticated")) == LetterFacts("unauthenticated", deadline=FULL.deadline)


def test_a_customer_sees_everything() -> None:
    assert visible(FULL) == FULL


@pytest.mark.parametrize(
    ("block", "unknown"),
    [
        ("amount_short", "missing"),
        ("iva_missing", "slip_total"),
        ("amount_over", "excess"),
        ("slip_expired", "reference"),
        ("date", "issued_on"),
    ],
)
def test_a_reason_without_its_facts_is_not_told(block: str, unknown: str) -> None:
    """An overpayment is no missing amount: no letter asks for money that is not missing."""
    assert visible(facts(blocks=(block,), **{unknown: None})).blocks == ("under_review",)
    assert visible(facts(blocks=(block, "no_reference"), **{unknown: None})).blocks == ("no_reference",)
    assert visible(facts(blocks=(block,))).blocks == (block,)


def test_what_a_paper_says_stays_on_one_line() -> None:
    shown = visible(facts(bank_words="a\r\n\u2028b\u202e c\x00", read=(ReadRow("Clave", "1\n2", "x\ty"),)))

    assert shown.bank_words == "a b c"
    assert shown.read == (ReadRow("Clave", "1 2", "x y"),)


def test_a_fact_has_an_end() -> None:
    name = visible(facts(customer_name="x" * 5000)).customer_name

    assert name == "x" * 300


def test_reasons_come_in_the_order_of_the_table_and_staff_s_own_stay_hidden() -> None:
    table = (("rejected", "rejected"), ("other_account", "other_account"), ("tampered", "under_review"))

    assert reason_blocks(("tampered", "other_account", "rejected"), table) == ("rejected", "other_account")
    assert reason_blocks(("tampered", "unheard_of"), table) == ("under_review",)


def test_two_rules_of_one_block_are_said_once() -> None:
    table = (("stale", "date"), ("before_slip", "date"))

    assert reason_blocks(("before_slip", "stale"), table) == ("date",)
