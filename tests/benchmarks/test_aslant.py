"""A set of pictures that lie aslant: nothing of them is cut off, and their labels stay."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn_receipt import drawn, saved

from benchmarks import aslant

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("degrees", [0, 30, 90, 200])
def test_nothing_of_a_turned_picture_is_cut_off(degrees: int) -> None:
    picture = np.full((300, 500, 3), 255, dtype=np.uint8)
    for corner in (picture[20:60, 20:60], picture[-60:-20, -60:-20], picture[20:60, -60:-20]):
        corner[:] = 0

    turned = aslant.turned(picture, degrees)

    assert int((turned < 128).sum()) == pytest.approx(int((picture < 128).sum()), rel=0.03)


def test_each_way_has_its_file_and_the_label_of_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.png").write_bytes(saved(drawn()))
    (tmp_path / "files" / "b.txt").write_bytes(b"no picture")
    labels = [{"file": name, "layout": "x", "payments": [{"amount": "1305.00"}]} for name in ("a.png", "b.txt")]
    (tmp_path / "truth.jsonl").write_text("".join(json.dumps(label) + "\n" for label in labels))
    out = tmp_path / "out"
    monkeypatch.setattr(
        sys, "argv", ["aslant", str(out), "--truth", str(tmp_path / "truth.jsonl"), "--degrees", "70", "155"]
    )

    aslant.main()

    rows = [json.loads(row) for row in (out / "truth.jsonl").read_text().splitlines()]
    assert [(row["file"], row["layout"]) for row in rows] == [
        ("a a 70.jpg", "70 degrees"),
        ("a a 155.jpg", "155 degrees"),
    ]
    assert all(row["payments"] == labels[0]["payments"] and (out / "files" / row["file"]).is_file() for row in rows)
