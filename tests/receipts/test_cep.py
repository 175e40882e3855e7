"""Banxico's own certificate of a SPEI payment, as the PDF that its page hands out (the XML is among the samples)."""

from __future__ import annotations

from datetime import date, time

import pytest
import typst

from bot.model import Document, Vendor
from bot.receipts import read
from bot.receipts.document import document
from bot.receipts.unpack import leaves

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
# the form of www.banxico.org.mx/cep: one box a party, the payment below, seal and chain in small letters
CEP = """
#set page(paper: "us-letter", margin: 1.6cm)
#set text(size: 9pt)
#align(center)[*BANCO DE MÉXICO* \\ Sistema de Pagos Electrónicos Interbancarios \\ *Comprobante Electrónico de Pago (CEP)*]
La institución BBVA MEXICO certifica que el día 14 de septiembre de 2026 recibió la orden de transferencia que se
describe, y que la acreditó en la cuenta del beneficiario.
#table(columns: (6cm, 1fr), inset: 4pt,
  table.cell(colspan: 2)[*Información del beneficiario*],
  [Nombre], [SISTEMAS PERSEO SA DE CV],
  [RFC o CURP], [SPE1505125T7],
  [Cuenta CLABE], [012164001016446374],
  [Institución receptora], [BBVA MEXICO],
  table.cell(colspan: 2)[*Información del ordenante*],
  [Nombre], [JUANA RUIZ MORA],
  [RFC o CURP], [RUMJ800101AB3],
  [Cuenta CLABE], [002164700123456780],
  [Institución emisora], [BANAMEX],
  table.cell(colspan: 2)[*Información del pago*],
  [Concepto], [CONCEPT],
  [Monto], [\\$ 1,305.00],
  [IVA], [\\$ 0.00],
  [Fecha y hora de abono], [14/09/2026 12:31:22],
  [Clave de rastreo], [085901234567890123],
  [Referencia numérica], [140926])
#text(size: 6pt)[Número de serie del certificado: 00001000000505544152 \\
Cadena original: ||1|14092026|14092026|123122|40012|BANAMEX|JUANA RUIZ MORA|40|002164700123456780|RUMJ800101AB3|BBVA MEXICO|
SISTEMAS PERSEO SA DE CV|40|012164001016446374|SPE1505125T7|CONCEPT|0.00|1305.00|NA|NA|0|0|NA|0|0.00|00001000000505544152|| \\
Sello digital: Kd93hJx7s8Qw2mN5pLz0aBvC6tYuEi1oRgF4hXcV935112448877665544332211==]
"""


def certificate(concept: str) -> Document:
    """Return the certificate with what the payer wrote as concept."""
    content = typst.compile(CEP.replace("CONCEPT", concept).encode(), ignore_system_fonts=True)
    (leaf,) = leaves("CEP.pdf", content)
    return document(leaf)


@pytest.fixture(scope="module")
def paid() -> Document:
    """Return the certificate of a payment with its reference in the concept."""
    return certificate("CONSTANCIA 935447")


def test_a_certificate_tells_the_whole_payment(paid: Document) -> None:
    (receipt,) = read.receipts_of((paid,), OURS)

    assert (receipt.references, receipt.amount, receipt.currency) == (("935447",), 130500, None)
    assert (receipt.paid_on, receipt.paid_time) == (date(2026, 9, 14), time(12, 31, 22))
    assert (receipt.tracking_key, receipt.payee_account) == ("085901234567890123", "012164001016446374")
    assert (receipt.payer_name, receipt.payer_bank, receipt.status) == ("JUANA RUIZ MORA", "BANAMEX", "completed")
    assert receipt.flags == ()


def test_no_number_of_its_seal_and_chain_is_a_reference(paid: Document) -> None:
    (receipt,) = read.receipts_of((paid,), OURS)
    (without,) = read.receipts_of((certificate("TIMBRES"),), OURS)

    assert receipt.candidates == ()
    assert (without.references, without.candidates) == ((), ())


def test_the_same_payment_as_certificate_and_as_xml_is_one(paid: Document) -> None:
    content = b"""<?xml version="1.0" encoding="UTF-8"?>
    <SPEI_Tercero FechaOperacion="2026-09-14" Hora="12:31:22" ClaveSPEI="40012" claveRastreo="085901234567890123">
    <Beneficiario BancoReceptor="BBVA MEXICO" Nombre="SISTEMAS PERSEO SA DE CV" TipoCuenta="40" Cuenta="012164001016446374"
      RFC="SPE1505125T7" Concepto="CONSTANCIA 935447" IVA="0.00" MontoPago="1305.00"/>
    <Ordenante BancoEmisor="BANAMEX" Nombre="JUANA RUIZ MORA" TipoCuenta="40" Cuenta="002164700123456780"/>
    </SPEI_Tercero>"""
    (leaf,) = leaves("CEP.xml", content)

    receipts = read.receipts_of((paid, document(leaf)), OURS)

    assert [one.document for one in receipts] == [paid.sha256]
