"""The demo's customers in their panels: who may sign in, and the receipts that their bank would give them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.demo import papers, people
from bot.demo.mails import File, Words, mail
from bot.demo.papers import Payment
from bot.demo.people import Person
from bot.demo.story import MEXICO
from bot.money import iva
from bot.store import customers, panel_users, slips
from bot.store.slips import NewSlip
from bot.web import passwords

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.app import House
    from bot.demo.server import MailServer
    from bot.model import Slip

PASSWORD = "papel piedra tijera"

RIOS = Person("Taller Dos Ríos", "pagos@tallerdosrios.example", "TDR140328KL5", "Héctor Ríos")
CAFE = Person("Café La Esquina", "hola@cafelaesquina.example", "PELM880214R37", "Lucía Peña")
_OPEN_SLIP = "981437"
_LINES = (people.UPGRADE, people.YEAR_1)


class Member(NamedTuple):
    """A customer who may sign in to his panel."""

    username: str
    person: Person
    may: str


MEMBERS = (
    Member("esquina", CAFE, "nueva: genere su constancia, páguela y cambie de versión"),
    Member("dosrios", RIOS, f"con la constancia {_OPEN_SLIP} por pagar"),
    Member("faro", people.FARO, "su panel se acaba de activar: la saluda y ofrece el cambio de versión"),
)


def enrol(house: House) -> None:
    """Write the customers who may sign in, their panels of version 3.3, and one open slip."""
    now, hashed = house.now(), passwords.hashed(PASSWORD)
    ends = now.astimezone(MEXICO).date() + timedelta(days=39)
    with house.db.begin() as tx:
        people_of = [(one.person.name, one.person.email, one.person.rfc) for one in MEMBERS]
        ids = customers.enrol(tx, people_of)
        for one in MEMBERS:
            customer = ids[one.person.email]
            panel_users.add(tx, customer, one.username, at=now, password_hash=hashed)
            shown = replace(customers.panel(tx, customer), version="3.3", active_until=ends, stamps=419)
            customers.write_panel(tx, shown)
        subtotal = sum(line.amount for line in _LINES)
        good_until = now + timedelta(days=30)
        slips.add(tx, [NewSlip(_OPEN_SLIP, ids[RIOS.email], subtotal + iva(subtotal), now, good_until, _LINES)])


@dataclass
class Bank:
    """Gives every open slip of these customers its receipt, as if it had been paid: to be handed in or mailed."""

    house: House
    folder: Path
    inbox: str
    given: set[str] = field(default_factory=set)

    def give(self) -> tuple[str, ...]:
        """Return the references of slips that are new since the last look; their receipts lie in the folder."""
        now = self.house.now()
        with self.house.db.read() as tx:
            ids = [customers.by_email(tx, one.person.email) for one in MEMBERS]
            found = [slip for one in ids if one is not None for slip in slips.open_of(tx, one.id, now=now)]
        new = [slip for slip in found if slip.reference not in self.given]
        for slip in new:
            self._write(slip, now)
            self.given.add(slip.reference)
        return tuple(slip.reference for slip in new)

    def _write(self, slip: Slip, now: datetime) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        who = next(one.person for one in MEMBERS if one.person.email == slip.customer.email)
        paper = File(f"comprobante-{slip.reference}.pdf", "application/pdf", papers.valle(payment(slip, now)))
        words = Words(f"Pago de mi constancia {slip.reference}", f"Buen día, adjunto mi pago.\n\n{who.writes}\n")
        (self.folder / paper.name).write_bytes(paper.content)
        raw = mail(who, (self.inbox,), now.astimezone(MEXICO), words, (paper,), "gmail")
        (self.folder / f"correo-{slip.reference}.eml").write_bytes(raw)


def payment(slip: Slip, now: datetime) -> Payment:
    """Return the whole payment of a slip, made a moment ago."""
    at = now.astimezone(MEXICO).replace(microsecond=0)
    folio = str(int(slip.reference) * 7919 % 9_000_000 + 1_000_000)
    key = f"{at:%Y%m%d}40137{folio}46"
    return Payment(slip.customer.name, slip.balance, at, key, folio, slip.reference, f"PAGO {slip.reference}")


def to_mail(server: MailServer, inbox: str, folder: Path, reference: str) -> str:
    """Return the command that mails a receipt as its customer would."""
    smtp = f"smtp://{server.host}:{server.smtp_port}"
    return f"curl -s {smtp} --mail-from cliente@correo.example --mail-rcpt {inbox} -T {folder}/correo-{reference}.eml"
