"""Page -> screenshot, or PDF by "print to PDF", drawn by Chromium."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from benchmarks.further.page import Field, Grid, Hero, Hidden, Note, Page, Pair, Section

if TYPE_CHECKING:
    from benchmarks.further.page import Block

PHONE = (412, 2.6)  # CSS pixels wide, device pixels per CSS pixel: 1071 pixels
DESK = (1080, 1.25)
_HEIGHT = 1500  # CSS pixels; what is empty below the page is cut off
_STYLE = Path(__file__).with_name("screen.css")  # COLOUR, FONT, BACK, INK, FAINT and LINE are put in


def missing() -> str | None:
    """Return what to install when no Chromium is here."""
    return None if shutil.which("chromium") else "chromium is missing: apt-get install chromium"


def screenshot(page: Page, *, phone: bool) -> Image.Image:
    """Return the page as a telephone or a desk screen shows it, in device pixels."""
    width, scale = PHONE if phone else DESK
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder, "shot.png")
        size = (f"--window-size={width},{_HEIGHT}", f"--force-device-scale-factor={scale}")
        _chromium(folder, as_html(page, phone=phone), f"--screenshot={shot}", *size)
        with Image.open(shot) as picture:
            return _trimmed(picture.convert("RGB"), round(760 * scale) if phone else 0)


def pdf(page: Page) -> bytes:
    """Return the page as the browser prints it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "page.pdf")
        _chromium(folder, as_html(page, phone=False), f"--print-to-pdf={made}", "--no-pdf-header-footer")
        return made.read_bytes()


def as_html(page: Page, *, phone: bool) -> str:
    """Return the page as HTML."""
    ink = ("#101014", "#f2f2f5", "#9c9caa", "#2c2c34") if page.dark else ("#ffffff", "#1b1b1f", "#6a6a75", "#e2e2e8")
    style = _STYLE.read_text("utf-8").replace("FONT", f"'{page.font}'").replace("COLOUR", page.colour)
    for word, colour in zip(("BACK", "INK", "FAINT", "LINE"), ink, strict=True):
        style = style.replace(word, colour)
    bar = "<div class=bar><span>9:41</span><span>LTE 78%</span></div>" if phone else ""
    button = f"<div class=button>{html.escape(page.button)}</div>" if phone else ""
    body = "".join(map(_drawn, page.blocks))
    return (
        f"<!doctype html><meta charset=utf-8><style>{style}</style>{bar}<div "
        f"class=brand>{html.escape(page.brand)}</div>"
        f"<div class='page {page.skin}'><h1>{html.escape(page.title)}</h1><div class=fields>{body}</div>{button}</div>"
    )


def _drawn(block: Block) -> str:
    say = html.escape
    match block:
        case Field(label, value):
            drawn = f"<div class=field><div class=label>{say(label)}</div><div class=value>{say(value)}</div></div>"
        case Pair(left, right):
            drawn = f"<div class=pair>{_drawn(left)}{_drawn(right)}</div>"
        case Hero(value, caption):
            drawn = f"<div class=hero>{say(value)}</div><div class=caption>{say(caption)}</div>"
        case Section(title):
            drawn = f"<h2>{say(title)}</h2>"
        case Note(text):
            drawn = f"<div class=note>{say(text)}</div>"
        case Hidden(text):
            drawn = f"<div style='color:#fff;font-size:1px'>{say(text)}</div>"
        case Grid(head, rows):
            drawn = f"<table>{_row('th', head)}{''.join(_row('td', row) for row in rows)}</table>"
    return drawn


def _row(cell: str, texts: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<{cell}>{html.escape(text)}</{cell}>" for text in texts) + "</tr>"


def _chromium(folder: str, text: str, *options: str) -> None:
    source = Path(folder, "page.html")
    source.write_text(text, encoding="utf-8")
    usual = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile")
    command = [shutil.which("chromium") or "chromium", *usual, *options, source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 - our own page


def _trimmed(picture: Image.Image, at_least: int) -> Image.Image:
    back = Image.new("RGB", picture.size, picture.getpixel((2, picture.height - 2)))
    _, _, _, bottom = ImageChops.difference(picture, back).getbbox() or (0, 0, 0, picture.height)
    return picture.crop((0, 0, picture.width, min(picture.height, max(bottom + 40, at_least))))


def as_png(picture: Image.Image) -> bytes:
    """Return the picture as a PNG file."""
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
