"""Receipt -> the keys by which the same payment is known again in another paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.matching import accounts, day_trace
from bot.model import PaymentKey, SpentKey
from bot.money import MOST_CHARGE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.model import Facts, Receipt, Vendor

# What a reader of pictures confuses without noticing (measured: wrong with a confidence of 0.99).
_LOOK_ALIKES = str.maketrans("OISBZ", "01582")
_LEAST_TRACKING = 10  # characters; shorter ones are cut off or something else
MOST_SUMS = 50  # of a paper; more are a list of payments
_LEAST_TYPED = 4  # characters; fewer find everything
_LEAST_FOLIO = 4  # a teller's running number of the day repeats in every branch


def fold(text: str) -> str:
    """Return `text` as keys compare it: letters and digits, upper case, O=0 I=1 S=5 B=8 Z=2.

    >>> fold("2026-1022 40014bmov"), fold("HSBC322464")
    ('20261022400148M0V', 'H58C322464')
    """
    return "".join(filter(str.isalnum, text.upper())).translate(_LOOK_ALIKES)


def printed(receipt: Receipt) -> frozenset[str]:
    """Return what staff may type to find this payment: its references, tracking key, folio and the account paid to."""
    texts = (*receipt.references, receipt.tracking_key, receipt.folio, receipt.payee_account)
    return frozenset(word for text in texts if (word := typed(text or "")))


def typed(text: str) -> str:
    """Return what was printed or typed as it is looked for, "" when it is too short to find anything by.

    >>> typed("2026-1022 40014bmov"), typed("12 3")
    ('20261022400148m0v', '')
    """
    word = fold(text).lower()
    return word if len(word) >= _LEAST_TYPED else ""


def keys(receipt: Receipt, vendor: Vendor) -> tuple[PaymentKey, ...]:
    """Return every key that the receipt allows, strong ones first."""
    found = (
        _tracking_key(receipt), _folio(receipt), _minute(receipt, vendor), _day(receipt, vendor),
        _minute_folio(receipt, vendor),
    )  # fmt: skip
    return tuple(key for key in found if key is not None)


def traces(receipt: Receipt, vendor: Vendor) -> tuple[PaymentKey, ...]:
    """Return all that a payment leaves behind when it is spent: its keys, and the trace of its day.

    The trace identifies nothing: it only lets two papers be found that show different parts of one payment.
    """
    own = keys(receipt, vendor)
    if receipt.amount is None or receipt.paid_on is None:
        return own
    return (*own, day_trace.trace(_paid(receipt, vendor), own))


def left_behind(receipt: Receipt, vendor: Vendor, taken: int) -> tuple[PaymentKey, ...]:
    """Return all that a payment leaves behind which a person takes for `taken` centavos, where no amount was read.

    Of the other sums of its paper only the weak keys: with them nobody is refused, but a picture of the same payment
    that tells another slip's sum goes to a person.
    """
    if receipt.amount is not None:
        return traces(receipt, vendor)
    own = traces(replace(receipt, amount=taken), vendor)
    others = (key for one in by_sum(receipt) for key in traces(one, vendor) if not key.strong)
    return tuple(dict.fromkeys((*own, *others)))


def sought(receipt: Receipt, vendor: Vendor) -> tuple[PaymentKey, ...]:
    """Return the keys under which a payment may have been spent before, by any of its sums where none was taken."""
    papers = (receipt, *by_sum(receipt))
    found = (key for one in papers for key in day_trace.sought(traces(one, vendor)))
    return tuple(dict.fromkeys(found))


def by_sum(receipt: Receipt) -> tuple[Receipt, ...]:
    """Return a receipt whose amount was not read once for each of its sums; a charge is nobody's payment."""
    if receipt.amount is not None:
        return ()
    return tuple(replace(receipt, amount=one) for one in receipt.sums[:MOST_SUMS] if one > MOST_CHARGE)


def as_spent(receipt: Receipt, vendor: Vendor, at: datetime) -> tuple[SpentKey, ...]:
    """Return the keys of a payment that waits as if they were spent, for what comes after it."""
    own = keys(receipt, vendor)
    return tuple(SpentKey(key, "", at, tuple(other for other in own if other != key)) for key in own)


def same(receipt: Receipt, facts: Facts) -> tuple[SpentKey, ...]:
    """Return the earlier payments that are this very one, by a strong key."""
    mine = keys(receipt, facts.vendor)
    return tuple(one for one in facts.spent if collision(mine, (one,)) == "same")


def known_again(receipt: Receipt, facts: Facts) -> bool:
    """Return whether this very payment was received before, for just the slips that are named."""
    known = {reference for one in same(receipt, facts) for reference in one.references}
    return bool(known) and set(receipt.references) <= known


def collision(receipt_keys: Iterable[PaymentKey], spent: Iterable[SpentKey]) -> Literal["same", "maybe"] | None:
    """Return "same" when a strong key is spent, "maybe" when only a weak one speaks, None for another payment."""
    mine = frozenset(receipt_keys)
    asked = frozenset(day_trace.sought(mine))
    earlier = tuple(one for one in spent if one.key in asked)
    if any(one.key.strong for one in earlier):
        return "same"
    return "maybe" if any(not _told_apart(mine, one) for one in earlier) else None


