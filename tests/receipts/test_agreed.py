"""Two readings of one page made one, without a silent choice between two numbers."""

from __future__ import annotations

from bot.model import Word
from bot.receipts.agreed import DOUBT, agreed

PLACE = (100.0, 10.0, 200.0, 30.0)
LEFT = (10.0, 10.0, 90.0, 30.0)
WIDE = (10.0, 10.0, 200.0, 30.0)


def word(text: str, box: tuple[float, float, float, float] = PLACE, confidence: float = 0.99) -> Word:
    return Word(text, box, confidence)


def test_what_only_one_reading_saw_is_kept() -> None:
    label, value = word("Referencia", LEFT), word("935447")

    assert agreed((label,), (value,)) == (label, value)
    assert agreed((label, value), ()) == (label, value)


def test_of_two_readings_with_the_same_digits_the_surer_stands() -> None:
    assert agreed((word("Ref 935447", confidence=0.7),), (word("Ref. 935447"),)) == (word("Ref. 935447"),)
    assert agreed((word("Ref. 935447"),), (word("Rel 935447", confidence=0.8),)) == (word("Ref. 935447"),)


def test_a_sum_in_doubt_stays_so_until_it_is_clear() -> None:
    wavering = word("$1,305.00", confidence=DOUBT)

    assert agreed((wavering,), (word("$ 1,305.00", confidence=0.94),)) == (wavering,)
    assert agreed((wavering,), (word("$ 1,305.00"),)) == (word("$ 1,305.00"),)


def test_a_word_without_digits_that_reads_clearer_the_second_time_is_taken() -> None:
    assert agreed((word("Rechazodo", confidence=DOUBT),), (word("Rechazado", confidence=0.95),)) == (
        word("Rechazado", confidence=0.95),
    )


def test_where_the_digits_differ_the_surer_text_stands_in_doubt() -> None:
    (first,) = agreed((word("935447"),), (word("935441", confidence=0.95),))
    (second,) = agreed((word("935447", confidence=0.6),), (word("935441", confidence=0.95),))  # better, not clear

    assert (first.text, first.confidence) == ("935447", DOUBT)
    assert (second.text, second.confidence) == ("935441", DOUBT)


def test_a_clear_reading_takes_the_place_of_an_unsure_one() -> None:
    assert agreed((word("93544", confidence=0.7),), (word("935447"),)) == (word("935447"),)


def test_a_number_that_was_not_seen_again_is_in_doubt() -> None:
    (kept,) = agreed((word("935447"),), (word("borroso"),))

    assert (kept.text, kept.confidence) == ("935447", DOUBT)


def test_a_label_gives_way_to_the_line_that_holds_its_value() -> None:
    assert agreed((word("Referencia", LEFT),), (word("Referencia 935447", WIDE),)) == (word("Referencia 935447", WIDE),)


def test_label_and_value_stay_apart_when_the_second_reading_joins_them() -> None:
    parts = (word("Referencia", LEFT), word("935447"))

    assert agreed(parts, (word("Referencia 935447", WIDE),)) == parts


def test_no_digit_of_a_blur_is_sure() -> None:
    blur = tuple(word("letras", (0, 40.0 * n, 90, 40.0 * n + 20), 0.6) for n in range(5))

    read = agreed((word("935447"),), (word("935447"), *blur))

    assert read[0] == word("935447", confidence=DOUBT)


def test_without_words_there_is_nothing_to_agree_on() -> None:
    assert agreed((), ()) == ()
