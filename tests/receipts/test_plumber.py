"""The second engine finds what the first one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import UnreadableFile
from bot.receipts import pdf, plumber

if TYPE_CHECKING:
    from paper_samples import MakePdf, Sample


@pytest.mark.parametrize("number", ["001", "002", "004", "007", "010", "048", "050"])
def test_both_engines_read_the_same_words(sample: Sample, number: str) -> None:
    """B83."""
    content = sample(number)[1]
    with pdf.opened(content) as document:
        first = {word.text for word in pdf.sheets(document)[0].words}

    (second,), count = plumber.sheets(content)

    assert {word.text for word in second.words} == first
    assert count == 1


def test_a_form_that_draws_itself_is_survived(make_pdf: MakePdf) -> None:
    """B83: files like this have ended PDFium's process."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"

    (sheet,), _ = plumber.sheets(make_pdf(b"/X Do", form, resources="/XObject<</X 6 0 R>>"))

    assert sheet.words == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"<html>"])
def test_a_damaged_file_is_corrupt(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="corrupt"):
        plumber.sheets(content)
