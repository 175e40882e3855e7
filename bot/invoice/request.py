"""What the customer wrote or brought -> whether he asks for an invoice (CFDI)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.invoice.folding import folded

if TYPE_CHECKING:
    from bot.model import FiscalData

_INVOICE = re.compile(
    r"\b(?:re)?factur(?:as?|ar|arl[oa]|arme|arnos|a?rian?|an|e|en|enme|enos)\b"
    r"|\bcfdi\b|\bdatos (?:de|para) (?:la )?facturacion\b"
)

# Said of an invoice, these ask for none: it is refused or there already, it is the one that was paid, or it is
# what the customer does with the panel himself.
_NOT_ASKED = re.compile(
    r"""\S*@\S*
      | \b(?:no|tampoco)\s+(?:(?:me|nos|se|la|lo|va|voy|vamos|a|hace|es)\s+)*
        (?:(?:requ|neces|ocup|quer|quier|dese|solicit|falta|pued|pod|pud)\w*\s+)?(?:\w+\s+){0,2}?(?:factur\w+|cfdi)
      | \bsin\s+(?:\w+\s+)?(?:factur\w+|cfdi)
      | \bya\s+(?:(?:me|nos|la|mi|su|tengo|tenemos|recibi|recibimos|llego|enviaron|mandaron|esta|fue)\s+){0,4}factur\w+
      | \bfactur\w+\s+(?:no\s+(?:la\s+|es\s+|me\s+)?(?:requ|neces|ocup|hace)|ya\s+la\s+)\w*
      | \b(?:pago|abono|pague|pagamos|liquid\w+)\s+(?:de\s+|a\s+|por\s+)?(?:la\s+|su\s+)?factura
      | \bfactura\s+(?:no\.?\s*|num\w*\.?\s*|folio\s*|\#\s*)?[a-z]{0,3}-?\d
      | \badjunt\w+\s+(?:la\s+|mi\s+|su\s+)?factura
      | \bcfdi\s*(?:version\s*)?[34]\.[03]
      | \b(?:poder|pueda|podamos|seguir|empezar\s+a|volver\s+a|(?:timbres|sistema|panel)\s+(?:de|para))\s+factur\w+
    """,
    re.VERBOSE,
)


def asks_for_invoice(text: str, subject: str) -> bool:
    """Return whether the sender asks for an invoice; `text` is his own, without what he quotes."""
    return any(_asks(sentence) for sentence in _sentences(f"{subject}\n{text}"))


def brings_fiscal_data(data: FiscalData) -> bool:
    """Return whether the data are sent for an invoice: an RFC alone may stand under any letter."""
    return data.source == "csf" or (data.rfc is not None and bool(data.regime or data.cfdi_use))


def _asks(sentence: str) -> bool:
    return _INVOICE.search(_NOT_ASKED.sub(" ", sentence)) is not None


def _sentences(text: str) -> list[str]:
    """Return the sentences in lower case without accents: a refusal counts for its own sentence only."""
    return re.split(r"[\n;:,!?]+|\.(?=\s|$)|\s(?=pero\b)", folded(text))
