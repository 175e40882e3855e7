"""Mails that try to switch on what was not paid, through the whole corridor: each ends with a person or a question."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Barrier, Thread, local
from typing import TYPE_CHECKING, Any

import pytest
from houses import open_story
from story_samples import Attached, Paid, mail, receipt

from bot.errors import Outdated
from bot.secretary import Secretary

if TYPE_CHECKING:
    from pathlib import Path

    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader

UNREFERENCED = receipt(Paid(reference=""))


def beside(paid: Paid, row: str, value: str) -> Attached:
    """Return a notice with one more row."""
    paper = receipt(paid)
    more = f"<tr><td>{row}</td><td>{value}</td></tr></table>".encode()
    return replace(paper, content=paper.content.replace(b"</table>", more, 1))


@pytest.mark.parametrize(
    "paper",
    [
        receipt(Paid("€1,305.00")),
        receipt(Paid("$1,305.00 CAD")),
        receipt(Paid("$1,305.00 (USD)")),
        receipt(Paid("1,305.00 pesos colombianos")),
        beside(Paid(), "Moneda", "USD"),
        beside(Paid("$1,305.00"), "Divisa", "Dólares americanos"),
        beside(Paid("$1,305.00"), "Tipo de cambio", "18.50"),
    ],
    ids=["euro_sign", "cad", "in_brackets", "other_pesos", "against_the_amount", "in_its_field", "exchange_rate"],
)
def test_money_of_another_country_is_for_a_person(story: Story, paper: Attached) -> None:
    """B138"""
    story.slip()

    mail_id = story.receive(mail(paper))

    assert "not_mxn" in story.rules(mail_id)
    assert story.activations() == ()


@pytest.mark.parametrize(
    "paper", [beside(Paid(), "Tipo de cambio", "1.00"), beside(Paid("$1,305.00"), "Divisa", "MXP")]
)
def test_pesos_beside_a_rate_or_in_a_field_are_pesos(story: Story, paper: Attached) -> None:
    story.slip()

    assert story.mail(story.receive(mail(paper))).outcome == "activate"


@pytest.mark.parametrize("state", ["Contracargo", "Intento"])
def test_a_state_that_nobody_knows_is_no_completed_payment(story: Story, state: str) -> None:
    """F5"""
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(state=state))))

    assert "low_confidence" in story.rules(mail_id)
    assert story.activations() == ()


@pytest.mark.parametrize(
    "words",
    [
        "La referencia 935447 no es, esa ya la pagué.",
        "Este pago no es de la constancia 935447",
        "Todavía no pago la referencia 935447, este es de otra.",
        "referencia 935447 o 935812",
    ],
)
def test_a_number_that_the_sender_denies_or_doubts_is_not_his_reference(story: Story, words: str) -> None:
    story.slip()
    story.slip("935812")

    mail_id = story.receive(mail(UNREFERENCED, text=words, subject="Pago"))

    assert story.mail(mail_id).outcome != "activate"
    assert story.activations() == ()


@pytest.mark.parametrize("words", ["No. de referencia 935447", "Mi referencia no. 935447, gracias"])
def test_an_abbreviated_number_denies_nothing(story: Story, words: str) -> None:
    story.slip()

    assert story.mail(story.receive(mail(UNREFERENCED, text=words, subject="Pago"))).outcome == "activate"


def headed(words: str, paid: Paid) -> Attached:
    """Return a notice under another headline."""
    paper = receipt(paid)
    return replace(paper, content=paper.content.replace("¡Hiciste una transferencia!".encode(), words.encode()))


@pytest.mark.parametrize("words", ["Orden de pago generada", "Confirma tu transferencia", "Cotización"])
def test_what_asks_for_a_payment_proves_none(story: Story, words: str) -> None:
    story.slip()

    mail_id = story.receive(mail(headed(words, Paid(tracking_key=""))))

    assert story.mail(mail_id).outcome != "activate"
    assert story.activations() == ()


@pytest.mark.parametrize("words", ["MUESTRA SIN VALOR", "Ambiente de pruebas"])
def test_what_says_that_it_is_a_trial_is_for_a_person(story: Story, words: str) -> None:
    """F5"""
    story.slip()

    mail_id = story.receive(mail(beside(Paid(), words, "")))

    assert story.rules(mail_id) == {"not_valid"}
    assert story.activations() == ()


QUOTED = """Anexo pago.

