"""Document -> what a Constancia de Situación Fiscal, SAT's paper about a taxpayer, says of him.

Source: SAT's own PDF ("Cédula de Identificación Fiscal" above, "Datos de Identificación del Contribuyente", "Datos del
domicilio registrado", "Regímenes"; labels end in a colon, values stand behind them), 1 to 4 pages, seen 2022..2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.invoice import rfc, sat
from bot.invoice.folding import folded
from bot.invoice.legal_name import legal_name_of
from bot.invoice.lines import lines_of

if TYPE_CHECKING:
    from bot.model import Document

# Letters only, because a recogniser drops blanks and reads an accent as it likes.
_TITLES = (
    "constanciadesituacionfiscal",
    "ceduladeidentificacionfiscal",
    "datosdeidentificaciondelcontribuyente",
    "datosdeldomicilioregistrado",
    "registrofederaldecontribuyentes",
    "idcif",
    "estatusenelpadron",
)
_QR = re.compile(r"siat\.sat\.gob\.mx/\S*D3=\w+_([A-ZÑ&0-9]{12,13})\b", re.IGNORECASE)

# Every label that may end the value before it; those without a name are of no use to us.
_LABELS = re.compile(
    r"""\b(?:
      (?P<name>denominacion\W*razon\W*social)
    | (?P<first>nombre\W*\(s\)|nombres?(?=\W*:))
    | (?P<family>primer\W*apellido)
    | (?P<family2>segundo\W*apellido)
    | (?P<postal>codigo\W*postal)
    | (?P<rfc>rfc(?=\W*:))
    | curp(?=\W*:) | regimen\W*(?:de\W*)?capital | nombre\W*comercial
    | fecha\W*(?:de\W*)?inicio\W*de\W*operaciones | estatus\W*en\W*el\W*padron
    | fecha\W*de\W*ultimo\W*cambio\W*de\W*estado | datos\W*del?\W*(?:domicilio|ubicacion|identificacion)
    | tipo\W*de\W*vialidad | nombre\W*de\W*(?:la\W*)?(?:vialidad|colonia|localidad|entidad)
    | numero\W*(?:ex|in)terior | nombre\W*del\W*municipio | entre\W*calle | y\W*calle
    | lugar\W*y\W*fecha | pagina\W*\[?\d
    )\W*?:?""",
    re.VERBOSE,
)
_DATE = re.compile(r"\b\d{2}/\d{2}/\d{4}\b")


@dataclass(frozen=True, slots=True)
class Constancia:
    """What the paper says; a taxpayer may be in several regimes at once."""

    rfc: str | None
    legal_name: str | None
    regimes: tuple[str, ...]
    postal_code: str | None


def constancia_in(document: Document) -> Constancia | None:
    """Return what a Constancia says; None when the document is none."""
    lines = lines_of(document)
    text = "\n".join(lines)
    if not is_constancia(text):
        return None
    values = _values(lines)
    codes = [code for page in document.pages for code in page.codes]
    return Constancia(
        rfc=_rfc(values, codes, text),
        legal_name=_name(values),
        regimes=_regimes(text),
        postal_code=next(iter(re.findall(r"\b\d{5}\b", values.get("postal", ""))), None),
    )


def is_constancia(text: str) -> bool:
    """Return whether a text is SAT's Constancia: it has three of its headings."""
    letters = re.sub(r"[^a-z]", "", folded(text))
    return sum(title in letters for title in _TITLES) >= 3


def _values(lines: tuple[str, ...]) -> dict[str, str]:
    """Return the text behind each label of use: up to the next label, lines without one included."""
    found: dict[str, str] = {}
    text = "\n".join(lines)
    marks = list(_LABELS.finditer(folded(text)))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        field, end = mark.lastgroup, after.start() if after else len(text)
        if field is not None and field not in found:
            said = text[mark.end() : end]
            found[field] = said.strip(" :\n") if said.partition("\n")[0].strip() else _around(text, mark.start(), said)
    return found


def _around(text: str, label: int, below: str) -> str:
    """Return the lines above and below a label that stands alone: beside a value of two lines it is in their middle."""
    above = text[:label].rstrip().rpartition("\n")[2]
    halves = ("" if _LABELS.search(folded(above)) else above, below)
    return "\n".join(half.strip(" :\n") for half in halves if half.strip(" :\n"))


def _rfc(values: dict[str, str], codes: list[str], text: str) -> str | None:
    """Return the RFC of its label, else of SAT's QR code, else the one that the paper prints."""
    of_code = [match.group(1) for code in codes if (match := _QR.search(code))]
    said = (values.get("rfc", "").partition("\n")[0], " ".join(of_code), text)
    return next((found for one in said if (found := rfc.rfc_of(rfc.mended(one)))), None)


def _name(values: dict[str, str]) -> str | None:
    if "name" in values:
        return legal_name_of(_capitals(values["name"]))
    parts = (_capitals(values.get(part, "")) for part in ("first", "family", "family2"))
    return legal_name_of(" ".join(parts))


def _capitals(value: str) -> str:
    """Return the lines of a value up to the first that is not in capitals: a heading, or a foot of the page."""
    kept: list[str] = []
    for line in value.split("\n")[:3]:
        if line != line.upper():
            break
        kept.append(line)
    return " ".join(kept)


def _regimes(text: str) -> tuple[str, ...]:
    """Return the regimes that are in force: in the rows of an ended one stand two dates."""
    whole = folded(text)
    start = re.search(r"regimenes\W*:?\s*\n|regimen\W+fecha\W*(?:de\W*)?inicio", whole)
    section = re.split(r"\nobligaciones\b", whole[start.start() :])[0] if start else ""
    names = _DATE.sub("", section)  # a long name goes on behind its dates
    dates = [len(_DATE.findall(line)) for line in section.split("\n")]
    rows = [(names.count("\n", 0, place), code) for place, code in sat.regimes_named(names)]
    ends = [*(row for row, _ in rows[1:]), len(dates)]
    in_force = [code for (row, code), end in zip(rows, ends, strict=False) if sum(dates[row:end]) < 2]
    return tuple(dict.fromkeys(in_force))
