"""A parsed mail -> the case it opens or joins, who wrote it, and whether anybody may be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot import cases
from bot.inbox.absence import is_absence_notice
from bot.inbox.authenticity import authenticity
from bot.inbox.robots import never_reply, reply_address
from bot.letters import thread_token
from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.letters.window import deadline
from bot.store import customers, mails, uploads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.model import InboundMail, Window
    from bot.store.db import Database, Tx
    from bot.store.mails import StoredMail


_OWN_MARK = "x-comprobot-id"  # every letter of ours carries it, signed


class Opened(NamedTuple):
    """A mail in its case."""

    case_id: int
    who: Correspondent
    robot: str | None  # why nobody may be answered: a machine wrote it


@dataclass(frozen=True, slots=True)
class Reception:
    """What is needed to know who stands at the door."""

    own_addresses: tuple[str, ...]
    authserv_ids: Mapping[str, str]  # inbox -> its receiver's name in Authentication-Results
    window: Window
    secret: bytes  # signs the word of each case
    unanswered: frozenset[str] = frozenset()  # inboxes for bounces: who writes there is not answered

    def open(self, db: Database, mail: StoredMail, inbound: InboundMail, *, now: datetime) -> Opened | None:
        """Return the mail's case; None when another inbox has brought the same mail before (B7)."""
        with db.begin() as tx:
            if mails.identify(tx, mail.id, inbound) != mail.id:
                return None
            return self._enter(tx, mail, inbound, now)

    def greet(self, db: Database, mail: StoredMail, inbound: InboundMail, *, now: datetime) -> Opened | None:
        """Return the case of a mail that waits for its reading; None when it waits no more or was greeted."""
        with db.begin() as tx:
            if not mails.greet(tx, mail.id):
                return None
            mails.describe(tx, mail.id, inbound)
            return self._enter(tx, mail, inbound, now)

    def _enter(self, tx: Tx, mail: StoredMail, inbound: InboundMail, now: datetime) -> Opened:
        who, robot = self.seen(tx, mail, inbound)
        brought = cases.Opening(
            deadline=deadline(mail.arrived_at, self.window),
            customer_id=who.customer.id if who.customer else None,
            address=who.address,
            subject=inbound.subject,
            message_id=inbound.message_id,
            answers=(*inbound.in_reply_to, *inbound.references),
            told=thread_token.cases_in(self.secret, _where_words_stand(inbound)),
            twin=mails.case_of_twin(tx, inbound),
        )
        case_id = cases.open_for(tx, mail, brought, self.window, at=now)
        if robot is not None:
            mails.mark_robot(tx, mail.id, robot)
        return Opened(case_id, who, robot)

    def seen(self, tx: Tx, mail: StoredMail, inbound: InboundMail) -> tuple[Correspondent, str | None]:
        """Return who wrote, and why nobody may be answered: a machine wrote it.

        Who handed it in at his panel had signed in there: the ledger alone says so, never a header of the mail.
        """
        thread = Thread(inbound.subject, inbound.message_id, inbound.references)
        if (member := uploads.sender(tx, mail.id)) is not None:
            return Correspondent(thread, member.email, member, "authenticated"), None
        robot = "absence_notice" if is_absence_notice(inbound) else self._robot(inbound)
        customer = customers.by_email(tx, inbound.from_address)
        silent = robot is not None or mail.junk or mail.inbox in self.unanswered  # junk is for the desk only (B23)
        address = None if silent else reply_address(inbound, (customer.email,) if customer else ())
        trusted = authenticity(inbound, self.authserv_ids.get(mail.inbox))
        return Correspondent(thread, address, customer, trusted), robot

    def _robot(self, inbound: InboundMail) -> str | None:
        signed = [value for name, value in inbound.headers if name == _OWN_MARK]
        is_ours = bool(thread_token.cases_in(self.secret, signed))
        return never_reply(inbound, self.own_addresses, is_own_letter=is_ours)

    def open_unread(self, db: Database, mail: StoredMail, *, now: datetime) -> int:
        """Return the case of a mail that nobody could open."""
        due = deadline(mail.arrived_at, self.window)
        brought = cases.Opening(due, None, None, "(correo que no se pudo abrir)", None, (), (), None)
        with db.begin() as tx:
            return cases.open_for(tx, mail, brought, self.window, at=now)


def _where_words_stand(inbound: InboundMail) -> tuple[str, ...]:
    """Return what may hold the signed word of a case: the chain of ids, and the text with all that it quotes (B62)."""
    return (inbound.text, *inbound.references, *inbound.in_reply_to)
