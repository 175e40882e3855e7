"""A mail that comes is heard at once; whoever listens does nothing but bring the poll forward."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot import clock
from bot.errors import DoorClosed, EntryRefused
from bot.inbox import patience as waits
from bot.inbox.imap import open_inbox
from bot.inbox.patience import Patience
from bot.listening import Listeners
from bot.polling import Polled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import pytest
    from mail_servers import AnyMailServer

    from bot.inbox.imap import Inbox

CXC = "cxc@perseo.mx"


def _polled(server: AnyMailServer) -> Polled:
    def opened() -> AbstractContextManager[Inbox]:
        return open_inbox(server.host, server.imap_port, CXC, server.users[CXC], tls="none", timeout=5)

    return Polled("cxc", opened, datetime(2026, 1, 1, tzinfo=UTC))


def _within(seconds: float, condition: object) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_a_mail_is_heard_while_somebody_listens(any_mail_server: AnyMailServer) -> None:
    woken: list[str] = []
    ears = Listeners([_polled(any_mail_server)], woken.append, lambda *_, **__: None)
    ears.start()
    try:
        assert _within(5, lambda: len(woken) == 1)  # what came before is looked for at once
        time.sleep(0.3)
        any_mail_server.deliver(CXC, b"Subject: hola\r\n\r\n")
        assert _within(5, lambda: len(woken) >= 2)
    finally:
        begun = time.monotonic()
        ears.stop()
    assert time.monotonic() - begun < 5
    assert set(woken) == {"cxc"}


def test_silence_is_no_news(any_mail_server: AnyMailServer) -> None:
    with _polled(any_mail_server).open() as box:
        box.select("INBOX")

        assert box.news(0.5, lambda: False) is False


def test_listening_ends_early_when_told_to(any_mail_server: AnyMailServer) -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    begun = time.monotonic()
    with _polled(any_mail_server).open() as box:
        box.select("INBOX")
        box.news(60, stop.is_set)

    assert time.monotonic() - begun < 5


class _Broken:
    def select(self, _folder: str) -> None:
        raise DoorClosed("away")


def test_a_line_that_breaks_is_opened_again_later_not_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "SHORTEST", 0.2)
    opened: list[float] = []

    @contextmanager
    def broken() -> Iterator[_Broken]:
        opened.append(time.monotonic())
        yield _Broken()

    polled = Polled("cxc", broken, datetime(2026, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]
    ears = Listeners([polled], lambda _: None, lambda *_, **__: None)
    ears.start()
    time.sleep(1.0)
    ears.stop()

    assert 2 <= len(opened) <= 4


def test_patience_grows_to_a_quarter_of_an_hour_and_is_forgotten_after_a_success() -> None:
    """B14: 30 s -> 15 min."""
    patience = Patience("cxc")
    waited = [patience.after_failure(refused=False) for _ in range(8)]

    assert waited == sorted(waited)
    assert 24 <= waited[0] <= 36
    assert waited[-1] == 900
    patience.after_success()
    assert patience.after_failure(refused=False) == waited[0]


def test_a_refused_login_is_tried_at_most_every_five_minutes() -> None:
    """B15: at most 36 attempts in three hours."""
    patience, spent, tries = Patience("cxc"), 0.0, 0
    while spent < 3 * 3600:
        spent += patience.after_failure(refused=True)
        tries += 1

    assert tries <= 36


class _Corridor:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, tzinfo=UTC)
        self.logged: list[str] = []

    def now(self) -> datetime:
        return self.at

    def log(self, event: str, **_: object) -> None:
        self.logged.append(event)


def test_an_inbox_that_refuses_us_rests_and_another_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """B14, B15: each inbox has its own patience."""
    tried: list[str] = []

    def look(_corridor: object, polled: Polled) -> None:
        tried.append(polled.name)
        if polled.name == "cxc":
            raise EntryRefused("no")

    monkeypatch.setattr(clock, "look", look)
    corridor = _Corridor()
    inboxes = [Polled(name, lambda: None, corridor.at) for name in ("cxc", "comprobantes")]  # type: ignore[arg-type, return-value]
    rests = [clock.Rest(Patience(polled.name)) for polled in inboxes]
    for _ in range(10):  # ten minutes
        for polled, rest in zip(inboxes, rests, strict=True):
            clock.rested(corridor, polled, rest)  # type: ignore[arg-type]
        corridor.at += timedelta(minutes=1)

    assert (tried.count("cxc"), tried.count("comprobantes")) == (2, 10)
    assert corridor.logged == ["inbox_away"] * 2
