"""How glyphs become words."""

from __future__ import annotations

from bot.receipts.glyphs import Glyph, words_of


def line(text: str, left: float = 0, top: float = 0, high: float = 10, wide: float = 5) -> list[Glyph]:
    """Return the text as glyphs of one size, side by side."""
    return [Glyph(each, (left + n * wide, top, left + (n + 1) * wide, top + high)) for n, each in enumerate(text)]


def texts(glyphs: list[Glyph]) -> list[str]:
    """Return the words' texts."""
    return [word.text for word in words_of(glyphs)]


def test_blanks_stay_in_a_run_and_wide_gaps_end_it() -> None:
    assert texts(line("Fecha de pago") + line("14/09/2026", left=200)) == ["Fecha de pago", "14/09/2026"]
    assert texts(line("Monto     $1.00")) == ["Monto", "$1.00"]


def test_the_wide_blank_of_a_typewriter_stays_in_a_run() -> None:
    assert texts(line("Fecha de operacion", high=6)) == ["Fecha de operacion"]


def test_a_line_of_dots_parts_two_words_where_they_are_printed() -> None:
    narrow = [Glyph(".", (35.0 + n, 0, 36.0 + n, 10)) for n in range(60)]

    label, value = words_of(line("Importe") + narrow + line("$870.00", left=95))

    assert (label.text, label.box) == ("Importe", (0, 0, 35, 10))
    assert (value.text, value.box) == ("$870.00", (95, 0, 130, 10))


def test_another_line_is_another_word() -> None:
    assert texts(line("Monto") + line("$1.00", top=12)) == ["Monto", "$1.00"]


def test_raised_cents_keep_their_place() -> None:
    raised = [Glyph("4", (35, 0, 38, 5)), Glyph("8", (38, 0, 41, 5))]

    assert texts(line(" $1,305") + raised) == ["$1,305.48"]


def test_unseen_glyphs_are_words_of_their_own() -> None:
    unseen = [Glyph(glyph.text, glyph.box, seen=False) for glyph in line("580", left=10)]

    words = words_of(line("$2") + unseen)

    assert [(word.text, word.visible) for word in words] == [("$2", True), ("580", False)]


def test_the_letters_of_a_ligature_share_its_place() -> None:
    both = [*line("Par"), Glyph("t", (15, 0, 20, 10)), Glyph("i", (15, 0, 20, 10)), *line("cipante", left=20)]

    assert texts(both) == ["Participante"]
