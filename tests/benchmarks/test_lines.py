"""A file opened once and judged as often as wanted says what `comprobot read` says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lines import opened, told
from bot.settings import load

if TYPE_CHECKING:
    from bot.receipts.reader import Reader

PROJECT = Path(__file__).parents[2]
FILES = PROJECT / "tests" / "receipts" / "files"
VENDOR = load(PROJECT / "config", environment={}).vendor


def test_the_line_is_the_one_that_the_command_prints(reader: Reader) -> None:
    files = [FILES / "001-comprobante (1).pdf", FILES / "060-IMG_9001.jpg", FILES / "062-comprobante señal.pdf"]
    command = [sys.executable, "-m", "bot", "read", *map(str, files), "--json"]
    printed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout

    for file, text in zip(files, printed.splitlines(), strict=True):
        said = told(reader, opened(reader, file), VENDOR)

        assert {**said, "seconds": 0} == {**json.loads(text), "file": file.name, "seconds": 0}


def test_the_open_slips_may_choose_the_reference(reader: Reader) -> None:
    one = opened(reader, FILES / "001-comprobante (1).pdf")

    assert told(reader, one, VENDOR, {"938127": 261_000})["payments"][0]["references"] == ["938127"]
