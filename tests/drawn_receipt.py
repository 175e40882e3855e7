"""A small receipt, drawn, and saved as whatever file a test wants."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

LINES = (
    "Transferencia exitosa",
    "Monto $1,305.00 MXN",
    "Referencia 935447",
    "Cuenta destino 0101644637",
    "Folio 254090759",
)


def drawn(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Return a small receipt."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        pen.text((60, 60 + 90 * number), line, fill="black", font_size=36)
    return image


def saved(image: Image.Image, how: str = "PNG", **options: object) -> bytes:
    """Return the image as a file."""
    out = io.BytesIO()
    image.save(out, how, **options)
    return out.getvalue()
