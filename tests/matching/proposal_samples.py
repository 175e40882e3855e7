"""Customers and slips that a payment could mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.model import Customer, Slip

TREJO = Customer(1, "Comercializadora Hermanos Trejo S.A. de C.V.", "pagos@trejo.example")
LUNA = Customer(2, "Papelería Luna", "luna@luna.example")


def slip(reference: str = "935447", amount: int = 130_500, customer: Customer = TREJO, **more: Any) -> Slip:
    """Return a slip that was issued on 10 September 2026."""
    issued = more.pop("issued_at", datetime(2026, 9, 10, 16, 0, tzinfo=UTC))
    return Slip(int(reference), reference, customer, amount, issued, more.pop("expires_at", None), **more)
