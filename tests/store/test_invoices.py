"""What is kept for the invoices of paid slips."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from store_samples import NOW, a_claim, a_mail, a_slip

from bot.model import FiscalData, FiscalNote, InvoiceRequest
from bot.store import activations, invoices
from bot.store.tables import cases, mails

if TYPE_CHECKING:
    from bot.model import Slip
    from bot.store.db import Database, Tx

DATA = FiscalData("MAB9307148T4", "ALFA BRAVO", "601", "06700", "G03", "contador@x.example", source="csf")
WANTED = InvoiceRequest(DATA, "03")


def activated(tx: Tx, slip: Slip, case: int = 1) -> None:
    claim = a_claim(tx)
    activations.owe(tx, slip.id, case_id=case, claim_id=claim, key="k", amount=1, wants_invoice=True, at=NOW)


def test_what_is_written_is_read(db: Database) -> None:
    with db.begin() as tx:
        slip = a_slip(tx)
        before = invoices.of_slip(tx, slip.id)

        assert invoices.write(tx, slip.id, WANTED, at=NOW)

        assert before is None
        assert invoices.of_slip(tx, slip.id) == WANTED


def test_the_same_again_changes_nothing(db: Database) -> None:
    with db.begin() as tx:
        slip = a_slip(tx)
        invoices.write(tx, slip.id, InvoiceRequest(FiscalData()), at=NOW)

        changed = [invoices.write(tx, slip.id, WANTED, at=NOW) for _ in range(2)]

        assert changed == [True, False]
        assert invoices.of_slip(tx, slip.id) == WANTED


def test_only_slips_that_are_on_are_billed(db: Database) -> None:
    with db.begin() as tx:
        on, _waiting = a_slip(tx), a_slip(tx, "935819")
        activated(tx, on)
        invoices.write(tx, on.id, WANTED, at=NOW)

        found = invoices.billed(tx, on.customer.id, NOW - timedelta(days=1))

        assert found == (invoices.Billed(on.id, "935447", None, WANTED),)
        assert invoices.of_case(tx, 1) == found
        assert invoices.billed(tx, on.customer.id, NOW + timedelta(days=1)) == ()


def test_a_slip_without_a_request_is_billed_without(db: Database) -> None:
    with db.begin() as tx:
        slip = a_slip(tx)
        activated(tx, slip)

        (found,) = invoices.of_case(tx, 1)

        assert (found.reference, found.request) == ("935447", None)


def test_the_notes_of_a_case_and_of_the_customers_others_are_read_oldest_first(db: Database) -> None:
    with db.begin() as tx:
        slip = a_slip(tx)
        for uid, address in ((1, "ana@x.example"), (2, "beto@y.example"), (3, None)):
            mail = a_mail(tx, uid)
            a_claim(tx, mail=mail)
            tx.execute(sa.update(mails).filter_by(id=mail).values(case_id=uid, from_address=address))
            invoices.note(tx, mail, FiscalNote(FiscalData(cfdi_use=f"G0{uid}"), (("a" * 64, "03"),)))
        tx.execute(sa.update(cases).filter_by(id=1).values(customer_id=slip.customer.id))

        found = invoices.noted(tx, 2, slip.customer.id)

        assert [(address, note.data.cfdi_use) for address, note in found] == [
            ("ana@x.example", "G01"),
            ("beto@y.example", "G02"),
        ]
        assert found[0][1].payment_forms == (("a" * 64, "03"),)
