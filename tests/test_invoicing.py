"""From the mail that brings fiscal data to the invoice that is kept, and to the sentence that asks for the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from houses import AUTHSERV, text_of
from story_samples import ANA, BETO, Attached, Paid, pdf, receipt
from story_samples import mail as unproven

from bot import invoicing
from bot.model import FiscalData, InvoiceRequest
from bot.store import customers, invoices, slips, tables

if TYPE_CHECKING:
    from houses import Story

DATA = """Anexo mi pago. Favor de facturar:
RFC: MAB9307148T4
Razón social: Maquinados Alfa Bravo SA de CV
Régimen fiscal: 601
C.P. 06700
Uso de CFDI: G03
"""
ALFA = FiscalData("MAB9307148T4", "MAQUINADOS ALFA BRAVO", "601", "06700", "G03")
PAPERED = replace(ALFA, source="csf")
CSF = """<html><body><p>CÉDULA DE IDENTIFICACIÓN FISCAL</p><p>CONSTANCIA DE SITUACIÓN FISCAL</p><p>idCIF: 15010203045</p>
<p>Datos de Identificación del Contribuyente:</p><p>RFC: MAB9307148T4</p>
<p>Denominación/Razón Social: MAQUINADOS ALFA BRAVO</p><p>Régimen Capital: SOCIEDAD ANONIMA DE CAPITAL VARIABLE</p>
<p>Datos del domicilio registrado</p><p>Código Postal:06700</p><p>Regímenes:</p>
<p>Régimen General de Ley Personas Morales 14/07/1993</p><p>Obligaciones:</p></body></html>"""
PAPER = Attached("csf.html", CSF.encode())
ALL = "RFC, razón social, régimen fiscal, código postal fiscal y uso de CFDI"


PROVEN = (("Authentication-Results", f"{AUTHSERV}; dmarc=pass header.from=papeleria.example"),)


def mail(*files: Attached, headers: tuple[tuple[str, str], ...] = (), **more: Any) -> bytes:
    """Return a mail for which our receiver vouches that it comes from Ana's house."""
    return unproven(*files, headers=(*headers, *PROVEN), **more)


def kept(story: Story, reference: str = "935447") -> InvoiceRequest | None:
    with story.house.db.read() as tx:
        return invoices.of_slip(tx, slips.named(tx, [reference], now=story.clock())[0].id)


def said(story: Story, kind: str = "activation") -> str:
    """Return the words of the last letter of a kind."""
    kinds = {letter.message_id: letter.kind for letter in story.letters()}
    return [text_of(letter) for _, letter in story.sent() if kinds[letter["Message-ID"]] == kind][-1]


def test_data_in_the_mail_are_kept_with_the_paid_slip(any_story: Story) -> None:
    story = any_story
    story.slip()

    mail_id = story.receive(mail(receipt(), text=DATA))

    assert kept(story) == InvoiceRequest(ALFA, "03")
    assert "Su factura la enviaremos a este correo." in said(story)
    assert "invoice_data_kept" in story.audited(story.case(mail_id).id)


def test_who_only_asks_is_asked_for_everything_in_one_sentence(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt(), text="Anexo mi comprobante. Solicito la factura, por favor."))

    assert kept(story) == InvoiceRequest(FiscalData(), "03")
    assert f"Para su factura nos falta: {ALL}. Responda a este correo" in said(story)


def test_only_what_is_missing_is_asked_for(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt(), PAPER, text="Anexo comprobante y mi constancia de situación fiscal."))

    assert kept(story) == InvoiceRequest(replace(PAPERED, cfdi_use=None), "03")
    assert "Para su factura nos falta: uso de CFDI. Responda" in said(story)


def test_the_answer_completes_the_invoice_and_nobody_is_asked_for_a_receipt(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(), PAPER, text="Anexo comprobante y mi constancia de situación fiscal."))

    answer = story.receive(mail(subject="Re: Su panel está activo", text="El uso de CFDI es G03. Gracias."))

    assert kept(story) == InvoiceRequest(PAPERED, "03")
    assert story.rules(answer) == {"fiscal_data"}
    assert story.mail(answer).outcome == "ignore"
    assert [kind for _, kind in story.sent_kinds()] == ["activation", "manual"]


def test_an_answer_that_still_lacks_something_or_asks_something_goes_to_a_person(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(), text="Anexo comprobante, requiero factura"))

    paper = story.receive(mail(PAPER, text="Va mi constancia de situación fiscal."))
    question = story.receive(mail(text="El uso de CFDI es G03. ¿Cuándo llega?"))

    assert [story.mail(one).outcome for one in (paper, question)] == ["review", "review"]
    assert story.rules(paper) == {"fiscal_data"}
    assert "todavía falta: uso de CFDI" in story.claims(paper)[0].reasons[0].reason
    assert kept(story) == InvoiceRequest(PAPERED, "03")


