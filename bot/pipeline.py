"""The corridor: one mail's way from IMAP to SMTP, in the order in which it happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import bounces, cases, conversations, invoicing, judging
from bot.engine import BACKLOG, NOW, make_room, promise
from bot.errors import Outdated, PanelRefused, UncertainDelivery
from bot.letters import window
from bot.matching import decide
from bot.matching.because import explained
from bot.matching.shadow import held
from bot.receipts.seen import seen
from bot.secretary import Answer
from bot.store import activations, customers, mails, papers
from bot.store import cases as case_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.letters.compose import Correspondent
    from bot.model import Activation, Arrival, Box, Judged, Panel, Reading
    from bot.opening import Reception
    from bot.secretary import Secretary
    from bot.store.claims import Versions
    from bot.store.db import Database, Tx
    from bot.store.mails import StoredMail

FRESH = timedelta(minutes=10)  # mail that arrived within it is worked before the backlog
AT_ONCE = 30  # so many fresh mails may wait; of a burst only those that came last are worked before the backlog


@dataclass(frozen=True, slots=True)
class Corridor:
    """The doors, handed in as plain functions, and those who think and write."""

    db: Database
    read: Callable[[bytes], Reading]
    look_again: Callable[[bytes, tuple[tuple[str, int, Box], ...]], tuple[str, ...]]
    activate: Callable[[Activation, Panel], Panel]
    switched: Callable[[Activation, Panel], Panel]  # how a panel stands once it is on; nobody is asked
    reception: Reception
    policy: judging.Policy
    secretary: Secretary
    versions: Versions
    now: Callable[[], datetime]
    log: Callable[..., None]
    is_shadow: bool = False  # everything is judged, nothing goes out

    def keep(self, arrival: Arrival, *, junk: bool, historic: bool) -> int:
        """Return the mail's id: its bytes and its job are committed together, and only then is it taken (B1).

        A `historic` mail, older than the inbox's cut-off, is kept and never worked (B22).
        """
        return self.keep_all(((arrival, historic),), junk=junk)[0]

    def keep_all(self, arrived: Sequence[tuple[Arrival, bool]], *, junk: bool, waited: bool = False) -> tuple[int, ...]:
        """Return the ids of mails, each given with whether it is historic: all are committed together, or none.

        Those that `waited` with many others let what comes after them pass, however fresh they are (B21).
        """
        with self.db.begin() as tx:
            kept = tuple(
                self._kept(tx, arrival, junk=junk, historic=historic, waited=waited) for arrival, historic in arrived
            )
        for (arrival, historic), (mail, new) in zip(arrived, kept, strict=True):
            self.log("mail_kept", mail=mail, inbox=arrival.inbox, new=new, historic=historic)
        return tuple(mail for mail, _ in kept)

    def _kept(self, tx: Tx, arrival: Arrival, *, junk: bool, historic: bool, waited: bool) -> tuple[int, bool]:
        now = self.now()
        mail, new = mails.keep(tx, arrival, junk=junk, historic=historic, stored_at=now)
        if new and not historic:
            make_room(tx, "mail", AT_ONCE)
            is_live = not waited and now - arrival.arrived_at < FRESH
            promise(tx, "mail", mail, due=now, rank=NOW if is_live else BACKLOG)
        return mail, new

    def work_mail(self, mail_id: int, _attempt: int) -> None:
        """Read, judge and settle one mail; UnreadableMail when its reader died; repeatable at any point."""
        with self.db.read() as tx:
            mail, raw = mails.one(tx, mail_id), mails.raw(tx, mail_id)
        if mail.state != "stored":
            return
        reading = self.read(raw)
        opened = self.reception.open(self.db, mail, reading.mail, now=self.now())
        if opened is None:
            self.log("mail_is_a_copy", mail=mail_id)
            return
        if bounces.take(self.db, reading.mail, opened.robot, self.secretary.secret, at=self.now()) is not None:
            reading, opened = bounces.emptied(reading), opened._replace(robot="bounced_letter")
        who, vendor = opened.who, self.policy.vendor
        with self.db.read() as tx:
            what = conversations.sought(tx, reading, who, vendor, now=self.now())
        case_id = conversations.joined(self.db, opened.case_id, who, what, vendor, self.secretary.window, at=self.now())
        judged, invoice = self.judge(self.db, mail, reading, who, case_id=case_id, robot=opened.robot, now=self.now())
        answer = self._answer(judged, who, case_id, mail)
        end = cases.Settlement(
            case_id=case_id,
            outcome=answer.outcome,
            judged=answer.judged,
            letters=answer.letters,
            deadline=window.deadline(mail.arrived_at, self.secretary.window),
            wants_invoice=invoice.wanted,
            versions=self.versions,
            invoice=invoice,
        )
        keys = [key for one in judged for key in one.keys]
        with self.db.begin() as tx:
            conversations.hold_together(tx, case_id, who, what, vendor, keys)
            cases.settle(tx, mail, end, at=self.now())
            papers.keep(tx, mail_id, seen(reading, tuple(one.receipt for one in judged if one.receipt is not None)))
        self.log("mail_decided", mail=mail_id, case=case_id, outcome=answer.outcome)

    def judge(
        self, db: Database, mail: StoredMail, reading: Reading, who: Correspondent, *, case_id: int, robot: str | None,
        now: datetime,
    ) -> tuple[tuple[Judged, ...], invoicing.Said]:  # fmt: skip
        """Return every claim of a mail with its grounds, and what it says of an invoice; nothing is written."""
        judged = judging.judged_of(
            db, reading, mail, judging.Sender(who.customer, who.authenticity), self.policy,
            self._look_again, case_id=case_id, robot=robot, now=now,
        )  # fmt: skip
        receipts = [one.receipt for one in judged if one.receipt is not None]
        invoice = invoicing.said_in(reading, receipts, who, self.policy.vendor.own_addresses)
        judged = invoicing.answered(db, judged, invoice, reading.mail.own_text, now)
        return tuple(explained(one) for one in judged), invoice

    def _answer(self, judged: tuple[Judged, ...], who: Correspondent, case_id: int, mail: StoredMail) -> Answer:
        """Return the claims with the letters owed; in shadow none is, and a person gets what would have effects."""
        if not self.is_shadow:
            return self.secretary.answer(judged, who, case_id, mail, self.now())
        kept = tuple(held(one) for one in judged)
        return Answer(kept, decide.of_mail(one.decision for one in kept), ())

    def _look_again(self, mail_id: int, looks: judging.Looks) -> tuple[str, ...]:
        with self.db.read() as tx:
            raw = mails.raw(tx, mail_id)
        return self.look_again(raw, looks)

    def set_mail_aside(self, mail_id: int, error: str) -> None:
        """Hand a mail that could not be worked in three attempts to staff, raw bytes kept (B17)."""
        with self.db.read() as tx:
            mail = mails.one(tx, mail_id)
        case_id = self.reception.open_unread(self.db, mail, now=self.now())
        with self.db.begin() as tx:
            cases.set_aside(tx, mail, case_id, error, self.versions, at=self.now())
        self.log("mail_set_aside", mail=mail_id, case=case_id)

    def work_activation(self, activation_id: int, _attempt: int) -> None:
        """Switch one panel on, and confirm it together with its letters; repeatable, once per slip."""
        with self.db.read() as tx:
            owed = activations.one(tx, activation_id, now=self.now())
            panel = customers.panel(tx, owed.slip.customer.id)
            case = case_store.one(tx, owed.case_id)
            mail = mails.of_claim(tx, owed.claim_id)
        if owed.state in ("confirmed", "reverted"):
            return
        try:
            switched = self.activate(owed, panel)
        except UncertainDelivery as silent:  # B40: staff know at once, and it is asked again, never repeated blindly
            self.doubt_activation(activation_id, str(silent))
            raise
        except PanelRefused as refused:  # B41: no attempt mends it
            self.doubt_activation(activation_id, str(refused))
            self.log("panel_refused", activation=activation_id, error=str(refused))
            return
        written = self.secretary.activation(owed, switched, case, mail, self.now())
        with self.db.begin() as tx:
            if customers.panel_held(tx, panel.customer_id) != panel:
                raise Outdated("another activation of this customer came first")
            cases.confirm(tx, owed, switched, written, at=self.now())
        self.log("activated", case=owed.case_id, activation=activation_id)

    def doubt_activation(self, activation_id: int, error: str) -> None:
        """Hand an activation that no attempt could confirm to staff."""
        with self.db.begin() as tx:
            cases.doubt_activation(tx, activations.one(tx, activation_id, now=self.now()), error, at=self.now())
