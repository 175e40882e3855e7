"""Picture -> what reaches us of it: a WhatsApp copy, a scan, a photo of paper or of a monitor."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from random import Random

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def whatsapp(picture: Image.Image, dice: Random, *, longest: int = 1280) -> Image.Image:
    """Return the small copy that WhatsApp sends, before its JPEG."""
    scale = min(1.0, longest / max(picture.size))
    smaller = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BICUBIC)
    return _as_picture(_noisy(np.asarray(smaller), dice, 1.0))


def scan(picture: Image.Image, dice: Random) -> Image.Image:
    """Return the sheet as an office scanner sees it: slightly turned, greyish, a little noise."""
    turned = picture.rotate(dice.uniform(-1.4, 1.4), Image.Resampling.BICUBIC, expand=True, fillcolor=(244, 244, 242))
    return _as_picture(_noisy(np.asarray(turned.convert("L").convert("RGB")), dice, 5.0))


def photo(picture: Image.Image, dice: Random, *, hardness: float, longest: int = 2000) -> Image.Image:
    """Return a photograph of the paper on a table; hardness 0..1 grows tilt, shadow, blur and noise."""
    lying = _laid_down(np.asarray(picture), dice, hardness)
    shaded = _shaded(lying, dice, hardness)
    smaller = _as_picture(shaded)
    smaller.thumbnail((longest, longest), Image.Resampling.BICUBIC)
    blurred = cv2.GaussianBlur(np.asarray(smaller), (0, 0), 0.5 + 0.7 * hardness)
    return _as_picture(_noisy(blurred, dice, 2 + 6 * hardness))


def monitor(picture: Image.Image, dice: Random, *, hardness: float, longest: int = 1800) -> Image.Image:
    """Return a photograph of a screen: its raster, its blue, a reflection, then as a photo of paper."""
    framed = cv2.copyMakeBorder(np.asarray(picture), 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(24, 24, 26))
    rows, columns = np.mgrid[0 : framed.shape[0], 0 : framed.shape[1]]
    raster = 1 + (0.03 + 0.05 * hardness) * np.sin(columns / 1.9 + rows / 37.0) * np.sin(rows / 2.3)
    tinted = framed * raster[..., None] * np.array((0.93, 0.97, 1.04))
    return photo(_as_picture(tinted), dice, hardness=hardness, longest=longest)


def faded(picture: Image.Image, dice: Random, rest: float) -> Image.Image:
    """Return thermal paper of some age: rest 0..1 of the black is left, less in some bands."""
    pixels = np.asarray(picture).astype(np.float32)
    rows = np.arange(pixels.shape[0])[:, None, None]
    band = rest + (1 - rest) * 0.5 * (1 + np.sin(rows / dice.uniform(120, 260) + dice.uniform(0, 6))) * 0.5
    return _as_picture(246 - (246 - pixels) * band)


def jpeg(picture: Image.Image, quality: int, exif_orientation: int = 1) -> bytes:
    """Return a JPEG of a quality 1..95; turned, with the EXIF word that turns it back, when told 6 or 8."""
    turned = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    exif = Image.Exif()
    if exif_orientation in turned:
        picture = picture.transpose(turned[exif_orientation])
        exif[0x0112] = exif_orientation
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality, exif=exif)
    return held.getvalue()


def pdf(*pictures: Image.Image, dpi: int = 150) -> bytes:
    """Return a PDF with one picture a page and no text."""
    held = io.BytesIO()
    pictures[0].save(held, "PDF", resolution=dpi, quality=70, save_all=True, append_images=pictures[1:])
    return held.getvalue()


def _laid_down(pixels: Pixels, dice: Random, hardness: float) -> Pixels:
    height, width = pixels.shape[:2]
    edge = round(0.06 * max(height, width))
    table = np.array(dice.choice(((118, 96, 74), (92, 96, 104), (168, 158, 146), (60, 52, 48))), np.uint8)
    ground = np.broadcast_to(table, (height + 2 * edge, width + 2 * edge, 3)).copy()
    away = 0.012 + 0.05 * hardness
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = [
        [x + edge + dice.uniform(-away, away) * width, y + edge + dice.uniform(-away, away) * height]
        for x, y in corners
    ]
    matrix = cv2.getPerspectiveTransform(corners, np.array(moved, np.float32))
    warped = cv2.warpPerspective(
        pixels, matrix, ground.shape[1::-1], dst=ground, borderMode=cv2.BORDER_TRANSPARENT, flags=cv2.INTER_AREA
    )
    turn = cv2.getRotationMatrix2D(
        (ground.shape[1] / 2, ground.shape[0] / 2), dice.uniform(-1, 1) * (1 + 5 * hardness), 1
    )
    filled = tuple(int(value) for value in table)
    return np.asarray(cv2.warpAffine(warped, turn, ground.shape[1::-1], borderValue=filled), np.uint8)


def _shaded(pixels: Pixels, dice: Random, hardness: float) -> Pixels:
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]].astype(np.float32)
    slope = rows / pixels.shape[0] * dice.uniform(-1, 1) + columns / pixels.shape[1] * dice.uniform(-1, 1)
    hand = 1 / (
        1 + np.exp(-(columns - pixels.shape[1] * dice.uniform(0.55, 0.9) + rows * 0.3) / (30 + 200 * (1 - hardness)))
    )
    light = 0.94 + 0.12 * hardness * slope - 0.45 * hardness * hand
    return _whole(pixels * np.clip(light, 0.3, 1.1)[..., None])


def _noisy(pixels: Any, dice: Random, sigma: float) -> Pixels:
    grain = np.random.default_rng(dice.getrandbits(32)).normal(0, sigma, pixels.shape)
    return _whole(pixels + grain)


def _as_picture(pixels: Any) -> Image.Image:
    return Image.fromarray(_whole(pixels))


def _whole(pixels: Any) -> Pixels:
    """Return the pixels as whole numbers 0..255."""
    return np.asarray(np.clip(pixels, 0, 255).astype(np.uint8))
