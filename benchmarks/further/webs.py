"""Banks' web pages, kept as a screenshot or by "print to PDF"."""

from __future__ import annotations

from benchmarks.further.page import Field, Grid, Layout, Note, Page, Pair, Section
from benchmarks.further.pen import ACCOUNT, PAYEE, RFC, Pen


def bajio(pen: Pen) -> Page:
    """Return BanBajio's page: four amounts in a row."""
    paid = pen.paid
    return Page(
        "BanBajío",
        (
            Section("Datos de la operación"),
            Field("Folio de la operación", pen.folio("##########")),
            Field("Fecha de aplicación", pen.when("{d:02}/{m:02}/{Y} {H:02}:{M:02}:{S:02}")),
            Field("Cuenta ordenante", pen.own_account("XXXXXX{}")),
            Field("Ordenante", pen.payer(upper=True)),
            Field("Cuenta beneficiaria", pen.account()),
            Field("Beneficiario", PAYEE),
            Grid(
                ("Importe", "Comisión", "IVA comisión", "Total cargado"),
                (
                    (
                        pen.amount("$ {}"),
                        pen.other(paid.fee, "$ {}"),
                        pen.other(paid.fee_iva, "$ {}"),
                        pen.other(paid.amount + paid.fee + paid.fee_iva, "$ {}"),
                    ),
                ),
            ),
            Field("Concepto / motivo de pago", pen.words()),
            Field("Referencia", pen.number()),
            Field("Clave de rastreo", pen.key("BB{ymd}############")),
            Field("RFC beneficiario", RFC),
        ),
        title="Transferencias SPEI - Comprobante",
        skin="table",
        colour="#5f259f",
    )


def multiva(pen: Pen) -> Page:
    """Return Multiva's page: label above value in two columns; three numbers called reference."""
    return Page(
        "MULTIVA",
        (
            Pair(Field("Importe", pen.amount("{} MXP")), Field("Estatus", pen.status("completed", "LIQUIDADA"))),
            Pair(
                Field("Referencia Banco Emisor", pen.stray("########")),
                Field("Referencia Banco Receptor", pen.stray("######")),
            ),
            Pair(Field("Referencia Ordenante", pen.number()), Field("Concepto", pen.words())),
            Pair(
                Field("Fecha operación", pen.when("{d:02}/{MES}/{Y}")),
                Field("Hora operación", pen.when("{H:02}:{M:02}:{S:02}")),
            ),
            Pair(Field("Beneficiario", PAYEE), Field("CLABE beneficiario", pen.account())),
            Pair(Field("Clave de rastreo", pen.key("MTVA{ymd}########")), Field("Folio interno", pen.folio("#######"))),
        ),
        title="Detalle de la transferencia",
        skin="grid",
        colour="#b8232f",
        font="DejaVu Sans",
    )


def monex(pen: Pen) -> Page:
    """Return Monex's page: a payment order with the rate of a currency nobody bought."""
    return Page(
        "Monex",
        (
            Section("Instrucción de pago liquidada"),
            Field("Número de orden", pen.folio("PO-#######")),
            Field("Divisa", "MXN - Peso mexicano"),
            Field("Monto de la orden", pen.amount("{}")),
            Field("Tipo de cambio informativo", "USD 18.4215"),
            Field("Beneficiario", PAYEE.upper()),
            Field("Banco beneficiario", "40012 BBVA MEXICO"),
            Field("Cuenta", pen.account()),
            Field("Referencia de pago", pen.number()),
            Field("Detalle de pago", pen.words()),
            Field("Fecha valor", pen.when("{d:02}-{Mes}-{Y}")),
            Field("Clave de rastreo", pen.key("MONEX{ymd}#######")),
            Field("Ordenante", pen.payer()),
        ),
        title="Pagos en moneda nacional",
        skin="table",
        colour="#003b5c",
        font="P052",
    )


def intercam(pen: Pen) -> Page:
    """Return Intercam's page: label and value joined by a colon, nothing aligned."""
    return Page(
        "INTERCAM Banco",
        (
            Field("Tipo de movimiento:", "Traspaso SPEI"),
            Field("Cantidad:", pen.amount("$ {} MXN")),
            Field("Nombre del tercero:", PAYEE),
            Field("Cuenta/CLABE del tercero:", pen.account()),
            Field("Ref. numérica:", pen.number()),
            Field("Ref. alfanumérica:", pen.words()),
            Field("Fecha/hora de captura:", pen.when("{d:02}/{m:02}/{Y} {H:02}:{M:02}")),
            Field("Usuario que autoriza:", pen.payer()),
            Field("Núm. autorización:", pen.folio("########")),
            Field("CVE Rastreo:", pen.key("ICAM{ymd}######")),
            Note(
                "Saldo después de la operación: "
                + pen.other(pen.paid.balance, "$ {}")
                + "  Límite diario restante: "
                + pen.other(250_000_00 - pen.paid.amount, "$ {}")
            ),
        ),
        title="Comprobante electrónico de operación",
        skin="inline",
        colour="#00587c",
    )


def mifel(pen: Pen) -> Page:
    """Return Mifel's page: the account's short number, and a footer of legal words with amounts."""
    return Page(
        "MIFEL",
        (
            Field("Operación", pen.folio("#########")),
            Field("Cargo a", pen.own_account("Cuenta {}")),
            Field("Abono a", pen.account(ACCOUNT)),
            Field("A nombre de", PAYEE),
            Field("Por la cantidad de", pen.amount("${} M.N.")),
            Field("Referencia", pen.number()),
            Field("Leyenda", pen.words()),
            Field("Realizado el", pen.when("{d} de {mes} de {Y} a las {H:02}:{M:02} horas")),
            Field("Clave de rastreo", pen.key("MIFEL{Ymd}######")),
            Note(
                "Los depósitos están garantizados por el IPAB hasta por 400,000 UDIS ($3,380,000.00 M.N. aprox.). "
                "Comisión por aclaración improcedente $150.00 más IVA. "
                "Banca Mifel, S.A., RFC BMI9312038R3. UNE: 55 5282 7800, une@mifel.example."
            ),
        ),
        title="Comprobante de transferencia",
        skin="table",
        colour="#1d4f91",
        font="C059",
    )


def ve_por_mas(pen: Pen) -> Page:
    """Return Bx+'s list with one movement opened: columns of a table, the reference among them."""
    return Page(
        "Bx+",
        (
            Section("Transferencia aplicada"),
            Grid(
                ("Fecha", "Referencia", "Beneficiario", "Monto"),
                ((pen.when("{d:02}/{m:02}/{Y}"), pen.number(), PAYEE, pen.amount("${}")),),
            ),
            Grid(("Cuenta destino", "Concepto", "Folio"), ((pen.account(), pen.words(), pen.folio("########")),)),
            Field("Clave de rastreo", pen.key("VPM{ymd}##########")),
            Field("Comisión", pen.other(pen.paid.fee, "${}")),
        ),
        title="Banca en línea empresarial",
        skin="table",
        colour="#70b62c",
    )


WEBS = (
    Layout("bajio_web", "BANBAJIO", "web_pdf", bajio),
    Layout("multiva_web", "MULTIVA", "web_pdf", multiva),
    Layout("monex_web", "MONEX", "web", monex),
    Layout("intercam_web", "INTERCAM", "web", intercam),
    Layout("mifel_web", "MIFEL", "web_pdf", mifel),
    Layout("ve_por_mas_web", "VE POR MAS", "web", ve_por_mas),
)
