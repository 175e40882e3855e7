"""Image file -> its frames as they are seen, whatever the format and the way the telephone was held."""

from __future__ import annotations

import io
import warnings
from itertools import islice
from typing import Any

from bot.errors import UnreadableFile

MOST_PIXELS = 40_000_000
MOST_FRAMES = 10
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "MPO")  # never EPS (Ghostscript), PSD, FITS, ...


def pictures(content: bytes) -> tuple[Any, ...]:
    """Return the frames of an image file as numpy BGR, EXIF orientation applied; UnreadableFile when it cannot be.

    A TIFF gives its first ten pages, every other format its first frame.
    """
    from PIL import Image, ImageSequence
    from pillow_heif import register_heif_opener

    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=FORMATS) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if image.width * image.height > MOST_PIXELS:
                raise UnreadableFile("too_large", f"{image.width}x{image.height}")
            most = MOST_FRAMES if image.format == "TIFF" else 1
            most = max(min(most, 2 * MOST_PIXELS // max(image.width * image.height, 1)), 1)
            return tuple(_bgr(_upright_rgb(frame)) for frame in islice(ImageSequence.Iterator(image), most))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UnreadableFile("too_large", str(error)) from error
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, MemoryError) as error:
        raise UnreadableFile("corrupt", type(error).__name__) from error


def _upright_rgb(frame: Any) -> Any:
    from PIL import ExifTags, Image, ImageOps

    across, down = (float(dots) or 1.0 for dots in frame.info.get("dpi", (1, 1)))
    # a copy of 12 Mpx takes 48 MB, so none is made of a picture that stands upright in colours already
    turned = frame.getexif().get(ExifTags.Base.Orientation, 1) != 1
    upright = ImageOps.exif_transpose(frame) if turned else frame
    if max(across / down, down / across) > 1.5:  # a fax has 204 x 98 dots an inch
        upright = upright.resize((upright.width, max(round(upright.height * across / down), 1)))
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        layer = upright.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    if upright.mode.startswith("I"):
        upright = upright.point(lambda value: value / 256).convert("L")
    return upright if upright.mode == "RGB" else upright.convert("RGB")


def _bgr(image: Any) -> Any:
    """Return an RGB image of Pillow's as OpenCV has it: numpy BGR."""
    import cv2
    import numpy as np

    rgb = np.asarray(image)
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR, np.empty_like(rgb))  # numpy's own lack of memory is a MemoryError
