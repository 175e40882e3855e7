"""A receipt and its paper -> SAT's form of payment: cash, cheque, transfer or card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.invoice.folding import folded
from bot.invoice.lines import lines_of

if TYPE_CHECKING:
    from bot.model import Document, Receipt

CASH, CHEQUE, TRANSFER, CREDIT_CARD, DEBIT_CARD = "01", "02", "03", "04", "28"  # c_FormaPago

_LABEL = r"(?:forma|medio|tipo|metodo)\s*de\s*(?:pago|deposito)\W{0,4}(?:\d\d\s*[-–]?\s*)?"
# What the paper itself names as the form of payment; a cheque account or the payer's card is not how he paid.
_NAMED = (
    (CASH, re.compile(_LABEL + r"(?:en\s*)?efectivo")),
    (CHEQUE, re.compile(_LABEL + r"(?:con\s*)?cheque(?!s)")),
    (
        CREDIT_CARD,
        re.compile(_LABEL + r"(?:tarjeta\s*(?:de\s*)?)?credito|con\s*(?:su\s*|tu\s*)?tarjeta\s*de\s*credito"),
    ),
    (DEBIT_CARD, re.compile(_LABEL + r"(?:tarjeta\s*(?:de\s*)?)?debito|con\s*(?:su\s*|tu\s*)?tarjeta\s*de\s*debito")),
    (TRANSFER, re.compile(_LABEL + r"transferencia")),
)
_CHEQUE = re.compile(r"(?:deposito|pago)\s*(?:con|en|de|por|mediante)\s*cheque(?!s)|salvo\s*buen\s*cobro")
_CASH = re.compile(
    r"(?:deposito|pago|abono|importe|total|recibido|entregado)\s*(?:con|en|de|por)?\s*efectivo|efectivo\s*(?:recibido|entregado)"
    r"|\boxxo\b|practicaja|\bsu\s*cambio\b|7\W?eleven"
)
_TRANSFER = re.compile(
    r"\bspei\b|otro\s*banco|transferencia|transferiste|traspaso|clave\s*de\s*rastreo|\bcep\b|banca\s*(?:en\s*linea|movil)"
)


def payment_form(receipt: Receipt, document: Document) -> str | None:
    """Return the c_FormaPago of a receipt; None when its paper does not tell, or tells two."""
    text = folded("\n".join(lines_of(document)))
    named = [form for form, words in _NAMED if words.search(text)]
    if named:
        return named[0] if len(named) == 1 else None
    if _CHEQUE.search(text):
        return CHEQUE
    is_cash, is_transfer = _CASH.search(text) is not None, receipt.tracking_key is not None or _TRANSFER.search(text)
    if is_cash == bool(is_transfer):
        return None
    return CASH if is_cash else TRANSFER
