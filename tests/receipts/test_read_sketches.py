"""Papers of banks that no labelled file shows: sketches/x.txt draws a page with spaces, x.json says what stands on it.

Two spaces or more part two stretches of text; the same page is read as a text layer and, glued and accentless, as an OCR.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from bot.model import Document, Page, Source, Vendor, Word
from bot.receipts import read
from bot.receipts.report import line

SKETCHES = sorted((Path(__file__).parent / "sketches").glob("*.txt"))
VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
LETTER, LINE = 6.0, 14.0  # page units


def _document(text: str, source: Source) -> Document:
    words = tuple(
        Word(
            _as_an_ocr_reads(found[0]) if source == "ocr" else found[0],
            (found.start() * LETTER, row * LINE, found.end() * LETTER, row * LINE + 10),
        )
        for row, printed in enumerate(text.splitlines())
        for found in re.finditer(r"\S+(?: \S+)*", printed)
    )
    return Document("comprobante.pdf", "pdf", "sketch", 1, (Page(1, 600, 800, source, words),))


def _as_an_ocr_reads(text: str) -> str:
    """Return the text without accents, with words glued and a zero for some capital O."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return (
        re.sub(r"(?<=[A-Za-z.]) (?=(?:del?|la|numerica|operacion)\b)", "", plain)
        .replace("CO", "C0")
        .replace("FO", "F0")
    )


@pytest.mark.parametrize("source", ["text_layer", "ocr"])
@pytest.mark.parametrize("sketch", SKETCHES, ids=lambda path: path.stem)
def test_a_paper_never_seen_is_read(sketch: Path, source: Source) -> None:
    expected: dict[str, Any] = json.loads(sketch.with_suffix(".json").read_text())
    printed = sketch.read_text()
    document = _document(printed, source)

    told = line(sketch.name, read.receipts_of((document,), VENDOR), read.flags_of((document,), VENDOR), 0.0)

    if "none" in expected:
        assert told["payments"] == []
        assert expected["none"] in told["flags"]
        return
    payments = expected.get("payments", [expected])
    kept = ("references", "amount") if source == "ocr" else tuple(payments[0])
    assert [{key: payment[key] for key in kept} for payment in told["payments"]] == [
        {key: payment[key] for key in kept} for payment in payments
    ]