def test_what_is_said_beside_complete_data_is_read_by_a_person(story: Story) -> None:
    """B142"""
    story.slip()
    story.receive(mail(receipt(), PAPER, text="Anexo comprobante y mi constancia de situación fiscal."))

    answer = story.receive(mail(text="El uso de CFDI es G03.\n\nOigan, mi panel no abre, necesito que me llamen."))

    assert story.mail(answer).outcome == "review"
    assert kept(story) == InvoiceRequest(PAPERED, "03")


def test_who_asks_after_his_activation_is_heard(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt()))
    assert kept(story) is None

    late = story.receive(mail(PAPER, subject="Re: Su panel está activo", text="Requiero factura, uso G03"))

    assert story.mail(late).outcome == "ignore"
    assert kept(story) == InvoiceRequest(PAPERED)


def test_a_constancia_before_the_receipt_is_not_asked_about_and_not_forgotten(story: Story) -> None:
    story.slip()

    first = story.receive(mail(PAPER, text="Envío mi constancia de situación fiscal para la factura, uso G03."))
    story.receive(mail(receipt(), text="Ahora sí, anexo el comprobante y requiero factura."))

    assert story.rules(first) == {"fiscal_data"}
    assert [kind for _, kind in story.sent_kinds() if kind == "question"] == []
    assert kept(story) == InvoiceRequest(PAPERED, "03")


def test_the_wish_may_stand_in_another_mail_of_the_case_than_the_receipt(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(Paid(reference="")), text=DATA, message_id="<pago@papeleria.example>"))
    assert story.rules(first) == {"no_reference"}

    (_, question) = story.sent()[0]
    answering = (("In-Reply-To", question["Message-ID"]),)
    story.receive(mail(subject="Re: referencia", text="935447", headers=answering))

    assert kept(story) == InvoiceRequest(ALFA, "03")
    assert "Su factura la enviaremos a este correo." in said(story)


def test_a_later_payment_of_the_same_customer_asks_nothing_again(story: Story) -> None:
    story.slip()
    story.slip("935819")
    story.receive(mail(receipt(), text=DATA))

    story.receive(
        mail(receipt(Paid(reference="935819", tracking_key="HEYBCO99", hour="10:01")), text="Requiero factura")
    )

    assert kept(story, "935819") == InvoiceRequest(ALFA, "03")


def test_a_person_accepts_and_the_invoice_is_kept_all_the_same(story: Story) -> None:
    from bot import ruling

    story.slip(amount=100_000)
    mail_id = story.receive(mail(receipt(), PAPER, text="Anexo pago, requiero factura, uso G03"))
    assert story.mail(mail_id).outcome == "review"

    ruling.rule(story.house.corridor, story.case(mail_id).id, "accept", said=(), reference="935447", by="eva")
    story.work()

    assert kept(story) == InvoiceRequest(PAPERED, "03")


def test_who_wants_no_invoice_gets_no_request(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt(), text="Anexo comprobante.\n\nEva Díaz\nAlfa Bravo, RFC MAB9307148T4"))

    assert kept(story) is None


def test_a_mail_never_changes_the_customers_own_record(story: Story) -> None:
    """B79: neither his address nor his RFC on file; another RFC in the mail is a doubt for staff."""
    with story.house.db.begin() as tx:
        customers.enrol(tx, [("Alfa", ANA, "GODE561231GR8")])
    story.slip()

    story.receive(mail(receipt(), text=f"{DATA}\nEnviar la factura a contador@otro.example"))

    with story.house.db.read() as tx:
        on_file = customers.by_email(tx, ANA)
        assert tx.execute(sa.select(sa.func.count()).select_from(tables.customers)).scalar() == 1
    assert on_file is not None
    assert (on_file.email, on_file.rfc) == (ANA, "GODE561231GR8")
    wanted = kept(story)
    assert wanted is not None
    assert (wanted.data.rfc, wanted.data.email) == ("MAB9307148T4", "contador@otro.example")
    assert {recipient for recipient, _ in story.sent()} == {ANA}


def test_what_a_stranger_says_is_no_better_than_the_customers_word(story: Story) -> None:
    """B76: he may pay, and his Constancia does not replace what the customer has said before."""
    story.slip()
    story.receive(mail(text=DATA.replace("Anexo mi pago. ", "")))

    other = CSF.replace("MAB9307148T4", "GODE561231GR8").encode()
    story.receive(
        unproven(receipt(), Attached("csf.html", other), sender=f"Beto <{BETO}>", text="Pago de Ana, requiero factura")
    )

    wanted = kept(story)
    assert wanted is not None
    assert wanted.data == ALFA


