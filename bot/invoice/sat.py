"""SAT's catalogues of CFDI 4.0: tax regimes, uses of the invoice, forms of payment, and who may have which.

Source: catCFDI, sheets c_RegimenFiscal, c_UsoCFDI and c_FormaPago of Anexo 20 (omawww.sat.gob.mx, "Formato de factura
(Anexo 20)"), in force since 2022-01-01 and looked up on 2026-11-22. CN01 (payroll) is left out: we issue none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.invoice.folding import folded


@dataclass(frozen=True, slots=True)
class Regime:
    """One tax regime."""

    name: str
    for_people: bool  # personas físicas
    for_companies: bool  # personas morales
    spoken: str  # how its name begins in a Constancia, or what people call it: a pattern over folded text

    def fits(self, *, company: bool) -> bool:
        """Return whether a company, or else a person, may be in it."""
        return self.for_companies if company else self.for_people


_PEOPLE, _COMPANIES, _BOTH = (True, False), (False, True), (True, True)

# A pattern is how the name starts: in a table its end may stand on the next line, behind the dates.
REGIMES = {
    "601": Regime("General de Ley Personas Morales", *_COMPANIES, r"general de (?:la )?ley"),
    "603": Regime("Personas Morales con Fines no Lucrativos", *_COMPANIES, r"morales con fines no|sin fines de lucro"),
    "605": Regime("Sueldos y Salarios e Ingresos Asimilados a Salarios", *_PEOPLE, r"sueldos y salarios"),
    "606": Regime("Arrendamiento", *_PEOPLE, r"arrendamiento"),
    "607": Regime("Régimen de Enajenación o Adquisición de Bienes", *_PEOPLE, r"enajenacion o adquisicion"),
    "608": Regime("Demás ingresos", *_PEOPLE, r"(?:los )?demas ingresos"),
    "610": Regime("Residentes en el Extranjero sin Establecimiento Permanente en México", *_BOTH, r"residentes en el"),
    "611": Regime("Ingresos por Dividendos (socios y accionistas)", *_PEOPLE, r"ingresos por dividendos"),
    "612": Regime(
        "Personas Físicas con Actividades Empresariales y Profesionales", *_PEOPLE,
        r"personas? fisicas? con actividad(?:es)? empresarial(?:es)?|actividad(?:es)? empresarial(?:es)? y profesional",
    ),
    "614": Regime("Ingresos por intereses", *_PEOPLE, r"ingresos por intereses"),
    "615": Regime("Régimen de los ingresos por obtención de premios", *_PEOPLE, r"obtencion de premios"),
    "616": Regime("Sin obligaciones fiscales", *_PEOPLE, r"sin obligaciones fiscales"),
    "620": Regime(
        "Sociedades Cooperativas de Producción que optan por diferir sus ingresos", *_COMPANIES, r"cooperativas de prod"
    ),
    "621": Regime("Incorporación Fiscal", *_PEOPLE, r"incorporacion fiscal"),
    "622": Regime("Actividades Agrícolas, Ganaderas, Silvícolas y Pesqueras", *_COMPANIES, r"actividades agricolas"),
    "623": Regime("Opcional para Grupos de Sociedades", *_COMPANIES, r"opcional para grupos"),
    "624": Regime("Coordinados", *_COMPANIES, r"coordinados"),
    "625": Regime(
        "Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas", *_PEOPLE,
        r"actividades empresariales con ingresos a traves de plataformas|plataformas (?:tecnologicas|digitales)",
    ),
    "626": Regime("Régimen Simplificado de Confianza", *_BOTH, r"simplificado de confianza|\bresico\b"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """What the receiver does with the invoice."""

    name: str
    regimes: frozenset[str]  # of the receiver
    for_companies: bool = True


_OF_BUSINESS = frozenset(["601", "603", "606", "612", "620", "621", "622", "623", "624", "625", "626"])
_OF_PEOPLE = frozenset(["605", "606", "607", "608", "611", "612", "614", "615", "625"])
_OF_ALL = frozenset(REGIMES)

USES = {
    "G01": Use("Adquisición de mercancías", _OF_BUSINESS),
    "G02": Use("Devoluciones, descuentos o bonificaciones", _OF_BUSINESS),
    "G03": Use("Gastos en general", _OF_BUSINESS),
    "I01": Use("Construcciones", _OF_BUSINESS),
    "I02": Use("Mobiliario y equipo de oficina por inversiones", _OF_BUSINESS),
    "I03": Use("Equipo de transporte", _OF_BUSINESS),
    "I04": Use("Equipo de cómputo y accesorios", _OF_BUSINESS),
    "I05": Use("Dados, troqueles, moldes, matrices y herramental", _OF_BUSINESS),
    "I06": Use("Comunicaciones telefónicas", _OF_BUSINESS),
    "I07": Use("Comunicaciones satelitales", _OF_BUSINESS),
    "I08": Use("Otra maquinaria y equipo", _OF_BUSINESS),
    "D01": Use("Honorarios médicos, dentales y gastos hospitalarios", _OF_PEOPLE, for_companies=False),
    "D02": Use("Gastos médicos por incapacidad o discapacidad", _OF_PEOPLE, for_companies=False),
    "D03": Use("Gastos funerales", _OF_PEOPLE, for_companies=False),
    "D04": Use("Donativos", _OF_PEOPLE, for_companies=False),
    "D05": Use("Intereses reales efectivamente pagados por créditos hipotecarios", _OF_PEOPLE, for_companies=False),
    "D06": Use("Aportaciones voluntarias al SAR", _OF_PEOPLE, for_companies=False),
    "D07": Use("Primas por seguros de gastos médicos", _OF_PEOPLE, for_companies=False),
    "D08": Use("Gastos de transportación escolar obligatoria", _OF_PEOPLE, for_companies=False),
    "D09": Use("Depósitos en cuentas para el ahorro y planes de pensiones", _OF_PEOPLE, for_companies=False),
    "D10": Use("Pagos por servicios educativos (colegiaturas)", _OF_PEOPLE, for_companies=False),
    "S01": Use("Sin efectos fiscales", _OF_ALL),
    "CP01": Use("Pagos", _OF_ALL),
}

PAYMENT_FORMS = {
    "01": "Efectivo",
    "02": "Cheque nominativo",
    "03": "Transferencia electrónica de fondos",
    "04": "Tarjeta de crédito",
    "28": "Tarjeta de débito",
}
"""Those that a receipt can show; the sheet has 22."""


def regimes_named(text: str) -> list[tuple[int, str]]:
    """Return where in the text (folded) each regime is named, and its code, in order.

    >>> regimes_named("regimen simplificado de confianza 01/01/2022")
    [(8, '626')]
    """
    found = ((match.start(), code) for code, one in _PATTERNS for match in one.finditer(text))
    return sorted(found)


def uses_named(text: str) -> list[str]:
    """Return the codes of the uses whose name stands in the text (folded), in the catalogue's order."""
    return [code for code, name in _USE_NAMES if name in text]


# Words may be parted by a line's end, a comma or nothing at all, as the recogniser has it.
_PATTERNS = tuple((code, re.compile(regime.spoken.replace(" ", r"\W*"))) for code, regime in REGIMES.items())
_USE_NAMES = tuple((code, folded(use.name)) for code, use in USES.items() if code != "CP01")
