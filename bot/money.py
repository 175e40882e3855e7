"""Text <-> int centavos: the only place where money is parsed or formatted."""

from __future__ import annotations

import re

# "$1,305.00", "1,305.00 MXN", "$ 1305.00 M.N.", "MXN 1,305.00", "- $1,305.00 MXP", "$***1,125.00", "1 305.00"
_AMOUNT = re.compile(
    r"""^[-+\s]*(?:(?:MXN|MXP|USD|US|M\.?N\.?|MN)\b\.?)?[-\s]*\$?[\s*]*-?
        (?P<whole>\d{1,3}(?:[,\s'’]\d{3})+|\d{1,12})
        (?:\.(?P<cents>\d{2}))?
        \s*-?\s*(?:MXN|MXP|USD|DLLS|M\.?\s?N\.?|MN|PESOS(?:\s+M\.?N\.?)?)?\.?$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 100  # characters: the pattern's time grows with the cube of a run of spaces

MOST_CHARGE = 5_000  # centavos: what a till asks for taking a payment stays below this


def parse_amount(text: str) -> int:
    """Return the amount in centavos, always positive; ValueError when `text` is not one amount.

    >>> parse_amount("- $1,305.00 MXP"), parse_amount("$***1,125.00"), parse_amount("1305")
    (130500, 112500, 130500)
    """
    said = text.strip().replace("\u00a0", " ")
    found = _AMOUNT.match(said) if len(said) <= _LONGEST else None
    if found is None:
        raise ValueError(f"no es un importe: {text[:40]!r}")
    whole = re.sub(r"\D", "", found["whole"])
    return int(whole) * 100 + int(found["cents"] or 0)


def plain(centavos: int) -> str:
    """Return an amount in centavos as a bare decimal number with two places.

    >>> plain(130500), plain(-5)
    ('1305.00', '-0.05')
    """
    sign = "-" if centavos < 0 else ""
    return f"{sign}{abs(centavos) // 100}.{abs(centavos) % 100:02d}"


def pesos(centavos: int) -> str:
    """Return an amount in centavos as customers read it.

    >>> pesos(130500), pesos(-48)
    ('$1,305.00', '-$0.48')
    """
    sign = "-" if centavos < 0 else ""
    return f"{sign}${abs(centavos) // 100:,}.{abs(centavos) % 100:02d}"


def iva(subtotal: int) -> int:
    """Return the IVA of a subtotal, both in centavos, half a centavo rounded up (LIVA art. 1: 16 %).

    >>> iva(112500), iva(33)
    (18000, 5)
    """
    return (subtotal * 16 + 50) // 100
