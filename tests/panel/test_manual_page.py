"""The manual says the same as a page and as a PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from member_story import Member

from bot.model import Enclosure

if TYPE_CHECKING:
    from houses import Story


@pytest.fixture
def ana(story: Story) -> Member:
    return Member(story)


def _words(text: str) -> list[str]:
    """Return the words that both set: the numbers of lists and pages are the paper's own."""
    return re.findall(r"[\wáéíóúñÁÉÍÓÚÑ¿¡«»/]{3,}", text)


def test_page_and_paper_say_the_same(ana: Member) -> None:
    page = ana.text("/panel/manual")
    answer = ana.get("/panel/manual.pdf")
    with pypdfium2.PdfDocument(answer.content) as pdf:
        paper = " ".join(one.get_textpage().get_text_range() for one in pdf)

    told = _words(page.replace("Descargar PDF", ""))
    assert answer.headers["content-type"] == "application/pdf"
    assert len(told) > 600
    assert set(told) - set(_words(re.sub(r"\s*-?\r?\n", " ", paper))) == set()


def test_the_first_steps_lead_to_the_new_version(ana: Member) -> None:
    said = ana.text("/panel/manual")

    assert "responda Sí" in said
    assert "Verifique que la barra de arriba diga VERSION SAT 4.0 y muestre sus timbres disponibles." in said


def test_a_vendors_own_manual_is_shown_as_it_is(ana: Member) -> None:
    state = ana.browser.client.app._app.state  # type: ignore[attr-defined]
    own = Enclosure("Guía de cambio.pdf", "application/pdf", b"%PDF-1.7 propia")
    state.service = replace(state.service, own_manual=True, manual=lambda: own)

    assert ana.get("/panel/manual").headers["location"] == "/panel/manual.pdf"
    answer = ana.get("/panel/manual.pdf")
    assert (answer.content, "Gu%C3%ADa" in answer.headers["content-disposition"]) == (b"%PDF-1.7 propia", True)


def test_nobody_reads_it_without_signing_in(ana: Member) -> None:
    ana.browser.client.cookies.clear()

    assert [ana.get(place).status_code for place in ("/panel/manual", "/panel/manual.pdf")] == [303, 303]
