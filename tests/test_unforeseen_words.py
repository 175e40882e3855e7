"""Papers whose words nobody foresaw: what loosely reads as a payment activates nothing, what is one does (B138)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import Attached, mail, pdf

if TYPE_CHECKING:
    from houses import Story

OURS = "012164001016446374"
HOUR = "22/11/2026 08:18"
Row = str | tuple[str, str]
HEAD: tuple[Row, ...] = (
    "Comprobante de transferencia", ("Cuenta destino", OURS), ("Beneficiario", "SISTEMAS PERSEO SA DE CV"),
    ("Referencia", "935447"), ("Fecha", "22/11/2026"), ("Hora", "08:18"),
    ("Clave de rastreo", "HEYBCO2611221017444836"),
)  # fmt: skip
ROWS: tuple[Row, ...] = (*HEAD[1:6], ("Monto", "$1,305.00"), ("Folio", "884412"))
FORM: tuple[Row, ...] = ("Sistemas Perseo", OURS, "$1,305.00", "Referencia 935447", HOUR)


def paper(*rows: Row) -> Attached:
    """Return a PDF with one text, or a label and its value, a line."""
    return Attached("pago.pdf", pdf([(row, "") if isinstance(row, str) else row for row in rows]))


WRONG: dict[str, list[Row]] = {
    "no_recibio": [HEAD[0], "El beneficiario no recibio el pago", *ROWS],
    "no_recibio_with_key": [
        "Comprobante de transferencia",
        "BBVA no recibio la transferencia",
        *HEAD[1:],
        ("Monto", "$1,305.00"),
    ],
    "we_paid_ana": [
        "Comprobante de transferencia",
        "Ordenante: Sistemas Perseo",
        "Juan Perez recibio un pago",
        "Monto $1,305.00",
        "CLABE " + OURS,
        "Referencia 935447",
        "Fecha 22/11/2026",
        "Folio 884412",
    ],
    "form": ["Transferencia", *FORM, "Aceptar", "Cancelar"],
    "form_end_only": ["Transferencia", "Sistemas Perseo", "*6374", *FORM[2:]],
    "insufficient": ["Transferencia", *FORM, "Saldo insuficiente"],
    "go_to_the_branch": ["Deposito", "BBVA *6374", *FORM[2:], "Acude a la sucursal"],
    "chat": ["Ana: ya voy a la caja a hacer el deposito", HOUR, OURS, "Perseo", "$1,305.00", "Referencia 935447"],
    "to_pay_by": ["Ficha de deposito", *FORM[:4], "Impreso " + HOUR],
    "voucher": [
        "OXXO Pay",
        "Perseo",
        OURS,
        "Monto $1,305.00",
        "Referencia 935447",
        "Emitido " + HOUR,
        "Entrega el efectivo al cajero",
    ],
    "factura": ["Factura 935447", *FORM, "Pago en efectivo o transferencia"],
    "not_done": [
        "No hiciste el pago de tu constancia",
        "Sistemas Perseo",
        OURS,
        "Importe $1,305.00",
        "Referencia 935447",
        HOUR,
    ],
    "if_done": [
        "Si ya realizaste tu pago envia el comprobante",
        HOUR,
        OURS,
        "Perseo",
        "$1,305.00",
        "Referencia 935447",
    ],
    "debt_left": [*HEAD, ("Adeudo anterior", "$1,350.00"), ("Su pago", "$45.00"), ("Adeudo actual", "$1,305.00")],
    "paid_b_of_a_and_b": [
        *HEAD,
        ("Paquete A", "$1,305.00"),
        ("Paquete B", "$500.00"),
        ("IVA de B", "$80.00"),
        ("Suma", "$1,885.00"),
        ("Su pago", "$580.00"),
    ],
    "paid_500_as_change": [
        *HEAD,
        ("Constancia", "$1,305.00"),
        ("Recargo", "$30.00"),
        ("Con recargo", "$1,335.00"),
        ("Su pago", "$500.00"),
        ("Adeudo con otros", "$1,835.00"),
    ],
    "balance_behind_currency": [*HEAD, "Saldo disponible", ("Divisa", "MXN 1,305.00")],
    "limit_behind_currency": [*HEAD, "Limite diario", ("Moneda", "1,305.00")],
    "bare_mask": [HEAD[0], ("Monto", "$1,305.00"), *HEAD[3:], "012164********6374", ("Beneficiario", "JUAN LOPEZ")],
    "till_word_in_bank": ["El dinero sigue en tu cuenta", *ROWS, ("Banco origen", "CAJA POPULAR MEXICANA")],
    "till_word_in_concept": ["Intenta mas tarde", *ROWS, ("Concepto", "ticket 44")],
}


@pytest.mark.parametrize("name", WRONG)
def test_what_only_looks_like_a_payment_of_the_slip_activates_nothing(story: Story, name: str) -> None:
    story.slip()
    story.receive(mail(paper(*WRONG[name])))

    assert story.activations() == ()


HONEST: dict[str, list[Row]] = {
    "yearly_fee": [*HEAD, ("Importe", "$1,305.00"), ("Comision anual", "$748.00")],
    "stray_balance": [*HEAD, "$1,305.00", ("Divisa", "MXN 5,000.00")],
    **{
        f"words_{n}": [HEAD[0], *ROWS, t]
        for n, t in enumerate(
            (
                "No se hizo ningun cargo",
                "No se hizo cargo por comision",
                "No se abono ninguna comision",
                "Sin rechazo",
                "Rechazo: 0",
                "Motivo de rechazo N/A",
                "No se envio copia por correo",
                "No llego el dinero? Ayuda",
                "Fallo o duda: llame",
                "Comision no salio",
            )
        )
    },
    "empty_reason": [HEAD[0], *ROWS, ("Codigo de rechazo", "")],
    "state_field": [HEAD[0], *ROWS, ("Estatus", "Aplicado, sin rechazo")],
    "wrapped": [HEAD[0], *ROWS, "Si el deposito a tu beneficiario", "no llego en 30 minutos", "llama a tu banco."],
    **{
        f"title_{n}": [t, *ROWS]
        for n, t in enumerate(
            (
                "Comprobante BBVA",
                "Comprobante digital",
                "Recibo de deposito",
                "Pago de servicio",
                "Pago referenciado",
                "Recibimos tu pago",
                "Transferiste",
                "Traspaso a terceros",
                "Envio SPEI",
                "Detalle de la operacion",
                "Deposito a cuenta",
            )
        )
    },
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_paper_is_not_held_for_such_words(story: Story, name: str) -> None:
    story.slip()
    story.receive(mail(paper(*HONEST[name])))

    assert len(story.activations()) == 1


def test_a_quote_beside_the_receipt_holds_nothing_back(story: Story) -> None:
    story.slip()
    quote = paper("Datos para su pago", *FORM)
    mail_id = story.receive(mail(paper(*HEAD, ("Monto", "$1,305.00")), quote))

    assert story.mail(mail_id).outcome == "activate"


def test_another_part_without_known_labels_is_not_lost_beside_a_certain_one(story: Story) -> None:
    """I1: two papers for one slip, one of which only its digits make a payment: a person sees both."""
    story.slip()
    part = paper("Transferencia", "Sistemas Perseo", OURS, "$305.00", "Referencia 935447", "22/11/2026 08:21")
    mail_id = story.receive(mail(paper(*HEAD, ("Monto", "$1,000.00")), part))

    assert story.mail(mail_id).outcome != "activate"
    assert {claim.receipt.amount for claim in story.claims(mail_id) if claim.receipt} == {100_000, 30_500}
