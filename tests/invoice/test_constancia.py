"""SAT's paper is known among others, and what it says of the taxpayer is read from text, scan and wrapped lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from constancia_samples import BUSINESS, PLATFORMS, SALARY, Paper, company, drawn, person

from bot.demo import camera
from bot.invoice.constancia import Constancia, constancia_in
from bot.model import Document, Page, Vendor, Word
from bot.receipts import read as receipts
from bot.receipts.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
EMMA = Constancia("GODE561231GR8", "EMMA GOMEZ DIAZ", ("612",), "64000")
ALFA = Constancia("MAB9307148T4", "MAQUINADOS ALFA BRAVO", ("601",), "06700")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def read(reader: Reader, content: bytes, name: str = "csf.pdf") -> Constancia | None:
    (document,) = reader.read_file(name, content)
    return constancia_in(document)


def test_a_person_of_one_regime(reader: Reader) -> None:
    assert read(reader, drawn(person())) == EMMA


def test_a_company_on_one_page_has_its_name_without_the_kind_of_company(reader: Reader) -> None:
    assert read(reader, drawn(company())) == ALFA


def test_a_regime_that_ended_does_not_count(reader: Reader) -> None:
    paper = person((SALARY, "01/01/2010", "31/12/2013"), (BUSINESS, "01/01/2014", ""))

    assert read(reader, drawn(paper)) == EMMA


def test_two_regimes_in_force_are_both_told(reader: Reader) -> None:
    paper = person((SALARY, "01/01/2010", ""), (BUSINESS, "01/01/2014", ""))

    assert read(reader, drawn(paper)) == replace(EMMA, regimes=("605", "612"))


def test_a_long_regime_goes_on_behind_its_dates(reader: Reader) -> None:
    paper = person((PLATFORMS, "01/06/2020", "31/12/2021"), (BUSINESS, "01/01/2022", ""), width=180)

    assert read(reader, drawn(paper)) == EMMA


def test_a_name_of_two_lines_is_whole(reader: Reader) -> None:
    name = "COMERCIALIZADORA DE HERRAMIENTAS Y MAQUINARIA PESADA PARA LA CONSTRUCCION DEL NORTE DE MEXICO"

    assert read(reader, drawn(company(name))) == replace(ALFA, legal_name=name)


def test_a_scan_says_the_same(reader: Reader) -> None:
    scan = camera.scanned(drawn(company(), "png"))

    assert read(reader, scan, "escaneo.pdf") == ALFA


def test_a_photograph_says_who_it_is(reader: Reader) -> None:
    """An O of the RFC is read as a zero there; a line that the recogniser loses is asked for."""
    photo = camera.photographed(drawn(replace(person(), two_pages=False), "png"))

    found = read(reader, photo, "IMG_2044.jpg")

    assert found is not None
    assert (found.rfc, found.legal_name, found.postal_code) == ("GODE561231GR8", "EMMA GOMEZ DIAZ", "64000")


def lines(*texts: str, codes: tuple[str, ...] = ()) -> Document:
    """Return a document of one page, one word a line."""
    words = tuple(Word(text, (40, 20.0 * place, 400, 20.0 * place + 10)) for place, text in enumerate(texts))
    return Document("csf.pdf", "pdf", "1" * 64, 1, (Page(1, 612, 792, "text_layer", words, codes),))


HEADINGS = ("CÉDULA DE IDENTIFICACIÓN FISCAL", "CONSTANCIA DE SITUACIÓN FISCAL", "idCIF: 15010203045")


def test_the_code_of_the_sat_tells_the_rfc_that_the_recogniser_spoiled() -> None:
    code = "https://siat.sat.gob.mx/app/qr/faces/pages/mobile/validadorqr.jsf?D1=10&D2=1&D3=15010203045_MAB9307148T4"

    found = constancia_in(lines(*HEADINGS, "RFC: MAB93O7I48T4", codes=(code,)))

    assert found is not None
    assert found.rfc == "MAB9307148T4"


def test_a_name_beside_the_middle_of_its_two_lines_is_whole() -> None:
    found = constancia_in(
        lines(
            *HEADINGS,
            "RFC: MAB9307148T4",
            "MAQUINADOS ALFA",
            "Denominación/Razón Social:",
            "BRAVO DEL NORTE",
            "Régimen Capital: SOCIEDAD ANONIMA",
        )
    )

    assert found is not None
    assert found.legal_name == "MAQUINADOS ALFA BRAVO DEL NORTE"


def test_hidden_words_are_not_read() -> None:
    """F12: what nobody sees says nothing."""
    document = lines(*HEADINGS, "RFC: MAB9307148T4")
    (page,) = document.pages
    unseen = tuple(replace(word, visible=False) for word in page.words)

    assert constancia_in(replace(document, pages=(replace(page, words=unseen),))) is None


@pytest.mark.parametrize("paper", [person(), company()])
def test_it_is_no_receipt_and_not_asked_about(reader: Reader, paper: Paper) -> None:
    documents = reader.read_file("csf.pdf", drawn(paper))

    assert receipts.receipts_of(documents, VENDOR) == ()
    assert receipts.flags_of(documents, VENDOR) == ("tax_certificate",)


def test_a_mail_that_speaks_of_the_constancia_is_none() -> None:
    assert constancia_in(lines("Adjunto mi constancia de situación fiscal", "RFC: MAB9307148T4")) is None
