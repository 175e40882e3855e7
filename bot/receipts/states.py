"""What is said on a paper -> in which state its payment is, as far as the paper tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import state_words as words
from bot.receipts.amounts import amounts_in
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.model import Status
    from bot.receipts.places import Said

_SHORT = 60  # letters; what is longer is small print
_PAYERS_OWN = ("concept", "payer_name", "payee_name", "reference")
_PAYERS_WORDS = ("concept", "reference")
_WHY = re.compile(r"\s*(?:[^\w\s/-]|\s-\s)+\s*")


def status_of(said: tuple[Said, ...]) -> Status | None:
    """Return the state that the paper prints: its own field first, then its headlines; None when it says nothing.

    Running text does not count: "las transferencias programadas se aplican ..." stands on every receipt of some banks.
    """
    if any(words.UNDONE_LABEL.search(fold(one.label)) and has_digit(one) for one in said):
        return "rejected"
    if _lacks_signatures(said):
        return "pending"
    for one in said:
        if one.field == "status" and (state := _state(fold(one.value), words.OF_FIELD)):
            return state
    remark = _state_of_remarks(said)
    if remark:
        return remark
    headline = _state_of_headlines(said)
    if headline in (None, "completed") and any("programad" in fold(one.label) for one in said if one.field == "date"):
        return headline or "scheduled"
    return headline or ("pending" if any(_is_awaited(one) for one in said) else None)


def status_is_unknown(said: tuple[Said, ...]) -> bool:
    """Return whether the state is in doubt: its field says a word that tells us nothing, or a short line says no.

    Or nothing tells it but a line that says what became of something else.
    """
    state = status_of(said)
    doubts = (_says_undone, _may_be_its_fate, _is_subject_of_refusal)
    if state in (None, "completed") and any(doubt(one) for one in said for doubt in doubts):
        return True
    if state is None and any(is_headline(one) and not _of_payment(one) and _state(fold(one.value)) for one in said):
        return True
    told = [fold(one.value) for one in said if one.field == "status" and re.search(r"[^\W\d_]{4}", one.value)]
    return bool(told) and not any(_state(text, words.OF_FIELD) for text in told)


def tells_of_refusal(text: str) -> bool:
    """Return whether a mail's subject tells of a payment that was refused or came back: "Te devolvimos tu dinero"."""
    return _state(fold(text)) == "rejected"


def says_status(said: tuple[Said, ...]) -> bool:
    """Return whether the status field tells a state in words that would tell it on a headline too."""
    return any(one.field == "status" and _state(fold(one.value)) for one in said)


def says_done(said: tuple[Said, ...]) -> bool:
    """Return whether a headline or the status says that the payment was made."""
    return any(
        (is_headline(one) and words.DONE.search(words.NOT_DONE.sub(" ", fold(one.value))) and _of_payment(one))
        or (one.field == "status" and _state(fold(one.value), words.OF_FIELD) == "completed")
        for one in said
    )


def is_headline(one: Said) -> bool:
    """Return whether a text stands for its paper: a short line without a label, or a sentence about the payment.

    What became of a payment is no name and no bank: a screen's title over such a headline may be a label elsewhere.
    """
    text = fold(one.value)
    if one.field not in ("", "status", *_PAYERS_WORDS) and _fate(one) is not None:
        return True
    if one.field == "other":
        return "operacion" in fold(one.label) or "tipo" in fold(one.label)
    titled = one.field == "folio" and not has_digit(one)  # "Confirmación: transferencia rechazada"
    return (one.field == "" or titled) and (
        (len(text) <= 45 and len(re.findall(r"[a-z]+", text)) <= 6)
        or words.HEADLINE.match(text) is not None
        or _fate_before_why(text) is not None
    )


def has_digit(one: Said) -> bool:
    """Return whether a value holds a digit: a folio, a key, a day; without one it is words behind such a label."""
    return any(letter.isdigit() for letter in one.value)


def _lacks_signatures(said: tuple[Said, ...]) -> bool:
    """Return whether the paper counts fewer signatures than it asks for."""
    whole = " ".join(fold(f"{one.label} {one.value}") for one in said)
    wanted, given = words.WANTED.search(whole), words.GIVEN.search(whole)
    return wanted is not None and given is not None and int(given[1]) < int(wanted[1])


def _is_awaited(one: Said) -> bool:
    """Return whether a text, however long, promises word of an arrival that has not been: "avisaremos cuando ..."."""
    return one.field not in _PAYERS_OWN and words.AWAITED.search(fold(one.value)) is not None


def _says_undone(one: Said) -> bool:
    """Return whether a short text that is not the payer's own tells of a payment that was not made."""
    texts = () if one.field in _PAYERS_OWN else (one.label, one.value)
    return any(len(text) <= _SHORT and words.UNDOUBTED.search(fold(text)) for text in texts)


