"""The same files -> what ocrmypdf with tesseract, and invoice2data, take for them and find in them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

TEMPLATES = Path(__file__).parent / "invoice2data"
MISSING = {
    "ocrmypdf": "python3 -m venv PEERS && PEERS/bin/pip install 'ocrmypdf==17.*' invoice2data==1.0.1",
    "invoice2data": "the same",
    "tesseract": "apt-get install tesseract-ocr tesseract-ocr-spa ghostscript",
}
_OCRMYPDF = (
    "-q", "-l", "spa", "--jobs", "1", "--image-dpi", "200", "--output-type", "pdf", "--rasterizer", "pypdfium",
    "--deskew", "--rotate-pages", "--rotate-pages-threshold", "12",
)  # fmt: skip
# Warm as ours is warm: one process, templates read once, each file timed by itself.
_INVOICE2DATA = """
import json, sys, time
from invoice2data import extract_data
from invoice2data.extract.loader import read_templates
from invoice2data.input import pdfium
templates = read_templates(sys.argv[1])
for file in [sys.argv[2], *sys.argv[2:]]:
    begun = time.perf_counter()
    found = extract_data(file, templates=templates, input_module=pdfium) or {}
    seconds = time.perf_counter() - begun
    print(json.dumps([seconds, f"{found.get('amount') or 0:.2f}", str(found.get("invoice_number"))]))
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a peer took for one file, and what stands in its answer."""

    seconds: float
    text: str
    failed: bool = False


def missing(folder: Path | None) -> list[str]:
    """Return a line for each program that is not here, with how to get it."""
    return [f"{name} is missing: {how}" for name, how in MISSING.items() if _program(name, folder) is None]


def ocrmypdf(files: list[Path], folder: Path | None) -> list[Told]:
    """Return time and text of each picture or scan; a new process each, on one core, as it is meant to be run."""
    program = _program("ocrmypdf", folder)
    if program is None or _program("tesseract", folder) is None:
        return []
    return [_recognised(program, file) for file in files]


def invoice2data(files: list[Path], folder: Path | None) -> list[Told]:
    """Return time and fields of each text PDF, by the template for any bank, in one warm process."""
    program = _program("invoice2data", folder)
    if program is None:
        return []
    command = [str(Path(program).with_name("python")), "-c", _INVOICE2DATA, str(TEMPLATES), *map(str, files)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a program named by hand
    lines = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("[")]
    if len(lines) != len(files) + 1:
        print(f"invoice2data failed: {ended.stderr[-300:]}")
        return []
    return [Told(seconds, f"{amount} {number}") for seconds, amount, number in lines[1:]]


def _program(name: str, folder: Path | None) -> str | None:
    return shutil.which(name, path=os.pathsep.join(filter(None, (str(folder) if folder else "", os.environ["PATH"]))))


def _recognised(program: str, file: Path) -> Told:
    with tempfile.TemporaryDirectory() as folder:
        sidecar = Path(folder, "text.txt")
        command = [program, *_OCRMYPDF, "--sidecar", str(sidecar), str(file), str(Path(folder, "out.pdf"))]
        begun = time.perf_counter()
        ended = subprocess.run(  # noqa: S603 - a program named by hand
            command, capture_output=True, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
        seconds = time.perf_counter() - begun
        text = sidecar.read_text("utf-8") if sidecar.exists() else ""
        return Told(seconds, text, failed=ended.returncode != 0)
