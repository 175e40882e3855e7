"""What the benchmark makes of its measurements; the measuring itself is run by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.reading import Label, Taken, in_text, labels, memory, row

LABEL = Label(Path("a.jpg"), "photo", ("935447",), "1305.00")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Importe $ 1,305.00\nReferencia 935 447", True),
        ("1305 935447", True),
        ("1,305.00", False),
        ("935447", False),
        ("", False),
    ],
)
def test_a_peer_is_only_asked_whether_the_values_stand_in_its_text(text: str, found: bool) -> None:  # noqa: FBT001
    assert in_text(LABEL, text) == found


def test_a_row_says_how_many_times_longer_the_peer_takes() -> None:
    taken = [Taken(LABEL, seconds, right) for seconds, right in ((0.4, True), (0.5, True), (0.6, False))]

    assert row("photo", taken, [(LABEL, peers.Told(2.0, "1305.00 935447"))], "peer") == (
        "| photo | 1 | 500 | 590 | 67% | peer 2000 | 100% | 4 |"
    )
    assert row("photo", taken, [], "peer") == "| photo | 1 | 500 | 590 | 67% | - | - | - |"


def test_the_memory_of_a_process_is_read_in_megabytes() -> None:
    assert memory("Name:\tpython\nVmHWM:\t  512000 kB\nVmRSS:\t  307200 kB\n") == (300.0, 500.0)


def test_only_files_of_one_payment_are_measured() -> None:
    assert {one.kind for one in labels()} >= {"pdf_text", "screenshot", "pdf_scan", "photo"}
    assert all(one.file.exists() for one in labels())


def test_what_is_missing_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert [line.partition(" ")[0] for line in peers.missing(None)] == ["ocrmypdf", "invoice2data", "tesseract"]
    assert peers.ocrmypdf([LABEL.file], None) == peers.invoice2data([LABEL.file], None) == []
