"""Passages + what labels say -> what only the sentences of a notice, an SMS or a letter tell of a payment made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.receipts import accounts, amounts, dates, narrations, payee_accounts, tracking
from bot.receipts.accounts import END
from bot.receipts.fields import fold
from bot.receipts.passages import passages_of
from bot.receipts.places import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Box, Vendor
    from bot.receipts.amounts import Money
    from bot.receipts.passages import Passage
    from bot.receipts.pieces import Piece

RANK = 9  # below every label's own
NEAR = 40  # letters before a payment that was not made within which a condition would stand
FARTHEST = 170  # letters between the word of paying and its amount


class _Told(NamedTuple):
    """One fact of a passage and where it stands in its text."""

    field: str
    value: str
    place: int


def narrated(said: tuple[Said, ...], pieces: tuple[Piece, ...], vendor: Vendor | None = None) -> tuple[Said, ...]:
    """Return what is said with the facts that only one passage tells, for the fields that no label announces.

    Only a passage that tells the sum of a payment made is believed, and only when it is the one that does, or the one
    that names us. What other passages say, of the code or the purchase before it, is then nothing of this payment.
    """
    passages = passages_of(pieces)
    telling = [passage for passage in passages if _paid(passage)]
    if len(telling) > 1:
        telling = [passage for passage in telling if _names_us(passage, vendor)]
    undone = [fact for passage in telling or passages for fact in _undone(passage)]
    facts = [fact for fact in undone if not any(one.field == "status" and one.value for one in said)]
    if not telling:
        return (*said, *facts, *_of_no_sum(said, passages, vendor))
    if len(telling) != 1:
        return (*said, *facts)
    own = telling[0]
    sums = _paid(own)
    told_sums = {amounts.amounts_in(one.value)[0].centavos for one in sums}
    if len(told_sums) != 1 or _labelled(said) - told_sums:
        return (*said, *facts)
    messages = (one for one in passages if one is not own and _is_message(one) and not _is_column(one, said))
    others = {_place(cell.box) for one in messages for cell in one.cells}
    told = [(own, fact) for fact in (*sums[:1], *_facts(own))]
    known = {fact.field for _, fact in told}
    told += [(one, fact) for one in _going_on(passages, own) for fact in _facts(one) if fact.field not in known]
    kept = [one for one in said if not (one.field and _place(one.box) in others)]
    kept = [one for one in kept if not _is_loose_account(one, own) or _is_ours(one, vendor)]
    return (*kept, *facts, *(_said(one, fact) for one, fact in told if not _is_known(fact.field, kept)))


def _of_no_sum(said: tuple[Said, ...], passages: tuple[Passage, ...], vendor: Vendor | None) -> Iterator[Said]:
    """Return what the one sentence quotes as the payer's, and its day, which names us and leaves the sum to a title."""
    made = [
        passage
        for passage in passages
        if narrations.CONCEPT_QUOTED.search(fold(passage.text)) and _names_us(passage, vendor)
        if not _is_message(passage)
    ]
    if len(made) == 1 and not narrations.NOT_MADE.search(fold(made[0].text)):
        told = (fact for fact in _facts(made[0]) if fact.field in ("concept", "date"))
        yield from (_said(made[0], fact) for fact in told if not _is_known(fact.field, said))


def _going_on(passages: tuple[Passage, ...], own: Passage) -> tuple[Passage, ...]:
    """Return the next paragraph of a letter when it tells the tracking key: then it is of that payment, no message."""
    behind = passages[passages.index(own) + 1 :][:1]
    return tuple(
        one
        for one in behind
        if narrations.TRACKING.search(fold(one.text))
        and not (_paid(one) or narrations.CODE.search(fold(one.text)))  # its fee it may tell
    )


def _names_us(passage: Passage, vendor: Vendor | None) -> bool:
    """Whether a passage names our account, its end, or our brand."""
    folded = fold(passage.text)
    ends = [whole[-END:] for whole in vendor.payee_accounts] if vendor else []
    named = bool(vendor and vendor.brand) and fold(vendor.brand) in folded if vendor else False
    return named or any(re.search(rf"(?<!\d){end}(?!\d)|\d{end}(?!\d)", folded) for end in ends)


