"""Account as a bank printed it, mostly masked -> whether it is one of ours."""

from __future__ import annotations

import re

_MASKS = str.maketrans(dict.fromkeys("•●·∗…#＊", "*"))
_CLABE_WEIGHTS = (3, 7, 1)
_WHOLE = 9  # digits of an account that may have lost one
_ALIKE = {"0": "68", "1": "7", "3": "8", "5": "68", "6": "058", "7": "1", "8": "0356"}
_LEAST_WHOLE = 10  # digits of an account that is shown whole
_BRANCH = 4  # digits of the branch that a teller prints before the account
_LEAST_TAIL = 3  # "CLABE-374" is the shortest form that a bank was seen to print


def control_digit(digits: str) -> str:
    """Return the control digit of the first 17 digits of a CLABE (Banxico: weights 3, 7, 1 modulo 10).

    >>> control_digit("01216400101644637")
    '4'
    """
    total = sum(int(digit) * _CLABE_WEIGHTS[place % 3] % 10 for place, digit in enumerate(digits[:17]))
    return str(-total % 10)


def is_clabe(digits: str) -> bool:
    """Return whether 18 digits can be a CLABE: their control digit is right."""
    return len(digits) == 18 and digits.isdecimal() and control_digit(digits) == digits[17]


def core(number: str) -> str:
    """Return the account inside a CLABE, or the account itself, without leading zeros: equal for one account.

    >>> core("012164001016446374"), core("0101644637")
    ('101644637', '101644637')
    """
    return (number[6:17] if is_clabe(number) else number).lstrip("0")


def agrees(printed: str, ours: tuple[str, ...]) -> bool | None:
    """Return whether a printed account is one of `ours`; None when nothing usable is printed.

    >>> agrees("****6374", ("012164001016446374",)), agrees("****6730", ("012164001016446374",)), agrees("BBVA", ())
    (True, False, None)
    """
    shown = _shown(printed)
    if shown is None:
        return None
    if any(_fits(shown, number) for number in _forms(ours)):
        return True if _tells_enough(shown) else None
    # 18 digits with a wrong control digit were misread: that is no word of another account.
    misread = len(shown) == 18 and shown.isdecimal() and not is_clabe(shown)
    return None if misread or any(_is_almost(shown, number) for number in _forms(ours)) else False


def which(printed: str, ours: tuple[str, ...]) -> str | None:
    """Return the core of the first of `ours` that a printed account agrees with, or None."""
    return next((core(number) for number in ours if agrees(printed, (number,))), None)


def _shown(printed: str) -> str | None:
    """Return the longest run of digits and masks, `*` for every masked stretch; None with fewer than 3 digits."""
    text = re.sub(r"\.{2,}|X{2,}|X(?=\d{3})", "*", printed.upper().translate(_MASKS))
    text = re.sub(r"(?<=[\d*])[\s-]+(?=[\d*])", "", text)
    runs = [re.sub(r"\*+", "*", run) for run in re.findall(r"[\d*]+", text)]
    longest = max(runs, key=_digits, default="")
    return longest if _digits(longest) >= _LEAST_TAIL else None


def _digits(run: str) -> int:
    return sum(character.isdecimal() for character in run)


def _tells_enough(shown: str) -> bool:
    """Return whether the account's end is visible: bank and branch at the beginning are shared by many."""
    return len(shown.rpartition("*")[2]) >= _LEAST_TAIL


def _fits(shown: str, number: str) -> bool:
    """Return whether what is visible agrees with `number`; without a mask, 10 digits or more must be all of it."""
    if "*" in shown:
        return re.fullmatch(shown.replace("*", r"\d*"), number) is not None
    if is_clabe(number) and any(shown == number[:head] + number[-4:] for head in (3, 6)):
        return True  # "012164****6374" whose mask the OCR did not see: bank, branch and end are ours
    if len(shown) >= _LEAST_WHOLE:
        branched = shown.endswith(number) and len(shown) - len(number) == _BRANCH and len(number) >= _LEAST_WHOLE
        return shown.lstrip("0") == number.lstrip("0") or branched
    return number.endswith(shown)


def _is_almost(shown: str, number: str) -> bool:
    """Return whether one digit, misread as pictures make it misread or lost, parts what is visible from `number`.

    Then nobody knows which account was paid: a person looks, the account is not called another one (F6).
    """
    if "*" in shown:
        return any(_fits(other, number) for other in _reread(shown))
    if len(shown) == len(number):
        return any(other == number for other in _reread(shown))
    lost = (number[:place] + number[place + 1 :] for place in range(len(number)))
    return len(shown) >= _WHOLE and shown in lost


def _reread(shown: str) -> tuple[str, ...]:
    """Return what may stand where `shown` was read: one digit changed for one that looks like it."""
    return tuple(
        shown[:place] + other + shown[place + 1 :]
        for place, digit in enumerate(shown)
        for other in _ALIKE.get(digit, "")
    )


def _forms(ours: tuple[str, ...]) -> tuple[str, ...]:
    """Return our numbers and, for each CLABE, the account it contains."""
    return ours + tuple(number[6:17] for number in ours if is_clabe(number))
