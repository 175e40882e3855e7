"""A drawn page -> the five files that customers make of it, the easiest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.further import camera, screens, sheets, strips

if TYPE_CHECKING:
    from random import Random

    from PIL import Image

    from benchmarks.further.page import Drawn, Page


@dataclass(frozen=True, slots=True)
class Copy:
    """One file as it would be attached."""

    kind: str  # pdf_text, pdf_scan, screenshot, photo: the words of the labels
    ending: str
    difficulty: int  # 1 trivial for a person ... 5 hardly readable
    content: bytes


def copy(page: Page, drawn: Drawn, number: int, dice: Random) -> Copy:
    """Return the page as copy 0..4 of what such pages become."""
    if drawn == "phone":
        return _of_phone(screens.screenshot(page, phone=True), number, dice)
    if drawn == "ticket":
        return _of_ticket(strips.picture(page), number, dice)
    if drawn == "paper":
        return (
            Copy("pdf_text", "pdf", 1, sheets.pdf(page))
            if number < 2
            else _of_sheet(sheets.picture(page, 160), number, dice)
        )
    if drawn == "web_pdf" and number < 2:
        return Copy("pdf_text", "pdf", 1, screens.pdf(page))
    return _of_desk(screens.screenshot(page, phone=False), number, dice)


def _of_phone(shot: Image.Image, number: int, dice: Random) -> Copy:
    if number == 0:
        return Copy("screenshot", "png", 1, screens.as_png(shot))
    if number == 1:
        return Copy("screenshot", "jpeg", 2, camera.jpeg(camera.whatsapp(shot, dice), 55))
    if number == 2:
        return Copy("pdf_scan", "pdf", 2, camera.pdf(shot))
    if number == 3:
        return Copy("photo", "jpg", 3, camera.jpeg(camera.monitor(shot, dice, hardness=0.3), 78))
    return Copy("screenshot", "jpeg", 4, camera.jpeg(camera.whatsapp(shot, dice, longest=900), 24))


def _of_desk(shot: Image.Image, number: int, dice: Random) -> Copy:
    if number == 0:
        return Copy("screenshot", "png", 1, screens.as_png(shot))
    if number == 1:
        return Copy("screenshot", "jpeg", 2, camera.jpeg(camera.whatsapp(shot, dice, longest=1100), 60))
    if number == 2:
        return Copy("pdf_scan", "pdf", 2, camera.pdf(camera.scan(shot, dice)))
    if number == 3:
        return Copy("photo", "jpg", 3, camera.jpeg(camera.monitor(shot, dice, hardness=0.35), 75))
    return Copy("photo", "jpg", 5, camera.jpeg(camera.monitor(shot, dice, hardness=0.9, longest=1250), 40))


def _of_sheet(sheet: Image.Image, number: int, dice: Random) -> Copy:
    upper = sheet.crop((0, 0, sheet.width, round(sheet.height * 0.62)))
    if number == 2:
        return Copy("pdf_scan", "pdf", 2, camera.pdf(camera.scan(sheet, dice), dpi=160))
    if number == 3:
        return Copy(
            "photo", "jpg", 3, camera.jpeg(camera.photo(upper, dice, hardness=0.35), 75, dice.choice((1, 6, 8)))
        )
    return Copy("photo", "jpg", 4, camera.jpeg(camera.photo(upper, dice, hardness=0.8, longest=1280), 50))


def _of_ticket(strip: Image.Image, number: int, dice: Random) -> Copy:
    if number == 0:
        return Copy("photo", "jpg", 1, camera.jpeg(camera.photo(strip, dice, hardness=0.1), 85))
    if number == 1:
        return Copy("pdf_scan", "pdf", 2, camera.pdf(camera.scan(strip, dice)))
    if number == 2:
        return Copy(
            "photo",
            "jpg",
            3,
            camera.jpeg(camera.photo(strip, dice, hardness=0.5, longest=1400), 65, dice.choice((1, 6))),
        )
    if number == 3:
        return Copy(
            "photo",
            "jpg",
            4,
            camera.jpeg(camera.photo(camera.faded(strip, dice, 0.4), dice, hardness=0.6, longest=1280), 55),
        )
    return Copy(
        "photo",
        "jpg",
        5,
        camera.jpeg(camera.photo(camera.faded(strip, dice, 0.3), dice, hardness=1.0, longest=1000), 35),
    )
