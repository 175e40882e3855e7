"""A parsed mail -> the case it opens or joins, who wrote it, and whether anybody may be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot import cases
from bot.inbox.absence import is_absence_notice
from bot.inbox.authenticity import authenticity
from bot.inbox.robots import never_reply, reply_address
from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.letters.window import deadline
from bot.store import customers, mails

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.model import InboundMail, Window
    from bot.store.db import Database, Tx
    from bot.store.mails import StoredMail


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
        robot = "absence_notice" if is_absence_notice(inbound) else never_reply(inbound, self.own_addresses)
        customer = customers.by_email(tx, inbound.from_address)
        silent = robot is not None or mail.junk  # junk is for the desk only (B23)
        address = None if silent else reply_address(inbound, (customer.email,) if customer else ())
        brought = cases.Opening(
            deadline=deadline(mail.arrived_at, self.window),
            customer_id=customer.id if customer else None,
            address=address,
            subject=inbound.subject,
            message_id=inbound.message_id,
            answers=(*inbound.in_reply_to, *inbound.references),
            twin=mails.case_of_twin(tx, inbound),
        )
        case_id = cases.open_for(tx, mail, brought, self.window, at=now)
        if robot is not None:
            mails.mark_robot(tx, mail.id, robot)
        trusted = authenticity(inbound, self.authserv_ids.get(mail.inbox))
        thread = Thread(inbound.subject, inbound.message_id, inbound.references)
        return Opened(case_id, Correspondent(thread, address, customer, trusted), robot)

    def open_unread(self, db: Database, mail: StoredMail, *, now: datetime) -> int:
        """Return the case of a mail that nobody could open."""
        due = deadline(mail.arrived_at, self.window)
        brought = cases.Opening(due, None, None, "(correo que no se pudo abrir)", None, (), None)
        with db.begin() as tx:
            return cases.open_for(tx, mail, brought, self.window, at=now)
