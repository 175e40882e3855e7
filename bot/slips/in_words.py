"""Centavos -> the amount in Spanish words, as a Mexican cheque or slip says it."""

from __future__ import annotations

_UP_TO_29 = (
    "cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiún", "veintidós",
    "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
)  # fmt: skip
_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS = (
    "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos",
    "novecientos",
)  # fmt: skip
_MOST = 10**12  # pesos; the language goes on, amounts do not


def in_words(centavos: int) -> str:
    """Return an amount in centavos in capitals, cents as a fraction; ValueError when it is negative or endless.

    >>> in_words(130500), in_words(100), in_words(2_100_000_00)
    ('MIL TRESCIENTOS CINCO PESOS 00/100 M.N.', 'UN PESO 00/100 M.N.', 'DOS MILLONES CIEN MIL PESOS 00/100 M.N.')
    """
    pesos, cents = divmod(centavos, 100)
    if not 0 <= pesos < _MOST:
        raise ValueError(f"un importe que no se escribe con letra: {centavos}")
    of = "de " if pesos and pesos % 1_000_000 == 0 else ""  # un millón de pesos
    return f"{_number(pesos)} {of}{'peso' if pesos == 1 else 'pesos'} {cents:02d}/100 m.n.".upper()


def _number(number: int) -> str:
    """Return a whole number below a billion (10 to the 12th) in words, as they stand before a masculine noun."""
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1000)
    parts = []
    if millions:
        parts.append("un millón" if millions == 1 else f"{_number(millions)} millones")
    if thousands:
        parts.append("mil" if thousands == 1 else f"{_below_1000(thousands)} mil")
    if units or not parts:
        parts.append(_below_1000(units))
    return " ".join(parts)


def _below_1000(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds == 0:
        return _below_100(rest)
    if rest == 0:
        return "cien" if hundreds == 1 else _HUNDREDS[hundreds - 1]
    return f"{_HUNDREDS[hundreds - 1]} {_below_100(rest)}"


def _below_100(number: int) -> str:
    if number < len(_UP_TO_29):
        return _UP_TO_29[number]
    tens, units = divmod(number, 10)
    return _TENS[tens - 3] + (f" y {_UP_TO_29[units]}" if units else "")
