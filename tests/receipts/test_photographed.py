"""One receipt as people photograph, forward and show it: amount and reference are read in every picture of it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from test_read import VENDOR

from bot.receipts import read
from bot.receipts.document import document
from bot.receipts.unpack import Leaf

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = {
    "Transferencia exitosa": "",
    "Importe": "$1,305.00 MXN",
    "Referencia numérica": "935447",
    "Concepto": "Pago de timbres",
    "Cuenta destino": "0101644637",
    "Beneficiario": "Sistemas Perseo",
    "Fecha": "14/09/2026",
    "Folio": "254090759",
}


def receipt() -> Image.Image:
    """Return the receipt as the app of a bank draws it."""
    image = Image.new("RGB", (1080, 1500), "white")
    pen = ImageDraw.Draw(image)
    for number, (label, value) in enumerate(ROWS.items()):
        pen.text((70, 120 + 160 * number), label, fill=(70, 70, 70), font_size=40)
        pen.text((560, 120 + 160 * number), value, fill="black", font_size=42)
    return image


def in_a_shadow(image: Image.Image) -> Image.Image:
    light = np.linspace(0.3, 1.0, image.width)[None, :, None]
    return Image.fromarray((np.asarray(image) * light).astype("uint8"))


def on_a_table(image: Image.Image, share: float, turn: float) -> Image.Image:
    """Return a photograph of 12 megapixels that the turned receipt fills to a share of its height."""
    table = Image.new("RGB", (3024, 4032), (120, 95, 70))
    paper = image.resize((round(image.width * share * 4032 / image.height), round(share * 4032)))
    cut = Image.new("L", paper.size, 255).rotate(turn, expand=True)
    table.paste(paper.rotate(turn, expand=True), ((3024 - cut.width) // 2, (4032 - cut.height) // 2), cut)
    return table


def off_a_monitor(image: Image.Image) -> Image.Image:
    """Return the receipt through the red, green and blue stripes of a screen, a little turned: moiré."""
    dots = np.asarray(image.resize((720, 1000))).repeat(3, axis=0).repeat(3, axis=1).astype(float)
    mask = np.full(dots.shape, 0.3)
    for colour in range(3):
        mask[:, colour::3, colour] = 1.0
    screen = Image.fromarray(np.clip(1.7 * dots * mask, 0, 255).astype("uint8"))
    return screen.filter(ImageFilter.GaussianBlur(0.9)).rotate(2.5, expand=True).resize((1400, 1900))


@pytest.mark.parametrize(
    "taken",
    [
        pytest.param(lambda image: image.resize((300, 417)), id="forwarded small"),
        pytest.param(ImageOps.invert, id="dark mode"),
        pytest.param(in_a_shadow, id="shadow"),
        pytest.param(lambda image: on_a_table(image, 0.8, 17), id="tilted"),
        pytest.param(lambda image: on_a_table(image, 0.25, -4), id="far away"),
        pytest.param(lambda image: on_a_table(image, 0.6, 180), id="upside down"),
        pytest.param(off_a_monitor, id="off a monitor"),
        pytest.param(lambda image: image.filter(ImageFilter.GaussianBlur(4)), id="blurred"),
    ],
)
def test_amount_and_reference_are_read_however_it_was_taken(taken: Callable[[Image.Image], Image.Image]) -> None:
    out = io.BytesIO()
    taken(receipt()).save(out, "JPEG", quality=60)

    (found,) = read.receipts_of((document(Leaf("foto.jpg", "image", out.getvalue())),), VENDOR)

    assert (found.amount, found.references) == (130_500, ("935447",))


UNCLEAR = Path(__file__).parent / "unclear"
"""Receipts in small, worn print; each is named by the amount that a person reads in it."""


@pytest.mark.parametrize("picture", sorted(UNCLEAR.glob("*.jpg")), ids=lambda picture: picture.stem)
def test_small_print_that_reads_in_two_ways_gives_no_wrong_amount(picture: Path) -> None:
    found = read.receipts_of((document(Leaf(picture.name, "image", picture.read_bytes())),), VENDOR)

    assert [receipt.amount for receipt in found] in ([None], [round(float(picture.stem) * 100)])
