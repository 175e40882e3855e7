from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.inbox.imap_answers import answers, instant, number

DATE = b'INTERNALDATE "22-Nov-2026 15:24:05 +0000"'


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([(b"1 (UID 7 " + DATE + b" BODY[] {4}", b"mail"), b")"], id="UID first"),
        pytest.param([(b"1 (BODY[] {4}", b"mail"), b" UID 7)"], id="UID after the body"),
        pytest.param([(b"1 (FLAGS (\\Seen $Pago) UID 7 body[] {4}", b"mail"), b")"], id="flags come along"),
        pytest.param([(b"1 (UID 7 MODSEQ (12) BODY[] {4}", b"mail"), b")"], id="a change count comes along"),
        pytest.param([(b"1 (UID 7 BODY[]<0> {4}", b"mail"), b")"], id="a piece"),
        pytest.param([(b"1 (UID 7 BODY[HEADER]<0> {4}", b"mail"), b")"], id="a header"),
        pytest.param([b"3 (FLAGS (\\Seen))", (b"1 (UID 7 BODY[] {4}", b"mail"), b")"], id="somebody flagged another"),
        pytest.param([(b"1 (UID 7 BODY[] {4}", b"mail"), b")", b"3 (FLAGS ())"], id="somebody unflagged another"),
        pytest.param([b'1 (UID 7 BODY[] "mail")'], id="a short mail in quotes"),
        pytest.param([b'1 (UID 7 BODY[] "ma\\il")'], id="a needless backslash in quotes"),
        pytest.param([b"9 (UID 8 BODY[] NIL)", (b"1 (UID 7 BODY[] {4}", b"mail"), b")"], id="another is missing"),
    ],
)
def test_an_answer_in_any_order_is_the_mail_of_its_own_uid(items: list[object]) -> None:
    """B13"""
    found = [(answer.uid, answer.body) for answer in answers(items) if answer.body is not None]

    assert found == [(7, b"mail")]


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([None], id="nothing at all"),
        pytest.param([b"1 (UID 7 BODY[] NIL)"], id="NIL"),
        pytest.param([(b"1 (BODY[] {4}", b"mail"), b")"], id="without UID"),
        pytest.param([(b"1 (UID 7 BODY[] {4}", b"mail"), b" and more)"], id="the literal was longer"),
        pytest.param([(b"1 (UID 7 BODY[] {4}", b"mail"), b"UID 9 BODY[] {4})"], id="it swallowed the next answer"),
        pytest.param([(b"1 (UID 7 BODY[] {4}", b"mail"), (b" BODY[] {3}", b"two"), b")"], id="two literals"),
        pytest.param([(b"1 (UID 7 BODY[] {4}", b"mail")], id="without an end"),
    ],
)
def test_an_answer_that_came_broken_is_no_mail(items: list[object]) -> None:
    """B13"""
    assert [answer.body for answer in answers(items) if answer.body is not None] == []


def test_sizes_and_dates_are_named() -> None:
    (answer,) = answers([b"1 (UID 7 RFC822.SIZE 1234 " + DATE + b")"])

    assert answer.entries[b"RFC822.SIZE"] == b"1234"
    assert instant(answer.entries[b"INTERNALDATE"].decode()) == datetime(2026, 11, 22, 15, 24, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22-Nov-2026 09:24:05 -0600", datetime(2026, 11, 22, 15, 24, 5, tzinfo=UTC)),
        (" 2-Nov-2026 00:00:00 +0000", datetime(2026, 11, 2, tzinfo=UTC)),
        ("2-NOV-2026 00:00:00 +0530", datetime(2026, 11, 2, tzinfo=timezone(timedelta(hours=5, minutes=30)))),
        ("31-Feb-2026 00:00:00 +0000", None),
        ("02-Ene-2026 00:00:00 +0000", None),
        ("02-Jan-2026 00:00:00 +9900", None),
        ("02-Jan-2026", None),
        ("", None),
    ],
)
def test_an_arrival_is_an_instant_or_nothing(text: str, expected: datetime | None) -> None:
    """B119: nothing means the instant of storing."""
    assert instant(text) == expected


@pytest.mark.parametrize(("answer", "expected"), [([b"5"], 5), ([b"1", b"2"], 2), ([None], 0), ([], 0), ([b"x"], 0)])
def test_a_number_that_was_not_said_is_zero(answer: list[object], expected: int) -> None:
    """B6"""
    assert number(answer) == expected
