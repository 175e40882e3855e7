"""Telephone apps of older banks: what stands on the screen after a transfer."""

from __future__ import annotations

from benchmarks.further.page import Field, Hero, Layout, Note, Page, Pair, Section
from benchmarks.further.pen import PAYEE, Pen


def azteca(pen: Pen) -> Page:
    """Return Banco Azteca's screen: the fee and its IVA stand before the amount."""
    fee = pen.paid.fee
    return Page(
        "Banco Azteca",
        (
            Note("¡Tu envío se realizó con éxito!"),
            Field("Comisión", pen.other(fee, "${} MXN")),
            Field("IVA de comisión", pen.other(pen.paid.fee_iva, "${} MXN")),
            Field("Monto enviado", pen.amount("${} MXN")),
            Field("Beneficiario", PAYEE),
            Field("Banco destino", "BBVA"),
            Field("Cuenta destino", pen.account("************6374")),
            Field("Concepto de pago", pen.words()),
            Field("Referencia numérica", pen.number()),
            Field("Fecha y hora", pen.when("{d:02}/{m:02}/{Y} {H:02}:{M:02} hrs")),
            Field("Folio", pen.folio("{ymd}#####")),
            Field("Clave de rastreo", pen.key("{ymd}1270#########I")),
        ),
        title="Detalle de tu transferencia",
        colour="#0a8043",
    )


def inbursa(pen: Pen) -> Page:
    """Return Inbursa's screen: reference called 'Referencia del pago', balances below."""
    return Page(
        "INBURSA móvil",
        (
            Section("Operación aplicada"),
            Field("Cuenta de retiro", pen.own_account("Cta. ···{}")),
            Field("Cuenta de depósito", pen.account("012164········6374")),
            Field("Titular", PAYEE.upper()),
            Field("Importe a transferir", pen.amount("$ {}")),
            Field("Referencia del pago", pen.number()),
            Field("Descripción", pen.words()),
            Field("Fecha operación", pen.when("{d:02}-{MES}-{Y}")),
            Field("Hora", pen.when("{H:02}:{M:02}:{S:02}")),
            Field("No. de autorización", pen.folio("########")),
            Field("Clave rastreo SPEI", pen.key("036APPM{ymd}#########")),
            Field("Saldo anterior", pen.other(pen.paid.balance + pen.paid.amount, "$ {}")),
            Field("Saldo actual", pen.other(pen.paid.balance, "$ {}")),
        ),
        colour="#003a70",
        font="DejaVu Sans",
    )


def banregio(pen: Pen) -> Page:
    """Return Banregio's receipt: two pairs a line."""
    return Page(
        "BANREGIO",
        (
            Hero(pen.amount("$ {} MXN"), "Monto"),
            Pair(Field("Folio", pen.folio("#########")), Field("Fecha", pen.when("{d:02}/{m:02}/{y} {H:02}:{M:02}"))),
            Pair(
                Field("Referencia", pen.number()),
                Field("Comisión + IVA", pen.other(pen.paid.fee + pen.paid.fee_iva, "$ {}")),
            ),
            Pair(Field("Cuenta origen", pen.own_account()), Field("Cuenta destino", pen.account("*6374"))),
            Field("Beneficiario", PAYEE),
            Field("Concepto", pen.words()),
            Field("Clave de rastreo", pen.key("058-{ymd}/########")),
        ),
        title="Transferencia interbancaria exitosa",
        skin="grid",
        colour="#ff6a13",
        font="DejaVu Sans",
    )


def bienestar(pen: Pen) -> Page:
    """Return Banco del Bienestar's screen: capitals, and a warning that looks like a pending state."""
    return Page(
        "BANCO DEL BIENESTAR",
        (
            Section("COMPROBANTE DE OPERACIÓN"),
            Field("TIPO DE OPERACIÓN", "SPEI A TERCEROS"),
            Field("IMPORTE", pen.amount("${} M.N.")),
            Field("CUENTA CLABE BENEFICIARIO", pen.account()),
            Field("NOMBRE DEL BENEFICIARIO", PAYEE.upper()),
            Field("CONCEPTO DEL PAGO", pen.words().upper()),
            Field("REFERENCIA NUMÉRICA", pen.number()),
            Field("FECHA DE OPERACIÓN", pen.when("{Y}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}")),
            Field("NÚMERO DE OPERACIÓN", pen.folio("######")),
            Field("CLAVE DE RASTREO", pen.key("166{Ymd}#########")),
            Note(
                "El abono en el banco destino está sujeto a los horarios de operación del SPEI. Conserve este "
                "comprobante."
            ),
        ),
        skin="rows",
        colour="#691c32",
        font="Nimbus Sans Narrow",
    )


APPS = (
    Layout("azteca_app", "BANCO AZTECA", "phone", azteca),
    Layout("inbursa_app", "INBURSA", "phone", inbursa),
    Layout("banregio_app", "BANREGIO", "phone", banregio),
    Layout("bienestar_app", "BANCO DEL BIENESTAR", "phone", bienestar),
)
