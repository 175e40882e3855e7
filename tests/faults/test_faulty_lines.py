"""N1: every kind of bad line and bad answer, and then a good one: nothing is lost and nothing doubled."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from fault_mails import NEVER
from invariants import violations
from mail_servers import USERS
from outside import Outside, Trouble, message_id
from relay import CutLine, Relay
from test_every_call import again

if TYPE_CHECKING:
    from lives import Lives
    from mornings import Morning

    from bot.demo.server import Sent

PATIENCE = 2.0  # seconds that a door waits for an answer here; a busy machine answers in one
DEEDS = ("cut", "stall", "slow")
CODES = ("421 4.3.2 later", "450 4.2.0 greylisted", "451 4.3.0 later", "452 4.2.2 full", "535 5.7.8 who are you",
         "550 5.1.1 no such user", "552 5.2.2 over quota", "554 5.7.1 looks like spam")  # fmt: skip


@dataclass
class Fault:
    """Something happens once, at one byte of all that a server says."""

    deed: str
    at: int
    outside: Outside
    relay: Relay | None = None
    passed: int = 0

    def __call__(self, chunk: bytes) -> bytes:
        start, self.passed = self.passed, self.passed + len(chunk)
        if not start < self.at <= self.passed:
            return chunk
        before = chunk[: self.at - start - 1]
        self.note_what_is_lost()
        if self.deed == "slow":
            time.sleep(PATIENCE / 2)
            return chunk
        if self.deed == "stall":
            time.sleep(2 * PATIENCE)
        raise CutLine(before)

    def note_what_is_lost(self) -> None:
        """Remember the letter whose 250 passes just now: its dot was the last word of the client."""
        last = bytes(self.relay.said[-5:]) if self.relay else b""
        if last == b"\r\n.\r\n" and self.outside.outbound:
            self.outside.lost_250.add(message_id(self.outside.outbound[-1]))


@dataclass
class Line:
    """The way to the servers, one of them through a relay."""

    outside: Outside
    imap_port: int
    smtp_port: int
    host: str = "127.0.0.1"
    users: dict[str, str] = field(default_factory=lambda: dict(USERS))

    @property
    def outbound(self) -> list[Sent]:
        return self.outside.outbound

    def deliver(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        self.outside.deliver(address, raw, folder)


def through(lives: Lives, morning: Morning, door: str, fault: Fault) -> list[str]:
    """Return what is wrong after a life whose line to one server fails once, and one with good lines."""
    outside = fault.outside
    port = outside.imap_port if door == "imap" else outside.smtp_port
    with Relay(port, fault) as relay:
        fault.relay = relay if door == "smtp" else None
        line = Line(outside, *((relay.port, outside.smtp_port) if door == "imap" else (outside.imap_port, relay.port)))
        said = two_lives(lives, morning, outside, line)
    return [f"{door} {fault.deed} at byte {fault.at}: {one}" for one in said]


def two_lives(lives: Lives, morning: Morning, outside: Outside, line: Line) -> list[str]:
    good = replace(morning.life(outside), patience=PATIENCE)
    bad = replace(good, environment=morning.environment(line))
    ended = [lives.whole(bad), lives.whole(again(good))]
    wrong = violations(good.url, outside, never=NEVER, lost_250=outside.lost_250)
    return wrong + ([] if ended == [0, 0] else [f"the lives ended with {ended}"])


def straight(outside: Outside) -> Line:
    return Line(outside, outside.imap_port, outside.smtp_port)


def lines_that_fail(lives: Lives, morning: Morning, cells: list[tuple[str, str, int]]) -> list[str]:
    wrong = []
    for door, deed, at in cells:
        with Outside() as outside:
            wrong += through(lives, morning, door, Fault(deed, at, outside))
    return wrong


def servers_that_fail(lives: Lives, morning: Morning, troubles: list[tuple[Trouble, ...]]) -> list[str]:
    wrong = []
    for some in troubles:
        with Outside() as outside:
            outside.troubles += some
            wrong += [f"{some}: {one}" for one in two_lives(lives, morning, outside, straight(outside))]
    return wrong


def answers_that_refuse(lives: Lives, morning: Morning, cells: list[tuple[str, str, int]]) -> list[str]:
    wrong = []
    for stage, code, times in cells:
        with Outside() as outside:
            outside.smtp_says[stage].extend([code] * times)
            said = two_lives(lives, morning, outside, straight(outside))
            wrong += [f"{stage} {code} x{times}: {one}" for one in said]
    return wrong


def every_trouble() -> list[tuple[Trouble, ...]]:
    spoken = ("LOGIN", "LIST", "EXAMINE", "SEARCH", "FETCH", "BODY", "NOOP")
    lines = [
        (Trouble(command, number, deed),)
        for command in spoken
        for number in (1, 2)
        for deed in ("drop", "no", "bye", "garbage")
    ]
    mails = ("hide", "no_uid", "nil", "too_long", "too_short", "foreign", "expunge", "renumber")
    broken = [(Trouble("BODY", number, deed),) for number in (1, 2) for deed in mails]
    often = [tuple(Trouble("BODY", number, deed) for number in range(1, 9)) for deed in ("drop", "too_long", "hide")]
    return lines + broken + often  # fmt: skip


IMAP_BYTES, SMTP_BYTES = range(1, 40_000, 997), range(1, 5_200, 97)


def test_a_few_lines_that_fail(lives: Lives, morning: Morning) -> None:
    """B12, B46, I1-I9: a slice of the long runs below."""
    cells = [("imap", "cut", 3000), ("smtp", "cut", 195), ("smtp", "stall", 420)]

    assert lines_that_fail(lives, morning, cells) == []


def test_a_few_servers_that_fail(lives: Lives, morning: Morning) -> None:
    """B5, B13, B48: a slice of the long runs below."""
    chosen = [
        one for one in every_trouble() if one[0].deed in ("too_short", "renumber", "expunge") and one[0].number == 1
    ]

    assert servers_that_fail(lives, morning, chosen) == []
    assert answers_that_refuse(lives, morning, [("RCPT", CODES[1], 3), ("DATA", CODES[7], 1)]) == []  # fmt: skip


@pytest.mark.faults
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(("door", "places"), [("imap", IMAP_BYTES), ("smtp", SMTP_BYTES)])
def test_a_line_that_fails_at_any_byte(door: str, places: range, deed: str, lives: Lives, morning: Morning) -> None:
    """N1, B12, B16, B46: cut, silent and slow."""
    assert lines_that_fail(lives, morning, [(door, deed, at) for at in places]) == []


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_an_imap_server_that_fails_in_any_way(lives: Lives, morning: Morning) -> None:
    """N1, B5, B13, B14."""
    assert servers_that_fail(lives, morning, every_trouble()) == []


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_an_smtp_server_that_refuses_in_any_way(lives: Lives, morning: Morning) -> None:
    """N1, B48, B49: at each stage each answer, once and often."""
    stages = ("MAIL", "RCPT", "DATA")

    cells = [(stage, code, times) for stage in stages for code in CODES for times in (1, 6)]

    assert answers_that_refuse(lives, morning, cells) == []
