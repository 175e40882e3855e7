"""Failed sign-ins -> how long the next one waits: who guesses is slowed, who is known is not locked out (B103)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

FORGOTTEN_AFTER = timedelta(hours=24)
LONGEST = timedelta(minutes=15)
FREE_PER_ACCOUNT = 5
FREE_PER_ADDRESS = 30  # an office shares one


def keys(account: str, address: str, device: str | None) -> tuple[tuple[str, int], ...]:
    """Return the counters that a sign-in touches, each with how many failures are free.

    A device that has signed in before has a counter of its own and no other: strangers who guess at an account from
    elsewhere, or from its owner's own network, slow one another and not him. See OWASP, "Slow Down Online Guessing
    Attacks with Device Cookies".
    """
    if device is not None:
        return ((f"account:{account}:{device}", FREE_PER_ACCOUNT),)
    return (f"account:{account}:stranger", FREE_PER_ACCOUNT), (f"address:{address}", FREE_PER_ADDRESS)


def blocked_until(failures: int, last_at: datetime, free: int) -> datetime:
    """Return until when nothing is tried after so many failures: 2, 4, 8, ... seconds after the free ones."""
    if failures < free:
        return last_at
    return last_at + min(timedelta(seconds=2 ** min(failures - free + 1, 20)), LONGEST)


def in_words(wait: timedelta) -> str:
    """Return what the one who waits is told."""
    seconds = max(int(wait.total_seconds()) + 1, 1)
    if seconds < 60:
        return f"Espere {seconds} segundos e intente de nuevo."
    minutes = -(-seconds // 60)
    return f"Espere {minutes} minuto{'s' if minutes > 1 else ''} e intente de nuevo."
