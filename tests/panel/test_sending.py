"""A customer sends his receipt from the page and reads there what became of it."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from member_story import PAID, PAPER, Member
from story_samples import BETO, locked_pdf

from bot.store import tables, uploads

if TYPE_CHECKING:
    from houses import Story


@pytest.fixture
def ana(story: Story) -> Member:
    """Give a customer with an open slip of $1,305.00, signed in."""
    story.slip()
    return Member(story)


def test_what_was_read_stands_on_the_page_and_the_panel_is_on(ana: Member) -> None:
    place = ana.send(PAPER).headers["location"]
    waiting = ana.text(place)
    ana.story.work()

    said = ana.text(place)

    assert "Estamos leyendo su comprobante" in waiting
    assert "Sus archivos ya están guardados" in waiting
    assert "Su panel está activo." in said
    for value in ("$1,305.00", "935447", "22 de noviembre", "HEY BANCO", "HEYBCO2611221017444836"):
        assert value in said


def test_what_will_be_switched_on_is_promised_by_the_hour(ana: Member) -> None:
    place = ana.send(PAPER).headers["location"]
    ana.story.house.engine(("mail",)).work_until_empty()

    assert "Todo coincide. Su panel queda activo a más tardar mañana a las 10:00." in ana.text(place)
    asked = f"{place}/leyendo?visto=activando"
    assert ana.get(asked, headers={"HX-Request": "true"}).status_code == 204
    ana.story.work()
    assert "Su panel está activo." in ana.get(asked, headers={"HX-Request": "true"}).text


def test_what_is_missing_is_said_in_the_words_of_the_letter(ana: Member) -> None:
    place = ana.send(("pago.pdf", replace(PAID, amount="$1,125.00 MXN").pdf())).headers["location"]
    ana.story.work()

    said = ana.text(place)

    assert "Falta el IVA de su pago: $180.00" in said
    assert "Transfiera $180.00 con la misma referencia 935447 y envíe aquí el comprobante." in said
    assert ana.story.sent()[-1][1]["Subject"] == "Re: Comprobante enviado desde el panel"
    assert [kind for _, kind in ana.story.sent_kinds()] == ["question"]


def test_what_he_must_ask_his_bank_and_what_a_person_looks_at(ana: Member) -> None:
    place = ana.send(("pago.pdf", replace(PAID, account="072180004455667780").pdf())).headers["location"]
    ana.story.work()
    other = ana.send(("otro.pdf", replace(PAID, amount="$99,999.00 MXN", tracking_key="X" * 20).pdf()))
    ana.story.work()

    assert "a la cuenta terminada en 7780" in ana.text(place)
    reviewed = ana.text(other.headers["location"])
    assert "No tiene que hacer nada" in reviewed
    assert "Enviar otro comprobante" not in reviewed


def test_an_open_page_is_told_once_that_something_changed(ana: Member) -> None:
    place = ana.send(PAPER).headers["location"]
    asked = f"{place}/leyendo?visto="

    still = ana.get(f"{asked}leyendo", headers={"HX-Request": "true"})
    ana.story.clock.pass_by(minutes=2)
    slow = ana.get(f"{asked}leyendo", headers={"HX-Request": "true"})
    ana.story.work()
    over = ana.get(f"{asked}tarda", headers={"HX-Request": "true"})
    quiet = ana.get(f"{asked}decidido", headers={"HX-Request": "true"})

    assert (still.status_code, quiet.status_code) == (204, 204)
    assert "Puede cerrar esta página" in slow.text
    assert "hx-get" in slow.text
    assert "Su panel está activo." in over.text
    assert "hx-get" not in over.text
    assert "<html" not in over.text


def test_without_scripts_the_page_reloads_itself_until_it_is_decided(ana: Member) -> None:
    place = ana.send(PAPER).headers["location"]
    before = ana.get(place).text
    ana.story.work()

    assert '<noscript><meta http-equiv="refresh"' in before
    assert "http-equiv" not in ana.get(place).text


def test_the_same_files_again_lead_to_the_same_page(ana: Member) -> None:
    first = ana.send(PAPER, constancia="935447").headers["location"]
    again = ana.send(PAPER, constancia="935447").headers["location"]

    assert again == f"{first}?otra=vez"
    assert "Ya lo recibimos." in ana.text(again)
    assert ana.story.count(tables.mails) == 1


def test_the_slip_that_he_chose_goes_with_the_files_and_a_strangers_never(ana: Member) -> None:
    """B104"""
    ana.story.slip("946004", email=BETO)
    paper = ("pago.pdf", replace(PAID, reference="").pdf())

    ana.send(paper, constancia="946004")
    ana.send(paper, constancia="935447")

    with ana.story.house.db.read() as tx:
        assert sorted(one.reference or "" for one in uploads.of_customer(tx, ana.id, 5)) == ["", "935447"]


def test_who_paid_a_slip_that_is_over_does_not_name_the_open_one(ana: Member) -> None:
    ana.story.slip("946004", 63_800, expires_at=ana.story.clock() - timedelta(days=1))

    page = ana.get("/panel/comprobante?constancia=946004").text
    ana.send(PAPER, constancia="946004")

    assert re.findall(r'<option value="(\d*)"( selected)?>([^<]*)<', page) == [
        ("935447", "", "935447 · $1,305.00"),
        ("946004", " selected", "946004 · vencida"),
        ("", "", "La que dice mi comprobante"),
    ]
    with ana.story.house.db.read() as tx:
        assert [one.reference for one in uploads.of_customer(tx, ana.id, 5)] == ["946004"]


def test_what_is_no_slip_of_his_is_not_chosen_for_him(ana: Member) -> None:
    """B104"""
    ana.story.slip("946004", 63_800)
    ana.story.slip("946012", email=BETO)

    page = ana.get("/panel/comprobante?constancia=946012").text

    assert "946012 ·" not in page
    assert re.findall(r'<option value="(\d*)" selected>', page) == [""]


def test_a_receipt_for_a_strangers_slip_says_nothing_of_it(ana: Member) -> None:
    """B76"""
    ana.story.slip("946004", 200_000, email=BETO)
    place = ana.send(("pago.pdf", replace(PAID, reference="946004", amount="$2,000.00 MXN").pdf())).headers["location"]
    ana.story.work()
    short = ("corto.pdf", replace(PAID, reference="946004", amount="$1,500.00 MXN", tracking_key="Y" * 20).pdf())
    other = ana.send(short).headers["location"]
    ana.story.work()

    for page in (place, other):
        said = ana.text(page)
        assert "Lo revisamos y, si hace falta, avisaremos al titular de la constancia." in said
        assert "activo" not in said
        assert "$2,000.00" not in said.replace("Importe $2,000.00", "")
    assert ana.story.slip_status("946004") == "paid"


def _zip_bomb() -> bytes:
    """Return a zip whose one entry unpacks to 300 MB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("pago.pdf", "w") as entry:
        for _ in range(300):
            entry.write(bytes(1_000_000))
    return out.getvalue()


