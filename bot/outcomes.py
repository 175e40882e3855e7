"""A kept mail -> what has become of it so far: the answer of `ingest` and of the demo's table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import claims, letters, mails

if TYPE_CHECKING:
    from bot.model import Finding
    from bot.store.claims import Claim
    from bot.store.db import Tx
    from bot.store.letters import StoredLetter
    from bot.store.mails import StoredMail


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """One mail with its claims and the letters that answer it."""

    mail: StoredMail
    claims: tuple[Claim, ...]
    slips: tuple[str, ...]  # references that it activated, or is about to
    letters: tuple[StoredLetter, ...]  # those that went or will go

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """Return every reason of its claims, each rule once."""
        return tuple({reason.rule: reason for claim in self.claims for reason in claim.reasons}.values())

    @property
    def candidates(self) -> tuple[str, ...]:
        """Return every number that could be a slip's reference, best first."""
        receipts = [claim.receipt for claim in self.claims if claim.receipt]
        return tuple(dict.fromkeys(number for one in receipts for number in one.references + one.candidates))

    @property
    def is_settled(self) -> bool:
        """Return whether nothing more will happen by itself."""
        busy = any(claim.state == "activating" for claim in self.claims)
        on_the_way = any(letter.state in ("queued", "sending") for letter in self.letters)
        return self.mail.state != "stored" and not busy and not on_the_way


def of_mail(tx: Tx, mail_id: int) -> MailOutcome:
    """Return what became of a mail: of a copy, what became of the mail that came first."""
    mail = mails.one(tx, mail_id)
    mail = mails.one(tx, mail.copy_of) if mail.copy_of else mail
    activated = claims.references_activated(tx, mail.id)
    written = letters.of_case(tx, mail.case_id) if mail.case_id else ()
    causes = {f"mail-{mail.id}", "case", *(f"slip-{reference}" for reference in activated)}
    if not activated:  # then a letter about its slip says that the payment came before; others activated it
        causes |= {f"slip-{reference}" for reference in claims.references_of(tx, mail.id)}
        written = tuple(letter for letter in written if letter.kind not in letters.UNLIMITED)
    answers = tuple(letter for letter in written if letter.cause in causes and letter.state != "cancelled")
    return MailOutcome(mail, claims.of_mail(tx, mail.id), activated, answers)
