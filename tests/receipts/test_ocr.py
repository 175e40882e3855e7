"""Pictures as people take them: turned, tilted, with nothing on them, and single lines read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn_receipt import LINES, drawn, saved
from PIL import Image, ImageDraw

from bot.receipts import frames, ocr, recogniser, upright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paper_samples import Sample

    from bot.model import Word
    from bot.receipts.recogniser import Text


def read(content: bytes) -> tuple[Word, ...]:
    """Return the words of the first frame."""
    return ocr.read(frames.pictures(content)[0])[1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 12, -20, 75, 110, 195, 290])
def test_a_page_reads_upright_however_it_was_taken(turn: int) -> None:
    words = read(saved(drawn().rotate(turn, expand=True, fillcolor="white")))

    texts = [word.text for word in sorted(words, key=lambda word: word.box[1])]
    assert [text.replace(" ", "") for text in texts] == [line.replace(" ", "") for line in LINES]
    assert (
        max(word.box[0] for word in words) - min(word.box[0] for word in words) < 15
    )  # one margin, so it stands straight


def test_the_orientation_of_a_camera_is_obeyed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright

    words = read(saved(drawn().rotate(90, expand=True), "JPEG", exif=exif))

    assert "935447" in " ".join(word.text for word in words)


@pytest.mark.parametrize("number", ["013", "014", "029", "030", "035"])
def test_a_box_can_be_read_again_on_the_upright_picture(sample: Sample, number: str) -> None:
    name, content = sample(number)
    if name.endswith(".pdf"):
        from bot.receipts import pdf

        with pdf.opened(content) as document:
            picture = pdf.picture(document, 1)[0]
    else:
        picture = frames.pictures(content)[0]
    words = [word for word in ocr.read(picture)[1] if sum(letter.isdigit() for letter in word.text) > 5]

    upright = ocr.stand_upright(picture)

    assert words
    for word in words:
        again = ocr.read_crop(upright, word.box)
        assert _digits(again) == _digits(word.text)


def _digits(text: str) -> str:
    """Return the digits, an O for a 0 in a word left aside."""
    return "".join(letter for letter in text.rsplit(":", maxsplit=1)[-1] if letter.isdigit())


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (-50, -50, -10, -10), (9000, 9000, 9100, 9020), (5, 5, 6, 6)])
def test_a_box_beside_the_picture_holds_nothing(box: tuple[float, float, float, float]) -> None:
    assert ocr.read_crop(frames.pictures(saved(drawn()))[0], box) == ""


def test_a_picture_without_text_has_no_words() -> None:
    assert read(saved(Image.new("RGB", (300, 300), "white"))) == ()


def test_a_long_screenshot_is_read_screen_by_screen() -> None:
    lines = [f"Movimiento {number} por $1,{number:03}.00" for number in range(100, 160)]
    image = Image.new("RGB", (700, 6200), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((40, 30 + 102 * number), line, fill="black", font_size=34)

    words = read(saved(image))

    assert [word.text.replace(" ", "") for word in words] == [line.replace(" ", "") for line in lines]
    assert all(abs((word.box[1] + word.box[3]) / 2 - (50 + 102 * number)) < 20 for number, word in enumerate(words))


def test_a_long_picture_without_text_has_no_words() -> None:
    assert read(saved(Image.new("RGB", (100, 900), "white"))) == ()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_wrong_is_read_once_all_the_same(turns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    once = recogniser.texts

    def counted(crops: Sequence[object]) -> tuple[Text, ...]:
        looked_at.append(len(crops))
        return once(crops)

    monkeypatch.setattr(recogniser, "texts", counted)
    picture = np.ascontiguousarray(np.rot90(frames.pictures(saved(drawn()))[0], turns))

    words = ocr.read(picture)[1]

    assert len(words) == len(LINES)
    tasted = [upright.TASTED, upright.TASTED] if turns == 2 else []
    assert looked_at == [*(min(many, len(LINES)) for many in tasted), len(LINES)]


def test_a_page_that_reads_worse_on_its_head_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "upside_down", lambda _: 1.0)  # as the net errs on bad print

    words = read(saved(drawn()))

    assert sorted(word.text for word in words) == sorted(LINES)


def test_a_page_on_its_head_has_its_words_where_they_are_seen_when_it_is_turned() -> None:
    upright_words = {word.text: word.box for word in read(saved(drawn()))}

    turned = {word.text: word.box for word in read(saved(drawn().rotate(180)))}

    assert turned.keys() == upright_words.keys()
    for text, box in turned.items():
        assert box == pytest.approx(upright_words[text], abs=2)
