"""Shapes of values: amounts, days, times, accounts, banks and tracking keys as printed."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.receipts.accounts import account_of, has_good_clabe_digit, is_end, masked
from bot.receipts.amounts import amount_in_words, amount_of, amounts_in
from bot.receipts.banks import bank_of
from bot.receipts.dates import date_of, time_of
from bot.receipts.tracking import same_key, tracking_key_of

AMOUNTS = [
    "$1,305.00", "$ 1,305.00 MN", "-$1,305.00 MXP", "- $1,305.00", "1,305.00 MXN", "MXN 1,305.00", "MXN$1,305.00", "$1305.00",
    "$ 1305.00 M.N.", "$***1,305.00", "1 305.00", "$1305", "$1,305", "1,30500", "1,305,00", "$1.305.00", "$1,305.0O", "$1, 305.00",
    "$1,3O5.00", "S1,305.00", "1,305.00 pesos", "1305.00", "$1,305.00-", "$1,305 00",
]  # fmt: skip


@pytest.mark.parametrize("printed", AMOUNTS)
def test_an_amount_is_read_however_it_is_printed(printed: str) -> None:
    money = amount_of(printed)

    assert money is not None
    assert money.centavos == 130_500
    assert money.certain


@pytest.mark.parametrize("printed", ["31/08/2026", "19:19", "$ 12500", "16%", "012164001016446374", "2026-09-17"])
def test_what_is_no_amount_is_none(printed: str) -> None:
    assert amounts_in(printed) == ()


def test_two_different_amounts_are_not_one() -> None:
    assert amount_of("entre $5.00 y $10.00") is None


@pytest.mark.parametrize(
    ("printed", "code"),
    [("$68.50 USD", "USD"), ("US$68.50", "USD"), ("68.50 DLLS", "USD"), ("$68.50", None), ("68.50 M.N.", "MXN")],
)
def test_the_currency_is_the_printed_one(printed: str, code: str | None) -> None:
    money = amount_of(printed)

    assert money is not None
    assert money.currency == code


@pytest.mark.parametrize(
    ("words", "centavos"),
    [
        ("(UN MIL TRESCIENTOS CINCO PESOS 00/100 M.N.)", 130_500),
        ("mil trescientos cinco pesos 50/100", 130_550),
        ("Treinta mil novecientos setenta y dos pesos 00/100 M.N.", 3_097_200),
        ("Ochocientos setenta pesos", 87_000),
        ("veintiún mil setecientos cincuenta pesos 00/100", 2_175_000),
        ("un millón de pesos", 100_000_000),
        ("por concepto de pesos", None),
        ("DOS HIL DOSCIENTOS DOS PESOS 84/100 M.N.", None),  # a word that the OCR misread
        ("van los mil pesos", 100_000),
        ("mil quinientas timbres pesos", None),
    ],
)
def test_an_amount_in_words_is_counted(words: str, centavos: int | None) -> None:
    """F8"""
    assert amount_in_words(words) == centavos


def test_a_time_behind_a_dotted_day_is_no_month() -> None:
    assert date_of("29.08.2026 12.14.31") == date(2026, 8, 29)
    assert date_of("29-08-2026 12-14-31") == date(2026, 8, 29)


@pytest.mark.parametrize(
    "text", ["Suc. 4-2026/11/22", "08:18-2026-11-22", "Folio 000812-2026-11-22", "OP 9/2026-11-22"]
)
def test_a_day_may_stand_behind_a_number_and_a_stroke(text: str) -> None:
    assert date_of(text) == date(2026, 11, 22)


MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
DAYS = [date(2026, 1, 5) + timedelta(days=31 * step - step % 3) for step in range(12)]
SPELLINGS = {
    "slashes": lambda d: d.strftime("%d/%m/%Y"),
    "short year": lambda d: d.strftime("%d/%m/%y"),
    "hyphens": lambda d: d.strftime("%d-%m-%Y"),
    "dots": lambda d: d.strftime("%d.%m.%Y"),
    "iso": lambda d: d.isoformat(),
    "iso slashes": lambda d: d.strftime("%Y/%m/%d"),
    "iso instant": lambda d: f"{d.isoformat()}T14:34:28",
    "glued time": lambda d: f"{d.isoformat()}15:49:03",
    "compact": lambda d: d.strftime("%Y%m%d"),
    "long": lambda d: f"{d.day} de {MONTHS[d.month - 1]} de {d.year}",
    "long del": lambda d: f"lunes {d.day} de {MONTHS[d.month - 1].title()} del {d.year}",
    "glued words": lambda d: f"{d.day}de{MONTHS[d.month - 1]}de{d.year}",
    "short month": lambda d: f"{d.day:02d} {MONTHS[d.month - 1][:3]} {d.year}, 17:51:57",
    "capitals": lambda d: f"{d.day:02d}/{MONTHS[d.month - 1][:3].upper()}/{d.year % 100:02d}",
    "banorte": lambda d: f"{d.day:02d}/{MONTHS[d.month - 1][:3]}./{d.year}",
    "hyphen month": lambda d: f"{d.day}-{MONTHS[d.month - 1][:3].title()}-{d.year}",
    "month first": lambda d: f"{MONTHS[d.month - 1].title()} {d.day}, {d.year}",
}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_day_is_read_in_every_spelling(spelling: object, day: date) -> None:
    """B124: a table of 204, day first"""
    assert callable(spelling)

    assert date_of(spelling(day)) == day


@pytest.mark.parametrize(
    ("printed", "day"),
    [("03/04/2026", date(2026, 4, 3)), ("09/14/2026", date(2026, 9, 14)), ("07 0CT 2026", date(2026, 10, 7))],
)
def test_month_first_needs_evidence(printed: str, day: date) -> None:
    """B124"""
    assert date_of(printed) == day


@pytest.mark.parametrize(
    "printed", ["55 5226 2663", "012164001016446374", "31/02/2026", "$1,305.00", "12:31:09", "45/13/2026"]
)
def test_what_is_no_day_is_none(printed: str) -> None:
    assert date_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("17:51:57", time(17, 51, 57)), ("08:32:43 h", time(8, 32, 43)), ("04:43 PM", time(16, 43)), ("12:05 a. m.", time(0, 5)),
        ("12:31 p. m.", time(12, 31)), ("14.35.10", time(14, 35, 10)), ("2026-09-17 21:01:36", time(21, 1, 36)), ("9:05 hrs", time(9, 5)),
        ("09:59:52 hrs", time(9, 59, 52)), ("2:39 ρ. m.", time(14, 39)), ("$12.30", None), ("14/09/2026", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read(printed: str, moment: time | None) -> None:
    assert time_of(printed) == moment


@pytest.mark.parametrize(
    ("printed", "account"),
    [
        ("****6374 BBVA MEXICO", "****6374"), ("*4637", "*4637"), ("•4637", "•4637"), ("CLABE-374", "CLABE-374"), ("xxxx4637", "xxxx4637"),
        ("012164********6374", "012164********6374"), ("012164001016446374", "012164001016446374"), ("0101644637", "0101644637"),
        ("•••• 6374", "•••• 6374"), ("terminación 6374", "terminación 6374"), ("CLABE ***6374", "***6374"), ("Sistemas Perseo", None),
        ("$1,305.00", None),
    ],
)  # fmt: skip
def test_an_account_is_kept_as_printed(printed: str, account: str | None) -> None:
    assert account_of(printed) == account


@pytest.mark.parametrize(
    ("printed", "account"),
    [("6374", "*6374"), ("BBVA 6374", "*6374"), ("BBVA -6374", "*6374"), ("2026", None), ("$6374", None), ("12:6374", None), ("63", None)],
)  # fmt: skip
def test_behind_its_label_four_digits_are_the_end_of_an_account(printed: str, account: str | None) -> None:
    assert account_of(printed, announced=True) == account
    assert account_of(printed) is None


def test_a_clabe_broken_over_two_lines_is_whole_when_its_control_digit_is_right() -> None:
    assert account_of("012164001016446 374") == "012164001016446374"
    assert account_of("012164001016446 375") != "012164001016446375"


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("****6374", True),
        (".. 6374", True),
        ("XXXX6374", True),
        ("012164***6374", False),
        ("0101644637", False),
        ("BBVA ·6374", False),
    ],
)
def test_an_account_may_show_its_end_alone(printed: str, end: bool) -> None:  # noqa: FBT001
    assert is_end(printed) is end


def test_a_card_number_is_masked_and_a_clabe_is_not() -> None:
    """B111"""
    assert masked("pago con 4111 1111 1111 1111 hoy") == "pago con ************1111 hoy"
    assert masked("012164001016446374") == "012164001016446374"


def test_the_control_digit_of_a_clabe_is_checked() -> None:
    assert has_good_clabe_digit("012164001016446374")
    assert not has_good_clabe_digit("012164001016446375")
    assert not has_good_clabe_digit("0121640010164463")


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("2026091740014BM0V0000690694259", "2026091740014BMOV0000690694259"),
        ("2026111140044836L0000386316855", "2026111140044B36L0000386316855"),
        ("HSBC31249Z", "HSBC312492"),
        ("8846APR1202611 189716466371", "8846APR1202611189716466371"),
        ("085919470461590144", "085919470461590144"),
        ("No disponible", None),
    ],
)
def test_a_tracking_key_is_mended_by_its_bank_s_grammar(printed: str, key: str | None) -> None:
    assert tracking_key_of(printed) == key


def test_two_keys_are_one_through_the_confusions_of_the_ocr() -> None:
    assert same_key("8846APR1202611189716466371", "8B46APR12O2611189716466371")
    assert not same_key("HSBC312492", "HSBC312493")


@pytest.mark.parametrize(
    ("printed", "bank"),
    [
        ("BBVA MEXICO", "BBVA"),
        ("hey,", "HEY BANCO"),
        ("BanC0ppel, S.A.", "BANCOPPEL"),
        ("nueva cuenta", None),
        ("Base de datos", None),
    ],
)
def test_a_bank_is_known_by_its_name(printed: str, bank: str | None) -> None:
    assert bank_of(printed) == bank
