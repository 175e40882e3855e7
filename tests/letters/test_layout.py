"""Lines of a plain text."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from bot.letters import layout


def test_paragraphs_are_joined_and_lists_keep_their_lines() -> None:
    text = "uno\ndos\n\n1. Entre.\n2. Lea.\n\n\n\n· a\n· b\n"

    assert layout.paragraphs(text) == [["uno dos"], ["1. Entre.", "2. Lea."], ["· a", "· b"]]


def test_markup_stays_markup() -> None:
    assert all(isinstance(line, Markup) for lines in layout.paragraphs(Markup("<b>a</b>\n\nb")) for line in lines)


def test_lines_have_72_columns_and_lists_hang() -> None:
    lines = layout.wrapped("1. " + "palabra " * 20).splitlines()

    assert max(map(len, lines)) <= 72
    assert lines[1].startswith("   palabra")


def test_an_address_is_never_broken() -> None:
    address = "https://panel.perseo.example/" + "a-b" * 40

    assert address in layout.wrapped(f"Manual: {address}").splitlines()


def test_amounts_stand_to_the_right() -> None:
    table = layout.columns([("Total de la constancia", "$10,440.00"), ("Su pago", "$9,000.00")], right=True)

    assert table.splitlines() == [
        "    Total de la constancia     $10,440.00",
        "    Su pago                     $9,000.00",
    ]


def test_two_ends_of_a_line_or_two_lines() -> None:
    assert len(layout.beside("izquierda", "derecha")) == 72
    assert layout.beside("x" * 70, "derecha") == "x" * 70 + "\nderecha"


def test_days_as_people_say_them() -> None:
    day = date(2027, 9, 1)

    assert (layout.short_day(day), layout.full_day(day)) == ("1 de sep", "1 de septiembre de 2027")
