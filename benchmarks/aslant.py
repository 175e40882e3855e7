"""Labelled pictures -> a set of the same pictures, each lying aslant in several ways, for benchmarks/score.py.

    .venv/bin/python -m benchmarks.aslant FOLDER [--truth tests/receipts/truth.jsonl] [--degrees 70 155 200 285]
    .venv/bin/python benchmarks/score.py --truth FOLDER/truth.jsonl

What a hand does that lays a telephone or a paper down anyhow; no label is changed, so a loss is the turning's alone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2

from bot.errors import UnreadableFile
from bot.receipts.frames import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

TRUTH = Path(__file__).parents[1] / "tests" / "receipts" / "truth.jsonl"
DEGREES = (70, 155, 200, 285)  # near none of the four ways that a page may simply be turned
LARGEST = 2600  # pixels of a side: what lies aslant needs a larger picture, and telephones have a limit too
LONGEST = 2.6  # times as high as wide: a screenshot of a whole conversation is photographed by nobody
_FINE = (cv2.IMWRITE_JPEG_QUALITY, 92)


def main() -> None:
    """Write the turned pictures and their labels."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path, default=TRUTH, help="labels of the pictures, one JSON object a file")
    parser.add_argument("--degrees", type=int, nargs="+", default=DEGREES, help="each turns the lines so far downwards")
    asked = parser.parse_args()
    files = asked.folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    with (asked.folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for label, picture in _labelled(asked.truth):
            for degrees in asked.degrees:
                name = f"{Path(label['file']).stem} a {degrees}.jpg"
                cv2.imwrite(str(files / name), turned(picture, degrees), _FINE)
                truth.write(json.dumps({**label, "file": name, "layout": f"{degrees} degrees"}) + "\n")


def turned(picture: Any, degrees: float) -> Any:
    """Return the whole picture (numpy BGR) turned right by so many degrees, its edge drawn out to fill the corners."""
    shorter = min(LARGEST / max(picture.shape[:2]), 1.0)
    picture = cv2.resize(picture, None, fx=shorter, fy=shorter, interpolation=cv2.INTER_AREA)
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    across, down = int(cosine * width + sine * height), int(sine * width + cosine * height)
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    return cv2.warpAffine(picture, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _labelled(truth: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Give the labels of files that are one picture, with the picture."""
    for row in truth.read_text(encoding="utf-8").splitlines():
        label = json.loads(row)
        try:
            frames = pictures((truth.parent / "files" / label["file"]).read_bytes())
        except UnreadableFile:
            continue
        if len(frames) == 1 and frames[0].shape[0] <= LONGEST * frames[0].shape[1]:
            yield label, frames[0]


if __name__ == "__main__":
    main()
