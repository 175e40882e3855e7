"""Picture -> the page that stands in it, upright and level whichever way it was taken, with its lines of print."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.receipts import recogniser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Box
    from bot.receipts.recogniser import Lines, Text

LEAST_TILT = 0.4  # degrees: half a line's height over a page's width
VOTERS = 12  # of the longest lines: they tell which way the page lies
TALL = 1.5  # times as high as wide: such a line's crop is turned left by the recogniser, so that it lies
TASTED = 6  # lines of middling length that are read both ways before a page is turned on its head


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture standing upright, and the way there from the detector's boxes."""

    picture: Any  # numpy BGR, turned by quarters only
    matrix: Any  # numpy (2, 3): from its pixels to the straightened page
    width: float
    height: float


def standing(picture: Any) -> tuple[Any, Lines]:
    """Return the picture (numpy BGR) turned by quarters until its lines lie flat and upright, and these lines."""
    import numpy as np

    found = recogniser.lines(picture)
    turns = _quarter_turns(found)
    if turns == 0 or (turns == 2 and not _reads_better_turned(found.crops)):  # of bad print the vote may be wrong
        return picture, found
    picture = np.ascontiguousarray(np.rot90(picture, turns))
    return picture, recogniser.lines(picture)  # the air that the detector leaves around a line depends on its way up


def straightened(picture: Any, quads: Any = ()) -> Upright:
    """Return the page in the picture, level as its lines' `quads` (numpy (n, 4, 2)) tell; as it is without any."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    tilt = _tilt(quads) if len(quads) else 0.0
    if abs(tilt) < LEAST_TILT:
        return Upright(picture, np.eye(2, 3), width, height)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    across = abs(matrix[0, 0]) * width + abs(matrix[0, 1]) * height
    down = abs(matrix[0, 1]) * width + abs(matrix[0, 0]) * height
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    return Upright(picture, matrix, float(across), float(down))


def whole(page: Upright) -> Any:
    """Return the straightened page as a picture (numpy BGR)."""
    return _warped(page.picture, page.matrix, page.width, page.height)


def part_of(page: Upright, box: Box, scale: float) -> Any:
    """Return what stands in `box` (pixels of the page), `scale` times as large."""
    matrix = page.matrix * scale
    matrix[:, 2] -= (box[0] * scale, box[1] * scale)
    return _warped(page.picture, matrix, (box[2] - box[0]) * scale, (box[3] - box[1]) * scale)


def box_of(quad: Any, matrix: Any) -> Box:
    """Return the box around a quad (numpy (4, 2)) where `matrix` (numpy (2, 3)) puts it, pixels."""
    points = quad @ matrix[:, :2].T + matrix[:, 2]
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return round(float(left), 1), round(float(top), 1), round(float(right), 1), round(float(bottom), 1)


def _warped(picture: Any, matrix: Any, width: float, height: float) -> Any:
    import cv2

    size = (math.ceil(width), math.ceil(height))
    return cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _quarter_turns(found: Lines) -> int:
    """Return how often the picture must be turned left for its lines to run to the right, as nearly as may be: 0..3.

    The longest lines vote, each with the way it runs: along its long side, or against it where the line-direction net
    says that it stands on its head. Of a page that lies aslant the boxes alone do not tell: they are neither tall nor
    level.
    """
    import numpy as np

    if not found.crops:
        return 0
    ways = _ways(found.quads)
    longest = np.argsort(-np.linalg.norm(ways, axis=1))[:VOTERS]
    towards = np.zeros(2)
    for left, place in zip(range(len(longest), 0, -1), longest, strict=True):
        if np.linalg.norm(towards) > left:  # the others cannot turn them round
            break
        towards -= recogniser.upside_down(found.crops[place]) * ways[place] / np.linalg.norm(ways[place])
    return round(math.degrees(math.atan2(towards[1], towards[0])) / 90) % 4


def _ways(quads: Any) -> Any:
    """Return the long sides as vectors, numpy (n, 2), in the direction in which each line's crop is read."""
    import numpy as np

    across, down = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    tall = np.linalg.norm(down, axis=1) >= TALL * np.linalg.norm(across, axis=1)
    return np.where(tall[:, None], down, across)


def _reads_better_turned(crops: Sequence[Any]) -> bool:
    """Whether lines say more when they are turned on their heads; a few of middling length tell for all."""
    by_width = sorted(crops, key=lambda crop: int(crop.shape[1]))
    first = max((len(by_width) - TASTED) // 2, 0)
    some = by_width[first : first + TASTED]
    return _surely_read(recogniser.texts([_on_its_head(crop) for crop in some])) > _surely_read(recogniser.texts(some))


def _surely_read(found: Sequence[Text]) -> float:
    """Return how many letters were recognised, the unsure ones counted for little."""
    return sum(len(one.text) * one.confidence**4 for one in found)


def _on_its_head(crop: Any) -> Any:
    import numpy as np

    return np.ascontiguousarray(np.rot90(crop, 2))


def _sides(quads: Any) -> tuple[Any, Any]:
    import numpy as np

    wide = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return wide, high


def _tilt(quads: Any) -> float:
    """Return the median slope of the long lines, degrees, positive when they fall to the right."""
    import numpy as np

    wide, high = _sides(quads)
    lines = quads[wide > 3 * high] if np.any(wide > 3 * high) else quads
    edges = (lines[:, 1] - lines[:, 0]) + (lines[:, 2] - lines[:, 3])
    tilt = float(np.median(np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))))
    return tilt if abs(tilt) <= 45 else 0.0
