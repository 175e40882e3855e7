"""Which mails are kept, which delivery brought them, and what became of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.db import insert_new
from bot.store.tables import claims, deliveries, folders, mails, raw_mails

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.model import Arrival, InboundMail, Outcome
    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One kept mail without its bytes."""

    id: int
    inbox: str
    junk: bool
    size: int  # bytes on the server: of a mail too large only the header is kept
    arrived_at: datetime
    state: str  # stored, copy, historic, decided, set_aside
    outcome: str | None
    copy_of: int | None
    case_id: int | None
    message_id: str | None
    from_address: str | None
    subject: str | None
    robot: str | None  # why nobody may be answered
    decided_at: datetime | None
    wants_invoice: bool


_COLUMNS = [mails.c[name] for name in StoredMail.__slots__]


def keep(tx: Tx, arrival: Arrival, *, junk: bool, historic: bool, stored_at: datetime) -> tuple[int, bool]:
    """Return the mail's id and whether it must be worked; a known delivery or known bytes are never kept twice."""
    digest = hashlib.sha256(arrival.raw).hexdigest()
    new = insert_new(
        tx,
        mails,
        raw_sha256=digest,
        inbox=arrival.inbox,
        junk=junk,
        size=arrival.size or len(arrival.raw),
        arrived_at=arrival.arrived_at,
        stored_at=stored_at,
        state="historic" if historic else "stored",
        greeted=False,
        wants_invoice=False,
    )
    mail = int(tx.execute(sa.select(mails.c.id).where(mails.c.raw_sha256 == digest)).scalar_one())
    if new:
        tx.execute(sa.insert(raw_mails).values(mail_id=mail, content=arrival.raw))
    _deliver(tx, arrival, mail)
    return mail, new or (not historic and _wake(tx, mail))


def _wake(tx: Tx, mail: int) -> bool:
    """Let a mail wait for its decision that was history for the inbox which brought it first, and is none for this."""
    return tx.execute(sa.update(mails).filter_by(id=mail, state="historic").values(state="stored")).rowcount == 1


def _deliver(tx: Tx, arrival: Arrival, mail: int) -> None:
    place = {"inbox": arrival.inbox, "folder": arrival.folder, "uidvalidity": arrival.uidvalidity, "uid": arrival.uid}
    insert_new(tx, deliveries, **place, mail_id=mail, arrived_at=arrival.arrived_at)


def next_uid(tx: Tx, inbox: str, folder: str, uidvalidity: int) -> int:
    """Return the first unused uid of a folder that no server numbers (files handed in by a person)."""
    place = {"inbox": inbox, "folder": folder, "uidvalidity": uidvalidity}
    return (tx.execute(sa.select(sa.func.max(deliveries.c.uid)).filter_by(**place)).scalar() or 0) + 1


def known_uids(tx: Tx, inbox: str, folder: str, uidvalidity: int, uids: Iterable[int]) -> frozenset[int]:
    """Return those of `uids` that this folder has already delivered."""
    asked = sorted(uids)
    if not asked:
        return frozenset()
    found = tx.execute(
        sa.select(deliveries.c.uid)
        .filter_by(inbox=inbox, folder=folder, uidvalidity=uidvalidity)
        .where(deliveries.c.uid.between(asked[0], asked[-1]))
    ).scalars()
    return frozenset(found) & frozenset(asked)


def record_poll(
    tx: Tx, inbox: str, folder: str, *, uidvalidity: int, last_uid: int, held: int, fetched: int, at: datetime
) -> bool:
    """Keep what one poll saw of a folder; return whether its UIDVALIDITY differs from the poll before (B5)."""
    seen = {"uidvalidity": uidvalidity, "last_uid": last_uid, "held": held, "fetched": fetched, "polled_at": at}
    before = tx.execute(sa.select(folders.c.uidvalidity).filter_by(inbox=inbox, folder=folder)).scalar()
    if before is None:
        tx.execute(sa.insert(folders).values(inbox=inbox, folder=folder, **seen))
        return False
    tx.execute(sa.update(folders).filter_by(inbox=inbox, folder=folder).values(**seen))
    return bool(before != uidvalidity)


