"""RapidOCR -> where lines of print stand on a picture, what each says, and which way it was written."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.receipts import nets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

USUAL_SIDE = 960  # pixels the detector looks at: the longer side is made so short
SETTINGS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # a line turned by mistake loses digits; whole pages are turned (upright.py)
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": USUAL_SIDE,
    "Rec.rec_batch_num": 1,
    "Rec.rec_img_shape": [3, 48, 48],
}
LINE = 48  # pixels high, as the recogniser looks at a line
LEAST = 0.5  # confidence of a text: what is recognised with less is no print


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of print that the detector sees on a picture, not yet read."""

    quads: Any  # numpy (n, 4, 2), pixels of the picture
    crops: tuple[Any, ...]  # numpy BGR, each line as it is given to the recogniser: lying

    def those(self, kept: Sequence[int]) -> Lines:
        """Return only the lines at these places."""
        return Lines(self.quads[list(kept)], tuple(self.crops[place] for place in kept))


@dataclass(frozen=True, slots=True)
class Text:
    """What the recogniser makes of one line."""

    text: str
    confidence: float  # 0..1, never quite 1


def lines(picture: Any, side: int = USUAL_SIDE) -> Lines:
    """Return the lines of print on a picture (numpy BGR), looked at with its longer side made `side` pixels short."""
    import numpy as np
    from rapidocr.main import RapidOCRError
    from rapidocr.utils.process_img import map_boxes_to_original

    with _looking_at(side) as engine:
        smaller, steps = engine.preprocess_img(picture)
        try:
            crops, found = engine.detect_and_crop(smaller, steps)
        except RapidOCRError:  # its way to say that there is none
            return Lines(np.zeros((0, 4, 2)), ())
    return Lines(map_boxes_to_original(found.boxes, steps, *picture.shape[:2]), tuple(crops))


def texts(crops: Sequence[Any]) -> tuple[Text, ...]:
    """Return what stands in each line, given as it lies (numpy BGR)."""
    if not crops:
        return ()
    found = _engine().recognize_txt(list(crops))
    return tuple(Text(_tidy(text), _sure(score)) for text, score in zip(found.txts, found.scores, strict=True))


def printed(found: Lines) -> tuple[Lines, tuple[Text, ...]]:
    """Return the lines in which print was recognised, and what each says."""
    said = texts(found.crops)
    kept = [place for place, one in enumerate(said) if one.text and one.confidence >= LEAST]
    return found.those(kept), tuple(said[place] for place in kept)


def text_alone(crop: Any) -> Text | None:
    """Return what stands in a picture of nothing but one line, of whatever size; None when nothing does."""
    found = _engine()(crop, use_det=False, use_cls=False, use_rec=True)
    if not found.txts:
        return None
    return Text(_tidy(" ".join(found.txts)), _sure(min(found.scores)))


def upside_down(crop: Any) -> float:
    """Return how sure the line-direction net is that a line stands on its head, 0..1; below 0 that it does not."""
    found = _engine()(crop, use_det=False, use_cls=True, use_rec=False)
    return sum(float(score) if "180" in label else -float(score) for label, score in found.cls_res or ())


@contextmanager
def _looking_at(side: int) -> Iterator[Any]:
    """Give the engine with the detector looking at pictures of this many pixels a side."""
    whole = _engine()
    detector = whole.text_det
    usual, detector.limit_side_len = detector.limit_side_len, side
    try:
        yield whole
    finally:
        detector.limit_side_len = usual


@cache
def _engine() -> Any:
    import cv2
    import numpy as np
    from omegaconf import flag_override
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    whole = RapidOCR(params=SETTINGS)
    with flag_override(whole.cfg, ["allow_objects"], [True]):
        whole.cfg.Det.session, whole.cfg.Rec.session = nets.sessions()
    whole(np.full((32, 32, 3), 255, dtype=np.uint8), use_det=True, use_cls=False, use_rec=False)  # loads the detector
    return whole


def _sure(score: float) -> float:
    """Return the recogniser's confidence; it is never quite sure."""
    return round(min(float(score), 0.9999), 4)


def _tidy(text: str) -> str:
    """Return the text with single blanks and without the wide forms (\uff1a for a colon) that the nets were taught."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
