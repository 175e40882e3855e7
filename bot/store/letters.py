"""Which letters wait, which were sent, and how many an address has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.db import insert
from bot.store.tables import letters

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.model import Letter, LetterState
    from bot.store.db import Tx

# an activation and its manual answer a payment, and their number is bounded by the slips (B59)
UNLIMITED = ("activation", "manual")
STAFF = ("deadline_near", "system_notice", "undelivered")
PERSONAL = ("access", "password_link")
"""They hold a link that opens a panel: nobody else reads them, and their words are kept until they are sent."""
ACKNOWLEDGEMENTS = ("acknowledgement", "neutral_acknowledgement")


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """One letter of the outbox without its bytes."""

    id: int
    case_id: int | None  # None: a notice about the bot itself
    kind: str
    cause: str
    state: LetterState
    recipient: str
    subject: str
    message_id: str
    queued_at: datetime
    sent_at: datetime | None
    doubted_at: datetime | None
    resent_at: datetime | None
    error: str | None


_COLUMNS = [letters.c[name] for name in StoredLetter.__slots__]


def queue(tx: Tx, case_id: int | None, letter: Letter, *, recipient_key: str, at: datetime) -> int | None:
    """Return the id of the queued letter, None when the case already has this letter for this cause (B44).

    A letter without a case is told apart by its Message-ID.
    """
    same = sa.select(letters.c.id).filter_by(case_id=case_id, kind=letter.kind, cause=letter.cause)
    if case_id is None:
        same = sa.select(letters.c.id).filter_by(message_id=letter.message_id)
    if tx.execute(same).first() is not None:
        return None
    return insert(
        tx,
        letters,
        case_id=case_id,
        kind=letter.kind,
        cause=letter.cause,
        state="queued",
        recipient=letter.to,
        recipient_key=recipient_key,
        recipient_domain=recipient_key.rpartition("@")[2],
        subject=letter.subject,
        message_id=letter.message_id,
        raw=letter.raw,
        queued_at=at,
    )


def one(tx: Tx, letter_id: int) -> StoredLetter:
    """Return one letter without its bytes."""
    return StoredLetter(**tx.execute(sa.select(*_COLUMNS).filter_by(id=letter_id)).mappings().one())


def raw(tx: Tx, letter_id: int) -> bytes:
    """Return the frozen bytes of a letter."""
    content: bytes = tx.execute(sa.select(letters.c.raw).filter_by(id=letter_id)).scalar_one()
    return content


def forget(tx: Tx, letter_id: int) -> None:
    """Drop the words of a personal letter that will not be sent again."""
    tx.execute(sa.update(letters).where(letters.c.id == letter_id, letters.c.kind.in_(PERSONAL)).values(raw=b""))


def move(tx: Tx, letter_id: int, expected: Sequence[LetterState], state: LetterState, **changes: Any) -> bool:
    """Move a letter; return False, and do nothing, when it is not in one of the `expected` states."""
    change = sa.update(letters).where(letters.c.id == letter_id, letters.c.state.in_(expected))
    return tx.execute(change.values(state=state, **changes)).rowcount == 1


def by_message_id(tx: Tx, message_ids: Sequence[str]) -> StoredLetter | None:
    """Return the letter that has one of these Message-IDs, None when none has."""
    row = tx.execute(sa.select(*_COLUMNS).where(letters.c.message_id.in_(message_ids)).limit(1)).mappings().first()
    return StoredLetter(**row) if row is not None else None


def doubtful(tx: Tx, before: datetime, limit: int) -> tuple[StoredLetter, ...]:
    """Return letters of which nobody can tell since before the instant whether they arrived, sent once (B46)."""
    chosen = sa.select(*_COLUMNS).filter_by(state="uncertain", resent_at=None).where(letters.c.doubted_at < before)
    rows = tx.execute(chosen.order_by(letters.c.id).limit(limit)).mappings()
    return tuple(StoredLetter(**row) for row in rows)


def doubts(tx: Tx) -> tuple[int, int]:
    """Return how many letters were ever in doubt, and how many of them were sent a second time."""
    row = tx.execute(sa.select(sa.func.count(letters.c.doubted_at), sa.func.count(letters.c.resent_at))).one()
    return row[0], row[1]


def cancel_queued(tx: Tx, case_id: int, kinds: Sequence[str]) -> int:
    """Cancel the case's queued letters of these kinds; return how many (B52: none after the activation)."""
    chosen = sa.update(letters).where(
        letters.c.case_id == case_id, letters.c.state == "queued", letters.c.kind.in_(kinds)
    )
    return tx.execute(chosen.values(state="cancelled")).rowcount