def test_a_forged_sender_says_nothing_of_himself(story: Story) -> None:
    """B73: what fails DMARC is not the customer's word."""
    story.slip()
    failed = (("Authentication-Results", "mx.perseo.mx; dmarc=fail header.from=papeleria.example"),)

    story.receive(unproven(text=DATA, headers=failed))

    with story.house.db.read() as tx:
        assert tx.execute(sa.select(tables.mails.c.fiscal)).scalars().all() == [None]


def test_who_is_not_proven_to_be_the_customer_overwrites_nothing_and_is_seen(any_story: Story) -> None:
    """B73, B79: his From may be forged where no DMARC guards it."""
    story = any_story
    story.slip()
    story.receive(mail(receipt(), PAPER, text="Anexo comprobante y mi constancia de situación fiscal."))

    forged = DATA.replace("Anexo mi pago. ", "").replace("06700", "11111") + "Enviar la factura a contador@otro.example"
    second = story.receive(unproven(text=forged, subject="Re: factura"))

    wanted = kept(story)
    assert wanted is not None
    assert (wanted.data.postal_code, wanted.data.source) == ("06700", "unproven")
    assert story.mail(second).outcome == "review"
    assert "sin verificar" in story.claims(second)[0].reasons[0].reason


def test_another_taxpayer_of_an_unproven_mail_takes_no_invoice(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(), text="Anexo comprobante, RFC MAB9307148T4, régimen 601. Requiero factura."))

    other = CSF.replace("MAB9307148T4", "GODE561231GR8").encode()
    story.receive(unproven(Attached("csf.html", other), text="Va mi constancia para la factura, uso G03"))

    wanted = kept(story)
    assert wanted is not None
    assert (wanted.data.rfc, wanted.data.legal_name, wanted.data.source) == ("MAB9307148T4", None, "mail")


def test_unproven_data_that_come_with_the_payment_are_kept_as_a_proposal(story: Story) -> None:
    story.slip()

    story.receive(unproven(receipt(), text=DATA))

    assert kept(story) == InvoiceRequest(replace(ALFA, source="unproven"), "03")


def test_what_a_stranger_says_is_a_proposal_without_an_address_of_his(story: Story) -> None:
    """B76"""
    story.slip()
    his = f"{DATA}Enviar la factura a contador@otro.example"

    story.receive(unproven(receipt(), sender=f"Beto <{BETO}>", text=his))

    wanted = kept(story)
    assert wanted is not None
    assert (wanted.data.rfc, wanted.data.email, wanted.data.source) == ("MAB9307148T4", None, "unproven")


def test_the_customers_own_word_replaces_a_proposal(story: Story) -> None:
    story.slip()
    story.receive(unproven(receipt(), text=DATA.replace("06700", "11111")))

    story.receive(mail(text=DATA.replace("Anexo mi pago. ", "")))

    assert kept(story) == InvoiceRequest(ALFA, "03")


def test_what_was_asked_for_in_the_panel_is_kept_when_the_payment_comes(story: Story) -> None:
    story.slip()
    asked = replace(ALFA, email="facturas@alfa.example", source="panel")
    with story.house.db.begin() as tx:
        slip = slips.named(tx, ["935447"], now=story.clock())[0]
        invoicing.ask(tx, slip, asked, by="panel:alfa", at=story.clock())

    story.receive(mail(receipt()))

    assert kept(story) == InvoiceRequest(asked, "03")
    assert "Su factura la enviaremos a facturas@alfa.example." in said(story)


def test_a_deposit_in_cash_is_billed_as_cash(story: Story) -> None:
    """c_FormaPago 01, from the picture of a teller's slip to the invoice."""
    story.slip()
    slip = pdf(
        [
            ("DEPOSITO EN EFECTIVO", ""), ("SUCURSAL", "4284 CULIACAN CENTRO"), ("CUENTA DE DEPOSITO", "0101644637"),
            ("BENEFICIARIO", "SISTEMAS PERSEO SA DE CV"), ("REFERENCIA", "935447"), ("IMPORTE", "$1,305.00"),
            ("FECHA", "22/11/2026"), ("HORA", "10:18"), ("FOLIO", "89259427"), ("OPERACION EXITOSA", ""),
        ]
    )  # fmt: skip

    mail_id = story.receive(mail(Attached("ficha.pdf", slip), text="Anexo mi depósito, requiero factura."))

    assert story.mail(mail_id).outcome == "activate"
    wanted = kept(story)
    assert wanted is not None
    assert wanted.payment_form == "01"
