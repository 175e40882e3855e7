"""Labelled files -> seconds and memory of a warm reader, beside its peers on the same files.

.venv/bin/python benchmarks/reading.py [--peers PEERS/bin] [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks import peers
from bot.receipts import read
from bot.receipts.reader import Reader
from bot.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Vendor

PROJECT = Path(__file__).parents[1]
FILES = PROJECT / "tests" / "receipts" / "files"
IMAGES = ("screenshot", "pdf_scan", "photo")
# What `comprobot run` loads, and one file read by its child.
_BOT = """
import json, sys
import bot.app, bot.clock, bot.commands.working, bot.web
from bot.receipts.reader import Reader
Reader().read_file(sys.argv[1], open(sys.argv[1], "rb").read())
heavy = [name for name in ("cv2", "onnxruntime", "pypdfium2", "numpy", "PIL") if name in sys.modules]
print(json.dumps([heavy, open("/proc/self/status").read()]))
"""


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled receipt."""

    file: Path
    kind: str
    references: tuple[str, ...]
    amount: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading one file took, and whether reference and amount came out right."""

    label: Label
    seconds: float
    right: bool


def labels() -> tuple[Label, ...]:
    """Return the labelled files with exactly one payment."""
    rows = [json.loads(row) for row in (FILES.parent / "truth.jsonl").read_text("utf-8").splitlines()]
    return tuple(
        Label(FILES / row["file"], row["kind"], tuple(payment["references"]), payment["amount"])
        for row in rows
        for payment in row["payments"]
        if len(row["payments"]) == 1
    )


def ours(reader: Reader, label: Label, vendor: Vendor, *, second_look: bool) -> Taken:
    """Return what our reader takes: the bytes to the child, its words back, the receipts in them, the second look."""
    name, content = label.file.name, label.file.read_bytes()
    begun = time.perf_counter()
    receipts = read.receipts_of(reader.read_file(name, content), vendor)
    if second_look:
        receipts = tuple(
            read.confirmed(one, reader.look_again_file(name, content, read.looks(one))) for one in receipts
        )
    seconds = time.perf_counter() - begun
    centavos = int(label.amount.replace(".", ""))
    right = [(set(one.references), one.amount) for one in receipts] == [(set(label.references), centavos)]
    return Taken(label, seconds, right)


def in_text(label: Label, text: str) -> bool:
    """Return whether the true reference and amount stand anywhere in a text: a peer's answer is not asked for more."""
    digits = re.sub(r"[,\s]", "", text)
    return label.amount.removesuffix(".00") in digits and all(one in digits for one in label.references)


def memory(status: str) -> tuple[float, float]:
    """Return the resident memory of a process and its peak, MB, from /proc/PID/status."""
    now, peak = (re.search(rf"{name}:\s+(\d+) kB", status) for name in ("VmRSS", "VmHWM"))
    return int(now[1]) / 1024 if now else 0.0, int(peak[1]) / 1024 if peak else 0.0


def row(name: str, taken: list[Taken], peer: list[tuple[Label, peers.Told]], what: str) -> str:
    """Return one line of the table: ours, the peer's, and how many times longer the peer takes."""
    mine = [one.seconds for one in taken]
    line = [name, str(len({one.label.file for one in taken})), _ms(median(mine)), _ms(_p95(mine))]
    line.append(f"{sum(one.right for one in taken) / len(taken):.0%}")
    if not peer:
        return _line(*line, "-", "-", "-")
    theirs = median(told.seconds for _, told in peer)
    found = sum(in_text(label, told.text) for label, told in peer) / len(peer)
    return _line(*line, f"{what} {_ms(theirs)}", f"{found:.0%}", f"{theirs / median(mine):.2g}")


