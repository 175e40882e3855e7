"""What customers attach that proves no payment: slips, invoices, statements, screens before sending, pictures."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from benchmarks.further import before_sending, camera, no_proof, screens, sheets, strips
from benchmarks.further.made import Made, negative
from benchmarks.further.paid import roll
from benchmarks.further.slips import invoice, payment_complement, quote, slip

if TYPE_CHECKING:
    from collections.abc import Iterator


def every(seed: int) -> Iterator[Made]:
    """Yield the files, about thirty."""
    dice = Random(f"{seed} negatives")
    yield from _papers(dice)
    yield from _screens(dice)
    yield from _pictures(dice)


def _papers(dice: Random) -> Iterator[Made]:
    paid = [roll(dice, "field") for _ in range(12)]
    drawn = (
        ("payment_slip", slip(paid[0]), "payment_slip"),
        ("cfdi", invoice(paid[1]), "cfdi_invoice"),
        ("cfdi_payment", payment_complement(paid[2]), "cfdi_invoice"),
        ("quote", quote(paid[3]), "quote"),
        ("statement", no_proof.statement(paid[4], dice), "statement"),
        ("contract", no_proof.contract(), "not_a_receipt"),
        ("tax_certificate", no_proof.tax_certificate(), "not_a_receipt"),
    )
    for name, page, reason in drawn:
        yield negative(name, "pdf", sheets.pdf(page), reason)
        yield negative(
            name, "jpg", camera.jpeg(camera.photo(sheets.picture(page, 150), dice, hardness=0.25), 75), reason
        )
    shop = strips.picture(no_proof.groceries())
    yield negative("groceries", "jpg", camera.jpeg(camera.photo(shop, dice, hardness=0.2), 75), "not_a_receipt")


def _screens(dice: Random) -> Iterator[Made]:
    paid = [roll(dice, "concept") for _ in range(12)]
    drawn = (
        ("slip_screen", slip(paid[0]), "payment_slip"),
        ("confirm_azteca", before_sending.confirm_rows(paid[1]), "confirm_before_sending"),
        ("confirm_nu", before_sending.confirm_hero(paid[2]), "confirm_before_sending"),
        ("confirm_token", before_sending.confirm_token(paid[3]), "confirm_before_sending"),
        ("confirm_question", before_sending.confirm_question(paid[4]), "confirm_before_sending"),
        ("movements", before_sending.movements(paid[5], dice), "statement"),
        ("payee_added", before_sending.payee_added(), "not_a_receipt"),
        ("limits", before_sending.limits(), "not_a_receipt"),
        ("collect_request", before_sending.collect(paid[6]), "not_a_receipt"),
    )
    for number, (name, page, reason) in enumerate(drawn):
        shot = screens.screenshot(page, phone=True)
        small = number % 2
        content = camera.jpeg(camera.whatsapp(shot, dice), 55) if small else screens.as_png(shot)
        yield negative(name, "jpeg" if small else "png", content, reason)


def _pictures(dice: Random) -> Iterator[Made]:
    yield negative("logo", "png", screens.as_png(_logo()), "not_a_document")
    yield negative("landscape", "jpg", camera.jpeg(_landscape(dice), 80), "not_a_document")
    yield negative("blank", "pdf", camera.pdf(Image.new("RGB", (1275, 1650), "white")), "blank")
    yield negative(
        "blank",
        "jpg",
        camera.jpeg(camera.photo(Image.new("RGB", (900, 1200), "white"), dice, hardness=0.2), 70),
        "blank",
    )
    whole = screens.as_png(screens.screenshot(before_sending.limits(), phone=True))
    yield negative("corrupt", "png", whole[: len(whole) // 9], "corrupt")
    yield negative("corrupt", "pdf", sheets.pdf(before_sending.limits())[:700], "corrupt")
    held = io.BytesIO()
    _logo().convert("P").save(held, "GIF")
    yield negative("logo", "gif", held.getvalue(), "not_a_document")


def _logo() -> Image.Image:
    logo = Image.new("RGB", (420, 160), "white")
    pen = ImageDraw.Draw(logo)
    pen.ellipse((20, 20, 140, 140), fill=(20, 83, 45))
    pen.polygon(((80, 35), (120, 120), (40, 120)), fill=(250, 204, 21))
    pen.text((165, 55), "PAPELERIA", font_size=38, fill=(40, 40, 40))
    return logo


def _landscape(dice: Random) -> Image.Image:
    view = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    pen = ImageDraw.Draw(view)
    for _ in range(60):
        left, top = dice.randrange(1600), dice.randrange(500, 1200)
        pen.ellipse(
            (left, top, left + dice.randrange(40, 400), top + dice.randrange(30, 200)),
            fill=(dice.randrange(90), dice.randrange(60, 160), dice.randrange(80)),
        )
    return camera.photo(view, dice, hardness=0.4)
