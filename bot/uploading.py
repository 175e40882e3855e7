"""Files that a customer hands in at his panel -> a kept mail with its job, which takes the way of every mail."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine import promise
from bot.errors import UploadRefused
from bot.inbox import handed_in
from bot.inbox.handed_in import Received
from bot.model import Arrival
from bot.store import mails, slip_state, uploads
from bot.store.uploads import SentFile, Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.inbox.handed_in import HandedIn
    from bot.model import Customer
    from bot.store.db import Database, Tx

INBOX = "panel"
"""Under which name the ledger keeps them; who is believed stands in the uploads, never in this name."""

_ASKED_FOR, _MOST_ASKED = timedelta(days=60), 50  # as far back as his page speaks of them
_WITHIN, _MOST = timedelta(hours=1), 12  # an honest customer sends a receipt or two, and some again


class _SentMeanwhile(Exception):
    """The same files were kept by another transaction; ours is undone."""


@dataclass(frozen=True, slots=True)
class Uploading:
    """Takes what customers hand in."""

    db: Database
    to: str  # the address that the mail is written to
    new_id: Callable[[], str]  # a fresh Message-ID
    now: Callable[[], datetime]
    log: Callable[..., None]

    def receive(self, who: Customer, files: Sequence[HandedIn], words: str, reference: str | None) -> Received:
        """Return the upload once mail, job and who sent it are committed together; UploadRefused says what to do.

        `reference` is that of the slip of his from whose page he came. The same files again are the same upload.
        """
        if said := handed_in.complaint(files):
            raise UploadRefused(said)
        return self.answer(who, files, words, reference)

    def answer(self, who: Customer, files: Sequence[HandedIn], words: str, reference: str | None) -> Received:
        """Return the same of a mail that need not bring a file: he says of which slip a payment of his is."""
        digest = handed_in.digest(files, words, reference, () if files else self._asked_about(who))
        try:
            with self.db.begin() as tx:
                return self._keep(tx, who, files, words, reference, digest)
        except _SentMeanwhile:
            with self.db.read() as tx:
                before = uploads.same(tx, who.id, digest)
            if before is None:
                raise UploadRefused("Otro envío suyo está en curso; espere un momento e intente de nuevo.") from None
            return Received(before.id, is_new=False)

    def _asked_about(self, who: Customer) -> set[int]:
        """Return the mails of his payments that still name no slip: what a click without a file speaks of."""
        with self.db.read() as tx:
            return {mail for mail, _ in slip_state.without_slip(tx, who.id, self.now() - _ASKED_FOR, _MOST_ASKED)}

    def _keep(
        self, tx: Tx, who: Customer, files: Sequence[HandedIn], words: str, reference: str | None, digest: str
    ) -> Received:
        before = uploads.same(tx, who.id, digest)
        if before is not None:
            return Received(before.id, is_new=False)
        now, word = self.now(), secrets.token_urlsafe(16)
        _allow(uploads.lately(tx, who.id, now=now, within=_WITHIN), now)
        raw = handed_in.raw_mail(who, files, words, reference, to=self.to, message_id=self.new_id(), at=now)
        mail, _ = mails.keep(tx, _arrival(word, now, raw), junk=False, historic=False, stored_at=now)
        shown = tuple(SentFile(handed_in.shown_name(file.name), len(file.content)) for file in files)
        if not uploads.add(tx, Upload(word, who.id, digest, mail, reference, shown, now)):
            raise _SentMeanwhile
        promise(tx, "mail", mail, due=now)
        self.log("mail_kept", mail=mail, inbox=INBOX, new=True, historic=False)
        return Received(word, is_new=True)


def _allow(before: Sequence[datetime], now: datetime) -> None:
    """UploadRefused when this customer sends more than anybody needs."""
    if len(before) >= _MOST:
        minutes = -(-int((before[-_MOST] + _WITHIN - now).total_seconds()) // 60)
        raise UploadRefused(
            f"Recibimos {len(before)} envíos suyos en la última hora. Espere {minutes} min e intente de nuevo, o mande "
            "su comprobante por correo; lo que ya envió está guardado."
        )


def _arrival(word: str, now: datetime, raw: bytes) -> Arrival:
    """Return the delivery: no server numbers it, so its random word does."""
    number = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8]) >> 2
    return Arrival(INBOX, INBOX, 1, number, now, raw)
