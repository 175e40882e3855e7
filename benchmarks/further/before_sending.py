"""Screens of banks that prove no payment: before sending, lists, limits, requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.further.page import Field, Grid, Hero, Note, Page, Section
from benchmarks.further.pen import ACCOUNT, CLABE, PAYEE, RFC, pesos

if TYPE_CHECKING:
    from random import Random

    from benchmarks.further.paid import Paid


def confirm_rows(paid: Paid) -> Page:
    """Return the screen before an Azteca transfer: every row of its receipt, and a question."""
    return Page(
        "Banco Azteca",
        (
            Field("Beneficiario", PAYEE),
            Field("Cuenta destino", CLABE),
            Field("Monto a enviar", pesos(paid.amount)),
            Field("Comisión", pesos(paid.fee)),
            Field("Concepto", f"REF {paid.reference}"),
            Field("Fecha", f"{paid.at:%d/%m/%Y}"),
            Note("Verifica que los datos sean correctos. Una vez enviada, la transferencia no se puede cancelar."),
        ),
        title="Confirma tu envío",
        button="Confirmar y enviar",
        colour="#0a8043",
    )


def confirm_hero(paid: Paid) -> Page:
    """Return Nu's last look before a transfer."""
    return Page(
        "nu",
        (
            Hero(pesos(paid.amount), f"Vas a transferir a {PAYEE}"),
            Field("CLABE", "••• 6374"),
            Field("Concepto", f"pago{paid.reference}"),
            Field("Referencia", f"{paid.at:%d%m%y}"),
            Field("Cuándo", "Ahora mismo"),
        ),
        title="Revisa los datos",
        button="Transferir",
        skin="stack",
        colour="#7a1fa2",
        font="URW Gothic",
    )


def confirm_token(paid: Paid) -> Page:
    """Return the step that asks for a token."""
    return Page(
        "INBURSA móvil",
        (
            Field("Cuenta de retiro", "Cta. ···4410"),
            Field("Cuenta de depósito", CLABE),
            Field("Importe a transferir", pesos(paid.amount)),
            Field("Referencia del pago", paid.reference),
            Field("Fecha operación", f"{paid.at:%d/%m/%Y}"),
            Section("Autorización"),
            Note("Ingresa la clave dinámica de tu token de 6 dígitos para autorizar la operación."),
        ),
        title="Traspaso a terceros - paso 2 de 3",
        button="Autorizar",
        colour="#003a70",
    )


def confirm_question(paid: Paid) -> Page:
    """Return a question with an amount in it."""
    return Page(
        "klar",
        (
            Hero(f"¿Enviar {pesos(paid.amount)}?"),
            Field("A", PAYEE),
            Field("CLABE", CLABE),
            Field("Nota", f"REF-{paid.reference}"),
            Note("Desliza para enviar"),
        ),
        skin="card",
        dark=True,
        button="Cancelar",
        colour="#f25c3d",
    )


def movements(paid: Paid, dice: Random) -> Page:
    """Return an app's list of movements."""
    names = ("OXXO GAS", "SPEI a Sistemas Perseo", "Netflix", "Nómina", "CFE", "Farmacia", "SPEI recibido", "Uber")
    rows = tuple(
        (f"{20 - place} nov", name, pesos(dice.randrange(80_00, 9000_00), "-${}" if place % 3 else "+${}"))
        for place, name in enumerate(names)
    )
    return Page(
        "albo",
        (Hero(pesos(paid.balance), "Saldo disponible"), Grid(("Fecha", "Movimiento", "Monto"), rows)),
        title="Movimientos",
        dark=True,
        button="Ver más",
        colour="#19d3c5",
    )


def payee_added() -> Page:
    """Return the news that an account may be paid from now on."""
    return Page(
        "BANREGIO",
        (
            Section("Cuenta registrada con éxito"),
            Field("Alias", "Perseo timbres"),
            Field("Beneficiario", PAYEE),
            Field("CLABE", CLABE),
            Field("Monto máximo", "$ 20,000.00"),
            Field("Fecha de alta", "12/10/2026 10:14"),
            Field("Folio", "882019374"),
            Note("Podrás transferir a esta cuenta en 30 minutos."),
        ),
        title="Alta de cuenta de tercero",
        button="Aceptar",
        colour="#ff6a13",
    )


def limits() -> Page:
    """Return the limits of transfers: amounts, no payment."""
    return Page(
        "MULTIVA",
        (
            Field("Por operación", "$ 50,000.00"),
            Field("Diario", "$ 150,000.00"),
            Field("Mensual", "$ 1,500,000.00"),
            Field("Vigente desde", "01/09/2026"),
            Note("Cambia tus límites con tu token."),
        ),
        title="Límites de transferencia",
        button="Cambiar",
        colour="#b8232f",
    )


def collect(paid: Paid) -> Page:
    """Return a request for money."""
    return Page(
        "mercado pago",
        (
            Hero(pesos(paid.amount), "Solicitud de pago"),
            Field("Te solicita", PAYEE),
            Field("Concepto", f"Constancia {paid.reference}"),
            Field("Vence", f"{paid.at:%d/%m/%Y}"),
            Field("RFC", RFC),
            Field("Cuenta", ACCOUNT),
            Note("Paga antes de que venza."),
        ),
        title="Tienes un cobro pendiente",
        button="Pagar ahora",
        colour="#00a2e0",
    )
