"""A made-up taxpayer -> his Constancia de Situación Fiscal, as PDF or as a scan of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

TEMPLATE = Path(__file__).with_name("constancia.typ")


@dataclass(frozen=True)
class Paper:
    """What one Constancia prints."""

    rfc: str
    full_name: str
    identity: tuple[tuple[str, str], ...]
    postal_code: str
    regimes: tuple[tuple[str, str, str], ...]  # name, since, until
    regime_width: int = 380  # points; narrow: a long name goes on behind its dates
    two_pages: bool = True


_REST = (
    ("Fecha inicio de operaciones:", "15 DE ENERO DE 2014"),
    ("Estatus en el padrón:", "ACTIVO"),
    ("Fecha de último cambio de estado:", "15 DE ENERO DE 2014"),
)
BUSINESS = "Régimen de las Personas Físicas con Actividades Empresariales y Profesionales"
SALARY = "Régimen de Sueldos y Salarios e Ingresos Asimilados a Salarios"
PLATFORMS = "Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas"


def person(*regimes: tuple[str, str, str], width: int = 380) -> Paper:
    """Return the paper of a person."""
    return Paper(
        "GODE561231GR8",
        "EMMA GOMEZ DIAZ",
        (
            ("RFC:", "GODE561231GR8"),
            ("CURP:", "GODE561231MNLMZM09"),
            ("Nombre (s):", "EMMA"),
            ("Primer Apellido:", "GOMEZ"),
            ("Segundo Apellido:", "DIAZ"),
            *_REST,
            ("Nombre Comercial:", ""),
        ),
        "64000",
        regimes or ((BUSINESS, "01/01/2014", ""),),
        width,
    )


def company(name: str = "MAQUINADOS ALFA BRAVO") -> Paper:
    """Return the paper of a company, on one page."""
    return Paper(
        "MAB9307148T4",
        name,
        (
            ("RFC:", "MAB9307148T4"),
            ("Denominación/Razón Social:", name),
            ("Régimen Capital:", "SOCIEDAD ANONIMA DE CAPITAL VARIABLE"),
            ("Nombre Comercial:", "ALFA"),
            *_REST,
        ),
        "06700",
        (("Régimen General de Ley Personas Morales", "14/07/1993", ""),),
        two_pages=False,
    )


def drawn(paper: Paper, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """Return the paper as PDF, or its first page as a picture."""
    import typst

    facts = {"facts": json.dumps(asdict(paper))}
    made = typst.compile(TEMPLATE, sys_inputs=facts, ignore_system_fonts=True, format=form, ppi=150)
    return made[0] if isinstance(made, list) else bytes(made)