def _may_be_its_fate(one: Said) -> bool:
    """Whether a field of the payer's words says no more than what became of the payment, which he would not write."""
    fate = _fate(one) if one.field in _PAYERS_WORDS else None
    return fate == "rejected" or (fate is not None and not fold(one.value).startswith(("pago", "envio", "deposito")))


def _is_subject_of_refusal(one: Said) -> bool:
    """Whether it is the subject of a mail that was forwarded, and tells of a refusal."""
    return fold(one.label).strip(" :") in ("asunto", "subject") and tells_of_refusal(one.value)


def _fate(one: Said) -> Status | None:
    """Return what became of the payment where a text says that it was not made, and no more; None for all others."""
    text = fold(one.value)
    state = _state(text) if words.FATE.match(text) else None
    return state if state != "completed" else None


def _fate_before_why(text: str) -> str | None:
    """Return what became of the payment where a folded sentence goes on with why: "En proceso: el banco aún no ..."."""
    fate, *why = _WHY.split(text, maxsplit=1)
    return fate if why and words.FATE.match(fate) else None


def _state_of_remarks(said: tuple[Said, ...]) -> Status | None:
    """Return the state that a remark of the bank tells; the payer's own words tell none, whatever they say."""
    remarks = [one for one in said if one.field == "concept" and words.REMARK.match(fold(one.label))]
    concepts = [one for one in said if one.field == "concept" and one not in remarks and one.value]
    told = [fold(one.value) for one in remarks if concepts or not has_digit(one)]
    remark = next((_state(text, words.OF_FIELD) for text in told if words.REMARKED.match(text)), None)
    return remark or (_state_below_title(said) if _state_of_headlines(said) != "completed" else None)


def _state_below_title(said: tuple[Said, ...]) -> Status | None:
    """Return the state in the headline of a screen whose title, "Detalle", labels the payer's words elsewhere.

    It is a title for sure where the payer's words have another label.
    """
    concepts = [one for one in said if one.field == "concept" and one.value]
    titled = [one for one in concepts if words.TITLE.fullmatch(fold(one.label))]
    lines = [fold(one.value) for one in titled if len(concepts) > len(titled) or words.FATE.match(fold(one.value))]
    states = [_state_alone(line) for line in lines if re.search(r"\d{5}", line) is None]
    return next((state for state in states if state not in (None, "completed")), None)


def _state_of_headlines(said: tuple[Said, ...]) -> Status | None:
    headlines = (one for one in said if is_headline(one) and not _is_change(one, said))
    states = [_state_of_headline(one) for one in headlines]
    return next((state for state, _ in words.STATES if state in states), None)


def _state_of_headline(one: Said) -> Status | None:
    text = words.CONDITIONAL.sub("", fold(one.value))
    text = _fate_before_why(text) or text
    state = _state(text, words.OF_FIELD) if words.OF_SUBJECT.match(text) else _state_alone(text)
    return state if state != "completed" or _of_payment(one) else None


def _state_alone(text: str) -> Status | None:
    """Return the state that a line tells: of "Vencida" all of it is the state, which is small print elsewhere."""
    return _state(text, words.OF_FIELD if words.BARE.match(text) else words.STATES)


def _of_payment(one: Said) -> bool:
    """Whether a line that tells of success speaks of the payment: a code, a draft or a request is sent as well."""
    return words.OF_ELSE.search(fold(one.value)) is None


def _is_change(one: Said, said: tuple[Said, ...]) -> bool:
    """Return whether "Devolución" stands before the change of a machine: another sum than that of the payment.

    What a till gave back is known by its sum too: cash less change is what was paid. So are two balances less a payment
    that came back, which a till does not print.
    """
    if words.CHANGE.fullmatch(fold(one.value)) is None:
        return False
    level = [other for other in said if abs(other.box[1] - one.box[1]) < 0.6 * (one.box[3] - one.box[1])]
    given = {money.centavos for other in level for money in amounts_in(other.value) if money.certain}
    every = {money.centavos for other in said for money in amounts_in(other.value) if money.certain and money.centavos}
    told = any(words.BALANCE.search(fold(f"{other.label} {other.value}")) for other in said)
    if not told and any(cash - change in every - {change} for change in given for cash in every):
        return True
    paid = {m.centavos for other in said if other.field == "amount" for m in amounts_in(other.value) if m.certain}
    return bool(given and paid) and given.isdisjoint(paid) and min(given) < min(paid)


def _state(text: str, states: tuple[tuple[Status, re.Pattern[str]], ...] = words.STATES) -> Status | None:
    """Return the state that a text tells; what it says was not done, or not yet, is none that is completed."""
    told = {"completed": words.NOT_DONE.sub(" ", text)}
    found = next((state for state, wordings in states if wordings.search(told.get(state, text))), None)
    return "pending" if found in (None, "completed") and words.NOT_SENT.search(text) else found
