"""A payment -> the vendor's own slip and other papers of his, which prove nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.further.page import Field, Grid, Note, Page, Section
from benchmarks.further.pen import ACCOUNT, CLABE, PAYEE, RFC, pesos

if TYPE_CHECKING:
    from benchmarks.further.paid import Paid


def slip(paid: Paid) -> Page:
    """Return the slip that asks for this payment."""
    price = round(paid.amount / 1.16)
    return Page(
        PAYEE,
        (
            Grid(
                ("Código", "Cantidad", "Descripción", "Importe"),
                (("SP0800", "1", "Actualización 3.3 NIVEL A", pesos(price, "{}")),),
            ),
            Field("Subtotal", pesos(price)),
            Field("IVA 16 %", pesos(paid.amount - price)),
            Field("Monto Total", pesos(paid.amount, "$ {} Pesos. El monto ya incluye IVA")),
            Section("Medios de pago"),
            Field("Beneficiario", PAYEE),
            Field("Cuenta Bancomer", ACCOUNT),
            Field("CLABE", CLABE),
            Field("REFERENCIA", paid.reference),
            Note(
                "Envíe su comprobante de pago a comprobantes@perseo.example. En un máximo de 24 horas su panel "
                "quedará activado."
            ),
        ),
        title="Constancia de pago",
        skin="columns",
        colour="#14532d",
        button="Descargar",
    )


def invoice(paid: Paid) -> Page:
    """Return the CFDI of an old sale."""
    price = round(paid.amount / 1.16)
    return Page(
        PAYEE,
        (
            Field("RFC emisor", RFC),
            Field("Folio fiscal", "6F1D2C0A-77B1-4E5B-9C55-0F1E2D3C4B5A"),
            Field("RFC receptor", "XAXX010101000"),
            Field("Uso CFDI", "G03 Gastos en general"),
            Grid(
                ("Clave", "Descripción", "Valor unitario", "Importe"),
                (("43232600", "Timbres fiscales", pesos(price, "{}"), pesos(price, "{}")),),
            ),
            Field("Subtotal", pesos(price)),
            Field("IVA 16%", pesos(paid.amount - price)),
            Field("Total", pesos(paid.amount)),
            Field("Método de pago", "PPD"),
            Field("Forma de pago", "03 Transferencia electrónica de fondos"),
            Note(
                "Este documento es una representación impresa de un CFDI. Sello digital del SAT kq3J8f0A...== Cadena "
                "original del complemento de certificación digital del SAT ||1.1|6F1D2C0A||"
            ),
        ),
        title="Factura A 10452",
        skin="columns",
        colour="#333333",
    )


def payment_complement(paid: Paid) -> Page:
    """Return the CFDI by which a seller says that he was paid: no bank speaks in it."""
    return Page(
        "Servicios Integrales del Norte SA de CV",
        (
            Field("RFC emisor", "SIN101010AB1"),
            Field("Tipo de comprobante", "P Pago"),
            Field("Folio fiscal", "0A9B8C7D-1122-4455-8899-AABBCCDDEEFF"),
            Section("Complemento de recepción de pagos"),
            Field("Fecha de pago", f"{paid.at:%Y-%m-%dT%H:%M:%S}"),
            Field("Forma de pago", "03 Transferencia electrónica de fondos"),
            Field("Moneda", "MXN"),
            Field("Monto", pesos(paid.amount)),
            Field("Núm. parcialidad", "1"),
            Note(
                "Este documento es una representación impresa de un CFDI. Sello digital del CFDI Xy81...== "
                "Certificado SAT 00001000000506202789"
            ),
        ),
        title="Comprobante de pago CFDI 4.0",
        skin="columns",
        colour="#333333",
    )


def quote(paid: Paid) -> Page:
    """Return an offer with the account to pay to."""
    return Page(
        PAYEE,
        (
            Field("Cotización", "COT-" + paid.reference),
            Field("Cliente", paid.payer),
            Grid(("Producto", "Precio"), (("I05077 Anualidad NIVEL 1", pesos(paid.amount)),)),
            Field("Total", pesos(paid.amount)),
            Note(f"Vigencia 15 días. Depósito a BBVA cuenta {ACCOUNT}, CLABE {CLABE}."),
        ),
        title="Cotización",
        skin="columns",
        colour="#14532d",
    )
