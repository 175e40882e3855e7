from __future__ import annotations

import pytest

from bot.slips.reference import allowed, check_digit, is_ours, new_reference, next_reference, normalise


def test_a_reference_is_its_number_and_a_check_digit() -> None:
    reference = new_reference(93544)

    assert reference[:-1] == "93544"
    assert check_digit(reference) == "0"  # Damm: a whole number with its check digit ends at zero


def test_each_single_wrong_digit_is_found() -> None:
    reference = new_reference(104729)
    wrong = [
        f"{reference[:place]}{digit}{reference[place + 1 :]}"
        for place in range(len(reference))
        for digit in "0123456789"
        if digit != reference[place]
    ]

    assert len(wrong) == 63
    assert not [number for number in wrong if is_ours(number)]


def test_the_check_digit_finds_each_wrong_digit_and_each_swap_of_three_digits() -> None:
    """Damm: a quasigroup without a symmetric pair and with zeros on its diagonal."""
    for number in range(1000):
        digits = f"{number:03d}"
        whole = digits + check_digit(digits)
        swaps = {whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :] for at in range(3)} - {whole}
        wrong = {whole[:at] + other + whole[at + 1 :] for at in range(4) for other in "0123456789"} - {whole}
        assert check_digit(whole) == "0"
        assert all(check_digit(one) != "0" for one in swaps | wrong), digits


@pytest.mark.parametrize("number", [93544, 40917, 104729, 987654])
def test_each_swap_of_neighbours_is_found(number: int) -> None:
    reference = new_reference(number)
    swapped = {
        reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
        for place in range(len(reference) - 1)
    } - {reference}

    assert swapped
    assert not [swap for swap in swapped if is_ours(swap)]


@pytest.mark.parametrize("date", ["140926", "311299", "291125", "310200", "100101", "100199"])
def test_what_banks_print_as_the_date_is_never_issued(date: str) -> None:
    assert not allowed(date)


@pytest.mark.parametrize("reference", ["320926", "141326", "140026", "935447", "1409261", "9999999"])
def test_what_cannot_be_a_date_is_allowed(reference: str) -> None:
    assert allowed(reference)


@pytest.mark.parametrize("reference", ["", "0935447", "93544", "12345678", "93544a", "-935447", "٩٣٥٤٤٧"])
def test_other_shapes_are_not_allowed(reference: str) -> None:
    assert not allowed(reference)


def test_an_imported_number_without_check_digit_is_not_ours() -> None:
    assert not is_ours("935447")


@pytest.mark.parametrize("number", [-5, 0, 7, 9999, 14092, 1_000_000])
def test_a_number_that_gives_no_good_reference_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        new_reference(number)


def test_the_next_good_number_is_found() -> None:
    number, reference = next_reference(14092)

    assert number > 14092
    assert reference == new_reference(number)
    assert is_ours(reference)


def test_the_first_and_the_last_reference() -> None:
    assert next_reference(1) == next_reference(10_000)
    assert len(next_reference(1)[1]) == 6
    assert next_reference(999_999)[0] == 999_999


def test_when_all_are_used_up_it_says_so() -> None:
    with pytest.raises(ValueError, match="ya no hay"):
        next_reference(1_000_000)


def test_running_numbers_never_give_the_same_reference_twice() -> None:
    issued, number = [], 1
    for _ in range(2000):
        number, reference = next_reference(number)
        issued.append(reference)
        number += 1

    assert len(set(issued)) == 2000
    assert all(is_ours(reference) for reference in issued)


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("935447", "935447"),
        ("0935447", "935447"),
        ("935 447", "935447"),
        ("90 59 57", "905957"),
        ("1086-130", "1086130"),
        ("pago935447", "935447"),
        ("REF. 935447", "935447"),
        ("0012345678901", "12345678901"),  # another vendor's long number
        ("REF 1234567890", "1234567890"),
        ("REF 12345678901", None),
        ("", None),
        ("sin referencia", None),
        ("000", None),
        ("935447 935448", None),
        ("935447 y 935448", None),
    ],
)
def test_a_typed_reference_is_brought_to_its_digits(typed: str, reference: str | None) -> None:
    assert normalise(typed) == reference
