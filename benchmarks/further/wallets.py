"""Telephone apps of wallets and new banks: what stands on the screen after a transfer."""

from __future__ import annotations

from benchmarks.further.page import Field, Grid, Hero, Layout, Note, Page, Section
from benchmarks.further.pen import PAYEE, Pen


def nu(pen: Pen) -> Page:
    """Return Nu's receipt: label above value, the key over two lines."""
    return Page(
        "nu",
        (
            Hero(pen.amount("${}"), "Transferencia enviada"),
            Note(pen.when("{d:02} {MES} {Y} · {H:02}:{M:02}")),
            Section("Destino"),
            Field("Nombre", PAYEE),
            Field("Institución", "BBVA MEXICO"),
            Field("Cuenta CLABE", pen.account("••• 6374")),
            Section("Detalles"),
            Field("Concepto", pen.words()),
            Field("Número de referencia", pen.number()),
            Field("Clave de rastreo", pen.key("NU3@@@@@@@@@@@@@@@@@@@@@@@@@")),
            Field("Comisión", "Sin costo"),
            Note("Nu México Financiera, S.A. de C.V., S.F.P. Consulta el estado de tu SPEI en banxico.org.mx/cep"),
        ),
        skin="stack",
        colour="#7a1fa2",
        font="URW Gothic",
    )


def mercado_pago(pen: Pen) -> Page:
    """Return Mercado Pago's receipt: sentences instead of labels, the motive as free text."""
    return Page(
        "mercado pago",
        (
            Hero(pen.amount("$ {}")),
            Note(pen.when("{d}/{mes}/{Y} - {H:02}:{M:02} hs")),
            Field("Motivo", pen.words(only=True)),
            Section("De"),
            Note(pen.payer()),
            Note("Mercado Pago W"),
            Section("Para"),
            Note(PAYEE),
            Field("CLABE", pen.account()),
            Field("Entidad", "BBVA México"),
            Section("Otros datos"),
            Field("Código de rastreo", pen.key("MP{Ymd}@@@@@@@@@@")),
            Field("Número de operación", pen.folio("1########52")),
        ),
        title="Comprobante de transferencia",
        skin="stack",
        colour="#00a2e0",
    )


def klar(pen: Pen) -> Page:
    """Return Klar's dark screen: a minus before the amount."""
    return Page(
        "klar",
        (
            Hero(pen.amount("-${}"), f"Enviaste a {PAYEE}"),
            Field("Cuándo", pen.when("{d} {Mes} {Y}, {h}:{M:02} {ampm}")),
            Field("Tipo", "SPEI saliente"),
            Field("A la cuenta", pen.account("BBVA ··6374")),
            Field("Nota", pen.words(only=True)),
            Field("Rastreo", pen.key("KLAR@@@@@@@@@@@@@@@@")),
            Field("ID de movimiento", pen.folio("@@@@-####")),
        ),
        skin="card",
        dark=True,
        colour="#f25c3d",
    )


def spin(pen: Pen) -> Page:
    """Return Spin's screen: total charged, fee included, in the largest letters."""
    total = pen.paid.amount + pen.paid.fee + pen.paid.fee_iva
    return Page(
        "spin by oxxo",
        (
            Hero(
                pen.other(total, "${}") if pen.paid.fee else pen.amount("${}"),
                "Total cobrado" if pen.paid.fee else "Enviaste",
            ),
            Field("Monto del envío", pen.amount("${}")),
            Field("Comisión con IVA", pen.other(pen.paid.fee + pen.paid.fee_iva, "${}")),
            Field("Para", PAYEE),
            Field("CLABE", pen.account()),
            Field("Mensaje", pen.words()),
            Field("Referencia", pen.number()),
            Field("Fecha", pen.when("{d:02}/{Mes}/{Y} {h:02}:{M:02} {ampm}")),
            Field("Folio de transacción", pen.folio("##########")),
            Field("Rastreo", pen.key("SPIN{ymd}############")),
        ),
        skin="card",
        colour="#6b2fb3",
        font="URW Gothic",
    )


def albo(pen: Pen) -> Page:
    """Return albo's dark screen with its steps and their times."""
    return Page(
        "albo",
        (
            Hero(pen.amount("{} MXN"), "Transferencia a otro banco"),
            Field("Destinatario", PAYEE),
            Field("CLABE destino", pen.account("****6374")),
            Field("Concepto", pen.words()),
            Field("Referencia numérica", pen.number()),
            Field("Clave de rastreo", pen.key("ALB{ymd}##########")),
            Field("Realizada", pen.when("{d} de {mes} de {Y}, {H:02}:{M:02}")),
            Field("Liquidada por Banxico", "Sí"),
            Note("Saldo disponible " + pen.other(pen.paid.balance, "{} MXN")),
        ),
        skin="stack",
        dark=True,
        colour="#19d3c5",
    )


def uala(pen: Pen) -> Page:
    """Return Ualá's receipt: the amount only inside a sentence and a row."""
    return Page(
        "ualá",
        (
            Note(f"Le enviaste dinero a {PAYEE}"),
            Grid(
                ("Detalle", ""),
                (
                    ("Monto", pen.amount("$ {}")),
                    ("Destino", "BBVA MEXICO"),
                    ("CLABE", pen.account()),
                    ("Asunto", pen.words(only=True)),
                    ("Fecha", pen.when("{d:02}.{m:02}.{Y}")),
                    ("Hora", pen.when("{H:02}:{M:02}")),
                    ("ID", pen.folio("########-##")),
                    ("Clave de rastreo", pen.key("ABC{ymd}@@@@@@@@@")),
                ),
            ),
            Note("¿Necesitas ayuda? Escríbenos desde la app."),
        ),
        title="Comprobante",
        colour="#e6304f",
    )


def konfio(pen: Pen) -> Page:
    """Return Konfio's screen: English beside Spanish, as its app came in both."""
    return Page(
        "Konfío",
        (
            Hero(pen.amount("MXN {}"), "Transfer completed / Transferencia completada"),
            Field("To / Para", PAYEE),
            Field("Account / Cuenta", pen.account("012164XXXXXXXX6374")),
            Field("Reference / Referencia", pen.number()),
            Field("Memo / Concepto", pen.words()),
            Field("Date / Fecha", pen.when("{Y}/{m:02}/{d:02} {H:02}:{M:02}")),
            Field("Confirmation no. / Folio", pen.folio("K#######")),
            Field("Tracking key / Clave de rastreo", pen.key("KNF{Ymd}########")),
        ),
        skin="stack",
        colour="#2b2b6f",
    )


WALLETS = (
    Layout("nu_app", "NU MEXICO", "phone", nu),
    Layout("mercado_pago_app", "MERCADO PAGO", "phone", mercado_pago),
    Layout("klar_app", "KLAR", "phone", klar),
    Layout("spin_app", "SPIN", "phone", spin),
    Layout("albo_app", "ALBO", "phone", albo),
    Layout("uala_app", "UALA", "phone", uala),
    Layout("konfio_app", "KONFIO", "phone", konfio),
)
