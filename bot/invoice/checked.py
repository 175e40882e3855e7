"""Fiscal data -> what is missing before a CFDI 4.0 can be issued, and what staff should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.invoice import rfc, sat

if TYPE_CHECKING:
    from bot.model import FiscalData

UNPROVEN = "Los datos vienen de un correo sin verificar: confírmelos con el cliente antes de facturar."


def missing(data: FiscalData) -> tuple[str, ...]:
    """Return what to ask the customer for, in his words, the most important first.

    What SAT would refuse counts as missing: a regime that a company cannot have, a use that its regime does not allow.
    """
    asked = (
        ("RFC", data.rfc is None),
        ("razón social", data.legal_name is None),
        ("régimen fiscal", data.regime is None or not _fits_the_rfc(data)),
        ("código postal fiscal", data.postal_code is None),
        ("uso de CFDI", data.cfdi_use is None or not _fits_the_regime(data)),
    )
    return tuple(label for label, is_missing in asked if is_missing)


def doubts(data: FiscalData, rfc_on_file: str | None = None) -> tuple[str, ...]:
    """Return sentences for staff about what does not fit together; `rfc_on_file` is the customer's, never changed."""
    found = [rfc.doubt(data.rfc)] if data.rfc else []
    if data.source == "unproven":
        found.append(UNPROVEN)
    if data.rfc and rfc_on_file and data.rfc != rfc_on_file:
        found.append(f"el RFC {data.rfc} no es el que el cliente tiene registrado ({rfc_on_file})")
    if data.regime and not _fits_the_rfc(data):
        found.append(f"el régimen {data.regime} no corresponde a una persona {_kind(data)}")
    if data.cfdi_use and not _fits_the_regime(data):
        found.append(f"el uso {data.cfdi_use} no corresponde al régimen {data.regime} de una persona {_kind(data)}")
    return tuple(doubt for doubt in found if doubt)


def fitting(regimes: tuple[str, ...], cfdi_use: str | None) -> str | None:
    """Return the one of a taxpayer's regimes that an invoice of this use goes to; None when it is not one."""
    fit = [code for code in regimes if cfdi_use is None or code in sat.USES[cfdi_use].regimes]
    return fit[0] if len(fit) == 1 else None


def _fits_the_rfc(data: FiscalData) -> bool:
    regime = sat.REGIMES.get(data.regime or "")
    if regime is None or data.rfc is None:
        return regime is not None
    if data.rfc in rfc.GENERIC:
        return data.regime == "616"
    return regime.fits(company=rfc.is_company(data.rfc))


def _fits_the_regime(data: FiscalData) -> bool:
    """Return whether the use is one; what is not known yet refuses nothing."""
    use = sat.USES.get(data.cfdi_use or "")
    if use is None or (data.regime is not None and data.regime not in use.regimes):
        return False
    return use.for_companies or data.rfc is None or not rfc.is_company(data.rfc)


def _kind(data: FiscalData) -> str:
    return "moral" if data.rfc and rfc.is_company(data.rfc) else "física"
