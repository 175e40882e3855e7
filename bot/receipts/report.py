"""Receipts and flags of one file -> the JSON object that `comprobot read` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.money import plain

if TYPE_CHECKING:
    from bot.model import Receipt


def line(file: str, receipts: tuple[Receipt, ...], flags: tuple[str, ...], seconds: float) -> dict[str, Any]:
    """Return what was read of `file` in `seconds`, in the stable form that other programs rely on."""
    every = dict.fromkeys([*flags, *(flag for receipt in receipts for flag in receipt.flags)])
    return {
        "file": file,
        "is_receipt": bool(receipts),
        "payments": [_payment(receipt) for receipt in receipts],
        "flags": list(every),
        "seconds": round(seconds, 3),
    }


def _payment(receipt: Receipt) -> dict[str, Any]:
    return {
        "references": list(receipt.references),
        "amount": None if receipt.amount is None else plain(receipt.amount),
        "currency": receipt.currency or "MXN",  # what a Mexican receipt means by a bare "$"
        "paid_at": _instant(receipt),
        "tracking_key": receipt.tracking_key,
        "folio": receipt.folio,
        "payer_name": receipt.payer_name,
        "payer_bank": receipt.payer_bank,
        "payee_account": receipt.payee_account,
        "status": receipt.status,
    }


def _instant(receipt: Receipt) -> str | None:
    """Return the day, with the time as finely as it was printed (a printed :00 second is left out)."""
    if receipt.paid_on is None:
        return None
    if receipt.paid_time is None:
        return receipt.paid_on.isoformat()
    exact = "seconds" if receipt.paid_time.second else "minutes"
    return f"{receipt.paid_on.isoformat()}T{receipt.paid_time.isoformat(exact)}"
