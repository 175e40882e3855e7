"""An XML -> whether it is a sealed certificate of Banxico that agrees with itself; anybody can write the rest.

A CEP carries a seal over its `cadenaCDA`, in which day, hour, account, concept and amount stand once more (Banxico,
Circular 14/2017). The seal itself cannot be proven here: that takes the certificate of the bank, which is asked of
Banxico. But who changes an attribute and leaves the chain as it was is seen, and what has no seal is words.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Document

_WHOLE = 26  # fields of a whole chain: up to the number of the certificate
_DAY, _HOUR, _ACCOUNT, _CONCEPT, _AMOUNT = 1, 3, 13, 15, 17


def doubt(document: Document) -> str | None:
    """Return "typed" for an XML without seal and chain, "tampered" when they say otherwise than it, else None."""
    if document.kind != "xml":
        return None
    told = _told(document)
    chain = "".join(told.get("cadenacda", [])).lstrip("|").partition("||")[0].split("|")
    if not told.get("sello") or len(chain) <= _HOUR:
        return "typed"
    agrees = all(_agrees(told.get(name, []), chain[place]) for name, place in _sealed(chain))
    return None if agrees else "tampered"


def _told(document: Document) -> dict[str, list[str]]:
    """Return the values of each attribute by its name: payer and payee have one "Cuenta" each, in either order."""
    found: dict[str, list[str]] = {}
    for page in document.pages:
        for name, value in pairwise(page.words):
            if name.box[1] == value.box[1]:
                found.setdefault(name.text.casefold(), []).append(value.text)
    return found


def _sealed(chain: list[str]) -> Iterator[tuple[str, int]]:
    yield from (("fechaoperacion", _DAY), ("hora", _HOUR))
    if len(chain) == _WHOLE:  # one with a bar in a name or in the concept has more, and is not counted off
        yield from (("cuenta", _ACCOUNT), ("concepto", _CONCEPT), ("montopago", _AMOUNT))


def _agrees(said: list[str], sealed: str) -> bool:
    """Return whether an attribute says what is sealed: days in either order, sums by their value."""
    other = _bare(sealed)
    days = [text[6:8] + text[4:6] + text[:4] for text in map(_bare, said)]
    return not said or not sealed or other in days or other in map(_bare, said)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", _short(text)).casefold()


def _short(text: str) -> str:
    """Return a number without the noughts behind its point: "1305.00" is "1305"."""
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", text) else text