def _is_message(passage: Passage) -> bool:
    """Whether a passage is a message of its own: it tells a sum or hands over a code, and is no column of labels."""
    labelled = sum(1 if cell.value else 2 for cell in passage.cells if cell.label)  # a bare label has a cell for value
    if labelled > 2 and 2 * labelled > len(passage.cells):
        return False
    return any(True for _ in _sums(passage)) or narrations.CODE.search(fold(passage.text)) is not None


def _is_column(passage: Passage, said: tuple[Said, ...]) -> bool:
    """Whether most of a passage are values whose labels stand beside it: a letter's table, not another message."""
    labelled = {_place(one.box): one.label for one in said if one.field and one.label}
    values = sum(_place(cell.box) in labelled and labelled[_place(cell.box)] not in cell.text for cell in passage.cells)
    return 2 * values > len(passage.cells)


def _place(box: Box) -> tuple[float, float]:
    return box[0], box[1]


def _is_loose_account(one: Said, passage: Passage) -> bool:
    """Whether it is an account whose side only the passage tells, not a label."""
    inside = any(_place(cell.box) == _place(one.box) for cell in passage.cells)
    return inside and one.field in ("", "account") and accounts.account_of(one.value) is not None


def _is_ours(one: Said, vendor: Vendor | None) -> bool:
    """Whether an account is ours beyond chance: whole, or with both ends; the end alone may be the payer's."""
    account = accounts.account_of(one.value) or ""
    shown = len(accounts.digits(account))
    return vendor is not None and shown >= payee_accounts.BOTH_ENDS and payee_accounts.is_ours(account, vendor)


def _labelled(said: Iterable[Said]) -> set[int]:
    """Return the centavos that labels of an amount announce."""
    found = (amounts.amount_of(one.value) for one in said if one.field in ("amount", "total"))
    return {money.centavos for money in found if money}


def _is_known(field: str, said: Iterable[Said]) -> bool:
    """Whether a label already announces the field."""
    if field == "amount":
        return bool(_labelled(said))
    return any(one.field == field and one.value and not _heads_a_letter(one) for one in said)


def _heads_a_letter(one: Said) -> bool:
    """Whether it is what a letter is about, not what its payer wrote: "Asunto: constancia de pago 51150959"."""
    return one.field == "concept" and fold(one.label).startswith("asunto")


def _paid(passage: Passage) -> list[_Told]:
    """Return the sums that a passage tells were paid."""
    return [
        _Told("amount", passage.text[start:end].strip(), start)
        for start, end, _ in _sums(passage)
        if _is_paid(passage, start)
    ]


def _sums(passage: Passage) -> Iterator[tuple[int, int, Money]]:
    for found in re.finditer(
        r"(?:(?:MXN|MN)\s?)?\$?\s?\d[\d,]*(?:\.\s?\d{2})?(?:\s?(?:MXN|M\.?N\.?|pesos))?", passage.text
    ):
        money = amounts.amounts_in(found[0].strip())
        if len(money) == 1 and money[0].certain and money[0].centavos:
            yield found.start(), found.end(), money[0]


def _is_paid(passage: Passage, place: int) -> bool:
    begin, end = passage.sentence_at(place)
    folded = fold(passage.text)
    before = folded[max(begin, place - FARTHEST) : place]
    topics = list(narrations.TOPIC.finditer(before))
    if not topics or topics[-1]["paid"] is None or not narrations.BEFORE_SUM.search(before.rstrip(" $") + " "):
        return False
    other = topics[-2] if len(topics) > 1 and narrations.CHARGE.match(topics[-2][0]) else None
    if other and narrations.CONNECTED.fullmatch(before[other.end() : topics[-1].start()]):
        return False  # "la comisión por esta operación fue de $150.00"
    if narrations.BOUND.search(before) or narrations.NOT_MADE.search(folded[begin:end]):
        return False
    return narrations.MADE.search(folded[begin:end]) is not None and narrations.HANDS_CODE.search(folded) is None


