"""Kept mails -> what today's code and settings would decide of them, beside what was decided; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import UnreadableMail
from bot.matching.interval import bounds
from bot.reporting import Share
from bot.store import claims, mails

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.model import Because, Reading
    from bot.pipeline import Corridor
    from bot.store.claims import Claim, Grounds
    from bot.store.mails import StoredMail
    from bot.store.past import Past


@dataclass(frozen=True, slots=True)
class Word:
    """What was decided of one payment, without its sentences."""

    outcome: str
    slips: tuple[str, ...]  # references
    rules: tuple[str, ...]  # objections, in the order of the alphabet


@dataclass(frozen=True, slots=True)
class Replayed:
    """One mail, then and now."""

    mail_id: int
    case_id: int
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    labelled: frozenset[str] | None  # the slips that it really pays; None: nobody has said

    @property
    def differs(self) -> bool:
        """Return whether today another word would be said of it."""
        return self.before != self.after

    @property
    def false(self) -> tuple[str, ...]:
        """Return the slips that would be switched on by it and that it does not pay; none when nobody has said."""
        return tuple(slip for slip in self.activates if self.labelled is not None and slip not in self.labelled)

    @property
    def activates(self) -> tuple[str, ...]:
        """Return the slips that would be switched on by it."""
        return tuple(slip for word in self.after if word.outcome == "activate" for slip in word.slips)


def replayed(corridor: Corridor, past: Past, mail_id: int, truth: Mapping[str, frozenset[str]] | None) -> Replayed:
    """Return one decided mail, judged again in the world as it stood just before its decision."""
    with corridor.db.read() as tx:
        mail, raw = mails.one(tx, mail_id), mails.raw(tx, mail_id)
        stored = tuple(claim for claim in claims.of_mail(tx, mail_id) if claim.share_of is None)
        grounds = claims.grounds(tx, [claim.id for claim in stored])
        paid = claims.references_activated(tx, mail_id)
    said = [_word(claim, grounds[claim.id], paid) for claim in stored]
    after = _judged_again(corridor, past, mail, raw, stored)
    labelled = _by_staff(stored, paid) if truth is None else truth.get(mail.message_id or "")
    return Replayed(mail.id, mail.case_id or 0, _ordered(said), after, labelled)


def false_activations(mails_again: Sequence[Replayed]) -> tuple[Share, tuple[float, float]]:
    """Return how many of the labelled activations would be false, and the bounds of their rate, 0..1."""
    known = [one for one in mails_again if one.labelled is not None]
    share = Share(sum(len(one.false) for one in known), sum(len(one.activates) for one in known))
    return share, bounds(share.part, share.of)


def _judged_again(
    corridor: Corridor, past: Past, mail: StoredMail, raw: bytes, stored: Sequence[Claim]
) -> tuple[Word, ...]:
    """Return what is decided today, as of then: slips that the mail paid are open, what came later is not known."""
    decided_at = mail.decided_at or mail.arrived_at
    past.go_to(decided_at, min((claim.id for claim in stored), default=0))
    try:
        reading: Reading = corridor.read(raw)
    except UnreadableMail:
        return (Word("review", (), ("unreadable_mail",)),)
    with past.read() as tx:
        who, robot = corridor.reception.seen(tx, mail, reading.mail)
    judged, _ = corridor.judge(past, mail, reading, who, case_id=mail.case_id or 0, robot=robot, now=decided_at)
    return _ordered(_said(one.because) for one in judged if one.because is not None)


def _word(claim: Claim, grounds: Grounds, paid: tuple[str, ...]) -> Word:
    """Return the bot's own word about a claim; where none was kept, the one that stands."""
    if grounds.because is not None:
        return _said(grounds.because)
    return Word(
        claim.outcome, paid if claim.outcome == "activate" else (), tuple(sorted(one.rule for one in claim.reasons))
    )


def _said(because: Because) -> Word:
    # of what activates nothing, the slips are only what was looked at
    slips = tuple(sorted(because.slips)) if because.outcome == "activate" else ()
    return Word(because.outcome, slips, tuple(sorted(because.objections)))


def _ordered(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: (word.outcome, word.slips, word.rules)))


def _by_staff(stored: Sequence[Claim], paid: tuple[str, ...]) -> frozenset[str] | None:
    """Return the slips that staff said are paid by this mail; None when they ruled nothing of it."""
    if all(claim.decided_by == "bot" for claim in stored):
        return None
    return frozenset(paid)
