"""A desk with slips, payments and letters in it, and a browser of somebody with each role."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from desk_site import NOW, TEMPLATES, VENDOR, Browser, Desk
from jinja2 import FileSystemLoader

from bot.desk.office import Office
from bot.letters import samples, voice
from bot.model import Product
from bot.store import customers, slips, tables, users
from bot.store.db import Database
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Letter
    from bot.store.users import Role

ZONE = "America/Mexico_City"
CATALOG = (
    Product("SP0800", "Actualizacion 3.3 NIVEL A", 57_500, date(2022, 1, 1)),
    Product("I05077", "Anualidad NIVEL 1", 55_000, date(2022, 1, 1)),
    Product("VIEJO", "Ya no se vende", 100, date(2020, 1, 1), date(2021, 1, 1)),
)


def letter(name: str) -> Letter:
    environment = voice.environment(FileSystemLoader(TEMPLATES / "mail"))
    return samples.letter(environment, name, vendor=VENDOR, sender="comprobantes@x.example", now=NOW, zone=ZONE)


def open_desk(folder: Path, **office: Any) -> Desk:
    """Return a desk over an own database."""
    db = Database(f"sqlite:///{folder / 'a.db'}")
    db.migrate()
    known: dict[str, Any] = {
        "catalog": CATALOG, "letter_kinds": samples.names(["iva_missing"]), "letter_sample": letter, "intervals": {},
    }  # fmt: skip
    return Desk(db, office=Office(**{**known, **office}))


def enter(desk: Desk, role: Role = "admin", email: str = "") -> Browser:
    """Return the browser of a new member of the staff with this role, the authenticator already taken."""
    email = email or f"{role}@x.example"
    browser = desk.inside(email, role, f"Persona {role}")
    with desk.db.begin() as tx:
        user = users.by_email(tx, email)
        assert user is not None
        users.change(tx, user.id, totp_nonce="taken")
    browser.get("/mi-cuenta")
    return browser


def a_slip(
    desk: Desk, reference: str = "935447", amount: int = 130_500, name: str = "Papelería Óptima", **more: Any
) -> int:
    """Return the id of a new slip."""
    email = more.pop("email", f"pagos@cliente{reference}.example")
    with desk.db.begin() as tx:
        ids = customers.enrol(tx, [(name, email, more.pop("rfc", None))])
        slips.add(tx, [NewSlip(reference, ids[email], amount, NOW - timedelta(days=2), more.pop("expires_at", None))])
        if more:
            tx.execute(sa.update(tables.slips).filter_by(reference=reference).values(**more))
        return slips.named(tx, [reference], now=NOW)[0].id


def a_payment(desk: Desk, slip: int | None = None, state: str = "activated", by: str = "bot", **more: Any) -> int:
    """Return the case of a payment that came `hours` ago and was activated `seconds` later."""
    at = NOW - timedelta(hours=more.get("hours", 1))
    with desk.db.begin() as tx:
        number = tx.execute(sa.select(sa.func.count()).select_from(tables.mails)).scalar_one()
        mail = _row(
            tx, tables.mails, raw_sha256=str(number), fingerprint=str(number), inbox=more.get("inbox", "cxc"), junk=False,
            size=1, arrived_at=at, stored_at=at, state="decided", wants_invoice=False, greeted=False,
        )  # fmt: skip
        case = _row(
            tx, tables.cases, state=state, opened_at=at, deadline=at + timedelta(hours=24), holds_receipt=True,
            subject="Pago", thread=[], verdict="",
        )  # fmt: skip
        done = state == "activated"
        reasons = [] if done else [{"rule": more.get("rule", "amount_differs"), "reason": "Faltan pesos."}]
        claim = _row(
            tx, tables.claims, case_id=case, mail_id=mail, position=0, state=state, reasons=reasons, amount=130_500,
            outcome="activate" if done else "ask" if state == "waiting_customer" else "review", slip_id=slip,
            decided_by=by, decided_at=at, code_version="1", config_version="1",
        )  # fmt: skip
        if done and slip is not None:
            tx.execute(sa.insert(tables.allocations).values(claim_id=claim, slip_id=slip, amount=130_500))
            _row(
                tx, tables.activations, slip_id=slip, case_id=case, claim_id=claim, idempotency_key=str(claim),
                state="confirmed", amount=130_500, wants_invoice=False, owed_at=at,
                confirmed_at=at + timedelta(seconds=more.get("seconds", 60)),
            )  # fmt: skip
            tx.execute(sa.update(tables.slips).filter_by(id=slip).values(status="paid", paid_at=at))
    return case


def a_letter(desk: Desk, state: str = "sent", case: int | None = None, name: str = "activation") -> int:
    """Return the id of a letter in this state."""
    made = letter(name)
    with desk.db.begin() as tx:
        number = tx.execute(sa.select(sa.func.count()).select_from(tables.letters)).scalar_one()
        return _row(
            tx, tables.letters, case_id=case, kind=name, cause=str(number), state=state, recipient=made.to,
            recipient_key=made.to, recipient_domain="x", subject=made.subject, message_id=f"<{number}@x>", raw=made.raw,
            queued_at=NOW, sent_at=NOW if state == "sent" else None,
        )  # fmt: skip


def _row(tx: Any, table: sa.Table, **values: Any) -> int:
    made = tx.execute(sa.insert(table).values(**values)).inserted_primary_key
    return int(made[0])
