"""The vendor whose accounts the rules know."""

from __future__ import annotations

from bot.model import Vendor

VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.",
    brand="Perseo",
    payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example",
    phones=(),
    panel_url="",
    manual_url="",
    privacy_url="",
    own_addresses=(),
    staff_address="cxc@perseo.example",
)
