"""A folder -> receipts of banks that the reader was not built on, with their labels; the same for the same seed.

    .venv/bin/python -m benchmarks.further.make FOLDER [--seed 1]

then `.venv/bin/python benchmarks/score.py --truth FOLDER/truth.jsonl [--crowd 20000]`. Chromium must be installed.
Other fonts on the machine make another set, and a browser's PDF holds the instant at which it was made.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.further import negatives, odd, screens
from benchmarks.further.apps import APPS
from benchmarks.further.copies import copy
from benchmarks.further.made import receipt
from benchmarks.further.paid import WAYS, roll
from benchmarks.further.papers import PAPERS
from benchmarks.further.pen import Pen
from benchmarks.further.tickets import TICKETS
from benchmarks.further.wallets import WALLETS
from benchmarks.further.webs import WEBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.further.made import Made

LAYOUTS = (*WALLETS, *APPS, *WEBS, *PAPERS, *TICKETS)
COPIES = 5


def plain(seed: int) -> Iterator[Made]:
    """Yield every layout in each of its five copies; the way of writing the reference goes round."""
    for place, layout in enumerate(LAYOUTS):
        for number in range(COPIES):
            dice = Random(f"{seed} {layout.name} {number}")
            pen = Pen(roll(dice, WAYS[(place * 3 + number * 7) % len(WAYS)]), dice, layout.bank)
            yield receipt(layout.name, pen, copy(layout.draw(pen), layout.drawn, number, dice))


def every(seed: int) -> Iterator[Made]:
    """Yield the whole set: plain receipts, odd ones, and what is no receipt."""
    yield from plain(seed)
    yield from odd.every(seed)
    yield from negatives.every(seed)


def write(folder: Path, seed: int) -> int:
    """Return how many files were written, with truth.jsonl beside them; names say nothing of what is in them."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    labels: list[dict[str, Any]] = []
    for number, made in enumerate(every(seed), 1):
        name = f"{number:03}-adjunto.{made.ending}"
        (folder / "files" / name).write_bytes(made.content)
        labels.append({"file": name, **made.label})
    lines = "".join(f"{json.dumps(label, ensure_ascii=False)}\n" for label in labels)
    (folder / "truth.jsonl").write_text(lines, encoding="utf-8")
    return len(labels)


def main() -> None:
    """Write the set into the folder that was named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if (complaint := screens.missing()) is not None:
        parser.error(complaint)
    print(f"{write(asked.folder, asked.seed)} files in {asked.folder}")


if __name__ == "__main__":
    main()
