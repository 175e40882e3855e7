"""A name as people write it -> the receiver's name as CFDI 4.0 wants it: in capitals, without the kind of company.

SAT, Guía de llenado del CFDI 4.0, field Nombre of the receiver: as registered, "sin incluir el régimen societario".
"""

from __future__ import annotations

import re

_DOT = r"\.?\s*"


def _letters(letters: str) -> str:
    return _DOT.join(letters) + _DOT


_OF_VARIABLE_CAPITAL = rf"(?:DE\s+{_letters('CV')})?"
_OF_LIMITED_LIABILITY = rf"DE\s+{_letters('RL')}(?:{_letters('MI')})?"
_KINDS = "|".join(
    (
        rf"{_letters('SAPIB')}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('SAPI')}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('SAB')}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('SAS')}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('SA')}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('SPR')}{_OF_LIMITED_LIABILITY}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('SC')}{_OF_LIMITED_LIABILITY}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('S')}{_OF_LIMITED_LIABILITY}{_OF_VARIABLE_CAPITAL}",
        rf"{_letters('S')}EN\s+(?:{_letters('NC')}|{_letters('C')}){_OF_VARIABLE_CAPITAL}",
        _letters("SC"),
        _letters("AC"),
        r"SOCIEDAD AN[OÓ]NIMA(?: PROMOTORA DE INVERSI[OÓ]N| BURS[AÁ]TIL)?(?: DE CAPITAL VARIABLE)?",
        r"SOCIEDAD DE RESPONSABILIDAD LIMITADA(?: DE CAPITAL VARIABLE)?",
        r"SOCIEDAD POR ACCIONES SIMPLIFICADA(?: DE CAPITAL VARIABLE)?",
        r"(?:SOCIEDAD|ASOCIACI[OÓ]N) CIVIL",
    )
)
_KIND = re.compile(rf"[\s,]+(?:{_KINDS})$")
_LONGEST = 254  # characters that a CFDI gives to a name


def legal_name_of(text: str) -> str | None:
    """Return the name in capitals without "S.A. de C.V."; None when no name is left.

    >>> legal_name_of("Ferretería Trejo, S.A. de C.V."), legal_name_of("juan pérez  sosa"), legal_name_of("12")
    ('FERRETERÍA TREJO', 'JUAN PÉREZ SOSA', None)
    """
    name = re.sub(r"\s+", " ", text).strip(" .,:;*-\"'").upper()
    name = _KIND.sub("", name).strip(" ,")
    return name[:_LONGEST] if sum(letter.isalpha() for letter in name) >= 3 else None
