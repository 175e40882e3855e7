"""Receipts that one look does not read: far away in a large photograph."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from bot.receipts import ocr
from bot.receipts.nearer import nearer

LINES = {
    "Cuenta destino": "0101644637",
    "Importe": "$1,305.00 MXN",
    "Referencia": "935447",
    "Fecha": "14/09/2026",
    "Folio": "254090759",
    "Clave de rastreo": "BNET01002609140042187732",
}


def far_away() -> Image.Image:
    """Return a photograph of 12 megapixels with a receipt in small print in its middle."""
    image = Image.new("RGB", (4000, 3000), (120, 110, 90))
    pen = ImageDraw.Draw(image)
    pen.rectangle((1600, 1100, 2300, 1700), fill="white")
    for number, (label, value) in enumerate(LINES.items()):
        pen.text((1650, 1160 + 95 * number), label, fill="black", font_size=20)
        pen.text((1850, 1160 + 95 * number), value, fill="black", font_size=20)
    return image


def test_print_that_is_far_away_is_read_from_nearby() -> None:
    page, words = ocr.read(np.ascontiguousarray(np.asarray(far_away())[:, :, ::-1]))

    read = nearer(page, words)

    texts = {word.text.replace(" ", "") for word in read}
    assert {text.replace(" ", "") for line in LINES.items() for text in line} == texts
    assert len(words) < len(read)
    reference = next(word for word in read if word.text == "935447")
    assert abs(reference.box[0] - 1850) < 15
    assert abs((reference.box[1] + reference.box[3]) / 2 - (1160 + 95 * 2 + 8)) < 15
