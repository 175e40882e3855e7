"""A slip -> every word that its paper says (templates/paper/slip.typ)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.letters.window import day_in_words
from bot.money import pesos
from bot.panel.means import ways
from bot.slips.in_words import in_words
from bot.slips.price import price

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Slip, Vendor, Window


def sheet(slip: Slip, vendor: Vendor, window: Window, receipts_to: Sequence[str]) -> dict[str, object]:
    """Return the facts of the paper; after a part payment it asks for the rest alone."""
    asked = price(slip.lines)
    return {
        "reference": slip.reference, "brand": vendor.brand, "vendor": vendor.name,
        "issued": day_with_year(slip.issued_at, window.zone),
        "expires": day_with_year(slip.expires_at, window.zone) if slip.expires_at else "",
        "customer": slip.customer.name, "rfc": slip.customer.rfc or "",
        "received": pesos(slip.received) if slip.received else "", "total": pesos(slip.amount),
        "due": pesos(slip.balance), "words": in_words(slip.balance),
        "ways": [asdict(way) for way in ways(vendor.payee_accounts)],
        "lines": [
            (line.code, str(line.quantity), line.description, pesos(line.price), pesos(line.amount))
            for line in slip.lines
        ],
        "subtotal": pesos(asked.subtotal) if slip.lines else "", "iva": pesos(asked.iva) if slip.lines else "",
        "receipts_to": list(receipts_to), "promise": promise(window), "panel_url": vendor.panel_url,
        "sales_address": vendor.sales_address, "phones": vendor.phones,
    }  # fmt: skip


def day_with_year(instant: datetime, zone: str) -> str:
    """Return the day of an instant as a paper dates it: "22 de diciembre de 2026"."""
    local = instant.astimezone(ZoneInfo(zone)).date()
    return f"{day_in_words(local)} de {local.year}"


def promise(window: Window) -> str:
    """Return what a customer may count on once his receipt is here."""
    return (
        f"Si todo coincide, su panel queda activo a más tardar {window.hours} horas después de recibir su comprobante."
    )
