"""Papers that nearly look as if we had been paid: somebody else's account, the payer's own, a day that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import Attached, mail, pdf

if TYPE_CHECKING:
    from houses import Story

Rows = tuple[tuple[str, str], ...]
ANOTHERS = "072180001234567897"
COMMON: Rows = (
    ("Comprobante de transferencia", ""), ("Monto", "$1,305.00 MXN"), ("Referencia", "935447"), ("Concepto", "Pago"),
    ("Fecha", "22/11/2026"), ("Hora", "08:18"), ("Clave de rastreo", "HEYBCO2611221017444836"),
)  # fmt: skip
UNDATED = tuple(row for row in COMMON if row[0] != "Fecha")
BARE = tuple(row for row in COMMON if row[0] != "Concepto")
TAIL = COMMON[2:]
PAID = ("Cuenta destino", "012164001016446374")


def outcome(story: Story, rows: Rows) -> tuple[str | None, frozenset[str]]:
    story.slip()
    mail_id = story.receive(mail(Attached("pago.pdf", pdf(list(rows)))))
    return story.mail(mail_id).outcome, frozenset(story.rules(mail_id))


def sentences(*lines: str) -> Rows:
    return (*((line, "") for line in lines), *TAIL)


SOMEBODY_ELSES: dict[str, Rows] = {
    "zeros behind a mask": (*COMMON, ("Cuenta destino", "XXXXXX006374")),
    "zeros behind a mask, of our account": (*COMMON, ("Cuenta destino", "XXXX004637")),
    "a serial": (*COMMON, ("Serie", "X0006374")),
    "a bare code": (*COMMON, ("X0006374", "")),
    "a code before another's CLABE": (*COMMON, ("Cuenta destino", f"X0006374 {ANOTHERS}")),
    "the payer's own at the head": (("Mi Cuenta Empresarial *6374", ""), *COMMON),
    "the payer's own at the head, in words": (("Tu cuenta terminacion 6374", ""), *COMMON),
    "another's at the head and our end": (("Cuenta Banorte " + ANOTHERS, ""), *COMMON, ("*6374", "")),
    "another's at the head and the payer's": (COMMON[0], ("JUAN PEREZ cuenta *9999", ""), *COMMON[1:], ("Nomina *6374", "")),
    "from your account": sentences("Enviaste $1,305.00 desde tu cuenta", "(*6374) a Juan Perez el 22 de noviembre de 2026"),
    "of the account": sentences("Enviaste $1,305.00 a Juan Perez de la cuenta con", "terminacion 6374 el 22 de noviembre de 2026"),
    "of your bank": sentences("Enviaste $1,305.00 a Juan Perez Lopez de tu", "BBVA *6374 el 22 de noviembre de 2026"),
    "charged to": sentences(
        "Se realizo tu transferencia por $1,305.00 a Juan Perez con cargo a la", "BBVA *6374 el 22 de noviembre de 2026"
    ),
    "what has a balance": sentences(
        "Enviaste $1,305.00 a Juan Perez Lopez el 22 de noviembre de 2026.", "*6374 tiene un saldo disponible"
    ),
    "a concept that names our account": (
        *BARE, ("Beneficiario", "JUAN PEREZ LOPEZ"), ("Descripcion del pago", "BNET 0101644637"),
    ),
    "money that we sent": (
        ("Transferencia recibida", ""), *BARE[1:], ("Ordenante", "SISTEMAS PERSEO"), ("Descripcion", "BNET 0101644637"),
    ),
    "from an account that ends like a year": (("De 2078", ""), ("Cuenta", "*6374"), *COMMON),
}  # fmt: skip


@pytest.mark.parametrize("rows", SOMEBODY_ELSES.values(), ids=SOMEBODY_ELSES.keys())
def test_what_paid_somebody_else_activates_nothing(story: Story, rows: Rows) -> None:
    """F6"""
    assert outcome(story, rows)[0] != "activate"
    assert story.activations() == ()


@pytest.mark.parametrize(
    "name", ["zeros behind a mask", "a code before another's CLABE", "another's at the head and our end"]
)
def test_another_account_is_objected_to_by_its_name(story: Story, name: str) -> None:
    """F6"""
    assert "other_account" in outcome(story, SOMEBODY_ELSES[name])[1]


DATES: dict[str, Rows] = {
    "a limit": (*UNDATED, PAID, ("Fecha limite de pago", "22 de noviembre"), ("de 2026", "")),
    "the next payment": (*UNDATED, PAID, ("Proximo pago: 21 de noviembre", ""), ("de 2026", "")),
    "until when": (*UNDATED, PAID, ("Vigente hasta", ""), ("22 de noviembre", ""), ("de 2026", "")),
    "a street": (*UNDATED, PAID, ("Av. 20 de noviembre", ""), ("2026", "")),
    "a branch and its till": (*UNDATED, PAID, ("Sucursal", "20 de noviembre"), ("Cajero", "2026")),
    "a sum": (*UNDATED, PAID, ("Enviado el 10 de mayo", ""), ("2048.50", "")),
}


@pytest.mark.parametrize("rows", DATES.values(), ids=DATES.keys())
def test_no_day_is_made_of_two_lines_that_are_no_sentence(story: Story, rows: Rows) -> None:
    assert "date_unread" in outcome(story, rows)[1]


def test_a_day_whose_year_goes_on_in_the_next_line_of_its_sentence_is_read(story: Story) -> None:
    rows = (*UNDATED, PAID, ("Enviado a Sistemas Perseo el 22 de noviembre", ""), ("de 2026 a las 08:18", ""))

    assert outcome(story, rows) == ("activate", frozenset())


@pytest.mark.parametrize(
    "head", ["A cuenta no. *6374", "Traspaso a cuenta 6374", "SISTEMAS PERSEO CTA 6374", "Perseo tarjeta *6374"]
)
def test_our_account_may_head_the_paper(story: Story, head: str) -> None:
    assert outcome(story, (COMMON[0], (head, ""), *COMMON[1:]))[0] == "activate"


def test_a_notice_that_prints_both_ends_of_our_account_paid_us(story: Story) -> None:
    told = sentences("Transferiste $1,305.00 a SISTEMAS PERSEO", "Esta es la info de tu transferencia")

    assert outcome(story, (*told, ("CLABE: 012164********6374", "")))[0] == "activate"
