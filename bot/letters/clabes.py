"""A CLABE as printed -> the bank that it belongs to, by its first three digits."""

from __future__ import annotations

# Keys of SPEI's participants (Banxico, CEP catalogue of institutions); a key that is not here is named by no letter.
_BANKS = {
    "002": "Banamex", "012": "BBVA", "014": "Santander", "019": "Banjército", "021": "HSBC", "030": "BanBajío",
    "036": "Inbursa", "042": "Mifel", "044": "Scotiabank", "058": "Banregio", "059": "Invex", "062": "Afirme",
    "072": "Banorte", "127": "Banco Azteca", "130": "Compartamos", "137": "BanCoppel", "166": "Banco del Bienestar",
    "638": "Nu", "646": "STP", "722": "Mercado Pago",
}  # fmt: skip
_DIGITS = 18


def bank_of(account: str | None) -> str | None:
    """Return the bank of an account that is printed as a whole CLABE; None for any other.

    >>> bank_of("072 180 00445566778 0"), bank_of("****6374")
    ('Banorte', None)
    """
    digits = "".join(letter for letter in account or "" if letter.isdecimal())
    return _BANKS.get(digits[:3]) if len(digits) == _DIGITS else None
