"""Page -> pieces: every label, and every value, as one stretch of a line with its place."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.receipts import accounts, amounts, dates, fields, tracking
from bot.receipts.leaders import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Box, Page, Source, Word
    from bot.receipts.fields import Label


LONGEST = 300  # letters of one line: no value is longer, and a hostile one would cost time
# an amount has two decimals, a day ends with its year: what goes on is the next cell, which the OCR glued to it
_GLUED = re.compile(r"(?P<cell>\$?\s?\d{1,3}(?:,\d{3})+\.\d{2}|\$\s?\d+\.\d{2}|\d\d[/-]\d\d[/-]20\d\d)(?=\d{5,}$)")
# field 32A of a SWIFT message: day, currency and amount as one word
_SWIFT = re.compile(
    r"(?P<head>(?:.*\s|.*32A\W+))?(?P<day>\d\d(?:0[1-9]|1[0-2])\d\d)(?P<currency>MXN|USD|EUR)(?P<whole>\d{1,12}),(?P<cents>\d{0,2})"
)
MONEY = ("amount", "total", "fee", "other_amount")


@dataclass(frozen=True, slots=True)
class Piece:
    """A label, a value, or a label with its value, as one stretch of a line; box in page units."""

    text: str
    box: Box
    label: Label | None
    value: str  # what stands behind the label; the whole text when there is no label
    confidence: float
    page: int
    source: Source
    height: float = dataclasses.field(init=False, compare=False)  # page units
    middle: float = dataclasses.field(init=False, compare=False)  # how far down the page its middle is, page units
    field: str = dataclasses.field(init=False, compare=False)  # that its label announces; "" without a label
    is_bare_label: bool = dataclasses.field(init=False, compare=False)  # its value must stand elsewhere

    def __post_init__(self) -> None:
        """Work out once what every neighbour asks for."""
        object.__setattr__(self, "height", self.box[3] - self.box[1])
        object.__setattr__(self, "middle", (self.box[1] + self.box[3]) / 2)
        object.__setattr__(self, "field", self.label.field if self.label else "")
        object.__setattr__(self, "is_bare_label", self.label is not None and _is_bare(self.field, self.value))


def _is_bare(field: str, value: str) -> bool:
    """Whether what stands behind a label is no value: nothing, "(MXN)", "del envío SPEI"."""
    rest = value.rstrip(" :")
    if not rest or (rest[0] == "(" and rest[-1] == ")"):
        return True
    odd = field in _SHAPES and not fits(field, rest)
    return odd and len(rest) < 25 and ":" not in rest and not has_digit(rest)


def pieces_of(page: Page) -> tuple[Piece, ...]:
    """Return the visible pieces of a page, in its reading order."""
    visible = (word for word in page.words if word.visible and word.text.strip().strip(" :;.,-–—_|/=>"))
    cut = (replace(word, text=word.text[:LONGEST]) if len(word.text) > LONGEST else word for word in visible)
    words = [cell for word in cut for cell in cells(_in_ascii_digits(word))]
    return tuple(piece for word in _whole(words) for part in _parted(word) for piece in _pieces(page, part))


def fits(field: str, text: str) -> bool:
    """Whether `text` has the shape of a value for `field`."""
    return _SHAPES.get(field, _is_text)(text)


def has_shape(field: str) -> bool:
    """Whether values of `field` have a shape of their own, which free text has not."""
    return field in _SHAPES


def _is_text(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _is_money(text: str) -> bool:
    return bool(amounts.amounts_in(text))


def _is_account(text: str) -> bool:
    return accounts.account_of(text, announced=True) is not None


def _is_day(text: str) -> bool:
    return dates.date_of(text) is not None


def has_digit(text: str) -> bool:
    """Whether any digit stands in `text`."""
    return re.search(r"\d", text) is not None


_SHAPES: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(MONEY, _is_money),
    **dict.fromkeys(("payee_account", "payer_account", "account"), _is_account),
    **dict.fromkeys(("date", "other_date"), _is_day),
    **dict.fromkeys(("reference", "bank_reference"), has_digit),
    "folio": lambda text: len(accounts.digits(text)) > 2 and not amounts.is_sum(text),
    "time": lambda text: dates.time_of(text, dotted=True) is not None,
    "tracking_key": lambda text: tracking.tracking_key_of(text) is not None,
}


def _whole(words: list[Word]) -> list[Word]:
    """Return the words with those joined that touch: a ligature ("fi", "ti") parts a word in some text layers."""
    whole: list[Word] = []
    for word in words:
        last = whole[-1] if whole else None
        height = word.box[3] - word.box[1]
        if (
            last is not None
            and abs(last.box[1] - word.box[1]) < 0.3 * height
            and -0.8 * height < word.box[0] - last.box[2] < 0.12 * height
        ):
            box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
            numbered = [one.confidence for one in (last, word) if has_digit(one.text)] or [last.confidence]
            whole[-1] = replace(last, text=last.text + word.text, box=box, confidence=min(numbered))
        else:
            whole.append(word)
    return whole


def _in_ascii_digits(word: Word) -> Word:
    """Return the word with full-width and other scripts' digits as the ones that every other rule knows."""
    if word.text.isascii():
        return word
    return replace(word, text="".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in word.text))


def _parted(word: Word) -> tuple[Word, ...]:
    """Return the word, or the two cells of a table that it glues: "60,049.80991368"."""
    glued = _GLUED.match(word.text)
    if glued is None:
        return _of_swift(word)
    left, top, right, bottom = word.box
    at = left + (right - left) * glued.end() / len(word.text)
    return (
        replace(word, text=glued["cell"], box=(left, top, at, bottom)),
        replace(word, text=word.text[glued.end() :], box=(at, top, right, bottom)),
    )


def _of_swift(word: Word) -> tuple[Word, ...]:
    """Return the word, or the amount of a SWIFT message with its day apart and its comma as the point that it is."""
    found = _SWIFT.fullmatch(word.text.strip())
    if found is None:
        return (word,)
    left, top, right, bottom = word.box
    unit = (right - left) / len(word.text)
    cuts = [left + unit * place for place in (found.start("day"), found.end("day"))]
    day = f"20{found['day'][:2]}-{found['day'][2:4]}-{found['day'][4:]}"
    texts = (found["head"] or "", day, f"Importe {found['currency']} {found['whole']}.{found['cents']:0<2}")
    boxes = zip((left, *cuts), (*cuts, right), strict=True)
    parts = (
        replace(word, text=text, box=(start, top, end, bottom)) for text, (start, end) in zip(texts, boxes, strict=True)
    )
    return tuple(part for part in parts if part.text.strip(" :"))


def _pieces(page: Page, word: Word) -> list[Piece]:
    """Return one word's parts, each with its share of the box."""
    left, top, right, bottom = word.box
    unit = (right - left) / max(len(word.text), 1)
    return [
        Piece(
            word.text[start:end].strip() if label else word.text[start:end].strip(" :："),
            (left + start * unit, top, left + end * unit, bottom),
            label, value.strip(" :："), word.confidence, page.number, page.source,
        )
        for label, value, start, end in fields.split(word.text, pictured=page.source == "ocr")
    ]  # fmt: skip
