"""What is said on a page + the amount taken -> whether another word of the page contradicts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.receipts import amounts
from bot.receipts.sums import fees, priced

if TYPE_CHECKING:
    from bot.receipts.places import Said
    from bot.receipts.sums import Priced

MOST_FEE = 5_000  # centavos: what a till charges for taking a payment stays below this


def is_contradicted(said: tuple[Said, ...], amount: Priced) -> bool:
    """Whether another label of the transfer's amount, or a total, says what no fee and no IVA explains."""
    centavos, fee = amount.money.centavos, fees(said)
    each = {one.money.centavos for one in priced(said, "fee")}
    explained = {centavos, centavos + fee, fee, centavos - iva_within(centavos), *each}
    amounts_said = {one.money.centavos for one in priced(said, "amount") if one.money.certain}
    totals = {one.money.centavos for one in priced(said, "total") if one.money.certain}
    with_fee = {total for total in totals if 0 < total - centavos <= MOST_FEE}
    return bool((amounts_said | (totals - with_fee)) - explained)


def words_disagree(said: tuple[Said, ...], centavos: int) -> bool:
    """Whether an amount in words is printed and says something else (F8)."""
    spoken = [amounts.amount_in_words(one.value) for one in said]
    return any(amount is not None and amount not in (centavos, centavos // 100 * 100) for amount in spoken)


def iva_within(centavos: int) -> int:
    """Return the IVA that an amount with IVA holds, centavos (16 %)."""
    return centavos - (centavos * 100 + 58) // 116
