"""Receipts drawn in the machine's own fonts, worn and photographed small -> amounts right, unread and wrong.

    apt-get install fonts-ocr-a fonts-ocr-b fonts-roboto fonts-lato fonts-tlwg-mono-ttf ...
    .venv/bin/python -m benchmarks.worn [--first 1000] [--count 500]

One plain layout; what differs is the print. A tenth of them a person reads with pains. No label is measured here.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.lines import opened, told
from bot.receipts.reader import Reader
from bot.settings import load

FONTS = Path("/usr/share/fonts")
_NO_PRINT = re.compile(r"Noto(?!Sans-|Serif-|SansMono-)|Math|Symbol|Emoji|Italic|Oblique|Ornament|Icon|Smallcaps|Thin")
_SHAPES = ("${}", "${}", "${}", "$ {}", "$***{}", "${} MXN", "{}", "MXN {}", "${} M.N.", "*{}*")
_TITLES = ("COMPROBANTE DE TRANSFERENCIA", "Transferencia exitosa", "DEPOSITO EN EFECTIVO", "Pago realizado")
_PAPERS = ((255, 255, 255), (246, 244, 236), (235, 235, 228))
_INKS = ((20, 20, 20), (60, 60, 70), (90, 90, 95))


def main() -> None:
    """Draw so many receipts, read each, and print what became of their amounts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--first", type=int, default=1000, help="the first number: one number is one paper")
    parser.add_argument("--count", type=int, default=500)
    asked = parser.parse_args()
    fonts = sorted(file for file in FONTS.rglob("*.[to]tf") if not _NO_PRINT.search(file.name))
    vendor = load(Path(__file__).parents[1] / "config", environment={}).vendor
    reader, became = Reader(), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        for number in range(asked.first, asked.first + asked.count):
            picture, amount, font = drawn(number, fonts)
            file = Path(place) / f"{number}.jpg"
            file.write_bytes(picture)
            read = [payment["amount"] for payment in told(reader, opened(reader, file), vendor)["payments"]]
            verdict = "right" if read == [amount] else "wrong" if any(read) else "unread"
            became[verdict] += 1
            if verdict == "wrong":
                print(number, font.name, "printed", amount, "read", ", ".join(filter(None, read)))
    reader.close()
    print(f"{asked.count} receipts in {len(fonts)} fonts:", dict(became))


def drawn(number: int, fonts: list[Path]) -> tuple[bytes, str, Path]:
    """Return a JPEG, the amount printed on it ("1305.00") and its font."""
    dice = random.Random(number)  # noqa: S311 - a repeatable choice, no secret
    file, size = dice.choice(fonts), dice.choice((18, 20, 24, 28, 32))
    amount = round(dice.choice((dice.uniform(100, 999), dice.uniform(600, 9999), dice.uniform(10000, 60000))), 2)
    amount = amount if dice.random() < 0.3 else float(int(amount))
    shown = dice.choice(_SHAPES).format(f"{amount:,.2f}")
    rows = (
        ("BANCO DEL PUEBLO", ""), (dice.choice(_TITLES), ""), ("Fecha", "12/10/2026 13:22"),
        ("Cuenta destino", "****6374"), ("Beneficiario", "SISTEMAS PERSEO SA DE CV"), ("Importe", shown),
        ("Referencia", str(dice.randrange(905_000, 999_999))), ("Folio", str(dice.randrange(10**8, 10**10))),
        ("Estatus", "OPERACION EXITOSA"),
    )  # fmt: skip
    ink, paper = ((240, 240, 240), (25, 28, 40)) if dice.random() < 0.15 else (dice.choice(_INKS), dice.choice(_PAPERS))
    page = _page(rows, ImageFont.truetype(file, size), size, ink, paper, stacked=dice.random() < 0.35)
    worn, out = _worn(page, dice) if dice.random() < 0.75 else page, io.BytesIO()
    worn.save(out, "JPEG", quality=dice.choice((35, 55, 75, 90)))
    return out.getvalue(), f"{amount:.2f}", file


def _page(
    rows: tuple[tuple[str, str], ...],
    font: ImageFont.FreeTypeFont,
    size: int,
    ink: tuple[int, int, int],
    paper: tuple[int, int, int],
    *,
    stacked: bool,
) -> Image.Image:
    """Return the rows, each value at the right edge or below its label."""
    wide, line = 28 * size, int(1.6 * size)
    page = Image.new("RGB", (wide, line * len(rows) * (2 if stacked else 1) + 4 * size), paper)
    pen, top = ImageDraw.Draw(page), 2 * size
    for label, value in rows:
        pen.text((size, top), label, font=font, fill=ink)
        top += line if stacked and value else 0
        pen.text((size if stacked else wide - size - pen.textlength(value, font=font), top), value, font=font, fill=ink)
        top += line
    return page


def _worn(page: Image.Image, dice: random.Random) -> Image.Image:
    """Return the page as a small photograph: askew, in a shadow, out of focus, with noise."""
    drawn_page: Any = np.asarray(page).astype(np.float32)
    high, wide = drawn_page.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    share = dice.choice((0.01, 0.03, 0.05))
    moved = [[x + dice.uniform(-share, share) * wide, y + dice.uniform(-share, share) * high] for x, y in corners]
    askew = cv2.getPerspectiveTransform(corners, np.array(moved, np.float32))
    seen: Any = cv2.warpPerspective(drawn_page, askew, (wide, high), borderValue=(120, 110, 100))
    seen = seen * (1 - dice.uniform(0, 0.4) * np.linspace(0, 1, wide)[None, :, None])
    seen = cv2.GaussianBlur(seen, (0, 0), dice.choice((0.3, 0.6, 0.9, 1.3, 1.8)))
    seen = seen + np.random.default_rng(dice.randrange(10**6)).normal(0, dice.choice((2, 6, 12)), seen.shape)
    smaller = dice.choice((1, 1, 0.8, 0.65, 0.5))
    pixels = np.clip(seen, 0, 255).astype(np.uint8)
    return Image.fromarray(cv2.resize(pixels, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA))


if __name__ == "__main__":
    main()
