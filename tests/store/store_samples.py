"""A migrated database with a customer, a slip, a mail and a case, for the store's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.model import Arrival, Decision, Finding, InboundMail, Receipt
from bot.store import cases, claims, customers, mails, slips
from bot.store.claims import Versions
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from bot.model import Slip
    from bot.store.db import Tx

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def arrival(uid: int = 1, raw: bytes = b"Subject: hola\r\n\r\n", inbox: str = "comprobantes") -> Arrival:
    return Arrival(inbox, "INBOX", 7, uid, NOW, raw)


def inbound(fingerprint: str = "f" * 64, message_id: str | None = "<a@x>") -> InboundMail:
    return InboundMail(
        fingerprint=fingerprint, message_id=message_id, from_address="ana@x.example", from_name="Ana", to=(), cc=(),
        reply_to=None, subject="Pago", sent_at=None, in_reply_to=(), references=(), headers=(), text="", own_text="",
    )  # fmt: skip


def a_slip(tx: Tx, reference: str = "935447", amount: int = 130500, expires_at: datetime | None = None) -> Slip:
    ids = customers.enrol(tx, [("Papelería Ana", "ana@x.example", None)])
    slips.add(tx, [NewSlip(reference, ids["ana@x.example"], amount, NOW - 48 * HOUR, expires_at)])
    return slips.named(tx, [reference], now=NOW)[0]


def a_mail(tx: Tx, uid: int = 1) -> int:
    return mails.keep(tx, arrival(uid, b"Subject: %d\r\n\r\n" % uid), junk=False, historic=False, stored_at=NOW)[0]


def a_case(tx: Tx, deadline: datetime = NOW + 24 * HOUR) -> int:
    return cases.open_new(tx, at=NOW, deadline=deadline, customer_id=None, address="ana@x.example", subject="Pago")


def a_claim(
    tx: Tx, *, state: str = "desk", slip: Slip | None = None, mail: int | None = None, case: int | None = None
) -> int:
    return claims.add(
        tx,
        case_id=case or a_case(tx),
        mail_id=mail or a_mail(tx),
        position=0,
        state=state,  # type: ignore[arg-type]
        receipt=Receipt(references=("935447",), amount=130500),
        decision=Decision("review", (Finding("no_key", "Sin clave."),), (slip,) if slip else (), "bot", NOW),
        versions=Versions("1", "2"),
    )
