"""Word pages, written by hand."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.errors import UnreadableFile
from bot.receipts import docx

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_page(body: str, *pictures: str, head: str = "") -> bytes:
    """Return a .docx with this body and pictures of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"{head}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
        for name in pictures:
            archive.writestr(name, b"picture")
    return out.getvalue()


def paragraph(*texts: str) -> str:
    """Return a paragraph, a tab stop between its texts."""
    return "<w:p>" + "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def test_paragraphs_and_table_rows_are_rows() -> None:
    """B89."""
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Monto", "$1,305.00"))
    body = paragraph("Comprobante") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("Folio", "254")

    rows, pictures = docx.opened(word_page(body))

    assert rows == (("Comprobante",), ("Monto", "$1,305.00"), ("Folio", "254"))
    assert pictures == ()


def test_only_pictures_are_taken_out() -> None:
    """B89: macros and embedded files stay where they are."""
    _, pictures = docx.opened(word_page("", "word/media/image1.png", "word/vbaProject.bin", "word/media/x.emf"))

    assert pictures == (b"picture",)


@pytest.mark.parametrize("head", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>'])
def test_entities_are_refused(head: str) -> None:
    with pytest.raises(UnreadableFile, match="not_allowed"):
        docx.opened(word_page("", head=head))


def test_a_damaged_page_is_corrupt() -> None:
    with pytest.raises(UnreadableFile, match="corrupt"):
        docx.opened(word_page("<w:p>"))
    with pytest.raises(UnreadableFile, match="corrupt"):
        docx.opened(word_page(paragraph("a"))[:-40])
