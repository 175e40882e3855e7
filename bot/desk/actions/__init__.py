"""One staff action a file, in the order in which they are offered."""

from __future__ import annotations

from bot.desk.actions import accept, ask, reject

ACTIONS = (accept, ask, reject)
