"""COMPROBOT_FAILPOINTS -> a commit or a door that fails at its n-th call: only the fault runs ask for it.

`commit@17=kill, smtp@3=exception`: the process dies just before the 17th commit; the third call of the SMTP door meets
what nobody foresaw. A place with -ed (`committed`, `smtp_answered`, ...) fails just after the deed, when it is done.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["kill", "exception", "disk_full"]
NAME = "COMPROBOT_FAILPOINTS"
PLACES = (
    "commit", "committed", "imap", "imap_answered", "smtp", "smtp_answered", "panel", "panel_answered",
)  # fmt: skip
_FULL = OSError(28, "No space left on device")


class Failpoints:
    """Counts the calls of each place, and fails those that were asked for."""

    def __init__(self, asked: str, die: Callable[[], None]) -> None:
        """Take what is asked for and what ends the process as a power failure does; ValueError when it says nothing."""
        self.calls: Counter[str] = Counter()
        self._die = die
        self._kinds = dict(_parsed(one) for one in asked.split(",") if one.strip())

    def reached(self, place: str, full: Callable[[], Exception]) -> None:
        """Count a call of this place and fail it when it is the one."""
        self.calls[place] += 1
        kind = self._kinds.get((place, self.calls[place]))
        if kind == "kill":
            self._die()
        if kind == "disk_full":
            raise full()
        if kind == "exception":
            raise RuntimeError(f"failpoint {place}@{self.calls[place]}")


armed: Failpoints | None = None


def arm(asked: str | None, die: Callable[[], None]) -> None:
    """Let the calls that are asked for fail from now on; None: nothing is counted."""
    global armed  # noqa: PLW0603  one process, one set of failpoints
    armed = Failpoints(asked, die) if asked is not None else None


def hit(place: str, full: Callable[[], Exception] = lambda: _FULL) -> None:
    """Fail here when it was asked for; `full` makes what a full disk raises at this place."""
    if armed is not None:
        armed.reached(place, full)


def _parsed(one: str) -> tuple[tuple[str, int], Kind]:
    where, _, kind = one.strip().partition("=")
    place, _, number = where.partition("@")
    if place not in PLACES or kind not in get_args(Kind) or not number.isdecimal():
        raise ValueError(f"{NAME}: «{one.strip()}»; se espera lugar@número=clase, como commit@17=kill")
    return (place, int(number)), cast("Kind", kind)
