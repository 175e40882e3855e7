"""Picture -> words with places, by RapidOCR, standing upright whichever way it was taken."""

from __future__ import annotations

import io
import math
import unicodedata
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.errors import UnreadableFile
from bot.model import Box, Word
from bot.receipts import nets

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PIXELS = 40_000_000
MOST_FRAMES = 10
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "MPO")  # never EPS (Ghostscript), PSD, FITS, ...
USUAL_SIDE = 960  # pixels the detector looks at: the longer side is made so short
SETTINGS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # a line turned by mistake loses digits; whole pages are turned below
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": USUAL_SIDE,
    "Rec.rec_batch_num": 1,
    "Rec.rec_img_shape": [3, 48, 48],
}
SCROLL = 3  # times as high as wide: no telephone is
_LONGEST = 60  # heights of a line: the recogniser refuses much longer ones
_LINE = 48  # pixels high, as the recogniser looks at a line
LEAST_TILT = 0.4  # degrees: half a line's height over a page's width


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture standing upright, and the way there from the detector's boxes."""

    picture: Any  # numpy BGR, turned by quarters only
    quads: Any  # numpy (n, 4, 2) on it
    matrix: Any  # numpy (2, 3): from its pixels to the straightened page
    width: float
    height: float


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


def read(picture: Any) -> tuple[Upright, tuple[Word, ...]]:
    """Return the page in the picture, straightened, and its words."""
    if _is_scroll(picture):
        return _straightened(picture, None), _scrolled(picture)
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=True)
    turns = _quarter_turns(picture, found.boxes)
    if turns:
        import numpy as np

        turned = np.ascontiguousarray(np.rot90(picture, turns))
        other = _engine()(turned, use_det=True, use_cls=False, use_rec=True)
        if turns != 2 or _surely_read(other) > _surely_read(found):  # of bad print the vote may be wrong
            picture, found = turned, other
    page = _straightened(picture, found.boxes)
    texts = zip(found.txts or (), found.scores or (), page.quads, strict=True)
    words = tuple(Word(_tidy(text), _box(quad, page), _sure(score)) for text, score, quad in texts)
    return page, words


def _surely_read(found: Any) -> float:
    """Return how many letters were recognised, the unsure ones counted for little."""
    return sum(len(text) * float(score) ** 4 for text, score in zip(found.txts or (), found.scores or (), strict=True))


def read_part(page: Upright, box: Box, scale: float) -> tuple[Word, ...]:
    """Return the words in `box` (pixels of the page) when it is made `scale` times as large and read at that size."""
    import numpy as np

    part = part_of(page, box, scale)
    with _detecting(max(part.shape[:2])):
        found = _engine()(part, use_det=True, use_cls=False, use_rec=True)
    back = Upright(part, None, np.array([[1 / scale, 0, box[0]], [0, 1 / scale, box[1]]]), page.width, page.height)
    lines = zip(found.txts or (), found.scores or (), found.boxes if found.txts else (), strict=True)
    return tuple(Word(_tidy(text), _box(quad, back), _sure(score)) for text, score, quad in lines)


def part_of(page: Upright, box: Box, scale: float) -> Any:
    """Return what stands in `box` (pixels of the page), `scale` times as large."""
    matrix = page.matrix * scale
    matrix[:, 2] -= (box[0] * scale, box[1] * scale)
    return _warped(page.picture, matrix, (box[2] - box[0]) * scale, (box[3] - box[1]) * scale)


def stand_upright(picture: Any) -> Any:
    """Return the picture as the page that `read` measured its boxes on (the detector runs, nothing is recognised)."""
    import numpy as np

    if _is_scroll(picture):
        return picture
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    turns = _quarter_turns(picture, found.boxes)
    if turns:
        picture = np.ascontiguousarray(np.rot90(picture, turns))
        found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    page = _straightened(picture, found.boxes)
    return _warped(picture, page.matrix, page.width, page.height)


def read_crop(picture: Any, box: Box) -> str:
    """Return what stands in `box` (pixels of an upright picture) when it alone is enlarged and read again."""
    import cv2

    height = box[3] - box[1]
    # the detector leaves air around a line; a little less of it above and below reads better than more
    left, right = max(int(box[0] - 0.15 * height), 0), math.ceil(box[2] + 0.15 * height)
    top, bottom = max(int(box[1] + 0.05 * height), 0), math.ceil(box[3] - 0.05 * height)
    crop = picture[top : max(bottom, 0), left : max(right, 0)]
    if crop.size == 0 or min(crop.shape[:2]) < 3:
        return ""
    scale = min(max(64 / crop.shape[0], 0.2), 4.0)  # the recogniser looks at lines 48 pixels high
    crop = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    found = _engine()(crop, use_det=False, use_cls=False, use_rec=True)
    return _tidy(" ".join(found.txts or ()))


def read_again(page: Upright, box: Box) -> tuple[tuple[str, float], ...]:
    """Return what stands in `box` (pixels of the page), read as it is and as its negative: two eyes of one net.

    Each text comes with the recogniser's confidence, 0..1; () of a line that is too long for a sum.
    """
    height = max(box[3] - box[1], 1.0)
    if box[2] - box[0] > _LONGEST * height:
        return ()
    aside, less = 0.15 * height, 0.05 * height  # the air that `read_crop` leaves
    scale = min(max(_LINE / height, 0.3), 6.0)
    line = part_of(page, (box[0] - aside, box[1] + less, box[2] + aside, box[3] - less), scale)
    looks = (_engine()(one, use_det=False, use_cls=False, use_rec=True) for one in (line, 255 - line))
    return tuple((_tidy(" ".join(found.txts or ())), _sure(min(found.scores or (0.0,)))) for found in looks)