El dom, 22 nov 2026 a las 10:00, Perseo <comprobantes@perseo.mx> escribió:
> Su constancia 935447 pide $1,305.00
> Referencia: 935447
"""


def test_what_a_reply_quotes_is_not_the_customers_word(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(UNREFERENCED, text=QUOTED, subject="Re: pago"))

    assert story.rules(mail_id) == {"no_reference"}
    assert story.activations() == ()


@pytest.mark.parametrize("reference", ["\u202e744539\u202c", "935\u200b447", "935\u200f447", "9З5447", "⑨③⑤④④⑦"])
def test_letters_that_only_look_like_the_number_name_no_slip(story: Story, reference: str) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(reference=reference))))

    assert story.mail(mail_id).outcome != "activate"
    assert story.activations() == ()


@pytest.mark.parametrize(
    "day", ["22/11/25", "22/11/2016", "26/11/22", "12/02/2026", "02/12/2026", "22/11/2062", "2026"]
)
def test_a_day_of_another_year_or_of_no_calendar_activates_nothing(story: Story, day: str) -> None:
    """F7"""
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(day=day))))

    assert story.mail(mail_id).outcome == "review"
    assert story.activations() == ()


def test_one_payment_on_two_papers_for_two_slips_is_for_a_person(story: Story) -> None:
    story.slip()
    story.slip("935812")
    papers = (receipt(Paid(), "a.pdf"), receipt(Paid(reference="935812"), "b.pdf"))

    mail_id = story.receive(mail(*papers))

    assert story.mail(mail_id).outcome == "review"
    assert story.activations() == ()


@pytest.mark.parametrize(
    "again",
    [
        Paid("$652.50 MXN", tracking_key="", folio="884411"),
        Paid("$652.50 MXN", tracking_key="", hour="", folio="884411"),
    ],
    ids=["another_key", "no_hour"],
)
def test_a_part_that_comes_again_under_another_key_completes_nothing(story: Story, again: Paid) -> None:
    """I6"""
    story.slip()
    story.receive(mail(receipt(Paid("$652.50 MXN"))))

    mail_id = story.receive(mail(receipt(again)))

    assert "payment_maybe_used" in story.rules(mail_id)
    assert (story.slip_status(), story.received()) == ("open", 65_250)


@pytest.mark.parametrize("hour", ["08:18", ""])
@pytest.mark.parametrize("cut", ["HEYBCO26112210174", "2611221017444836"])
def test_a_tracking_key_that_was_cut_off_makes_no_second_payment(story: Story, cut: str, hour: str) -> None:
    """I6"""
    story.slip()
    story.slip("935812")
    story.receive(mail(receipt()))

    mail_id = story.receive(mail(receipt(Paid(tracking_key=cut, hour=hour, reference="935812"))))

    assert "payment_maybe_used" in story.rules(mail_id)
    assert len(story.activations()) == 1


def test_two_crops_that_are_settled_at_once_switch_one_slip_on(
    any_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I6: each was judged before the other was settled."""
    story = any_story
    story.slip()
    story.slip("935812")
    told = mail(UNREFERENCED, subject="Pago", text="Hola, referencia 935812.", sender="Beto <beto@ferreteria.example>")
    both = [story.keep(mail(receipt(Paid(hour="", tracking_key="")))), story.keep(told)]
    together, here, answer = Barrier(2), local(), Secretary.answer

    def judged_first(*facts: Any) -> Any:
        if not here.__dict__.setdefault("was_here", False):
            here.was_here = True
            together.wait(30)
        return answer(*facts)

    def work(mail_id: int) -> None:
        for _ in range(3):
            try:
                story.house.corridor.work_mail(mail_id, 1)
            except Outdated:
                continue
            return

    monkeypatch.setattr(Secretary, "answer", judged_first)
    workers = [Thread(target=work, args=(mail_id,)) for mail_id in both]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(str(story.mail(one).outcome) for one in both) == ["activate", "review"]
    assert len(story.activations()) == 1


@pytest.mark.parametrize("bank", ["BANORTE", "Santander", "HSBC MEXICO"])
def test_the_end_of_our_account_at_another_bank_is_for_a_person(story: Story, bank: str) -> None:
    """F6: one account in ten thousand ends like ours, and the paper says where it is kept."""
    story.slip()

    mail_id = story.receive(mail(beside(Paid(account="****6374"), "Banco destino", bank)))

    assert story.rules(mail_id) == {"account_unread"}
    assert story.mail(mail_id).outcome == "review"
    assert story.activations() == ()


@pytest.mark.parametrize(
    "paper", [beside(Paid(account="****6374"), "Banco destino", "BBVA"), beside(Paid(), "Banco destino", "BANORTE")]
)
def test_our_bank_or_our_whole_account_is_ours(story: Story, paper: Attached) -> None:
    story.slip()

    assert story.mail(story.receive(mail(paper))).outcome == "activate"


