"""What PDFs say of themselves: for a person to weigh, never a rule."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from bot.receipts.pdf_facts import facts, instant

if TYPE_CHECKING:
    from paper_samples import MakePdf, Sample

    from bot.receipts.reader import Reader


def told(make_pdf: MakePdf, info: str = "", catalog: str = "") -> bytes:
    """Return a PDF with these entries of its Info and of its Catalog; the places in its table are PDFium's to mend."""
    content = make_pdf(b"BT /F 12 Tf 72 700 Td (Referencia 935447) Tj ET", f"<<{info}>>".encode())
    content = content.replace(b"trailer<<", b"trailer<</Info 6 0 R")
    return content.replace(b"/Catalog", b"/Catalog" + catalog.encode())


def test_maker_and_dates_are_kept(make_pdf: MakePdf) -> None:
    content = told(
        make_pdf,
        "/Producer(iText 2.1.7)/Creator(BBVA net cash)"
        "/CreationDate(D:20260914123100-06'00')/ModDate(D:20260914123130-06'00')",
    )

    assert facts(content) == (
        ("producer", "iText 2.1.7"),
        ("creator", "BBVA net cash"),
        ("created", "2026-09-14T12:31:00-06:00"),
        ("modified", "2026-09-14T12:31:30-06:00"),
    )


def test_a_file_changed_after_it_was_made_is_called_edited(make_pdf: MakePdf) -> None:
    content = told(make_pdf, "/CreationDate(D:20260914123100Z)/ModDate(D:20260915080000Z)")

    assert dict(facts(content))["edited"] == "yes"


def test_what_was_appended_is_counted(make_pdf: MakePdf) -> None:
    once = told(make_pdf)
    twice = once + b"\n5 0 obj<</Type/Font>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

    assert facts(once) == ()
    assert facts(twice) == (("updates", "1"), ("edited", "yes"))


def test_the_two_ends_of_a_linearized_file_are_no_update(make_pdf: MakePdf) -> None:
    content = told(make_pdf).replace(b"%PDF-1.4\n", b"%PDF-1.4\n%/Linearized 1\n%%EOF\n")

    assert "updates" not in dict(facts(content))


@pytest.mark.parametrize(
    ("catalog", "name"),
    [
        ("/Names<</JavaScript<<>>>>", "javascript"),
        ("/Names<</J#61va#53cript<<>>>>", "javascript"),
        ("/OpenAction[3 0 R/Fit]", "open_action"),
        ("/Names<</EmbeddedFiles<<>>>>", "embedded_files"),
        ("/X<</S/Launch/F(cmd.exe)>>", "launch"),
    ],
)
def test_what_it_would_do_when_opened_is_recorded(make_pdf: MakePdf, catalog: str, name: str) -> None:
    """B88."""
    assert (name, "yes") in facts(told(make_pdf, catalog=catalog))


def test_what_is_packed_away_is_found_too(make_pdf: MakePdf) -> None:
    """B88."""
    packed = zlib.compress(b"8 0 <</S/JavaScript/JS(app.alert(1))>>")
    content = told(make_pdf) + b"7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n" + packed

    assert ("javascript", "yes") in facts(content)


def test_a_file_that_pdfium_does_not_survive_is_only_looked_through(make_pdf: MakePdf) -> None:
    """B83."""
    content = told(make_pdf, "/Producer(iText)", "/OpenAction[3 0 R/Fit]")

    assert facts(content, survives_pdfium=False) == (("open_action", "yes"),)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 garbage", b"%PDF-1.7 /ObjStm>>stream\n\x00\x01"])
def test_garbage_says_nothing(content: bytes) -> None:
    assert facts(content) == ()


@pytest.mark.parametrize(
    "printed", ["", "D:", "2026-09-14", "D:20261399", "D:20260914256161", "D:20260914123100+99'99'"]
)
def test_what_is_no_date_is_none(printed: str) -> None:
    assert instant(printed) is None


def test_the_facts_come_with_the_document(reader: Reader, sample: Sample) -> None:
    (document,) = reader.read_file(*sample("001"))

    assert "producer" in dict(document.facts)


def test_what_is_no_pdf_has_no_facts(reader: Reader) -> None:
    (document,) = reader.read_file("a.txt", b"%%EOF %%EOF /JavaScript")

    assert document.facts == ()
