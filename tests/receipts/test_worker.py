"""One child and its limits."""

from __future__ import annotations

import pytest

from bot.errors import UnreadableMail
from bot.receipts import worker
from bot.receipts.worker import Worker

JOB = {"job": "headers", "name": None, "attempt": 1, "looks": (), "seconds": 20, "start": 0, "end": None}


def test_a_child_is_fit_until_it_has_worked_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Worker()
    list(one.ask(JOB, b"\n\n", 20))
    assert one.is_fit

    monkeypatch.setattr(worker, "MOST_JOBS", 1)

    assert not one.is_fit
    one.close()


def test_a_child_that_has_grown_fat_is_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Worker()
    list(one.ask(JOB, b"\n\n", 20))

    monkeypatch.setattr(worker, "LARGEST_MEMORY", 1_000_000)

    assert not one.is_fit
    one.close()


def test_an_answer_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """B82."""
    one = Worker()
    monkeypatch.setattr(worker, "LARGEST_ANSWER", 50)

    with pytest.raises(UnreadableMail, match="too large"):
        list(one.ask(JOB, b"\n\n", 20))
    one.close()


def test_the_environment_of_the_bot_stays_with_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    """B82: no secret that the bot was started with reaches the process that opens files."""
    monkeypatch.setenv("COMPROBOT_SMTP__PASSWORD", "secreto")
    one = Worker()
    list(one.ask(JOB, b"\n\n", 20))

    with open(f"/proc/{one.pid}/environ") as environment:  # noqa: PTH123 - a file of the kernel
        assert "secreto" not in environment.read()
    one.close()
