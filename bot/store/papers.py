"""What is kept of a mail's reading for those who look at it: its text, its files, and where numbers were set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import Document, Evidence, SeenMail
from bot.plain import from_plain, to_plain
from bot.store.tables import papers

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.store.db import Tx


def keep(tx: Tx, mail_id: int, seen: SeenMail) -> None:
    """Write what was seen of a mail, over what an earlier reading of it saw."""
    values = {
        "sender": seen.sender,
        "text": seen.text,
        "documents": to_plain(seen.documents),
        "discarded": to_plain(seen.discarded),
    }
    if tx.execute(sa.update(papers).filter_by(mail_id=mail_id).values(**values)).rowcount == 0:
        tx.execute(sa.insert(papers).values(mail_id=mail_id, **values))


def of_mails(tx: Tx, mail_ids: Collection[int]) -> dict[int, SeenMail]:
    """Return what was seen of each of these mails; one that was never read to its end is missing."""
    if not mail_ids:
        return {}
    rows = tx.execute(sa.select(papers).where(papers.c.mail_id.in_(mail_ids))).mappings()
    return {
        row["mail_id"]: SeenMail(
            row["sender"],
            row["text"],
            from_plain(tuple[Document, ...], row["documents"]),
            from_plain(tuple[Evidence, ...], row["discarded"]),
        )
        for row in rows
    }
