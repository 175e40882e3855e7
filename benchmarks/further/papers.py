"""Receipts that banks send as a PDF of their own: letters, forms, Banxico's CEP."""

from __future__ import annotations

from benchmarks.further.page import Field, Grid, Layout, Note, Page, Pair, Section
from benchmarks.further.pen import PAYEE, RFC, Pen


def actinver(pen: Pen) -> Page:
    """Return Actinver's letter: every value inside a sentence, then legal words."""
    return Page(
        "Actinver",
        (
            Note("Estimado cliente " + pen.payer() + ":"),
            Note(
                "Le informamos que el "
                + pen.when("{d} de {mes} de {Y}")
                + " a las "
                + pen.when("{H:02}:{M:02} hrs")
                + " se realizó una transferencia electrónica "
                "por "
                + pen.amount("${} MXN")
                + " a la cuenta "
                + pen.account("****6374")
                + " de BBVA a nombre de "
                + PAYEE
                + ", con referencia "
                + pen.number()
                + " y concepto "
                + pen.words()
                + "."
            ),
            Note("Clave de rastreo: " + pen.key("ACTV{ymd}########") + "   Folio: " + pen.folio("#######")),
            Note(
                "Este aviso es informativo. Costo Anual Total 0.0 %. La comisión por transferencia es de $4.50 más "
                "IVA; el monto máximo diario es de $600,000.00 pesos."
            ),
        ),
        title="Aviso de transferencia enviada",
        skin="letter",
        font="P052",
    )


def cep(pen: Pen) -> Page:
    """Return Banxico's CEP as the portal prints it: boxes of two columns, no numeric reference."""
    return Page(
        "BANCO DE MÉXICO",
        (
            Section("Comprobante Electrónico de Pago (CEP)"),
            Pair(
                Field("Fecha de operación en el SPEI", pen.when("{d:02}/{m:02}/{Y}")),
                Field("Hora de operación en el SPEI", pen.when("{H:02}:{M:02}:{S:02}")),
            ),
            Section("Ordenante"),
            Pair(Field("Nombre", pen.payer(upper=True)), Field("Institución emisora", "MULTIVA BANCO")),
            Pair(Field("RFC/CURP", "ND"), Field("Cuenta", pen.own_account("13258000012345{}"))),
            Section("Beneficiario"),
            Pair(Field("Nombre", PAYEE.upper()), Field("Institución receptora", "BBVA MEXICO")),
            Pair(Field("RFC/CURP", RFC), Field("Cuenta", pen.account())),
            Pair(Field("Monto", pen.amount("$ {}")), Field("IVA", pen.other(0, "$ {}"))),
            Pair(
                Field("Concepto del pago", pen.words(only=True)),
                Field("Clave de rastreo", pen.key("132{ymd}###########")),
            ),
            Note(
                "Número de serie del certificado 00001000000504128834. Cadena original ||1|"
                + pen.paid.at.strftime("%d%m%Y")
                + "|40132|MULTIVA|40012|"
                + f"{pen.paid.amount / 100:.2f}"
                + "||"
            ),
        ),
        skin="boxes",
        colour="#333333",
        font="DejaVu Sans",
    )


def cibanco(pen: Pen) -> Page:
    """Return CIBanco's form: a small label in the corner of each box."""
    return Page(
        "CIBanco",
        (
            Pair(Field("FECHA", pen.when("{d:02}/{MES}/{Y}")), Field("HORA", pen.when("{H:02}:{M:02}"))),
            Pair(Field("IMPORTE", pen.amount("$ {}")), Field("MONEDA", "MXP")),
            Pair(Field("CONTRATO", pen.own_account("00{}")), Field("ORDENANTE", pen.payer(upper=True))),
            Pair(Field("BANCO RECEPTOR", "BBVA BANCOMER"), Field("CUENTA CLABE", pen.account())),
            Pair(Field("BENEFICIARIO", PAYEE.upper()), Field("R.F.C.", RFC)),
            Pair(Field("REFERENCIA NUM.", pen.number()), Field("CONCEPTO", pen.words().upper())),
            Pair(Field("RASTREO", pen.key("CIB{ymd}#########")), Field("FOLIO", pen.folio("######"))),
        ),
        title="ORDEN DE PAGO INTERBANCARIO - OPERADA",
        skin="boxes",
        colour="#006747",
        font="Nimbus Sans",
    )


