"""Mails as customers write them, with receipts as banks print them, small enough to be read at once."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

ANA = "ana@papeleria.example"
BETO = "beto@ferreteria.example"
OURS = "012164001016446374"
_NUMBERS = count(1)
_TYPES = {"pdf": ("application", "pdf"), "jpg": ("image", "jpeg")}

_PAGE = """<html><body><h2>¡Hiciste una transferencia!</h2><table width="480">{rows}</table></body></html>"""


@dataclass(frozen=True)
class Paid:
    """What a bank's notice says of one transfer; an empty field is not printed."""

    amount: str = "$1,305.00 MXN"
    reference: str = "935447"
    account: str = OURS
    day: str = "22/11/2026"
    hour: str = "08:18"
    tracking_key: str = "HEYBCO2611221017444836"
    folio: str = ""
    state: str = ""
    concept: str = "Pago de constancia"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return label and value of every printed field."""
        return tuple(
            (label, value)
            for label, value in (
                ("Monto", self.amount),
                ("Para", "SISTEMAS PERSEO SA DE CV"),
                ("Cuenta destino", self.account),
                ("Concepto", self.concept),
                ("Referencia", self.reference),
                ("Fecha", self.day),
                ("Hora", self.hour),
                ("Clave de rastreo", self.tracking_key),
                ("Folio", self.folio),
                ("Estatus", self.state),
            )
            if value
        )

    def html(self) -> bytes:
        """Return it as the page that a bank lets its client save."""
        cell = '<tr><td style="color:#777">{}</td><td align="right"><b>{}</b></td></tr>'
        return _PAGE.format(rows="".join(cell.format(*row) for row in self.rows)).encode()

    def pdf(self) -> bytes:
        """Return it as a one-page PDF with a text layer."""
        return pdf([("Comprobante de transferencia", ""), *self.rows])


def pdf(rows: list[tuple[str, str]]) -> bytes:
    """Return a PDF with a label and a value on each line; ASCII only."""
    shown = []
    for number, (label, value) in enumerate(rows):
        height = 720 - 28 * number
        shown.append(f"BT /F1 13 Tf 60 {height} Td ({label}) Tj ET BT /F1 13 Tf 260 {height} Td ({value}) Tj ET")
    stream = "\n".join(shown).encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        written
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    )


@dataclass(frozen=True)
class Attached:
    """A file beside the words of a mail."""

    name: str
    content: bytes


def receipt(paid: Paid | None = None, name: str = "notificacion.html") -> Attached:
    """Return a bank's notice as a file."""
    paid = paid or Paid()
    return Attached(name, paid.pdf() if name.endswith(".pdf") else paid.html())


def mail(
    *files: Attached,
    sender: str = f"Ana Ruiz <{ANA}>",
    to: str = "comprobantes@perseo.mx",
    subject: str = "Pago de mi constancia",
    text: str = "Buenas tardes, anexo mi comprobante de pago. Saludos.",
    message_id: str | None = None,
    date: datetime | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """Return the raw bytes of a mail; without `message_id` it gets one of its own."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = message_id or make_msgid(f"n{next(_NUMBERS)}", domain="correo.example")
    if date is not None:
        message["Date"] = format_datetime(date)
    for name, value in headers:
        message[name] = value
    message.set_content(text)
    for file in files:
        kind = _TYPES.get(file.name.rpartition(".")[2], ("text", "html"))
        message.add_attachment(file.content, *kind, filename=file.name)
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password: its key is not the one that an empty password gives."""
    lock = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"11" * 32, b"22" * 32)
    return Paid().pdf().replace(b"trailer << ", b"trailer << /Encrypt %s /ID [<00> <00>] " % lock)
