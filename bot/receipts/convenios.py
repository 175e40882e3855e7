"""What is said on a page -> the convenio that was paid, when it is one of ours (CIE of BBVA, RAP of HSBC and the like).

A payment of a service prints no account of ours, only the number that the bank knows us by. Any other number under such
a label is nobody's business: a convenio is believed only where it is one that the vendor lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.places import Said

_LABEL = re.compile(r"convenio|\bcie\b|\brap\b|emisora|servicio|empresa")
_NUMBER = re.compile(r"(?<![\d.,*-])0*(\d{4,9})(?![\d*]|[.,-]\d)")  # "1234567", "001234567 PERSEO", no date and no sum


def convenio(said: tuple[Said, ...], vendor: Vendor) -> tuple[Said, str] | None:
    """Return where a convenio of ours stands under its label, and its number without leading zeros; None for none."""
    ours = {number.lstrip("0") for number in vendor.convenios}
    for one in said if ours else ():
        if not _LABEL.search(fold(one.label)):
            continue
        found = _NUMBER.search(one.value)
        if found and found[1] in ours:
            return one, found[1]
    return None
