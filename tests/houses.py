"""A whole house over a temporary database and a mail server, with a clock that is moved by hand."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot import app, clock, settings, sweeps
from bot.model import Arrival
from bot.store import activations, audit, cases, claims, customers, letters, mails, slips, tables
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage

    import mail_servers

    from bot.demo.server import Sent
    from bot.model import Activation, Case
    from bot.receipts.reader import Reader
    from bot.store.claims import Claim
    from bot.store.letters import StoredLetter
    from bot.store.mails import StoredMail

PROJECT = Path(__file__).parents[1]
MORNING = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
STAFF = "cobranza@perseo.example"
ADDRESSES = {"comprobantes": "comprobantes@perseo.mx", "cxc": "cxc@perseo.mx"}
AUTHSERV = "mx.perseo.mx"


class HandClock:
    """Tells the time that it was set to."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        """Let that much time go by: hours=4, minutes=5."""
        self.at += timedelta(**span)


def environment(server: mail_servers.AnyMailServer) -> dict[str, str]:
    """Return the shipped settings' changes: both inboxes and the way out are on this server."""
    own = {
        "OUTGOING__HOST": server.host,
        "OUTGOING__PORT": str(server.smtp_port),
        "OUTGOING__TLS": "none",
        "OUTGOING__FROM_ADDRESS": "comprobantes@perseo.mx",
        "OUTGOING__TOKEN_KEY": "una palabra que nadie sabe",
    }
    for name, address in ADDRESSES.items():
        own |= {
            f"INBOXES__{name}__ENABLED": "true",
            f"INBOXES__{name}__ADDRESS": address,
            f"INBOXES__{name}__HOST": server.host,
            f"INBOXES__{name}__PORT": str(server.imap_port),
            f"INBOXES__{name}__TLS": "none",
            f"INBOXES__{name}__PASSWORD": server.users[address],
            f"INBOXES__{name}__CUT_OFF": "2026-01-01",
            f"INBOXES__{name}__AUTHSERV_ID": AUTHSERV,
        }
    return {f"COMPROBOT_{name.upper()}": value for name, value in own.items()}


