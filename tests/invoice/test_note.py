"""A mail with its papers says one thing of the invoice."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.invoice.note import note_of
from bot.model import Document, FiscalData, FiscalNote, InboundMail, Page, Reading, Receipt, Word


def paper(*lines: str) -> Document:
    words = tuple(Word(line, (0, 12.0 * n, 200, 12.0 * n + 10)) for n, line in enumerate(lines))
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return Document("a.pdf", "pdf", digest, 1, (Page(1, 612, 792, "text_layer", words),))


def csf(rfc: str, *regimes: str) -> Document:
    return paper(
        "CÉDULA DE IDENTIFICACIÓN FISCAL", "CONSTANCIA DE SITUACIÓN FISCAL", "idCIF: 1", f"RFC: {rfc}",
        "Denominación/Razón Social: ALFA BRAVO", "Código Postal:06700", "Regímenes:", *regimes, "Obligaciones:",
    )  # fmt: skip


ALFA = csf("MAB9307148T4", "Régimen General de Ley Personas Morales 14/07/1993")
SPEI = paper("Transferencia SPEI", "Folio 881")


def said(text: str) -> InboundMail:
    return InboundMail("f", None, "ana@x.mx", "Ana", (), (), None, "Pago", None, (), (), (), text, text)


def test_the_paper_says_who_and_the_mail_says_what_for() -> None:
    note = note_of(Reading(said("Requiero factura con uso G03"), (ALFA,)), ())

    assert note.data == FiscalData("MAB9307148T4", "ALFA BRAVO", "601", "06700", "G03", source="csf")


def test_of_two_regimes_the_one_that_allows_the_use_is_taken() -> None:
    both = csf("GODE561231GR8", "Régimen de Sueldos y Salarios 01/01/2010", "Régimen de Arrendamiento 01/01/2014")

    assert note_of(Reading(said("uso G03"), (both,)), ()).data.regime == "606"
    assert note_of(Reading(said("quiero factura"), (both,)), ()).data.regime is None


def test_the_papers_of_two_taxpayers_say_nothing() -> None:
    other = csf("GODE561231GR8", "Régimen de Arrendamiento 01/01/2014")

    assert not note_of(Reading(said("adjunto"), (ALFA, other)), ()).data


def test_the_same_paper_twice_is_one() -> None:
    again = replace(ALFA, sha256="9" * 64)

    assert note_of(Reading(said("adjunto"), (ALFA, again)), ()).data.rfc == "MAB9307148T4"


def test_each_receipt_has_its_form_of_payment() -> None:
    till = paper("Depósito en efectivo", "Folio 5")
    receipts = (Receipt(document=SPEI.sha256), Receipt(document=till.sha256), Receipt(document="gone"))

    forms = note_of(Reading(said("pagos"), (SPEI, till)), receipts).payment_forms

    assert dict(forms) == {SPEI.sha256: "03", till.sha256: "01"}


def test_a_mail_without_fiscal_data_says_nothing() -> None:
    assert note_of(Reading(said("Adjunto comprobante"), (SPEI,)), ()) == FiscalNote()
