"""Shapes of values under every text that could be printed: what is formatted is read back, garbage is nothing."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.money import pesos, plain
from bot.receipts.amounts import amount_in_words, amount_of, amounts_in
from bot.receipts.dates import date_of, time_of
from bot.receipts.references import LEAST, MOST, is_default, numbers_in, strangers_in

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
DAYS = st.dates(date(2016, 1, 1), date(2059, 12, 31))
RECENT = st.dates(date(2024, 1, 1), date(2035, 12, 31))
PRINTED = st.text(alphabet=st.characters() | st.sampled_from("0123456789$,.-/: *MXNdeamp"), max_size=200)
AMOUNTS = st.integers(min_value=1, max_value=999_999_999_99)


def written_dates(day: date) -> tuple[str, ...]:
    """Return one day in the forms of READING.md, "What Mexican receipts do to a reader", 8."""
    name = MONTHS[day.month - 1]
    return (
        day.isoformat(),
        day.strftime("%d/%m/%Y"),
        day.strftime("%Y/%m/%d"),
        day.strftime("%d.%m.%Y"),
        day.strftime("%d-%m-%Y"),
        f"{day.day} de {name} de {day.year}",
        f"{day:%d}/{name[:3]}/{day.year}",
        f"{day:%d}/{name[:3]}./{day.year}",
        f"{day:%d}-{name[:3].title()}-{day.year}",
        f"{day:%d} {name[:3].upper()} {day.year}",
        f"{name.title()} {day.day}, {day.year}",
    )


@given(DAYS)
def test_every_way_of_writing_a_day_is_read_back(day: date) -> None:
    """B124."""
    assert [(text, date_of(text)) for text in written_dates(day)] == [(text, day) for text in written_dates(day)]


@given(DAYS, st.times())
def test_a_day_with_its_time_is_read_back(day: date, moment: time) -> None:
    exact = moment.replace(microsecond=0)
    for text in (f"{day:%d/%m/%Y} {exact:%H:%M:%S}", f"{day.isoformat()}T{exact:%H:%M:%S}"):
        assert (date_of(text), time_of(text)) == (day, exact)
    half = exact.replace(second=0)
    for text in (
        f"{day:%d/%m/%Y} {half:%I:%M %p}",
        f"{day.day} de {MONTHS[day.month - 1]} de {day.year}, {half:%H:%M} h",
    ):
        assert (date_of(text), time_of(text)) == (day, half)


@given(PRINTED)
@example("99/99/2026")
@example("31/02/2026")
@example("0000-00-00")
@example("24:61:61")
def test_any_text_is_a_day_of_these_years_or_none(text: str) -> None:
    day, moment = date_of(text), time_of(text, dotted=True)

    assert day is None or 2015 <= day.year <= 2060
    assert moment is None or any(letter.isdigit() for letter in text)


@given(AMOUNTS, st.sampled_from(["${}", "$ {}", "{} MXN", "MXN {}", "-${} MXP", "Importe: ${}", "$***{}", "{} M.N."]))
def test_an_amount_is_read_back(centavos: int, written: str) -> None:
    found = amount_of(written.format(pesos(centavos).lstrip("$")))

    assert found is not None
    assert (found.centavos, found.certain) == (centavos, True)


@given(AMOUNTS, AMOUNTS)
def test_two_different_amounts_are_not_one(one: int, other: int) -> None:
    assume(one != other)

    assert amount_of(f"{pesos(one)} {pesos(other)}") is None


@given(PRINTED)
@example("$")
@example("$O")
@example("0,00")
def test_any_text_holds_amounts_or_none(text: str) -> None:
    """An amount that does not parse is none: never negative, and nought only where one is printed."""
    for money in amounts_in(text):
        assert money.centavos >= 0
        assert money.centavos > 0 or re.search(r"[0oO]", text) or not text.isascii()
    words = amount_in_words(text)
    assert words is None or words >= 0


@given(st.integers(min_value=10_000, max_value=99_999_999))
def test_a_reference_is_read_however_it_is_written(number: int) -> None:
    """READING.md, "What Mexican receipts do to a reader", 8."""
    digits = str(number)
    for text in (
        digits,
        f"REF {digits}",
        f"ref: {digits}",
        f"pago{digits}",
        f"0{digits}",
        f"Referencia {digits} gracias",
    ):
        assert numbers_in(text) == (digits,), text


@given(
    st.integers(min_value=100_000, max_value=99_999_999), st.integers(min_value=2, max_value=4), st.sampled_from(" -")
)
def test_a_reference_is_read_in_two_pieces(number: int, first: int, between: str) -> None:
    digits = str(number)
    assume(len(digits) - first <= 4)

    assert numbers_in(f"pago {digits[:first]}{between}{digits[first:]}") == (digits,)


@given(PRINTED)
@example("²³⁴⁵⁶⁷")
@example("٩٣٥٤٤٧")
@example("935447" * 40)
def test_any_text_holds_references_or_none(text: str) -> None:
    for number in (*numbers_in(text, own_field=True), *numbers_in(text)):
        assert number.isdecimal()
        assert not number.startswith("0")
        assert LEAST <= len(number) <= MOST
    assert all(len(number) in (6, 7) for number in strangers_in(text))


@given(AMOUNTS)
def test_an_amount_is_never_a_reference(centavos: int) -> None:
    assert numbers_in(f"Pago de {pesos(centavos)}") == ()
    assert numbers_in(f"Pago de ${plain(centavos)}") == ()


@given(RECENT, st.sampled_from(["%d%m%y", "%d%m%Y", "%Y%m%d"]), st.integers(min_value=-3, max_value=3))
def test_the_date_in_the_place_of_a_reference_is_a_default(day: date, form: str, apart: int) -> None:
    """B123: banks print the day when the payer left the field empty."""
    printed = day.strftime(form)
    number = printed.lstrip("0")

    assert is_default(number, printed, day + timedelta(days=apart))
    assert is_default(number, printed, None)


@given(st.integers(min_value=320_000, max_value=999_999), DAYS)
def test_a_number_that_is_no_day_is_no_default(number: int, day: date) -> None:
    digits = str(number)
    assume(len(set(digits)) > 1)
    for form in ("%d%m%y", "%y%m%d", "%m%d%y"):
        try:
            said = datetime.strptime(digits, form).date()  # noqa: DTZ007 - a printed day has no zone
        except ValueError:
            continue
        assume(abs((said - day).days) > 4)

    assert not is_default(digits, digits, day)
