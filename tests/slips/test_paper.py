"""The upgrade manual as the customer's PDF reader shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from bot.errors import SettingsMistake
from bot.slips import paper

TEMPLATES = Path(__file__).parents[2] / "templates"

FACTS = paper.ManualFacts(
    brand="Sistemas Perseo",
    panel_url="https://panel.perseo.example",
    sales_address="ventas@perseo.example",
    phones=(("Ciudad Juárez", "656-616-8770"), ("CDMX", "55-9001-5018"), ("Mérida", "999-981-0444")),
)


def pages(pdf: bytes) -> list[str]:
    """Return the text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_manual_leads_from_the_panel_to_a_first_invoice() -> None:
    found = pages(paper.manual(TEMPLATES, FACTS))

    assert 3 <= len(found) <= 5
    assert "Manual para cambio de versión" in found[0]
    assert "VERSION SAT 4.0" in found[0]
    for needed in ("código postal", "régimen societario", "G03", "S01", "CP01", "626", "CSD", "Exportación", "UUID"):
        assert needed in " ".join(found)


def test_every_page_says_whom_to_ask() -> None:
    for text in pages(paper.manual(TEMPLATES, FACTS)):
        assert "ventas@perseo.example" in text
        assert "656-616-8770" in text


def test_the_same_facts_give_the_same_bytes() -> None:
    """B43: what goes with a frozen letter is itself frozen."""
    assert paper.manual(TEMPLATES, FACTS) == paper.manual(TEMPLATES, FACTS)


def test_the_manual_fits_into_a_letter() -> None:
    assert len(paper.manual(TEMPLATES, FACTS)) < 300_000


@pytest.mark.parametrize("brand", ['#read("/etc/passwd")', '"] #panic("x")', "*Perseo* $x$ @y", "Perseo \\ } ]"])
def test_a_value_is_never_template_source(brand: str) -> None:
    """B98: facts travel as JSON."""
    first = pages(paper.manual(TEMPLATES, replace(FACTS, brand=brand)))[0]

    assert brand in first.replace("”", '"').replace("“", '"')


def test_a_broken_template_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "manual.typ").write_text("#let x = (", encoding="utf-8")

    with pytest.raises(SettingsMistake, match=r"paper/manual\.typ"):
        paper.manual(tmp_path, FACTS)


def test_a_missing_template_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsMistake, match=r"manual\.typ"):
        paper.manual(tmp_path, FACTS)
