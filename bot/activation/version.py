"""What was bought -> the version to which a panel may change; it changes when its customer says "Sí"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Panel, Product, SlipLine


def offered(panel: Panel, lines: Iterable[SlipLine], products: Iterable[Product]) -> str | None:
    """Return the version above the panel's own that these lines bought, None when there is none."""
    versions = {product.code: product.version for product in products}
    bought = [version for line in lines if (version := versions.get(line.code, ""))]
    best = max(bought, key=_order, default="")
    return best if best and _order(best) > _order(panel.version) else None


def _order(version: str) -> tuple[int, ...]:
    """Return a version as it is compared: "10.0" comes after "4.0"."""
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