def _undone(passage: Passage) -> tuple[Said, ...]:
    """Return the state that a sentence tells of the one payment, when it was not made or not yet."""
    folded = fold(passage.text)
    for shape in (narrations.UNDONE_FIRST, narrations.UNDONE, narrations.UNSIGNED, narrations.UNDONE_ALONE):
        for found in shape.finditer(folded):
            place = found.start("why")
            begin = min(passage.sentence_at(place)[0], found.start())
            begin = max(begin, place - NEAR) if shape is narrations.UNDONE_ALONE else begin
            if not narrations.CONDITION.search(folded[begin:place]):
                state = next(state for state, words in narrations.STATES if words.search(found["why"]))
                return (_said(passage, _Told("status", state, place)),)
    return ()


def _facts(passage: Passage) -> Iterator[_Told]:
    """Return what else the passage tells of its payment."""
    folded = fold(passage.text)
    for field, shape in (
        ("tracking_key", narrations.TRACKING),
        ("folio", narrations.FOLIO),
        ("reference", narrations.REFERENCE),
    ):
        found = {match[1]: match for match in shape.finditer(folded)}
        if len(found) == 1:
            match = next(iter(found.values()))
            value = passage.text[match.start(1) : match.end(1)]
            if field != "tracking_key" or tracking.tracking_key_of(value):
                yield _Told(field, value, match.start(1))
    concept = narrations.CONCEPT_QUOTED.search(folded) or narrations.CONCEPT.search(folded)
    if concept:
        yield _Told("concept", passage.text[concept.start("text") : concept.end("text")], concept.start("text"))
    account = _paid_account(passage, folded)
    if account:
        yield account
    day = _day(passage)
    if day:
        yield day


def _paid_account(passage: Passage, folded: str) -> _Told | None:
    """Return the one account that the passage tells money went to, not the one that it came from."""
    found, end = [], 0
    for match in narrations.ACCOUNT.finditer(folded):
        sides = list(narrations.SIDE.finditer(folded, max(end, match.start() - FARTHEST), match.start()))
        end = match.end()
        value = passage.text[match.start() : end]
        named = not value.isdigit() or narrations.ANNOUNCED.search(folded, 0, match.start())
        holds = narrations.BALANCE_BEHIND.match(folded, match.end()) is not None  # "*6374 tiene un saldo": the payer's
        if named and sides and sides[-1]["payee"] and not holds and accounts.account_of(value, announced=True):
            found.append(_Told("payee_account", value, match.start()))
    return found[0] if len({accounts.digits(one.value) for one in found}) == 1 else None


def _day(passage: Passage) -> _Told | None:
    """Return the stretch of the passage that prints its one day, with the time behind it."""
    found = []
    for start in (match.start() for match in re.finditer(r"(?<![\w$.,/-])\d", passage.text)):
        stretch = passage.text[start : start + 45]
        day = dates.date_of(re.split(r"(?<=\d)[,.;]? (?=[A-Z]{3})", stretch)[0])
        if day and dates.date_of(passage.text[start + 6 : start + 45]) != day:
            found.append((day, _Told("date", stretch, start)))
    if len({day for day, _ in found}) > 1:  # a letter has its own date
        found = [(day, told) for day, told in found if narrations.DONE_ON.search(fold(passage.text[: told.place]))]
    return found[0][1] if len({day for day, _ in found}) == 1 else None


def _said(passage: Passage, fact: _Told) -> Said:
    """Return the fact at the line that prints it; the box is that of the whole line, but an account's is its own."""
    last = max((place for place, letter in enumerate(fact.value) if letter.isdigit()), default=0)
    cell = passage.cell_at(fact.place + last if fact.field in ("amount", "concept") else fact.place)
    box = _share(cell, fact.place - passage.start_of(cell), len(fact.value)) if "account" in fact.field else cell.box
    return Said(fact.field, RANK, fact.value, box, cell.confidence, cell.page, cell.source, "")


def _share(cell: Piece, start: int, length: int) -> Box:
    """Return the box of so many even letters of a line, with three of air before them and two behind."""
    left, top, right, bottom = cell.box
    unit = (right - left) / max(len(cell.text), 1)
    return max(left + (start - 3) * unit, left), top, min(left + (start + length + 2) * unit, right), bottom