def _huge_png() -> bytes:
    """Return a PNG that says it is 30,000 pixels wide and high."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)

    head = chunk(b"IHDR", (30_000).to_bytes(4) * 2 + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(30_001) * 50)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("pagos.zip", _zip_bomb(), "No pudimos abrir el archivo que adjuntó"),
        ("foto.png", _huge_png(), "No pudimos abrir el archivo que adjuntó"),
        ("pago.pdf", locked_pdf(), "Su PDF tiene contraseña"),
        ("pago.pdf", b"MZ\x90\x00" + bytes(4000), "Recibimos su archivo, pero llegó dañado"),
        ("pago.pdf", b"%PDF-1.4 nada", "No alcanzamos a leer su comprobante"),
    ],
    ids=["zip bomb", "30000 pixels", "locked", "program", "broken"],
)
def test_a_hostile_file_ends_in_a_sentence_and_is_kept(ana: Member, name: str, content: bytes, sentence: str) -> None:
    """B84, B86, B87, B89"""
    place = ana.send((name, content)).headers["location"]
    ana.story.work()

    assert sentence in ana.text(place)
    assert ana.story.slip_status() == "open"
    assert ana.story.count(tables.raw_mails) == 1


def test_what_cannot_be_taken_is_said_above_the_form(ana: Member) -> None:
    nothing = ana.send()
    empty = ana.send(("vacio.pdf", b""))
    large = ana.send(("grande.pdf", bytes(25_000_001)))

    assert [one.status_code for one in (nothing, empty, large)] == [422, 422, 422]
    assert "Elija al menos un archivo" in nothing.text
    assert "«vacio.pdf» está vacío" in empty.text
    assert "«grande.pdf» pesa 25.0 MB" in large.text
    assert ana.story.count(tables.mails) == 0


def test_too_many_files_for_one_form_are_refused_in_a_sentence(ana: Member) -> None:
    """B108"""
    answer = ana.send(*[("pago.pdf", b"%PDF")] * 21)

    assert answer.status_code == 400
    assert "son demasiados archivos a la vez; no se guardó nada." in answer.text
    assert "Son 11 archivos; envíe a lo más 10" in ana.send(*[("pago.pdf", b"%PDF")] * 11).text


def test_who_sends_too_often_is_told_when_he_may_again(ana: Member) -> None:
    """B108"""
    answers = [ana.send(("pago.pdf", b"%%PDF %d" % number)) for number in range(13)]

    assert [one.status_code for one in answers] == [303] * 12 + [422]
    assert "Espere 60 min" in answers[-1].text


def test_a_form_of_another_site_is_refused_whatever_it_carries(ana: Member) -> None:
    """B101"""
    ana.get("/panel/comprobante")
    ana.browser.page = ""

    assert ana.post([PAPER]).status_code == 403
    assert ana.story.count(tables.mails) == 0


def test_another_customers_page_is_none(ana: Member) -> None:
    """B104"""
    place = ana.send(PAPER).headers["location"]
    beto = Member(ana.story, BETO, "beto")

    assert beto.get(place).status_code == beto.get(f"{place}/leyendo").status_code == 404
    assert beto.get("/panel/comprobante/no-hay").status_code == 404


def test_a_files_name_is_shown_and_never_obeyed(ana: Member) -> None:
    """B90, B97"""
    place = ana.send(("<img src=x onerror=alert(1)>.pdf", PAPER[1])).headers["location"]

    page = ana.get(place).text

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.pdf" in page


def test_who_cannot_be_written_to_may_still_send_and_read_on_the_page(story: Story) -> None:
    story.slip()
    pena = Member(story, address="peña@x.example", username="pena")

    place = pena.send(PAPER).headers["location"]
    story.work()

    assert "Esto pasó con su comprobante" in pena.text(place)


def test_a_payment_without_a_reference_is_given_one_by_a_click(ana: Member) -> None:
    """B72"""
    ana.story.slip("946004", 63_800)
    place = ana.send(("pago.pdf", replace(PAID, reference="", amount="$638.00 MXN").pdf())).headers["location"]
    ana.story.work()
    asked = ana.text(place)

    answer = ana.browser.post("/panel/comprobante", responde="si", constancia="946004")
    ana.story.work()

    assert "946004 · faltan $638.00" in asked
    assert answer.status_code == 303
    assert ana.story.slip_status("946004") == "paid"
    assert "Su panel está activo." in ana.text(answer.headers["location"])


def test_the_second_part_of_a_slip_is_told_by_a_click_too(ana: Member) -> None:
    for number, amount in (("1", "$1,125.00 MXN"), ("2", "$180.00 MXN")):
        paid = replace(PAID, reference="", amount=amount, tracking_key=f"HEYBCO261122101744483{number}")
        ana.send((f"pago{number}.pdf", paid.pdf()))
        ana.story.work()
        clicks = [ana.browser.post("/panel/comprobante", responde="si", constancia="935447") for _ in range(2)]
        assert ["otra=vez" in click.headers["location"] for click in clicks] == [False, True]
        ana.story.work()

    assert ana.story.slip_status() == "paid"


def test_a_click_about_a_strangers_slip_says_only_that_a_file_is_missing(ana: Member) -> None:
    """B104"""
    ana.story.slip("946004", email=BETO)
    ana.get("/panel/comprobante")

    assert ana.browser.post("/panel/comprobante", responde="si", constancia="946004").status_code == 422
    assert ana.story.count(tables.mails) == 0