def _told_apart(mine: frozenset[PaymentKey], one: SpentKey) -> bool:
    """Return whether both payments show a strong key of one kind: then two honest equal payments differ in it.

    Two that differ by one character may be one key, misread (F4), and one that is a part of the other one cut off by
    the edge of a picture. Of one day two printed minutes tell them apart. Of one minute two folios do only when both
    papers call them the same: a bank prints several numbers, and each crop of one picture may show another.
    """
    minutes = [key for key in (*mine, *one.companions) if key.kind == "account_minute"]
    if one.key.kind == "account_day_reference" and len(minutes) == len({key.value for key in minutes}) == 2:
        return True
    theirs = frozenset((one.key, *one.companions))
    strong = [(key, other) for key in mine if key.strong for other in one.companions if other.kind == key.kind]
    if _called_otherwise(mine, theirs):
        strong = [pair for pair in strong if pair[0].kind != "folio"]
    return bool(strong) and not any(_may_be_one(_number(key), _number(other)) for key, other in strong)


def _number(key: PaymentKey) -> str:
    """Return what a strong key compares: a folio without its amount, which may be another sum of the same paper."""
    return key.value.partition("/")[0] if key.kind == "folio" else key.value


def _called_otherwise(mine: frozenset[PaymentKey], theirs: frozenset[PaymentKey]) -> bool:
    """Return whether both print the same minute and call their folios by different names."""
    called = [{key.value for key in keys if key.kind == "minute_folio"} for keys in (mine, theirs)]
    minutes = [{key.value for key in keys if key.kind == "account_minute"} for keys in (mine, theirs)]
    return minutes[0] == minutes[1] != set() and all(called) and called[0] != called[1]


def _may_be_one(one: str, other: str) -> bool:
    return one in other or other in one or _one_character_apart(one, other)


def _one_character_apart(one: str, other: str) -> bool:
    """Return whether one character is another, missing or too many.

    >>> _one_character_apart("85312", "85372"), _one_character_apart("85312", "8531"), _one_character_apart("85", "58")
    (True, True, False)
    """
    same = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = ((one[same + 1 :], other[same + 1 :]), (one[same + 1 :], other[same:]), (one[same:], other[same + 1 :]))
    return one != other and any(mine == theirs for mine, theirs in rests)


def _tracking_key(receipt: Receipt) -> PaymentKey | None:
    folded = fold(receipt.tracking_key or "")
    if len(folded) < _LEAST_TRACKING or len(set(folded)) == 1:
        return None
    return PaymentKey("tracking_key", folded)


def _folio(receipt: Receipt) -> PaymentKey | None:
    folded = fold(receipt.folio or "")
    if len(folded) < _LEAST_FOLIO or not folded.strip("0") or receipt.amount is None or receipt.paid_on is None:
        return None
    return PaymentKey("folio", f"{folded}/{receipt.amount}/{receipt.paid_on.isoformat()}")


def _minute(receipt: Receipt, vendor: Vendor) -> PaymentKey | None:
    """Return the weak key of a printed minute: account, amount and instant."""
    if receipt.amount is None or receipt.paid_on is None or receipt.paid_time is None:
        return None
    return PaymentKey("account_minute", f"{_paid(receipt, vendor)}T{receipt.paid_time:%H:%M}")


def _minute_folio(receipt: Receipt, vendor: Vendor) -> PaymentKey | None:
    """Return the weak key of what the folio of a minute is called, which says whether two folios can be compared."""
    minute = _minute(receipt, vendor)
    if minute is None or not receipt.folio_label or _folio(receipt) is None:
        return None
    return PaymentKey("minute_folio", f"{minute.value}/{fold(receipt.folio_label)}")


def _day(receipt: Receipt, vendor: Vendor) -> PaymentKey | None:
    """Return the weak key of what was referred to: account, amount, day and the references.

    Two papers of one payment need not both print the minute. What only the mail tells says nothing of the paper: with
    another number told the same picture would be another payment.
    """
    if receipt.amount is None or receipt.paid_on is None or not receipt.references or "reference_told" in receipt.flags:
        return None
    return PaymentKey("account_day_reference", f"{_paid(receipt, vendor)}/{'+'.join(sorted(set(receipt.references)))}")


def _paid(receipt: Receipt, vendor: Vendor) -> str:
    return f"{_payee(receipt, vendor)}/{receipt.amount}/{receipt.paid_on}"


def _payee(receipt: Receipt, vendor: Vendor) -> str:
    """Return the same word for one account however it is masked; without a printed account it is taken for ours."""
    printed = receipt.payee_account or ""
    ours = accounts.which(printed, vendor.payee_accounts)
    if ours is not None or accounts.agrees(printed, vendor.payee_accounts) is False:
        return ours or fold(printed)
    return accounts.core(vendor.payee_accounts[0]) if vendor.payee_accounts else ""
