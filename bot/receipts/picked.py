"""Pieces of one receipt + what is said on them -> the values that decide, each with where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.receipts import adding, arithmetic, days, kinds, merchant, picks, states, sums
from bot.receipts.convenios import convenio
from bot.receipts.narrated import narrated
from bot.receipts.payee_accounts import payee_account
from bot.receipts.written import written_on

if TYPE_CHECKING:
    from datetime import date, time

    from bot.model import Status, Vendor
    from bot.receipts.pieces import Piece
    from bot.receipts.places import Said
    from bot.receipts.references import Written
    from bot.receipts.sums import Priced


class Picked(NamedTuple):
    """What was picked; None for what the paper does not tell."""

    pieces: tuple[Piece, ...]
    printed: tuple[Said, ...]  # as labels and values stand on it
    said: tuple[Said, ...]  # with what its sentences tell
    amount: Priced | None
    key: tuple[Said, str] | None  # SPEI's tracking key
    paid: tuple[Said, date, time | None] | None
    folio: tuple[Said, str] | None
    account: tuple[Said, str] | None  # that was paid
    agreement: tuple[Said, str] | None  # the convenio
    written: Written
    status: Status | None
    is_made_up: bool = False  # its sums tell the amount, and no word does


def picked(pieces: tuple[Piece, ...], printed: tuple[Said, ...], vendor: Vendor) -> Picked:
    """Return what the pieces of one receipt tell of its payment."""
    said = merchant.with_order(narrated(printed, pieces, vendor), pieces, vendor)
    (amount, is_made_up), key = adding.paid(said, sums.amount_of(said)), picks.tracking_key(said)
    account = payee_account(said, vendor)
    paid = days.paid_at(said) or days.issued_at(said, key[1] if key else None)
    day = paid[1] if paid else None
    if key is None and (account or picks.names_payee(said)) and not kinds.asks_for_payment(pieces):
        key = picks.key_alone(said, day)
    return Picked(
        pieces=pieces,
        printed=printed,
        said=said,
        amount=arithmetic.proven(said, amount) if amount else None,
        key=key,
        paid=paid,
        folio=picks.folio(said),
        account=account,
        agreement=convenio(said, vendor),
        written=written_on(said, day),
        status=states.status_of(said),
        is_made_up=is_made_up,
    )
