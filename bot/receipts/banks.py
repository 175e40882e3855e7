"""Printed text -> the Mexican bank or wallet that it names."""

from __future__ import annotations

import re

from bot.receipts.fields import fold

# What is printed -> the bank's name in Banxico's list of SPEI's participants, or as people say it.
# The order decides: longer names before those they contain.
_BANKS = (
    ("banco del bienestar", "BIENESTAR"), ("bbva", "BBVA"), ("bancomer", "BBVA"), ("citibanamex", "BANAMEX"),
    ("banamex", "BANAMEX"), ("santander", "SANTANDER"), ("banorte", "BANORTE"), ("ixe", "BANORTE"),
    ("hsbc", "HSBC"), ("scotiabank", "SCOTIABANK"), ("scotia", "SCOTIABANK"), ("inbursa", "INBURSA"),
    ("banbajio", "BANBAJIO"), ("bajio", "BANBAJIO"), ("banco azteca", "AZTECA"), ("azteca", "AZTECA"),
    ("afirme", "AFIRME"), ("hey banco", "HEY BANCO"), ("hey,", "HEY BANCO"), ("hey, banco", "HEY BANCO"),
    ("banregio", "BANREGIO"), ("nu mexico", "NU MEXICO"), ("mercado pago", "MERCADO PAGO"), ("stp", "STP"),
    ("spin by oxxo", "SPIN"), ("spin", "SPIN"), ("oxxo", "OXXO"), ("bancoppel", "BANCOPPEL"),
    ("actinver", "ACTINVER"), ("mifel", "MIFEL"), ("multiva", "MULTIVA"), ("intercam", "INTERCAM"),
    ("monex", "MONEX"), ("bansi", "BANSI"), ("compartamos", "COMPARTAMOS"), ("invex", "INVEX"),
    ("ve por mas", "VE POR MAS"), ("bx+", "VE POR MAS"), ("cibanco", "CIBANCO"),
    ("american express", "AMEX"), ("klar", "KLAR"),
    ("uala", "UALA"), ("stori", "STORI"), ("albo", "ALBO"), ("cuenca", "CUENCA"), ("fondeadora", "FONDEADORA"),
    ("consubanco", "CONSUBANCO"), ("banjercito", "BANJERCITO"), ("autofin", "AUTOFIN"), ("sabadell", "SABADELL"),
    ("kapital", "KAPITAL"), ("openbank", "OPENBANK"), ("revolut", "REVOLUT"), ("plata", "PLATA"),
    ("caja popular mexicana", "CAJA POPULAR MEXICANA"), ("bankaool", "BANKAOOL"), ("transfer", "TRANSFER"),
    ("base", "BANCO BASE"), ("nubank", "NU MEXICO"), ("nu", "NU MEXICO"),
)  # fmt: skip
_ORDINARY = ("nu", "base", "plata", "transfer", "spin", "stp")  # words: a bank only when they stand alone
_SHAPES = tuple(
    (
        printed,
        re.compile(rf"^\W*{word}\W*$" if printed in _ORDINARY else rf"(?<![a-z]){word}(?![a-z])"),
        name,
    )
    for printed, name in _BANKS
    for word in (re.escape(printed),)
)


def bank_of(text: str) -> str | None:
    """Return the bank that is named in `text`; None when none is.

    >>> bank_of("BBVA MEXICO"), bank_of("BanCoppel, S.A."), bank_of("Base de datos")
    ('BBVA', 'BANCOPPEL', None)
    """
    folded = fold(text).replace("0", "o")
    return next((name for printed, shape, name in _SHAPES if printed in folded and shape.search(folded)), None)
