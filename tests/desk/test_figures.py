"""The board's numbers, days and bars, from what the store counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.desk import figures
from bot.store.board import Came

ZONE = "America/Mexico_City"
NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def test_a_payment_counts_where_it_stands() -> None:
    came = [
        Came(NOW, "activated", by_bot=True, count=5), Came(NOW, "activated", by_bot=False, count=2), Came(NOW, "rejected", by_bot=False, count=1),
        Came(NOW, "waiting_customer", by_bot=True, count=3), Came(NOW, "desk", by_bot=True, count=4), Came(NOW, "duplicate", by_bot=True, count=1),
    ]  # fmt: skip

    found = figures.totals(came)

    assert (found.by_bot, found.by_staff, found.waiting, found.open, found.total) == (6, 3, 3, 4, 16)
    assert found.share == 38


def test_nothing_is_no_share() -> None:
    assert figures.totals([]).share == 0


def test_a_payment_belongs_to_the_day_of_the_vendor() -> None:
    """Half past eleven at night in Mexico City is the next day in UTC."""
    late = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    days = figures.days([Came(late, "activated", by_bot=True, count=1)], NOW - timedelta(days=2), NOW, ZONE)

    assert [(one.day, one.total) for one in days] == [
        (date(2026, 11, 20), 0), (date(2026, 11, 21), 1), (date(2026, 11, 22), 0),
    ]  # fmt: skip


def test_times_fall_into_their_slots() -> None:
    bars = figures.times([10, 300, 301, 90_000])

    assert [(bar.words, bar.count) for bar in bars if bar.count] == [("5 min", 2), ("15 min", 1), ("más de 24 h", 1)]
    assert max(bar.share for bar in bars) == 1
    assert figures.times([]) == ()


def test_half_of_the_times_do_not_pass_the_middle_one() -> None:
    ordered = [float(number) for number in range(1, 101)]

    assert (figures.percentile(ordered, 0.5), figures.percentile(ordered, 0.95)) == (51, 96)
    assert figures.percentile([], 0.5) is None


def test_reasons_are_summed_by_group() -> None:
    bars = figures.reasons({"amount_differs": 2, "amount_over": 1, "other_account": 2, "a new rule": 1})

    assert [(bar.words, bar.count) for bar in bars] == [("Importe", 3), ("Otra cuenta", 2), ("Otro motivo", 1)]


def test_an_inbox_is_well_while_its_polls_come() -> None:
    polled = {"cxc": NOW - timedelta(seconds=170), "comprobantes": NOW - timedelta(seconds=190)}

    found = figures.polls({"cxc": 60, "comprobantes": 60, "nuevo": 60}, polled, NOW)

    assert {one.inbox: one.is_well for one in found} == {"comprobantes": False, "cxc": True, "nuevo": False}