def last_uid(tx: Tx, inbox: str, folder: str, uidvalidity: int) -> int:
    """Return the highest uid up to which the folder was taken whole, 0 when it was never polled like this."""
    found = tx.execute(sa.select(folders.c.last_uid).filter_by(inbox=inbox, folder=folder, uidvalidity=uidvalidity))
    return found.scalar() or 0


def polls(tx: Tx) -> Sequence[sa.RowMapping]:
    """Return the last poll of every folder."""
    return tx.execute(sa.select(folders).order_by(folders.c.inbox, folders.c.folder)).mappings().all()


def raw(tx: Tx, mail_id: int) -> bytes:
    """Return the exact bytes of a mail; nothing else in the store selects them (B26)."""
    content: bytes = tx.execute(sa.select(raw_mails.c.content).filter_by(mail_id=mail_id)).scalar_one()
    return content


def one(tx: Tx, mail_id: int) -> StoredMail:
    """Return one kept mail; sqlalchemy.exc.NoResultFound when there is none."""
    return StoredMail(**tx.execute(sa.select(*_COLUMNS).filter_by(id=mail_id)).mappings().one())


def by_bytes(tx: Tx, raws: Iterable[bytes]) -> dict[bytes, StoredMail]:
    """Return what is kept of these raw mails."""
    digests = {hashlib.sha256(raw).hexdigest(): raw for raw in raws}
    chosen = sa.select(mails.c.raw_sha256, *_COLUMNS).where(mails.c.raw_sha256.in_(digests))
    found = tx.execute(chosen).mappings().all()
    return {
        digests[row["raw_sha256"]]: StoredMail(**{name: row[name] for name in StoredMail.__slots__}) for row in found
    }


def of_case(tx: Tx, case_id: int) -> tuple[StoredMail, ...]:
    """Return the mails of a case, oldest first, copies left out."""
    found = tx.execute(sa.select(*_COLUMNS).filter_by(case_id=case_id).order_by(mails.c.arrived_at, mails.c.id))
    return tuple(StoredMail(**row) for row in found.mappings())


def newest(tx: Tx, limit: int) -> tuple[StoredMail, ...]:
    """Return the last `limit` mails, newest first, copies left out."""
    found = tx.execute(sa.select(*_COLUMNS).where(mails.c.state != "copy").order_by(mails.c.id.desc()).limit(limit))
    return tuple(StoredMail(**row) for row in found.mappings())


def identify(tx: Tx, mail_id: int, mail: InboundMail) -> int:
    """Write the fingerprint; return the first mail that has it, often `mail_id` itself (B7)."""
    first = tx.execute(sa.select(mails.c.id).filter_by(fingerprint=mail.fingerprint)).scalar()
    if first is not None and first != mail_id:
        tx.execute(sa.update(deliveries).filter_by(mail_id=mail_id).values(mail_id=first))
        tx.execute(sa.update(mails).filter_by(id=mail_id, state="stored").values(state="copy", copy_of=first))
        return int(first)
    tx.execute(sa.update(mails).filter_by(id=mail_id).values(fingerprint=mail.fingerprint))
    describe(tx, mail_id, mail)
    return mail_id


def join_case(tx: Tx, mail_id: int, case_id: int) -> None:
    """Put the mail into a case."""
    tx.execute(sa.update(mails).filter_by(id=mail_id).values(case_id=case_id))


def close(tx: Tx, mail_id: int, outcome: Outcome, *, at: datetime, wants_invoice: bool = False) -> bool:
    """Mark a stored mail decided; return False, and do nothing, when somebody already did."""
    waits = sa.update(mails).filter_by(id=mail_id, state="stored")
    decided = waits.values(state="decided", outcome=outcome, decided_at=at, wants_invoice=wants_invoice)
    return tx.execute(decided).rowcount == 1


