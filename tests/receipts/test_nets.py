"""The recogniser without foreign letters: it reads as the shipped one does, in less memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest
from PIL import Image, ImageDraw

import bot.receipts
from bot.receipts import nets
from bot.receipts.worker import Worker

if TYPE_CHECKING:
    from paper_samples import Sample

LINES = (
    "Transferencia exitosa ¿Cuánto pagó?",
    "Monto $1,305.00 MXN",
    "Constitución: Ñandú, pingüino",
    "•••• 4637 / CLABE 012*****6374",
    "REF: pago935447 N° 1",
)


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return nets.shipped(nets.RECOGNISER)


@pytest.fixture(scope="module")
def ours(shipped: bytes) -> bytes:
    return nets.of_our_letters(shipped)


def letters_of(net: Any) -> list[str]:
    """Return the letters of the classes of a net (onnxruntime's session), in their order."""
    return ["", *net.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]


def drawn(line: str) -> Any:
    """Return a line as the recogniser takes it: 48 pixels high, -1..1."""
    image = Image.new("RGB", (16 * len(line) + 40, 48), "white")
    ImageDraw.Draw(image).text((10, 5), line, fill="black", font_size=30)
    return (np.asarray(image, "float32").transpose(2, 0, 1)[None] / 127.5) - 1


@pytest.mark.parametrize("line", LINES)
def test_every_step_of_a_line_is_taken_for_the_same_letter(shipped: bytes, ours: bytes, line: str) -> None:
    said = []
    for model in (shipped, ours):
        net = onnxruntime.InferenceSession(model)
        odds = net.run(None, {"x": drawn(line)})[0][0]
        said.append([letters_of(net)[place] for place in odds.argmax(axis=1)])
        assert odds.shape[1] == len(letters_of(net))
        np.testing.assert_allclose(odds.sum(axis=1), 1, rtol=1e-4)

    assert said[0] == said[1]
    assert len("".join(said[0])) > len(line) / 2


def test_no_sign_that_our_own_files_look_for_is_missing(shipped: bytes, ours: bytes) -> None:
    before, after = (set(letters_of(onnxruntime.InferenceSession(model))) for model in (shipped, ours))
    folder = Path(bot.receipts.__file__).parent
    signs = {sign for file in folder.rglob("*.py") for sign in file.read_text("utf-8")}

    assert before & signs <= after
    assert {"•", "●", "*", "$", "€", "\uff1a", "¿", "Ñ", "ñ", "ü", "á", "°"} <= after


def test_foreign_letters_are_gone_and_pictures_stay(ours: bytes) -> None:
    letters = set(letters_of(onnxruntime.InferenceSession(ours)))

    assert not letters & set("田口日一ノかカｶ")
    assert {"→", "✓", "☎", "🏠"} <= letters  # icons of an app, else taken for letters


def test_the_net_is_smaller_by_the_weights_of_what_is_gone(shipped: bytes, ours: bytes) -> None:
    gone = len(letters_of(onnxruntime.InferenceSession(shipped))) - len(letters_of(onnxruntime.InferenceSession(ours)))

    assert gone > 15_000
    assert len(shipped) - len(ours) > gone * 120 * 4  # 120 weights a class, four bytes each


def test_a_large_photograph_read_twice_fits_into_the_memory_that_is_promised(sample: Sample) -> None:
    """docs/reading.md: the worker stays below 560 MB."""
    worker = Worker()
    for number in ("027", "042", "053", "057"):
        name, content = sample(number)
        job = {"job": "file", "name": name, "attempt": 1, "looks": (), "seconds": 60, "start": 0, "end": None}
        answers = list(worker.ask(job, content, 60))
        assert b'"words": [{' in answers[1]
    status = Path(f"/proc/{worker.pid}/status").read_text("utf-8")
    worker.close()

    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    assert peak < 560