def cancel_those(tx: Tx, letter_ids: Collection[int]) -> bool:
    """Cancel these queued letters; return False when one of them is on its way or gone."""
    chosen = sa.update(letters).where(letters.c.id.in_(letter_ids), letters.c.state == "queued")
    return tx.execute(chosen.values(state="cancelled")).rowcount == len(set(letter_ids))


def fail_for_good(tx: Tx, letter_id: int) -> bool:
    """Let a letter that did not arrive make room for the same one to another address; False when it did before."""
    gone = letters.c.state.in_(("uncertain", "refused", "bounced"))
    mine = sa.update(letters).where(letters.c.id == letter_id, gone, ~letters.c.cause.contains("-failed-"))
    cause = letters.c.cause + f"-failed-{letter_id}"
    return tx.execute(mine.values(cause=cause)).rowcount == 1


def bury(tx: Tx, case_id: int, cause: str, *, as_cause: str) -> None:
    """Cancel what is queued for a cause and give its letters another one, so that they may be written anew."""
    mine = sa.update(letters).filter_by(case_id=case_id, cause=cause)
    tx.execute(mine.where(letters.c.state == "queued").values(state="cancelled"))
    tx.execute(mine.values(cause=as_cause))


def of_case(tx: Tx, case_id: int) -> tuple[StoredLetter, ...]:
    """Return the letters of a case, oldest first."""
    rows = tx.execute(sa.select(*_COLUMNS).filter_by(case_id=case_id).order_by(letters.c.id)).mappings()
    return tuple(StoredLetter(**row) for row in rows)


def had_lately(tx: Tx, recipient_key: str, kind: str, cause: str, *, now: datetime) -> bool:
    """Return whether the address had this very letter in the last 24 hours, in whatever case (B9)."""
    chosen = sa.select(letters.c.id).filter_by(recipient_key=recipient_key, kind=kind, cause=cause)
    lately = letters.c.queued_at >= now - timedelta(hours=24)
    return tx.execute(chosen.where(lately, letters.c.state != "cancelled").limit(1)).first() is not None


def kinds_of(tx: Tx, case_id: int) -> frozenset[str]:
    """Return the kinds of letter that the case has had or will get."""
    chosen = sa.select(letters.c.kind).filter_by(case_id=case_id).where(letters.c.state != "cancelled")
    return frozenset(tx.execute(chosen).scalars())


def newest(tx: Tx, limit: int, states: Sequence[str] = ()) -> tuple[StoredLetter, ...]:
    """Return the last `limit` letters in these states (all when none is named), newest first."""
    chosen = sa.select(*_COLUMNS).order_by(letters.c.id.desc()).limit(limit)
    if states:
        chosen = chosen.where(letters.c.state.in_(states))
    return tuple(StoredLetter(**row) for row in tx.execute(chosen).mappings())


def count_by_state(tx: Tx) -> dict[str, int]:
    """Return how many letters stand in each state."""
    return {row[0]: row[1] for row in tx.execute(sa.select(letters.c.state, sa.func.count()).group_by(letters.c.state))}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many limited letters were queued lately: the ledger against mail loops (B59), read from the outbox itself."""

    acknowledgements_today: int  # to the address, 24 h
    automatic_today: int  # to the address, 24 h
    domain_last_hour: int
    all_last_hour: int


def counts(tx: Tx, recipient_key: str, *, now: datetime) -> Counts:
    """Return what one address, its domain and everybody were sent lately."""
    day, hour = now - timedelta(hours=24), now - timedelta(hours=1)
    domain = recipient_key.rpartition("@")[2]
    limited = sa.and_(letters.c.kind.notin_((*UNLIMITED, *STAFF, *PERSONAL)), letters.c.state != "cancelled")
    address = sa.and_(limited, letters.c.recipient_key == recipient_key, letters.c.queued_at >= day)

    def number(*which: sa.ColumnElement[bool]) -> int:
        return tx.execute(sa.select(sa.func.count()).select_from(letters).where(*which)).scalar_one()

    return Counts(
        acknowledgements_today=number(address, letters.c.kind.in_(ACKNOWLEDGEMENTS)),
        automatic_today=number(address),
        domain_last_hour=number(limited, letters.c.recipient_domain == domain, letters.c.queued_at >= hour),
        all_last_hour=number(limited, letters.c.queued_at >= hour),
    )
