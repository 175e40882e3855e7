"""Text -> the RFC in it, SAT's number of a taxpayer, and what is odd about one.

https://es.wikipedia.org/wiki/Registro_Federal_de_Contribuyentes_(México); form, date and check digit by python-stdnum.
"""

from __future__ import annotations

import re

from stdnum.mx import rfc as number

GENERIC = {"XAXX010101000": "público en general", "XEXX010101000": "residente en el extranjero"}
"""RFCs that SAT lends to whoever gives none."""

_END = r"(?![A-ZÑ&0-9])"
_WRITTEN = re.compile(rf"(?<![A-ZÑ&0-9@._-])[A-ZÑ&]{{3,4}}-?\d{{6}}-?[A-Z0-9]{{3}}{_END}(?!@)")
# Behind its label it may be spaced; without one "PAGO 251120 CON ..." would be an RFC too.
_LABELLED = re.compile(
    rf"\bR\.?\s?F\.?\s?C\b\W{{0,6}}(?:ES\W{{1,3}})?([A-ZÑ&]{{3,4}}[\s-]?\d{{6}}[\s-]?[A-Z0-9]{{3}}){_END}"
)

_MISREAD = re.compile(r"(?<![A-ZÑ&0-9])([A-ZÑ&0158]{3,4})([0-9OISB]{6})([A-Z0-9]{3})(?![A-ZÑ&0-9])")
_TO_LETTERS, _TO_DIGITS = str.maketrans("0158", "OISB"), str.maketrans("OISB", "0158")


def rfc_of(text: str) -> str | None:
    """Return the one RFC that the text labels, else the one that it writes; None when there is none, or are several.

    >>> rfc_of("mi rfc: gode 561231 gr8"), rfc_of("pago 251120 con"), rfc_of("GODE561231GR8")
    ('GODE561231GR8', None, 'GODE561231GR8')
    """
    capitals = text.upper()
    for written in (_LABELLED.findall(capitals), _WRITTEN.findall(capitals)):
        found = {number.compact(one) for one in written if number.is_valid(one)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def mended(text: str) -> str:
    """Return a recogniser's text with each RFC spelt by its form: in its name stand letters, in its date digits.

    >>> mended("RFC: G0DE56I231GR8")
    'RFC: GODE561231GR8'
    """
    return _MISREAD.sub(lambda found: found[1].translate(_TO_LETTERS) + found[2].translate(_TO_DIGITS) + found[3], text)


def is_company(rfc: str) -> bool:
    """Return whether the RFC is a persona moral's: 12 places instead of 13."""
    return len(rfc) == 12


def doubt(rfc: str) -> str | None:
    """Return what staff should look at before this RFC is used; None when nothing is odd.

    About 1.5 % of the RFCs in use end in another check digit than SAT's own rule gives: it is a doubt, no error.
    """
    if rfc in GENERIC:
        return f"el RFC {rfc} es el genérico de {GENERIC[rfc]}"
    if not number.is_valid(rfc, validate_check_digits=True):
        return f"el dígito verificador del RFC {rfc} no corresponde; compárelo con la Constancia"
    return None
