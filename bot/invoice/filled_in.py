"""What a customer typed into the form -> fiscal data, and a sentence for each field that SAT would refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum.mx import rfc as number

from bot.invoice import rfc, sat
from bot.invoice.legal_name import legal_name_of
from bot.model import FiscalData

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Problems = tuple[tuple[str, str], ...]
"""Field and sentence, in the order of the form."""
FIELDS = ("rfc", "legal_name", "regime", "postal_code", "cfdi_use", "email")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_PERSON, _COMPANY = 13, 12  # letters and digits of an RFC


def understood(typed: Mapping[str, str]) -> FiscalData:
    """Return what was typed as SAT writes it, right or wrong; an empty field is None."""
    return FiscalData(
        rfc=re.sub(r"[\s.-]", "", typed.get("rfc", "")).upper() or None,
        legal_name=legal_name_of(typed.get("legal_name", "")),
        regime=typed.get("regime") or None,
        postal_code=re.sub(r"\s", "", typed.get("postal_code", "")) or None,
        cfdi_use=typed.get("cfdi_use") or None,
        email=typed.get("email", "").strip().lower() or None,
        source="panel",
    )


def problems(data: FiscalData) -> Problems:
    """Return what is to be mended before a CFDI 4.0 can be issued; nothing when it can."""
    found = ((name, _CHECKS[name](data)) for name in FIELDS)
    return tuple((name, sentence) for name, sentence in found if sentence)


def regimes_for(rfc_typed: str | None) -> dict[str, str]:
    """Return code and name of the regimes that a taxpayer can be in; of all while his RFC tells nothing."""
    if rfc_typed in rfc.GENERIC:
        return {"616": sat.REGIMES["616"].name}
    company = _is_company(rfc_typed)
    return {code: one.name for code, one in sat.REGIMES.items() if company is None or one.fits(company=company)}


def uses_for(regime: str | None, rfc_typed: str | None) -> dict[str, str]:
    """Return code and name of the uses that his regime allows; of all while it is not known."""
    allowed = {code: one for code, one in sat.USES.items() if regime not in sat.REGIMES or regime in one.regimes}
    company = _is_company(rfc_typed)
    return {code: one.name for code, one in allowed.items() if code != "CP01" and (one.for_companies or not company)}


def _is_company(rfc_typed: str | None) -> bool | None:
    """Return whether an RFC, be it incomplete, is a company's: three letters stand before its date; None: no RFC."""
    letters = re.match(r"([A-ZÑ&]+)\d", rfc_typed or "")
    return {3: True, 4: False}.get(len(letters[1])) if letters else None


def _rfc(data: FiscalData) -> str:
    typed = data.rfc
    if typed is None:
        return "Escriba su RFC."
    company = _is_company(typed)
    if company is False and len(typed) != _PERSON:
        return f"El RFC tiene {_PERSON} letras y números; escribió {len(typed)}."
    if company and len(typed) != _COMPANY:
        return f"El RFC de una empresa tiene {_COMPANY} letras y números; escribió {len(typed)}."
    if len(typed) not in (_PERSON, _COMPANY):
        return f"El RFC tiene {_PERSON} letras y números, o {_COMPANY} si es de una empresa; escribió {len(typed)}."
    if typed not in rfc.GENERIC and not number.is_valid(typed):
        return "El RFC no tiene la forma correcta: revise las letras, la fecha (año, mes y día) y los tres últimos."
    return ""


def _legal_name(data: FiscalData) -> str:
    return "" if data.legal_name else "Escriba su nombre o razón social, como aparece en su Constancia."


def _regime(data: FiscalData) -> str:
    if data.regime not in sat.REGIMES:
        return "Elija su régimen fiscal; está en su Constancia."
    if data.regime in regimes_for(data.rfc):
        return ""
    if data.rfc in rfc.GENERIC:
        return "Con ese RFC genérico el régimen es 616, Sin obligaciones fiscales."
    kind = "empresa" if _is_company(data.rfc) else "persona física"
    return f"El régimen {data.regime} no es de los de una {kind}; elija otro o revise su RFC."


def _postal_code(data: FiscalData) -> str:
    typed = data.postal_code or ""
    if not typed:
        return "Escriba el código postal de su domicilio fiscal."
    if not re.fullmatch(r"[0-9]+", typed):
        return "El código postal lleva sólo números."
    return "" if len(typed) == 5 else f"El código postal tiene 5 números; escribió {len(typed)}."


def _cfdi_use(data: FiscalData) -> str:
    if data.cfdi_use not in sat.USES:
        return "Elija para qué usará la factura (uso de CFDI)."
    if data.cfdi_use in uses_for(data.regime, data.rfc):
        return ""
    return f"El SAT no permite el uso {data.cfdi_use} con el régimen {data.regime}; elija otro."


def _email(data: FiscalData) -> str:
    if not data.email:
        return "Escriba el correo al que enviamos la factura."
    return "" if _ADDRESS.fullmatch(data.email) else "Escriba un correo como lupita@empresa.mx."


_CHECKS: dict[str, Callable[[FiscalData], str]] = {
    "rfc": _rfc, "legal_name": _legal_name, "regime": _regime, "postal_code": _postal_code, "cfdi_use": _cfdi_use,
    "email": _email,
}  # fmt: skip
