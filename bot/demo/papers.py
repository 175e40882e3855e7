"""A payment -> the paper that an invented bank, app or teller gives for it (drawn by typst)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bot.money import pesos

if TYPE_CHECKING:
    from datetime import datetime

    from bot.demo.people import StorySlip

HERE = Path(__file__).parent
PAYEE = "SISTEMAS PERSEO SA DE CV"
ACCOUNT = "0101644637"
CLABE = "012164001016446374"
PHONES = (
    "Ciudad Juárez 656-616-8770 · CDMX 55-9001-5018 · Torreón 871-722-5850 · "
    "Mérida 999-981-0444 · Chihuahua 614-414-5531"
)
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


@dataclass(frozen=True, slots=True)
class Payment:
    """What was really paid; each paper prints the part of it that its bank prints."""

    payer: str
    amount: int  # centavos
    paid_at: datetime  # aware, in the payer's zone
    tracking_key: str
    folio: str
    reference: str | None  # what the payer typed; None: the bank fills in the date
    concept: str
    clabe: str = CLABE

    @property
    def printed_reference(self) -> str:
        """Return the numeric reference as printed; banks put the date where the payer left it empty."""
        return self.reference or f"{self.paid_at:%d%m%y}"

    @property
    def day(self) -> str:
        """Return the day as apps print it: 04 sep 2026."""
        return f"{self.paid_at.day:02d} {_MONTHS[self.paid_at.month - 1]} {self.paid_at.year}"


def valle(payment: Payment, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """Return Banco del Valle's web receipt: labels left, values right."""
    rows = (
        ("Tipo de operación", "Transferencia interbancaria SPEI"),
        ("Estatus", "Liquidada"),
        ("Nombre del ordenante", payment.payer.upper()),
        ("Cuenta de retiro", "****2418"),
        ("Nombre del beneficiario", PAYEE),
        ("Banco destino", "BBVA MEXICO"),
        ("Cuenta destino (CLABE)", payment.clabe),
        ("Importe", f"{pesos(payment.amount)} MXN"),
        ("Comisión", "$0.00"),
        ("Referencia numérica", payment.printed_reference),
        ("Concepto de pago", payment.concept),
        ("Fecha de operación", f"{payment.paid_at:%d/%m/%Y}"),
        ("Hora de operación", f"{payment.paid_at:%H:%M:%S}"),
        ("Clave de rastreo", payment.tracking_key),
        ("Folio", payment.folio),
    )
    foot = "Consulte su Comprobante Electrónico de Pago (CEP) en la página de Banco de México."
    return _draw("web", form, bank="Banco del Valle", colour="#1d5c3f", rows=rows, foot=foot,
                 title="Comprobante de transferencia SPEI")  # fmt: skip


