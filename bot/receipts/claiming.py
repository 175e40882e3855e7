"""What was picked of a page -> whether it claims a payment that was made: other papers print sums and accounts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.receipts import adding, kinds, merchant, picks
from bot.receipts.accounts import digits
from bot.receipts.narrated import RANK
from bot.receipts.payee_accounts import is_ours

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.picked import Picked

LEAST = 3  # signs of a payment that a receipt shows
_TOLD = frozenset(
    ("date", "time", "tracking_key", "folio", "status", "payee_account", "payee_name", "payee_bank", "account",
     "payer_account")
)  # fmt: skip


def is_certain(one: Picked, vendor: Vendor) -> bool:
    """Return whether the paper says in words that we know that money was sent, and what tells it from another."""
    made, ours = _tells_of_one_made(one, vendor), _is_whole_of_ours(one, vendor)
    known = one.amount is not None or _is_told_apart(one)
    return known and _is_of_a_payment(one, made=made, ours=ours) and _signs(one, made=made) >= LEAST


def is_likely(one: Picked, vendor: Vendor) -> bool:
    """Return whether it paid us by its account's digits, though no label announces most of it: a person is asked."""
    if one.account is None or not is_ours(one.account[1], vendor):
        return False
    made = _tells_of_one_made(one, vendor)
    known = one.amount is not None or _is_told_apart(one)
    deduced = bool(one.written.references) and bool(adding.others(one.said, None))  # its slip may tell the sum
    signs = _signs(one, made=made) + _signs_without_label(one)
    return (known or deduced) and _is_of_a_payment(one, made=made, ours=True) and signs >= LEAST


def tells_its_state(one: Picked, vendor: Vendor) -> bool:
    """Return whether anything tells that the money was sent: a key, a state, a title, a sentence; or a till took it.

    A screen with none of them may say in words that nobody foresaw that it came back; so may one that shows a key
    alone, when a sentence about the payment speaks of trouble: what came back has its key too.
    """
    if kinds.tells_of_one_not_received(one.pieces):
        return False
    told = (
        (one.key and not kinds.speaks_of_trouble(one.pieces))
        or one.status
        or kinds.is_headed(one.said)
        or kinds.is_titled(one.pieces, one.said)
        or kinds.is_of_a_till(one.said)
    )
    return bool(told or _tells_of_one_made(one, vendor))


def _is_told_apart(one: Picked) -> bool:
    """Whether it prints what no other payment has."""
    return bool(one.key or (one.folio and one.paid and one.account))


def _is_of_a_payment(one: Picked, *, made: bool, ours: bool) -> bool:
    """Whether anything of it is only said of a payment; `ours` tells that our account was paid."""
    headed = ours and one.paid is not None and kinds.is_headed(one.said)
    return bool(one.key or one.status or made or headed or _is_numbered(one, ours=ours))


def _tells_of_one_made(one: Picked, vendor: Vendor) -> bool:
    """Whether a sentence, the label of a sum or the greeting to us tells of a payment that somebody made."""
    narrates = one.amount is not None and one.amount.said.rank == RANK and one.status in (None, "completed")
    received = kinds.is_received(one.pieces) and merchant.was_received_by_us(one.pieces, vendor)
    return narrates or received or kinds.tells_of_one_made(one.pieces) or kinds.labels_one_made(one.said)


def _is_numbered(one: Picked, *, ours: bool) -> bool:
    """Whether it has a folio or an hour, and says that we were paid or that somebody was.

    A promotion prints no account, no reference and no title of a transfer.
    """
    whose = one.account is not None or one.written.said is not None or kinds.is_headed(one.said)
    speaks = kinds.speaks_of_payment(one.pieces) and whose
    numbered = one.folio or (one.paid and one.paid[2])
    return bool(numbered and (ours or speaks or picks.names_payee(one.said)))


def _is_whole_of_ours(one: Picked, vendor: Vendor) -> bool:
    return one.account is not None and digits(one.account[1]) in vendor.payee_accounts


def _signs(one: Picked, *, made: bool) -> int:
    """Return how many different things the paper tells as a receipt does."""
    labelled = _labelled(one)
    return (
        len(labelled & _TOLD)
        + (one.paid is not None and one.paid[0].field not in _TOLD)  # a day that stands without its label
        + (one.key is not None and one.amount is not None)  # only a payment made has a tracking key
        + (one.key is not None and one.key[0].field != "tracking_key")
        + (one.written.said is not None and one.amount is not None and one.status == "completed")
        + (one.status is not None)
        + kinds.speaks_of_payment(one.pieces)
        + made
    )


def _labelled(one: Picked) -> set[str]:
    return {said.field for said in one.said if said.value and (said.field, said.rank) != ("status", RANK)}


def _signs_without_label(one: Picked) -> int:
    """Return how many of our account, known by its digits, and the hour beside a day stand there without their label.

    A slip, a chat and a code to pay by print them too: they ask for money, or print no day.
    """
    if one.paid is None or kinds.asks_for_payment(one.pieces):
        return 0
    labelled = _labelled(one)
    return (not labelled & {"payee_account", "account"}) + (one.paid[2] is not None and "time" not in labelled)
