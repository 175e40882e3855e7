"""The word of a case: signed, found again wherever a mail carries it, and nobody else can make one (B54, B62)."""

from __future__ import annotations

import pytest

from bot.letters.thread_token import cases_in, marked, thread_id, token

SECRET = b"una palabra que nadie sabe"
WORD = token(SECRET, 12)


@pytest.mark.parametrize(
    "text",
    [
        WORD,
        WORD.upper(),
        f"> Caso {WORD}. Puede responder a este correo.",
        marked("<a1b2@perseo.mx>", WORD),
        thread_id("<a1b2@perseo.mx>", WORD),
        f"ref {WORD},",
    ],
)
def test_the_word_is_found_in_headers_and_in_quoted_text(text: str) -> None:
    """B62."""
    assert cases_in(SECRET, [text]) == (12,)


@pytest.mark.parametrize(
    "text",
    ["", "C-12", "C-12-aaaaaaaaaaaa", WORD.replace("C-12", "C-13"), f"{WORD}x", f"x{WORD}", token(b"otra", 12)],
)
def test_a_forged_word_names_no_case(text: str) -> None:
    """B54."""
    assert cases_in(SECRET, [text]) == ()


def test_the_last_word_is_tried_first() -> None:
    """A chain of quoted letters ends in the one that is answered."""
    assert cases_in(SECRET, [WORD, token(SECRET, 7), WORD]) == (12, 7)


def test_a_mail_full_of_forged_words_is_not_gone_through() -> None:
    """B92."""
    assert cases_in(SECRET, [WORD + " C-1-aaaaaaaaaaaa" * 5000]) == ()