def _warped(picture: Any, matrix: Any, width: float, height: float) -> Any:
    import cv2

    size = (math.ceil(width), math.ceil(height))
    return cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


@contextmanager
def _detecting(side: int) -> Iterator[None]:
    """Let the detector look at pictures of this many pixels a side instead of the usual ones."""
    detector = _engine().text_det
    usual, detector.limit_side_len = detector.limit_side_len, side
    try:
        yield
    finally:
        detector.limit_side_len = usual


def _is_scroll(picture: Any) -> bool:
    """Whether this is a screenshot of a whole conversation or page: upright, and too long to be seen at one glance."""
    return int(picture.shape[0]) > SCROLL * int(picture.shape[1])


def _scrolled(picture: Any) -> tuple[Word, ...]:
    """Return the words of a long picture, seen screen by screen; a line cut by an edge is whole on the next screen."""
    height, width = picture.shape[:2]
    words: list[Word] = []
    for top in range(0, height - width // 4, 2 * width - width // 4):
        bottom = min(top + 2 * width, height)
        # the middle of the strip that two screens share parts their lines
        first, last = top + (top > 0) * width // 8, bottom - (bottom < height) * width // 8
        screen = _screen(picture[top:bottom], top)
        words.extend(word for word in screen if first <= (word.box[1] + word.box[3]) / 2 < last)
    return tuple(words)


def _screen(picture: Any, top: float) -> tuple[Word, ...]:
    """Return the words of one screen of a long picture that begins `top` pixels down in it."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=True)
    whole = _straightened(picture, None)
    lines = zip(found.txts or (), found.scores or (), found.boxes if found.txts else (), strict=True)
    words = [Word(_tidy(text), _box(quad, whole), _sure(score)) for text, score, quad in lines]
    return tuple(replace(word, box=_lowered(word.box, top)) for word in words)


def _lowered(box: Box, top: float) -> Box:
    return box[0], box[1] + top, box[2], box[3] + top


def _sure(score: float) -> float:
    """Return the recogniser's confidence; it is never quite sure."""
    return round(min(float(score), 0.9999), 4)


def _tidy(text: str) -> str:
    """Return the text with single blanks and without the wide forms (\uff1a for a colon) that the nets were taught."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@cache
def _engine() -> Any:
    import cv2
    from omegaconf import flag_override
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    engine = RapidOCR(params=SETTINGS)
    with flag_override(engine.cfg, ["allow_objects"], [True]):
        engine.cfg.Det.session, engine.cfg.Rec.session = nets.sessions()
    return engine


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


def _quarter_turns(picture: Any, quads: Any) -> int:
    """Return how often the picture must be turned left for its lines to lie flat and upright: 0..3.

    Tall boxes mean a sideways page; up or down is a vote of the line-direction net over the twelve longest lines.
    """
    if quads is None or len(quads) == 0:
        return 0
    import numpy as np

    wide, high = _sides(quads)
    longest = np.argsort(-np.maximum(wide, high))[:12]
    sideways = int(np.sum(high[longest] > 1.5 * wide[longest])) * 2 > len(longest)
    votes = 0.0
    for left, index in zip(range(len(longest), 0, -1), longest, strict=True):
        if abs(votes) > left:  # the others cannot outvote them
            break
        lying = high[index] >= 1.5 * wide[index]  # the crop is then turned left, as the recogniser does
        if lying == sideways:
            found = _engine()(_crop(picture, quads[index]), use_det=False, use_cls=True, use_rec=False)
            votes += sum(score if "180" in label else -score for label, score in found.cls_res or ())
    return (1 if sideways else 0) + (2 if votes > 0 else 0)


def _sides(quads: Any) -> tuple[Any, Any]:
    import numpy as np

    wide = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return wide, high


def _crop(picture: Any, quad: Any) -> Any:
    from rapidocr.utils.process_img import get_rotate_crop_image

    return get_rotate_crop_image(picture, quad.astype("float32"))


def _straightened(picture: Any, quads: Any) -> Upright:
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    if quads is None or len(quads) == 0:
        return Upright(picture, np.zeros((0, 4, 2)), np.eye(2, 3), width, height)
    tilt = _tilt(quads)
    if abs(tilt) < LEAST_TILT:
        return Upright(picture, quads, np.eye(2, 3), width, height)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    across = abs(matrix[0, 0]) * width + abs(matrix[0, 1]) * height
    down = abs(matrix[0, 1]) * width + abs(matrix[0, 0]) * height
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    return Upright(picture, quads, matrix, float(across), float(down))


def _tilt(quads: Any) -> float:
    """Return the median slope of the long lines, degrees, positive when they fall to the right."""
    import numpy as np

    wide, high = _sides(quads)
    lines = quads[wide > 3 * high] if np.any(wide > 3 * high) else quads
    edges = (lines[:, 1] - lines[:, 0]) + (lines[:, 2] - lines[:, 3])
    tilt = float(np.median(np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))))
    return tilt if abs(tilt) <= 45 else 0.0


def _box(quad: Any, page: Upright) -> Box:
    points = quad @ page.matrix[:, :2].T + page.matrix[:, 2]
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return round(float(left), 1), round(float(top), 1), round(float(right), 1), round(float(bottom), 1)
