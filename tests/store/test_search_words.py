"""Words by which customers are found: whatever begins with what was typed, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.store.search_words import beginning_with, search_words

_WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)


@given(_WORD, _WORD)
def test_the_range_holds_what_begins_with_the_word_and_nothing_else(typed: str, word: str) -> None:
    first, behind = beginning_with(typed)

    assert (first <= word < behind) == word.startswith(typed)
    assert first <= typed + word < behind


@given(st.text())
def test_every_word_is_plain(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in search_words(text))
