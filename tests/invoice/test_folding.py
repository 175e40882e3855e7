from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.invoice.folding import folded


@given(st.text())
def test_a_place_in_the_folded_text_is_a_place_in_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_accents_and_capitals_are_gone() -> None:
    assert folded("RÉGIMEN Único, Ñandú") == "regimen unico, nandu"