def compartamos(pen: Pen) -> Page:
    """Return Compartamos' receipt: all labels in one column, far from the values."""
    return Page(
        "Compartamos Banco",
        (
            Field("Fecha y hora de la operación", pen.when("{d:02}/{m:02}/{Y}, {h:02}:{M:02}:{S:02} {ampm}")),
            Field("Tipo de operación", "Pago a otros bancos (SPEI)"),
            Field("Cantidad transferida", pen.amount("${}")),
            Field("Costo de la operación", pen.other(pen.paid.fee, "${}")),
            Field("IVA", pen.other(pen.paid.fee_iva, "${}")),
            Field("Nombre del beneficiario", PAYEE),
            Field("CLABE interbancaria", pen.account("****************74")),
            Field("Concepto", pen.words()),
            Field("Referencia", pen.number()),
            Field("Clave de rastreo", pen.key("COMP{Ymd}######")),
            Field("Número de folio", pen.folio("#########")),
        ),
        title="Comprobante de operación",
        skin="columns",
        colour="#d81e5b",
        font="URW Gothic",
    )


def base(pen: Pen) -> Page:
    """Return Banco BASE's confirmation: two pairs a line, the amount in words too."""
    return Page(
        "Banco BASE",
        (
            Pair(
                Field("Transacción", pen.folio("########")),
                Field("Fecha de liquidación", pen.when("{Y}-{m:02}-{d:02}")),
            ),
            Pair(Field("Cliente", pen.payer()), Field("Producto", "SPEI tercero")),
            Pair(Field("Beneficiario", PAYEE), Field("Cuenta beneficiario", pen.account())),
            Pair(
                Field("Monto a pagar", pen.amount("{} MXN")),
                Field("Equivalente USD", pen.other(round(pen.paid.amount / 18.42), "{}")),
            ),
            Pair(Field("Ref. cliente", pen.number()), Field("Instrucciones", pen.words())),
            Pair(Field("Rastreo", pen.key("BASE{ymd}########")), Field("Ejecutivo", "M. Santillan")),
        ),
        title="Confirmación de transacción",
        skin="pairs",
        colour="#12284c",
        font="C059",
    )


def sabadell(pen: Pen) -> Page:
    """Return Sabadell's note: headings of a table over one row of values."""
    return Page(
        "Banco Sabadell México",
        (
            Grid(
                ("F. Operación", "Clave de rastreo", "Referencia"),
                ((pen.when("{d:02}.{m:02}.{Y}"), pen.key("SAB{ymd}########"), pen.number()),),
            ),
            Grid(
                ("Ordenante", "Beneficiario", "Cuenta abono"), ((pen.payer(), PAYEE, pen.account("012164******6374")),)
            ),
            Grid(
                ("Concepto", "Importe", "Gastos", "Total"),
                (
                    (
                        pen.words(),
                        pen.amount("{}"),
                        pen.other(pen.paid.fee, "{}"),
                        pen.other(pen.paid.amount + pen.paid.fee, "{}"),
                    ),
                ),
            ),
            Note("Cifras expresadas en pesos mexicanos (MXN). Nuestra ref.: " + pen.folio("TR########")),
        ),
        title="Justificante de transferencia",
        skin="table",
        colour="#006dff",
    )


def autofin(pen: Pen) -> Page:
    """Return Banco Autofin's advice: fixed-width letters as of an old mainframe."""
    return Page(
        "BANCO AUTOFIN MEXICO S.A.",
        (
            Field("NUM. OPERACION", pen.folio("#######")),
            Field("FEC. OPERACION", pen.when("{d:02}/{m:02}/{Y}")),
            Field("HRA. OPERACION", pen.when("{H:02}.{M:02}.{S:02}")),
            Field("IMPTE. OPERACION", pen.amount("***{} MN")),
            Field("CTA. CARGO", pen.own_account("0000{}")),
            Field("CTA. ABONO", pen.account()),
            Field("NOM. BENEFICIARIO", PAYEE.upper()),
            Field("REF. NUMERICA", pen.number()),
            Field("CPTO. PAGO", pen.words().upper()),
            Field("CVE. RASTREO", pen.key("AUTOFIN{ymd}######")),
            Field("STATUS", pen.status("completed", "ACEPTADA")),
        ),
        title="AVISO DE CARGO POR TRANSFERENCIA",
        skin="columns",
        colour="#222222",
        font="Nimbus Mono PS",
    )


PAPERS = (
    Layout("actinver_letter", "ACTINVER", "paper", actinver),
    Layout("cep_pdf", "MULTIVA", "paper", cep),
    Layout("cibanco_pdf", "CIBANCO", "paper", cibanco),
    Layout("compartamos_pdf", "COMPARTAMOS", "paper", compartamos),
    Layout("base_pdf", "BANCO BASE", "paper", base),
    Layout("sabadell_pdf", "SABADELL", "paper", sabadell),
    Layout("autofin_pdf", "AUTOFIN", "paper", autofin),
)
