"""A number alone completes the one paper that waits for it, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model import ClaimState, Finding, InboundMail, Receipt
from bot.replies import completed
from bot.store.claims import Claim

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def claim(
    number: int = 1, rule: str = "no_reference", state: ClaimState = "waiting_customer", paper: str = "a"
) -> Claim:
    receipt = Receipt(amount=130500, document=paper)
    return Claim(number, 1, number, 0, state, "ask", (Finding(rule, "Motivo."),), receipt, None, "bot", NOW)


def reply(text: str) -> InboundMail:
    return InboundMail(
        fingerprint="f", message_id=None, from_address="ana@x.example", from_name="", to=(), cc=(), reply_to=None,
        subject="Re: Pago", sent_at=None, in_reply_to=(), references=(), headers=(), text=text, own_text=text,
    )  # fmt: skip


def test_the_number_is_given_to_the_paper_that_waits() -> None:
    """B72."""
    found = completed([claim()], reply("935447"))

    assert found is not None
    assert (found.receipt.references, found.receipt.amount, found.mail_id) == (("935447",), 130500, 1)


def test_a_paper_that_was_asked_about_twice_is_one_paper() -> None:
    found = completed([claim(), claim(2, "unknown_reference")], reply("la referencia es 935447"))

    assert found is not None
    assert found.mail_id == 1


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ([], "935447"),
        ([claim()], "gracias"),
        ([claim()], "935447 y 935448"),
        ([claim(), claim(2, paper="b")], "935447"),
        ([claim(state="desk")], "935447"),
        ([claim(rule="amount_differs")], "935447"),
    ],
)
def test_whatever_else_is_said_completes_nothing(before: list[Claim], text: str) -> None:
    assert completed(before, reply(text)) is None
