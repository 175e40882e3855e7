"""A morning at the office: one mail for each way that a mail can go, small enough to be worked hundreds of times."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from houses import MORNING
from story_samples import ANA, BETO, Paid, mail, receipt

from bot.errors import UnreadableMail
from bot.model import SlipLine
from bot.store import customers, slips
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from pathlib import Path

    from outside import Outside

    from bot.model import InboundMail, Reading
    from bot.receipts.reader import Looks, Reader
    from bot.store.db import Database

MAIN, OTHER = "comprobantes@perseo.mx", "cxc@perseo.mx"
POISON = b"veneno"
STAMPS = 1000  # that each slip of these adds to its customer's panel: so the panel itself tells how often it was paid
CARLA, DORA, ROBOT = "carla@libreria.example", "dora@taller.example", "sistema@robot.example"
NEVER = (ROBOT, "mailer-daemon@correo.example")


@dataclass(frozen=True)
class Posted:
    """A mail and where it is laid."""

    address: str
    raw: bytes


def issue(db: Database, rows: list[tuple[str, str, int]]) -> None:
    """Issue slips: reference, the customer's address, centavos; each adds the same stamps."""
    with db.begin() as tx:
        ids = customers.enrol(tx, [(f"Cliente {email}", email, None) for email in sorted({row[1] for row in rows})])
        issued = MORNING - timedelta(days=2)
        lines = (SlipLine("I05077", "Anualidad NIVEL 1", 1, 55_000),)
        slips.add(tx, [NewSlip(number, ids[email], amount, issued, lines=lines) for number, email, amount in rows])


def paid(amount: int, reference: str, serial: int, **more: str) -> Paid:
    """Return a receipt of so many centavos with a tracking key of its own."""
    key = f"HEYBCO26112210{serial:08d}"
    hour = f"{8 + serial // 60 % 4:02d}:{serial % 60:02d}"
    return Paid(f"${amount / 100:,.2f} MXN", reference, hour=hour, tracking_key=key, **more)


SLIPS = [
    ("935447", ANA, 130_500), ("935812", BETO, 63_800), ("936211", CARLA, 130_500), ("937005", DORA, 130_500),
    ("937013", DORA, 63_800), ("938881", "eva@x.example", 50_000), ("939004", "robot-pagos@cliente.example", 50_000),
]  # fmt: skip


def morning() -> list[Posted]:
    """Return one mail for each path: activate, ask, review, duplicate, part and balance, several, robot, poison, copy."""
    first = receipt(paid(130_500, "935447", 1))
    both = mail(receipt(paid(50_000, "938881", 2)), sender="Eva <eva@x.example>", to=f"{MAIN}, {OTHER}")
    return [
        Posted(MAIN, mail(first)),
        Posted(OTHER, mail(receipt(paid(60_000, "935812", 3)), sender=f"Beto <{BETO}>")),  # short: a question
        Posted(MAIN, mail(receipt(paid(130_500, "936211", 4, account="012180001182837465")), sender=f"C <{CARLA}>")),
        Posted(MAIN, mail(first, subject="Le reenvío mi pago")),  # the same payment in a second mail
        Posted(MAIN, mail(receipt(paid(3_800, "935812", 5)), sender=f"Beto <{BETO}>", text="Aquí el resto.")),
        Posted(MAIN, mail(receipt(paid(194_300, "937005 937013", 6)), sender=f"Dora <{DORA}>")),  # one for two slips
        Posted(MAIN, mail(text="¿A qué hora abren mañana?", sender="Curioso <quien@x.example>")),
        Posted(MAIN, mail(receipt(paid(40_000, "939004", 7)), sender=f"Sistema <{ROBOT}>", headers=(("Auto-Submitted", "auto-generated"),))),
        Posted(MAIN, mail(text="No se pudo entregar.", sender=f"<{NEVER[1]}>", headers=(("Return-Path", "<>"),))),
        Posted(MAIN, mail(text=POISON.decode(), sender="Malo <malo@x.example>")),
        Posted(MAIN, b"Received: from a by mx1; 1\r\n" + both),
        Posted(OTHER, b"Received: from b by mx2; 2\r\n" + both),
    ]  # fmt: skip


def post(outside: Outside, posted: list[Posted]) -> None:
    """Lay every mail into its inbox."""
    for one in posted:
        outside.deliver(one.address, one.raw)


@dataclass
class Remembered:
    """What the real child said of each mail, said again at once: so a whole life takes a second (B36)."""

    mails: dict[bytes, Reading] = field(default_factory=dict)
    looks: dict[tuple[bytes, Looks], tuple[str, ...]] = field(default_factory=dict)
    heads: dict[bytes, InboundMail] = field(default_factory=dict)
    real: Reader | None = None  # asked for what is not known yet

    def read(self, raw: bytes) -> Reading:
        """Return the reading of a mail; UnreadableMail for the poisoned one."""
        if POISON in raw:
            raise UnreadableMail("the child died")
        if raw not in self.mails and self.real is not None:
            self.mails[raw] = self.real.read(raw)
        return self.mails[raw]

    def look_again(self, raw: bytes, looks: Looks) -> tuple[str, ...]:
        """Return what stands in the boxes."""
        if (raw, looks) not in self.looks and self.real is not None:
            self.looks[raw, looks] = self.real.look_again(raw, looks)
        return self.looks[raw, looks]

    def headers(self, raw: bytes) -> InboundMail:
        """Return the headers of a mail."""
        if raw not in self.heads and self.real is not None:
            self.heads[raw] = self.real.headers(raw)
        return self.heads[raw]

    def close(self) -> None:
        """Nothing is open."""

    def save(self, path: Path) -> None:
        """Write all that is known, without who knows more."""
        path.write_bytes(pickle.dumps(Remembered(self.mails, self.looks, self.heads)))