def norteno(payment: Payment, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """Return Banco Norteño's receipt: two columns, each value below its label."""
    rows = (
        ("Ordenante", payment.payer.upper()),
        ("Cuenta origen", "Cheques ···7740"),
        ("Beneficiario", PAYEE),
        ("Cuenta destino", f"{payment.clabe} BBVA"),
        ("Importe", f"{pesos(payment.amount)} M.N."),
        ("Fecha y hora", f"{payment.paid_at:%d/%m/%Y %H:%M:%S}"),
        ("Concepto", payment.concept),
        ("Referencia numérica", payment.printed_reference),
        ("Clave de rastreo", payment.tracking_key),
        ("Número de autorización", payment.folio),
        ("Comisión", "$3.00"),
        ("IVA de la comisión", "$0.48"),
    )
    foot = "Operación realizada. Guarde este comprobante para cualquier aclaración."
    return _draw("columns", form, bank="Banco Norteño", colour="#8a2b1c", rows=rows, foot=foot,
                 title="Comprobante de pago a otros bancos (SPEI)")  # fmt: skip


def colibri(payment: Payment) -> bytes:
    """Return the PNG of the Colibrí app's screen: a card with each value below its label."""
    rows = (
        ("Para", "Sistemas Perseo SA de CV"),
        ("Cuenta destino", f"BBVA ****{payment.clabe[-4:]}"),
        ("Concepto", payment.concept),
        ("Referencia numérica", payment.printed_reference),
        ("Fecha y hora", f"{payment.day}, {payment.paid_at:%H:%M:%S}"),
        ("Clave de rastreo", payment.tracking_key),
        ("Comisión", "$0.00"),
    )
    return _phone(payment, rows, bank="Colibrí", colour="#5a2a82", stacked=True, title="¡Transferencia exitosa!")


def nopal(payment: Payment) -> bytes:
    """Return the PNG of the Nopal app's screen: labels left, values at the right edge."""
    rows = (
        ("Beneficiario", "SISTEMAS PERSEO"),
        ("CLABE", payment.clabe),
        ("Banco", "BBVA México"),
        ("Motivo", payment.concept),
        ("Referencia", payment.printed_reference),
        ("Fecha", payment.day),
        ("Hora", f"{payment.paid_at:%H:%M} h"),
        ("Folio", payment.folio),
        ("Clave de rastreo", payment.tracking_key),
    )
    return _phone(payment, rows, bank="nopal", colour="#0b6b5d", stacked=False, title="Pago enviado")


def teller(payment: Payment, means: str = "EFECTIVO", form: Literal["pdf", "png"] = "png") -> bytes:
    """Return a teller's ticket for a SPEI paid at the window, in cash or by other `means`."""
    rows = (
        ("FECHA", f"{payment.paid_at:%d/%m/%Y}"),
        ("HORA", f"{payment.paid_at:%H:%M:%S}"),
        ("SUCURSAL", "0217 CENTRO"),
        ("OPERACION", "ENVIO SPEI"),
        ("BENEFICIARIO", PAYEE),
        ("CLABE DESTINO", payment.clabe),
        ("IMPORTE", f"{pesos(payment.amount)} MN"),
        ("FORMA DE PAGO", means),
        ("REFERENCIA", payment.printed_reference),
        ("CLAVE DE RASTREO", payment.tracking_key),
        ("FOLIO", payment.folio),
        ("CAJERO", "04"),
    )
    return _draw("ticket", form, ppi=200, bank="CAJA SAN ISIDRO", title="COMPROBANTE DE OPERACION",
                 rows=rows, foot="CONSERVE ESTE COMPROBANTE")  # fmt: skip


def notice(payment: Payment) -> str:
    """Return the HTML of the notice that Banco Norteño mails after a transfer."""
    rows = (
        ("Importe", f"{pesos(payment.amount)} MXN"),
        ("Beneficiario", PAYEE),
        ("Banco destino", "BBVA MEXICO"),
        ("Cuenta destino", f"**************{payment.clabe[-4:]}"),
        ("Concepto", payment.concept),
        ("Referencia numérica", payment.printed_reference),
        ("Fecha y hora", f"{payment.day}, {payment.paid_at:%H:%M:%S} h"),
        ("Clave de rastreo", payment.tracking_key),
    )
    cells = "".join(f"<tr><td>{escape(label)}</td><td><b>{escape(value)}</b></td></tr>\n" for label, value in rows)
    return (
        '<div style="font-family:Arial,sans-serif"><h2 style="color:#8a2b1c">Banco Norteño</h2>\n'
        f"<p>Hola, {escape(payment.payer)}:</p><p>Su transferencia SPEI se realizó con éxito.</p>\n"
        f'<table cellpadding="6">{cells}</table>\n<p>Este es un aviso automático de Banco Norteño.</p></div>'
    )


def constancia(slip: StorySlip, addresses: tuple[str, ...]) -> bytes:
    """Return the PDF of our own slip, which some customers mail back instead of the bank's paper."""
    lines = tuple(
        (line.code, str(line.quantity), line.description, "Sí", pesos(line.price), pesos(line.amount))
        for line in slip.lines
    )
    return _draw(
        "slip", "pdf", vendor="Sistemas Perseo S.A. de C.V.", customer=slip.customer.name, reference=slip.reference,
        issued=f"{slip.issued_at:%d/%m/%Y}", expires=f"{slip.expires_at:%d/%m/%Y}", lines=lines,
        subtotal=pesos(slip.subtotal), iva=pesos(slip.amount - slip.subtotal), total=pesos(slip.amount),
        account=ACCOUNT, clabe=CLABE, addresses=addresses, phones=PHONES,
    )  # fmt: skip


def _phone(payment: Payment, rows: tuple[tuple[str, str], ...], **look: str | bool) -> bytes:
    """Return a phone's screen of 1000 x 2111 pixels as PNG."""
    return _draw("phone", "png", ppi=200, amount=pesos(payment.amount), rows=rows, foot="Compartir comprobante",
                 clock=f"{payment.paid_at:%H:%M}", **look)  # fmt: skip


def _draw(layout: str, form: Literal["pdf", "png"], ppi: int = 150, **paper: object) -> bytes:
    """Return the layout filled with `paper`; the same bytes for the same paper on every machine."""
    inputs = {"paper": json.dumps(paper, ensure_ascii=False)}
    drawn: bytes = _compiler(layout).compile(format=form, ppi=ppi, sys_inputs=inputs, timestamp=0)
    return drawn


@cache
def _compiler(layout: str) -> Any:
    import typst

    # Only the fonts that travel with the package and with typst: a fresh machine has none of its own.
    return typst.Compiler(HERE / "layouts" / f"{layout}.typ", font_paths=[HERE / "fonts"], ignore_system_fonts=True)