@dataclass
class Story:
    """The house at work, and everything a test asks of it."""

    house: app.House
    clock: HandClock
    server: mail_servers.AnyMailServer
    events: list[dict[str, Any]] = field(default_factory=list)
    uids: int = 0

    # ------------------------------------------------------------ what happens

    def slip(
        self, reference: str = "935447", amount: int = 130_500, email: str = "ana@papeleria.example", **more: Any
    ) -> None:
        """Issue a slip two days ago, for a customer who is enrolled with it."""
        issued = more.pop("issued_at", self.clock() - timedelta(days=2))
        with self.house.db.begin() as tx:
            ids = customers.enrol(tx, [(f"Cliente {email.partition('@')[0]}", email, None)])
            slips.add(tx, [NewSlip(reference, ids[email], amount, issued, **more)])

    def keep(self, raw: bytes, inbox: str = "comprobantes", *, junk: bool = False, historic: bool = False) -> int:
        """Return the mail's id once it is kept, as a poll that arrives now would."""
        self.uids += 1
        arrival = Arrival(inbox, "Junk" if junk else "INBOX", 7, self.uids, self.clock(), raw)
        return self.house.corridor.keep(arrival, junk=junk, historic=historic)

    def work(self) -> None:
        """Work every job that is due."""
        self.house.engine().work_until_empty()

    def receive(self, raw: bytes, inbox: str = "comprobantes", **more: bool) -> int:
        """Return the mail's id once it is worked to its end."""
        mail = self.keep(raw, inbox, **more)
        self.work()
        return mail

    def deliver(self, raw: bytes, inbox: str = "comprobantes", folder: str = "INBOX") -> None:
        """Lay a mail into an inbox of the server."""
        self.server.deliver(ADDRESSES[inbox], raw, folder)

    def poll(self, *names: str) -> None:
        """Poll these inboxes in turn, all when none is named; each must answer."""
        inboxes = {polled.name: polled for polled, _ in self.house.inboxes()}
        for name in names or inboxes:
            assert clock.poll(self.house.corridor, inboxes[name]), self.events[-1]

    def sweep(self) -> None:
        """Do what a minute of the clock does, and send what it leads to."""
        sweeps.raise_alarms(self.house.corridor)
        sweeps.acknowledge_waiting(self.house.corridor, self.house.reader.headers)
        sweeps.remind_silent(self.house.corridor)
        sweeps.close_silent(self.house.corridor)
        self.house.engine(("letter",)).work_until_empty()

    # ------------------------------------------------------------ what came of it

    def mail(self, mail_id: int) -> StoredMail:
        with self.house.db.read() as tx:
            return mails.one(tx, mail_id)

    def case(self, mail_id: int) -> Case:
        """Return the case of a mail."""
        case_id = self.mail(mail_id).case_id
        assert case_id is not None
        with self.house.db.read() as tx:
            return cases.one(tx, case_id)

    def claims(self, mail_id: int) -> tuple[Claim, ...]:
        with self.house.db.read() as tx:
            return claims.of_mail(tx, mail_id)

    def rules(self, mail_id: int) -> set[str]:
        """Return the names of all objections to a mail."""
        return {reason.rule for claim in self.claims(mail_id) for reason in claim.reasons}

    def letters(self) -> tuple[StoredLetter, ...]:
        """Return all letters, oldest first."""
        with self.house.db.read() as tx:
            return tuple(reversed(letters.newest(tx, 1000)))

    def slip_status(self, reference: str = "935447") -> str:
        with self.house.db.read() as tx:
            return slips.named(tx, [reference], now=self.clock())[0].status

    def received(self, reference: str = "935447") -> int:
        """Return the centavos of the parts that are kept for a slip."""
        with self.house.db.read() as tx:
            return slips.named(tx, [reference], now=self.clock())[0].received

    def held(self, mail_id: int) -> dict[str, int]:
        """Return the centavos of a mail's payments by the reference of the slip that holds them."""
        held = tables.allocations.c
        chosen = sa.select(tables.slips.c.reference, sa.func.sum(held.amount))
        chosen = chosen.select_from(tables.slips).join(tables.allocations)
        chosen = chosen.join(tables.claims, tables.claims.c.id == held.claim_id)
        with self.house.db.read() as tx:
            found = tx.execute(chosen.where(tables.claims.c.mail_id == mail_id).group_by(tables.slips.c.reference))
            return {row[0]: int(row[1]) for row in found}

    def activations(self) -> tuple[Activation, ...]:
        with self.house.db.read() as tx:
            ids = tx.execute(sa.select(tables.activations.c.id)).scalars().all()
            return tuple(activations.one(tx, one, now=self.clock()) for one in ids)

    def audited(self, case_id: int) -> list[str]:
        """Return the names of what was written about a case, in order."""
        with self.house.db.read() as tx:
            return [row["event"] for row in audit.of_case(tx, case_id)]

    def alarms(self, case_id: int) -> set[int]:
        with self.house.db.read() as tx:
            return set(cases.alarms_raised(tx, [case_id])[case_id])

    def count(self, table: sa.Table) -> int:
        with self.house.db.read() as tx:
            return tx.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()

    # ------------------------------------------------------------ what the world saw

    def sent(self) -> list[tuple[str, EmailMessage]]:
        """Return recipient and letter of all that the SMTP server took, in order."""
        taken_by: Any = getattr(self.server, "relay", self.server)  # dovecot hands on to a relay of ours
        outbound: list[Sent] = taken_by.outbound
        return [(one.recipients[0], message_from_bytes(one.raw, policy=SMTP)) for one in outbound]

    def sent_kinds(self) -> list[tuple[str, str]]:
        """Return recipient and kind of all that the SMTP server took, in order."""
        kinds = {letter.message_id: letter.kind for letter in self.letters()}
        return [(recipient, kinds[message["Message-ID"]]) for recipient, message in self.sent()]


@contextmanager
def open_story(
    url: str,
    server: mail_servers.AnyMailServer,
    reader: Reader,
    at: datetime = MORNING,
    changes: Mapping[str, str] | None = None,
) -> Iterator[Story]:
    """Yield a story on an own database; `changes` are settings as in the environment, without COMPROBOT_."""
    hand = HandClock(at)
    events: list[dict[str, Any]] = []
    given = environment(server) | {f"COMPROBOT_{name}": value for name, value in (changes or {}).items()}
    loaded = settings.load(PROJECT / "config", environment=given, database=url)
    built = app.House(
        loaded, PROJECT / "templates", now=hand, log=lambda event, **facts: events.append({"event": event, **facts})
    )
    vars(built)["reader"] = reader  # one warm child for the whole run
    vars(built.db)["clock"] = hand  # so that waits and leases pass by hand too
    try:
        yield Story(built, hand, server, events)
    finally:
        built.db.close()


def text_of(message: EmailMessage) -> str:
    """Return the plain text of a letter on one line."""
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())