def test_two_numbers_that_a_bank_prints_of_one_payment_make_no_second_one(story: Story) -> None:
    """I6: each crop shows another number of it, and the mail tells another reference."""
    story.slip()
    story.slip("935812", email="beto@ferreteria.example")
    bare = Paid(reference="", tracking_key="")
    story.receive(mail(beside(bare, "Folio", "884411"), subject="referencia 935447"))

    mail_id = story.receive(
        mail(
            beside(bare, "No. de autorización", "900217"),
            subject="referencia 935812",
            sender="Beto <beto@ferreteria.example>",
        )
    )

    assert "payment_maybe_used" in story.rules(mail_id)
    assert [story.slip_status(), story.slip_status("935812")] == ["paid", "open"]


CEP = """<?xml version="1.0" encoding="UTF-8"?>
<SPEI_Tercero FechaOperacion="2026-11-22" Hora="08:18:12" ClaveSPEI="40012" sello="LK90R66DJQR6Q1MY09PN4FJVG8XB"
 numeroCertificado="00001000000505544152" cadenaCDA="||1|22112026|22112026|081812|40012|BANAMEX|ANA RUIZ|40|
002164700123456780|XAXX010101000|BBVA MEXICO|SISTEMAS PERSEO|40|012164001016446374|SPE1505125T7|935447|0.00|1305.00|
NA|NA|0|0|NA|0|0.00|00001000000505544152||" claveRastreo="085979582954676022">
<Beneficiario BancoReceptor="BBVA MEXICO" Nombre="SISTEMAS PERSEO SA DE CV" TipoCuenta="40" Cuenta="012164001016446374"
 RFC="SPE1505125T7" Concepto="935447" IVA="0.00" MontoPago="1305.00"/>
<Ordenante BancoEmisor="BANAMEX" Nombre="ANA RUIZ" TipoCuenta="40" Cuenta="002164700123456780"/>
</SPEI_Tercero>""".replace("|\n", "|")


def test_a_sealed_certificate_is_evidence(story: Story) -> None:
    story.slip()

    assert story.mail(story.receive(mail(Attached("CEP.xml", CEP.encode())))).outcome == "activate"


@pytest.mark.parametrize(
    ("changed", "into", "rule"),
    [
        (r' sello="\w+"', "", "only_typed"),
        (r' cadenaCDA="[^"]+"', "", "only_typed"),
        (r'Concepto="935447"', 'Concepto="935448"', "tampered"),
        (r'MontoPago="1305.00"', 'MontoPago="2610.00"', "tampered"),
        (r'FechaOperacion="2026-11-22"', 'FechaOperacion="2026-11-23"', "tampered"),
    ],
    ids=["no_seal", "no_chain", "concept", "amount", "day"],
)
def test_a_certificate_that_was_written_or_changed_by_hand_is_for_a_person(
    story: Story, changed: str, into: str, rule: str
) -> None:
    """B80: whoever can type can type an XML."""
    story.slip()
    story.slip("935448")
    forged, times = re.subn(changed, into, CEP)

    mail_id = story.receive(mail(Attached("CEP.xml", forged.encode())))

    assert times == 1
    assert rule in story.rules(mail_id)
    assert story.activations() == ()


def service(*rows: tuple[str, str]) -> Attached:
    """Return what an app shows after a service was paid."""
    shown = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    return Attached(
        "pago.html", f"<html><body><h2>Pago de servicio exitoso</h2><table>{shown}</table></body></html>".encode()
    )


SERVICE = (
    ("Convenio CIE", "1712349"), ("Referencia", "935447"), ("Importe", "$1,305.00"), ("Fecha", "22/11/2026"),
    ("Hora", "08:18"), ("Guía CIE", "0048213"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("convenios", "beside_it", "outcome"),
    [
        ('["1712349"]', (), "activate"),
        ('["1712349"]', (("Beneficiario", "SISTEMAS PERSEO"), ("Banco destino", "BBVA")), "activate"),
        ('["1712349"]', (("Banco destino", "HSBC"),), "review"),  # at another bank the number is another company's
        ('["1712349"]', (("Beneficiario", "TELEFONOS DEL NORTE"),), "review"),
        ('["1712350"]', (), "review"),
        ("[]", (), "review"),
    ],
)
def test_a_service_paid_under_our_convenio_is_paid_to_us(
    tmp_path: Path,
    mail_server: MailServer,
    reader: Reader,
    convenios: str,
    beside_it: tuple[tuple[str, str], ...],
    outcome: str,
) -> None:
    """B138: the beneficiary's account is ours, or the convenio that stands for it."""
    url, changes = f"sqlite:///{tmp_path}/convenio.db", {"VENDOR__CONVENIOS": convenios}
    with open_story(url, mail_server, reader, changes=changes) as story:
        story.slip()

        mail_id = story.receive(mail(service(*SERVICE, *beside_it)))

        assert story.mail(mail_id).outcome == outcome, story.rules(mail_id)
        assert story.rules(mail_id) == (set() if outcome == "activate" else {"account_unread"})
