"""Paper strips of shops, cash machines and tellers."""

from __future__ import annotations

from benchmarks.further.page import Field, Hero, Layout, Note, Page, Section
from benchmarks.further.pen import ACCOUNT, PAYEE, Pen, pesos


def _given(pen: Pen, owed: int) -> tuple[Field, ...]:
    given = -(-owed // 500_00) * 500_00
    return Field("EFECTIVO", pen.other(given, "${}")), Field("CAMBIO", pen.other(given - owed, "${}"))


def oxxo(pen: Pen) -> Page:
    """Return OXXO's strip: deposit, fee, total, cash given and change."""
    owed = pen.paid.amount + 15_00
    return Page(
        "OXXO",
        (
            Note("CADENA COMERCIAL OXXO SA DE CV"),
            Note("TDA " + pen.stray("5#@@#") + "  CAJA 02"),
            Note(pen.when("{d:02}/{m:02}/{Y} {H:02}:{M:02}:{S:02}")),
            Section("DEPOSITO A CUENTA BBVA"),
            Field("CUENTA", pen.account("******4637")),
            Field("REFERENCIA", pen.number(only=True)),
            Field("MONTO DEPOSITO", pen.amount("${}")),
            Field("COMISION (IVA INC)", pen.other(15_00, "${}")),
            Field("TOTAL A PAGAR", pen.other(owed, "${}")),
            *_given(pen, owed),
            Field("FOLIO", pen.folio("#########")),
            Note("CONSERVE SU TICKET. ABONO EN 30 MIN."),
        ),
        font="DejaVuSansMono",
    )


def seven(pen: Pen) -> Page:
    """Return 7-Eleven's strip: service payment, label and value on separate lines."""
    owed = pen.paid.amount + 12_00
    return Page(
        "7-ELEVEN",
        (
            Note("SUC. " + pen.stray("####") + " MONTERREY N.L."),
            Section("PAGO DE SERVICIOS"),
            Note("CONVENIO 1425587 " + PAYEE.upper()),
            Note("REFERENCIA:"),
            Note(pen.number(only=True)),
            Field("IMPORTE", pen.amount("{}")),
            Field("CARGO POR SERVICIO", pen.other(12_00, "{}")),
            Field("TOTAL", pen.other(owed, "{}")),
            *_given(pen, owed),
            Field("AUTORIZACION", pen.folio("######")),
            Note("FECHA " + pen.when("{d:02}-{m:02}-{y:02}") + " HORA " + pen.when("{H:02}:{M:02}")),
        ),
        font="NimbusMonoPS-Regular",
    )


def telecomm(pen: Pen) -> Page:
    """Return the telegraph office's strip: short words, the payer below."""
    return Page(
        "FINANCIERA PARA EL BIENESTAR",
        (
            Note("TELECOMM OFICINA " + pen.stray("###")),
            Section("COMPROBANTE DE DEPOSITO"),
            Field("BANCO:", "BBVA MEXICO"),
            Field("NO. CUENTA:", pen.account(ACCOUNT)),
            Field("REF:", pen.number(only=True)),
            Field("IMPORTE RECIBIDO:", pen.amount("$ {}")),
            Field("COMISION:", pen.other(pen.paid.fee, "$ {}")),
            Field("FECHA:", pen.when("{d:02}/{MES}/{Y}")),
            Field("HORA:", pen.when("{H:02}:{M:02}:{S:02}")),
            Field("FOLIO OPERACION:", pen.folio("########")),
            Field("DEPOSITANTE:", pen.payer(upper=True)),
        ),
        font="DejaVuSansMono",
    )


def azteca_teller(pen: Pen) -> Page:
    """Return Banco Azteca's teller slip: the amount in words below the figures."""
    return Page(
        "BANCO AZTECA",
        (
            Note("INSTITUCION DE BANCA MULTIPLE"),
            Note("SUCURSAL " + pen.stray("####") + " CAJERO " + pen.stray("######")),
            Section("TRANSFERENCIA SPEI VENTANILLA"),
            Field("CLABE", pen.account()),
            Field("BENEF.", PAYEE.upper()[:26]),
            Field("CANTIDAD", pen.amount("$*{}*")),
            Field("REFERENCIA NUMERICA", pen.number()),
            Field("CONCEPTO", pen.words().upper()),
            Note("CLAVE RASTREO"),
            Note(pen.key("127{Ymd}###########")),
            Field("FECHA-HORA", pen.when("{Y}/{m:02}/{d:02} {H:02}:{M:02}")),
            Field("FOLIO", pen.folio("######")),
            Note("OPERACION EXITOSA"),
        ),
        font="NotoMono-Regular",
    )


def banregio_atm(pen: Pen) -> Page:
    """Return a Banregio cash machine's strip: notes counted one by one."""
    notes = pen.paid.amount // 500_00
    return Page(
        "BANREGIO CAJERO PRACTICO",
        (
            Field("CAJERO", pen.stray("RG####")),
            Field("FECHA", pen.when("{d:02}/{m:02}/{Y}")),
            Field("HORA", pen.when("{H:02}:{M:02}")),
            Section("DEPOSITO A TERCEROS"),
            Note(f"{notes} BILLETES DE $500.00 = {pesos(notes * 500_00)}"),
            Note(f"OTRAS DENOMINACIONES {pesos(pen.paid.amount - notes * 500_00)}"),
            Field("TOTAL DEPOSITADO", pen.amount("${}")),
            Field("A LA CUENTA", pen.account("****6374")),
            Field("REFERENCIA", pen.number(only=True)),
            Field("SALDO", "NO DISPONIBLE"),
            Field("NO. OPERACION", pen.folio("####")),
        ),
        font="DejaVuSansMono-Bold",
    )


def inbursa_teller(pen: Pen) -> Page:
    """Return Inbursa's teller slip: cash and cheques apart, then the sum."""
    return Page(
        "BANCO INBURSA S.A.",
        (
            Section("FICHA DE DEPOSITO INTERBANCARIO"),
            Field("PLAZA/SUC", pen.stray("###/####")),
            Field("EFECTIVO", pen.amount("{}")),
            Field("CHEQUES", pen.other(0, "{}")),
            Field("IMPORTE TOTAL M.N.", pen.amount("{}")),
            Field("CTA BENEFICIARIO", pen.account()),
            Field("REF.", pen.number()),
            Field("LEYENDA", pen.words().upper()),
            Field("FECHA OPER.", pen.when("{d:02} {MES} {Y}")),
            Field("HR", pen.when("{H:02}:{M:02}:{S:02}")),
            Field("AUT.", pen.folio("########")),
            Field("RASTREO", pen.key("036VEN{ymd}######")),
        ),
        font="NimbusMonoPS-Bold",
    )


def soriana(pen: Pen) -> Page:
    """Return Soriana's strip: bank correspondent, large total, points that look like money."""
    return Page(
        "SORIANA",
        (
            Note("CORRESPONSAL BANCARIO BBVA"),
            Hero(pen.amount("${}"), "SU DEPOSITO"),
            Field("CTA. DESTINO", pen.account("XXXXXX4637")),
            Field("REFERENCIA/CIE", pen.number(only=True)),
            Field("COMISION", pen.other(11_00, "${}")),
            Field("PUNTOS ACUM.", "1,284.00"),
            Field("FECHA", pen.when("{d:02}{MES}{Y}")),
            Field("HORA", pen.when("{H:02}:{M:02}")),
            Field("FOLIO BBVA", pen.folio("#######")),
            Note("GRACIAS POR SU PREFERENCIA"),
        ),
        font="DejaVuSansMono",
    )


TICKETS = (
    Layout("oxxo_ticket", "OXXO", "ticket", oxxo),
    Layout("seven_ticket", "7-ELEVEN", "ticket", seven),
    Layout("telecomm_ticket", "TELECOMM", "ticket", telecomm),
    Layout("azteca_teller", "BANCO AZTECA", "ticket", azteca_teller),
    Layout("banregio_atm", "BANREGIO", "ticket", banregio_atm),
    Layout("inbursa_teller", "INBURSA", "ticket", inbursa_teller),
    Layout("soriana_ticket", "SORIANA", "ticket", soriana),
)