def set_aside(tx: Tx, mail_id: int, *, at: datetime) -> bool:
    """Mark a stored mail set aside for staff; return False when it is no longer waiting (B17)."""
    done = tx.execute(
        sa.update(mails)
        .filter_by(id=mail_id, state="stored")
        .values(state="set_aside", outcome="review", decided_at=at)
    )
    return done.rowcount == 1


def decided_since(tx: Tx, since: datetime) -> tuple[int, ...]:
    """Return the decided mails that arrived since the instant, in the order in which they came."""
    chosen = sa.select(mails.c.id).filter_by(state="decided").where(mails.c.arrived_at >= since)
    return tuple(tx.execute(chosen.order_by(mails.c.id)).scalars())


def take_back(tx: Tx, mail_id: int) -> bool:
    """Let a mail that was set aside wait for its reading again; return False when it is not set aside."""
    waits = sa.update(mails).filter_by(id=mail_id, state="set_aside")
    return tx.execute(waits.values(state="stored", outcome=None, decided_at=None)).rowcount == 1


def ungreeted(tx: Tx, arrived_before: datetime, limit: int) -> tuple[int, ...]:
    """Return at most `limit` mails that arrived before the instant, wait for a decision and were not looked at yet."""
    chosen = sa.select(mails.c.id).filter_by(state="stored", greeted=False).where(mails.c.arrived_at < arrived_before)
    return tuple(tx.execute(chosen.order_by(mails.c.arrived_at).limit(limit)).scalars())


def greet(tx: Tx, mail_id: int) -> bool:
    """Mark that the wait of a mail was looked at; return False when it was before, or is decided."""
    done = tx.execute(sa.update(mails).filter_by(id=mail_id, state="stored", greeted=False).values(greeted=True))
    return done.rowcount == 1


def case_of_twin(tx: Tx, inbound: InboundMail) -> int | None:
    """Return the case of a mail with the same Message-ID and sender, as the other inbox may hold it."""
    if inbound.message_id is None:
        return None
    twin = sa.select(mails.c.case_id).filter_by(message_id=inbound.message_id, from_address=inbound.from_address)
    return tx.execute(twin.where(mails.c.case_id.is_not(None)).limit(1)).scalar()


def mark_robot(tx: Tx, mail_id: int, why: str) -> None:
    """Keep why this mail is never answered (I9)."""
    tx.execute(sa.update(mails).filter_by(id=mail_id).values(robot=why))


def of_claim(tx: Tx, claim_id: int) -> StoredMail:
    """Return the mail that brought a claim."""
    chosen = sa.select(*_COLUMNS).join(claims, claims.c.mail_id == mails.c.id).where(claims.c.id == claim_id)
    return StoredMail(**tx.execute(chosen).mappings().one())


def describe(tx: Tx, mail_id: int, inbound: InboundMail) -> None:
    """Keep what the headers of a mail say."""
    said = {"message_id": inbound.message_id, "from_address": inbound.from_address, "subject": inbound.subject[:500]}
    tx.execute(sa.update(mails).filter_by(id=mail_id).values(**said))


def delivery_counts(tx: Tx, case_id: int) -> dict[int, int]:
    """Return how many deliveries brought each mail of a case."""
    chosen = sa.select(mails.c.id, sa.func.count()).join(deliveries, deliveries.c.mail_id == mails.c.id)
    return {row[0]: row[1] for row in tx.execute(chosen.where(mails.c.case_id == case_id).group_by(mails.c.id))}


def count_waiting(tx: Tx, mail_ids: Sequence[int]) -> int:
    """Return how many of these mails still wait for their decision."""
    waiting = 0
    for start in range(0, len(mail_ids), 500):  # a bound on one statement's parameters
        asked = mails.c.id.in_(mail_ids[start : start + 500])
        waiting += tx.execute(sa.select(sa.func.count()).where(asked, mails.c.state == "stored")).scalar_one()
    return waiting


def delivery_count(tx: Tx, mail_id: int) -> int:
    """Return how many deliveries brought this mail."""
    return tx.execute(sa.select(sa.func.count()).select_from(deliveries).filter_by(mail_id=mail_id)).scalar_one()
