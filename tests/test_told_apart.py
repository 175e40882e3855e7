"""Every case told apart: what staff read of it, and the one sentence that its customer reads, never an accusation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from houses import MORNING, text_of
from story_samples import BETO, Attached, Paid, mail, receipt

from bot.store import tables

if TYPE_CHECKING:
    from houses import Story

DAY = timedelta(days=1)


def beside(row: str, value: str) -> Attached:
    """Return a notice with one more row."""
    paper = receipt(Paid())
    more = f"<tr><td>{row}</td><td>{value}</td></tr></table>".encode()
    return replace(paper, content=paper.content.replace(b"</table>", more, 1))


@dataclass(frozen=True)
class Told:
    """A payment and what becomes of it."""

    rule: str
    outcome: str
    staff: str  # what stands in the objection
    customer: str  # what stands in the letter
    paper: Attached = field(default_factory=receipt)
    slip: dict[str, Any] = field(default_factory=dict)  # how it is issued
    after: dict[str, Any] = field(default_factory=dict)  # what has become of it meanwhile


def paid(amount: str = "$1,305.00 MXN", **more: str) -> Attached:
    return receipt(Paid(amount, **more))


CASES = (
    Told("slip_paid", "review", "ya está pagada", "ya estaba pagada", after={"status": "paid"}),
    Told("slip_cancelled", "review", "cancel", "está cancelada", after={"status": "cancelled"}),
    Told(
        "slip_expired", "review", "venció", "venció el", slip={"issued_at": MORNING - 9 * DAY},
        after={"expires_at": MORNING - 3 * DAY},
    ),
    Told("unknown_reference", "ask", "911111", "No encontramos la referencia 911111", paid(reference="911111")),
    Told("amount_is_subtotal", "ask", "el subtotal; la constancia 935447 pide $1,305.00. Faltan $180.00: es "
         "exactamente el IVA", "Falta el IVA de su pago: $180.00", paid("$1,125.00")),
    Told("off_by_cents", "ask", "Faltan $0.01", "la diferencia es de unos centavos", paid("$1,304.99")),
    Told("off_by_bank_fee", "ask", "Faltan $6.96", "parece una comisión de su banco", paid("$1,298.04")),
    Told("iva_withheld", "review", "Faltan $120.00", "¿Retuvo el IVA en su pago de $1,185.00?", paid("$1,185.00")),
    Told("amount_differs", "ask", "Faltan $305.00", "Faltan $305.00 para completar su pago", paid("$1,000.00")),
    Told("amount_over", "review", "Sobran $95.00", "Su pago trae $95.00 de más", paid("$1,400.00")),
    Told("other_account", "ask", "6730", "otra cuenta de destino", paid(account="012164001016446730")),
    Told("not_mxn", "review", "USD", "Su comprobante está en dólares", paid("$1,305.00 USD")),
    Told("scheduled", "ask", "programada", "Su transferencia está programada", paid(state="Programada")),
    Told("rejected", "ask", "no se realizó", "el pago no se realizó", paid(state="Rechazada")),
    Told("returned", "ask", "devolvió", "Su banco devolvió la transferencia", paid(state="Devuelta")),
    Told("pending", "ask", "en proceso", "Su pago aparece en proceso", paid(state="En proceso")),
    Told("cheque", "review", "salvo buen cobro", "Recibimos su pago con cheque",
         beside("Forma de pago", "Depósito con cheque, salvo buen cobro")),
    Told("before_slip", "review", "18/11/2026", "La fecha del comprobante es distinta", paid(day="18/11/2026")),
    Told("date_in_future", "review", "30/11/2026", "una fecha por venir", paid(day="30/11/2026")),
    Told("stale", "review", "días", "El comprobante es del", paid(day="22/03/2026"),
         slip={"issued_at": MORNING - 260 * DAY}),
)  # fmt: skip


@pytest.mark.parametrize("told", CASES, ids=lambda told: told.rule)
def test_staff_and_the_customer_each_read_their_own_sentence(story: Story, told: Told) -> None:
    """B141, B142"""
    story.slip(**told.slip)
    if told.after:
        with story.house.db.begin() as tx:
            tx.execute(sa.update(tables.slips).values(**told.after))

    mail_id = story.receive(mail(told.paper))

    (claim,) = story.claims(mail_id)
    said = " ".join(reason.reason for reason in claim.reasons)
    ((_, letter),) = story.sent()
    assert (story.mail(mail_id).outcome, story.activations()) == (told.outcome, ())
    assert told.rule in {reason.rule for reason in claim.reasons}
    assert told.staff in said
    assert told.customer in f"{letter['Subject']} {text_of(letter)}"
    assert not re.search(r"fals|fraud|sospech|alterad|incorrect|su error", text_of(letter), re.IGNORECASE)


def test_no_two_of_them_say_the_same() -> None:
    assert len({told.customer for told in CASES}) == len({told.staff for told in CASES}) == len(CASES)


def test_of_somebody_elses_payment_its_sender_reads_only_that_we_look_at_it(story: Story) -> None:
    """53, B76"""
    story.slip()
    story.slip("935812", 130_500, BETO)
    story.receive(mail(receipt()))

    mail_id = story.receive(mail(paid(reference="935812"), sender=f"Beto <{BETO}>"))

    (letter,) = (letter for to, letter in story.sent() if to == BETO)
    assert "payment_used_elsewhere" in story.rules(mail_id)
    assert "ya lo estamos revisando" in text_of(letter)
    assert "935447" not in text_of(letter)


def test_an_amount_that_another_slip_of_his_asks_for_names_it_to_staff_alone(story: Story) -> None:
    """42"""
    story.slip()
    story.slip("935812", 63_800)
    story.slip("936001", 63_900, BETO)

    mail_id = story.receive(mail(paid("$638.00")))

    ((_, letter),) = story.sent()
    (claim,) = story.claims(mail_id)
    assert "$638.00 es lo que pide 935812" in " ".join(reason.reason for reason in claim.reasons)
    assert "¿Cuál de sus constancias quiso pagar?" in text_of(letter)
    assert not re.search("935812|936001|Faltan", text_of(letter))
