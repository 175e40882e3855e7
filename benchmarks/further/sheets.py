"""Page -> PDF with a text layer, or the picture of it, drawn by typst."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image

if TYPE_CHECKING:
    from benchmarks.further.page import Page

SHEET = Path(__file__).with_name("sheet.typ")


def pdf(page: Page) -> bytes:
    """Return the page as a PDF with a text layer."""
    return _compiled(page, "pdf", 72)


def picture(page: Page, dpi: int) -> Image.Image:
    """Return the page as a printer puts it on paper."""
    return Image.open(io.BytesIO(_compiled(page, "png", dpi))).convert("RGB")


def _compiled(page: Page, form: Literal["pdf", "png"], dpi: int) -> bytes:
    import typst

    made: bytes | list[bytes] = typst.compile(
        str(SHEET), format=form, ppi=dpi, sys_inputs={"page": json.dumps(page.data())}
    )
    return made if isinstance(made, bytes) else made[0]
