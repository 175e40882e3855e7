"""A drawn paper -> what a scanner or a phone's camera makes of it."""

from __future__ import annotations

from io import BytesIO
from random import Random
from time import struct_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# A fixed date inside the PDF: the same paper gives the same bytes.
_LONG_AGO = struct_time((2026, 1, 1, 0, 0, 0, 3, 1, 0))


def scanned(drawn: bytes) -> bytes:
    """Return a PDF that holds only a picture: the page a little turned, grey and grainy."""
    from PIL import Image, ImageFilter

    with Image.open(BytesIO(drawn)) as opened:
        page = opened.convert("L")
    page = page.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=246).filter(ImageFilter.GaussianBlur(0.6))
    page = _grainy(page.convert("RGB"), 0.05, seed=3).convert("L")
    pdf = BytesIO()
    page.save(pdf, "PDF", resolution=150, quality=80, creationDate=_LONG_AGO, modDate=_LONG_AGO)
    return pdf.getvalue()


def photographed(drawn: bytes, form: str = "JPEG", seed: int = 7) -> bytes:
    """Return a photo of the paper on a table: seen aslant, a shadow over it, soft and grainy; JPEG or HEIF."""
    from PIL import Image, ImageFilter

    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    with Image.open(BytesIO(drawn)) as opened:
        paper = opened.convert("RGB")
    photo = _aslant(_on_a_table(paper, seed))
    photo = _shadowed(photo).filter(ImageFilter.GaussianBlur(0.7))
    taken = BytesIO()
    _grainy(photo, 0.06, seed).save(taken, form, quality=82)
    return taken.getvalue()


def _on_a_table(paper: Image, seed: int) -> Image:
    """Return the paper with a table of blurred wood around it, a sixth of its size on each side."""
    from PIL import Image

    wide, high = paper.width * 4 // 3, paper.height * 4 // 3
    grain = Image.frombytes("L", (6, 40), Random(seed).randbytes(240)).resize((wide, high), Image.Resampling.BICUBIC)
    table = Image.merge("RGB", [grain.point(_shade(base)) for base in (118, 84, 58)])
    table.paste(paper, ((wide - paper.width) // 2, (high - paper.height) // 2))
    return table


def _shade(base: int) -> list[int]:
    """Return the table of 256 tones around `base`."""
    return [base + tone // 8 for tone in range(256)]


def _aslant(scene: Image) -> Image:
    """Return the scene as seen from one side: its corners are taken from inside the picture, unevenly."""
    from PIL import Image

    wide, high = scene.size
    corners = (0.06, 0.03, 0.01, 0.97, 0.95, 0.99, 0.98, 0.06)  # upper left, lower left, lower right, upper right
    places = tuple(part * (wide, high)[index % 2] for index, part in enumerate(corners))
    return scene.transform((wide, high), Image.Transform.QUAD, places, Image.Resampling.BICUBIC)


def _shadowed(scene: Image) -> Image:
    """Return the scene with the shadow of a hand that grows towards one side."""
    from PIL import Image

    light = Image.linear_gradient("L").rotate(70, expand=False, fillcolor=200).resize(scene.size)
    dark = scene.point(lambda tone: int(tone * 0.62))
    return Image.composite(scene, dark, light.point(lambda tone: 60 + tone * 3 // 4))


def _grainy(picture: Image, share: float, seed: int) -> Image:
    """Return the picture with `share` (0..1) of noise that is always the same."""
    from PIL import Image

    noise = Image.frombytes("L", picture.size, Random(seed).randbytes(picture.width * picture.height))
    return Image.blend(picture, noise.convert("RGB"), share)
