"""Links that open once: what a customer was mailed to choose a password; only their hashes are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from bot.store.tables import panel_links

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx

Purpose = Literal["welcome", "recovery"]


@dataclass(frozen=True, slots=True)
class PanelLink:
    """One link; `token` is only the hash of what it holds."""

    token: str
    panel_user_id: int
    purpose: Purpose
    ends_at: datetime
    used_at: datetime | None


def kept(word: str) -> str:
    """Return what the table keeps of a link's word."""
    return hashlib.sha256(word.encode()).hexdigest()


def add(tx: Tx, word: str, user_id: int, purpose: Purpose, *, ends_at: datetime) -> None:
    """Write a new link."""
    tx.execute(sa.insert(panel_links).values(token=kept(word), panel_user_id=user_id, purpose=purpose, ends_at=ends_at))


def opens(tx: Tx, token: str, *, now: datetime) -> PanelLink | None:
    """Return the link with this hash while it opens something: not used, not over."""
    good = sa.select(panel_links).where(panel_links.c.token == token, panel_links.c.used_at.is_(None))
    row = tx.execute(good.where(panel_links.c.ends_at > now)).mappings().first()
    return PanelLink(**row) if row is not None else None


def use(tx: Tx, token: str, *, at: datetime) -> bool:
    """Use a link up; return False, and do nothing, when it was used or is over."""
    good = sa.update(panel_links).where(panel_links.c.token == token, panel_links.c.used_at.is_(None))
    return tx.execute(good.where(panel_links.c.ends_at > at).values(used_at=at)).rowcount == 1


def end_all(tx: Tx, user_id: int, *, at: datetime) -> int:
    """Use up every link of a user that still opens; return how many."""
    mine = sa.update(panel_links).where(panel_links.c.panel_user_id == user_id, panel_links.c.used_at.is_(None))
    return tx.execute(mine.values(used_at=at)).rowcount


def waiting(tx: Tx, user_id: int, *, now: datetime) -> int:
    """Return how many links of a user still open."""
    mine = sa.select(sa.func.count()).select_from(panel_links).filter_by(panel_user_id=user_id, used_at=None)
    return tx.execute(mine.where(panel_links.c.ends_at > now)).scalar_one()