def main() -> None:
    """Print the table, the throughput and the memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", type=Path, help="folder with ocrmypdf and invoice2data, when not on the PATH")
    parser.add_argument("--rounds", type=int, default=3, help="how often each file is read")
    asked = parser.parse_args()
    vendor = load(PROJECT / "config", environment={}).vendor
    for line in peers.missing(asked.peers):
        print(line)
    print(_line("files", "n", "ours, median ms", "p95", "both right", "peer, median ms", "both in its text", "times"))
    print(_line("---", *("--:",) * 7))
    every = labels()
    with _warm(1, every, vendor) as reader:
        _texts(reader, [one for one in every if one.kind == "pdf_text"], vendor, asked)
        _pictures(reader, [one for one in every if one.kind in IMAGES], vendor, asked)
        print("\nreader worker: {:.0f} MB resident, {:.0f} at its peak".format(*memory(_status(reader))))
    _throughput([one for one in every if one.kind in IMAGES] * asked.rounds, vendor)
    _bot_process(every[0].file)


def _texts(reader: Reader, some: list[Label], vendor: Vendor, asked: argparse.Namespace) -> None:
    peer = list(zip(some, peers.invoice2data([one.file for one in some], asked.peers), strict=False))
    once = _repeated(lambda one: ours(reader, one, vendor, second_look=False), some, asked.rounds)
    print(row("text PDF", once, peer, "invoice2data"))
    twice = _repeated(lambda one: ours(reader, one, vendor, second_look=True), some, asked.rounds)
    print(row("text PDF, second look", twice, peer, "invoice2data"))


def _pictures(reader: Reader, some: list[Label], vendor: Vendor, asked: argparse.Namespace) -> None:
    told = peers.ocrmypdf([one.file for one in some], asked.peers)
    peer = list(zip(some, told, strict=False))
    taken = _repeated(lambda one: ours(reader, one, vendor, second_look=False), some, asked.rounds)
    for kind in (*IMAGES, "screenshot, scan or photo"):
        kinds = (kind,) if kind in IMAGES else IMAGES
        print(
            row(
                kind,
                [one for one in taken if one.label.kind in kinds],
                [one for one in peer if one[0].kind in kinds],
                "ocrmypdf",
            )
        )
    if told:
        print(f"\nocrmypdf refused {sum(one.failed for one in told)} of {len(told)} files")


def _throughput(some: list[Label], vendor: Vendor) -> None:
    """Print how many images two workers read a second: of a few, the last one alone on its core would tell too much."""
    with _warm(2, tuple(some), vendor) as reader, ThreadPoolExecutor(2) as threads:
        begun = time.perf_counter()
        list(threads.map(lambda one: ours(reader, one, vendor, second_look=False), some))
        seconds = time.perf_counter() - begun
    print(f"two workers: {len(some) / seconds:.2f} images/s")


def _bot_process(file: Path) -> None:
    command = [sys.executable, "-c", _BOT, str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT).stdout  # noqa: S603
    heavy, status = json.loads(said.splitlines()[-1])
    print(f"bot process: {memory(status)[0]:.0f} MB resident; imports {', '.join(heavy) or 'no heavy library'}")


def _forget() -> None:
    """Forget what was thought of earlier texts: a file that is read in every round would be known by heart."""
    modules = [module for name, module in sys.modules.items() if name.startswith("bot.receipts.")]
    for thing in {id(one): one for module in modules for one in vars(module).values()}.values():
        if hasattr(thing, "cache_parameters") and thing.cache_parameters()["maxsize"]:
            thing.cache_clear()


def _repeated(take: Callable[[Label], Taken], some: list[Label], rounds: int) -> list[Taken]:
    taken: list[Taken] = []
    for _ in range(rounds):
        _forget()
        taken += [take(one) for one in some]
    return taken


@contextmanager
def _warm(workers: int, some: tuple[Label, ...], vendor: Vendor) -> Iterator[Reader]:
    """Give a reader whose children have their models loaded."""
    reader = Reader(workers=workers)
    first = next(one for one in some if one.kind == "screenshot")
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(lambda _: ours(reader, first, vendor, second_look=True), range(3 * workers)))
    yield reader
    reader.close()


def _status(reader: Reader) -> str:
    """Return what the kernel says of the first child."""
    return Path(f"/proc/{reader._idle[0].pid}/status").read_text("utf-8")  # noqa: SLF001


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}" if seconds > 0.1 else f"{seconds * 1000:.1f}"


def _line(*cells: Any) -> str:
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
