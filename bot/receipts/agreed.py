"""Two readings of one page -> its words: what either saw alone, and doubt where they read other digits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Box, Word

DOUBT = 0.5  # the confidence of a word whose digits two readings saw differently: no rule believes it
SURE = 0.9
CLEAR = 0.98  # the confidence of an amount that is as clear as print should be
# Of 21 pages whose worst fifth was read so poorly, 18 were misread: they look like print and are a blur.
BLURRED = 0.75
SAME_PLACE = 0.5  # share of the smaller box that lies in the other


def agreed(first: tuple[Word, ...], second: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words of the first reading, with what only the second saw.

    Where both saw the same digits the surer one stands; doubt goes only before a clear one. A line of which the first
    saw no digit gives way to a longer one with digits, and an unsure one to a clear one. Where the digits differ
    otherwise the surer text stands and is in doubt: nobody knows which is right. So are all digits of a page that is a
    blur.
    """
    kept = list(first)
    for word in second:
        rivals = [one for one in kept if _shared(one.box, word.box) > SAME_PLACE]
        for one in rivals:
            kept.remove(one)
        kept.extend(_settled(rivals, word))
    if _worst_fifth(second) < BLURRED:
        return tuple(_doubted(word) for word in kept)
    return tuple(kept)


def _worst_fifth(words: tuple[Word, ...]) -> float:
    return sorted(word.confidence for word in words)[len(words) // 5] if words else 1.0


def _settled(rivals: list[Word], word: Word) -> list[Word]:
    """Return the words that stand where one reading saw `rivals` and the other `word`."""
    said = "".join(_digits(one.text) for one in sorted(rivals, key=lambda one: one.box[0]))
    seen, least = _digits(word.text), min((one.confidence for one in rivals), default=0.0)
    if not rivals:
        return [word]
    if said and said == seen and least == DOUBT and word.confidence < CLEAR:  # it wavered when it was read again
        return rivals
    if said == seen:
        return [word] if len(rivals) == 1 and word.confidence > least else rivals
    if (not said and _longer(word, rivals)) or (seen and least < SURE and word.confidence >= CLEAR):
        return [word]
    if not seen or (word.confidence < SURE <= least):
        return [_doubted(one) for one in rivals]
    return [_doubted(word)] if word.confidence > least else [_doubted(one) for one in rivals]


def _doubted(word: Word) -> Word:
    return replace(word, confidence=min(word.confidence, DOUBT)) if _digits(word.text) else word


def _longer(word: Word, rivals: list[Word]) -> bool:
    return len(word.text) > sum(len(one.text) for one in rivals)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _shared(one: Box, other: Box) -> float:
    """Return which share of the smaller box lies in the other, 0..1."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    area = min((one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1]))
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0
