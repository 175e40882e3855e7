from __future__ import annotations

import pytest

from bot.matching.accounts import agrees, control_digit, core, is_clabe, which

OURS = ("0101644637", "012164001016446374")


@pytest.mark.parametrize(
    "printed",
    [
        "012164001016446374",
        "012 164 00101644637 4",
        "012-164-00101644637-4",
        "CLABE: 012164001016446374",
        "12164001016446374",  # a spreadsheet dropped the zero
        "0101644637",
        "101644637",
        "00101644637",
        "BBVA 0101644637",
        "00012164001016446374",  # zeros to the width of a field
        "00740101644637",  # a teller's branch before the account
        "012164********6374",
        "0121 64** **** **63 74",
        "****6374",
        "*6374",
        "•6374",
        "•••• 6374",
        "···6374",
        "XXXXXX4637",
        "xx6374",
        "....6374",
        "…4637",
        "****4637",
        "CLABE-374",
        "CUENTA TERMINACION 4637",
        "BBVA México *4637",
    ],
)
def test_our_account_is_known_however_it_is_printed(printed: str) -> None:
    assert agrees(printed, OURS) is True


@pytest.mark.parametrize(
    "printed",
    [
        "012164001016446730",  # receipt 048: another account, its control digit right
        "****6730",
        "0101644638",
        "012164********6375",
        "014164********6374",
        "4152313300006374",  # a card with our last four digits
        "6374****",
        "*375",
        "1016446374",  # ten digits without a mask are a whole account, not our CLABE's end
        "CLABE-375",
    ],
)
def test_another_account_is_told(printed: str) -> None:
    assert agrees(printed, OURS) is False


@pytest.mark.parametrize("printed", ["", "BBVA", "****", "*74", "012164********", "0121****", "Perseo, cuenta ****"])
def test_what_hides_too_much_says_nothing(printed: str) -> None:
    assert agrees(printed, OURS) is None


@pytest.mark.parametrize("printed", ["0121646374", "0126374", "012164 6374"])
def test_a_clabe_whose_mask_was_not_seen_is_ours(printed: str) -> None:
    assert agrees(printed, OURS) is True


@pytest.mark.parametrize("printed", ["0101644687", "010164637", "012164001816446374", "****6874", "01216400101644637"])
def test_one_digit_that_a_picture_may_have_changed_tells_no_other_account(printed: str) -> None:
    """F6."""
    assert agrees(printed, OURS) is None


@pytest.mark.parametrize("printed", ["0101644639", "0121646375", "0101644688", "****6371", "0121626374"])
def test_what_no_misreading_explains_is_another_account(printed: str) -> None:
    """F6."""
    assert agrees(printed, OURS) is False


def test_a_clabe_with_a_wrong_control_digit_was_misread_and_says_nothing() -> None:
    assert not is_clabe("012164001016446354")
    assert agrees("012164001016446354", OURS) is None


@pytest.mark.parametrize("clabe", ["012164001016446374", "032180000118359719", "002010077777777771"])
def test_the_control_digit_of_published_clabes(clabe: str) -> None:
    assert control_digit(clabe[:17]) == clabe[17]
    assert is_clabe(clabe)


def test_the_clabe_alone_stands_for_its_account() -> None:
    assert agrees("0101644637", OURS[1:]) is True
    assert core(OURS[0]) == core(OURS[1])


def test_the_account_of_a_clabe_is_its_eleven_digits() -> None:
    start = "01418060123456789"
    clabe = start + control_digit(start)

    assert core(clabe) == "60123456789"
    assert agrees("60123456789", (clabe,)) is True
    assert agrees("*0123456789", (clabe,)) is True


def test_of_two_banks_the_one_that_was_paid_is_found() -> None:
    other = "032180000118359719"

    assert which("****9719", (*OURS, other)) == core(other)
    assert which("****6374", (other, *OURS)) == core(OURS[0])
    assert which("****1111", (other, *OURS)) is None
