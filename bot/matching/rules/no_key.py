"""Nothing on the receipt would let us know the same payment again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "no_key"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection unless the receipt allows at least one payment key."""
    if payment_key.keys(receipt, facts.vendor):
        return None
    return Finding(
        NAME, "El comprobante no trae clave de rastreo, folio ni fecha con los que reconocer el mismo pago otra vez."
    )
