"""What is said on a page -> the slip references that the payer wrote, and every other number they could mean."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts import accounts, banks
from bot.receipts.fields import fold, lettered
from bot.receipts.loose import LEAST_LETTERS, LETTER, LINE, alone, is_sentence, loose
from bot.receipts.references import FILLER, Written, is_default, is_marked, numbers_in, strangers_in

if TYPE_CHECKING:
    from datetime import date

    from bot.receipts.places import Said

_FOLIO = re.compile(r"\bfolio\W*(?:(?:no|num|numero)\W*)?0*(\d{6,7})(?![\d-])")
# a number that is glued to the word that tells what else it is
_CALLED = re.compile(r"(?:fact(?:ura)?|folio|pedido|orden|nota|cliente|contrato|poliza|ticket|cotizacion)0*\d{5}")
_BEGINS_ANEW = re.compile(r"\W*[^\W\d_]{4}")
_GLUED = re.compile(r"(?<=[\w.,;] )[Rr]ef(?:erencia|\.)?:?\s(\d{6,8})(?!\d)")
_QUOTED = re.compile(r"[\"“”«‘].{3,}[\"“”»’]")
_ELSEWHERE = (
    "folio",
    "bank_reference",
    "tracking_key",
    "payer_account",
    "payee_account",
    "account",
    "other",
    "date",
    "other_date",
)


def written_on(said: tuple[Said, ...], paid_on: date | None) -> Written:
    """Return what the payer wrote as reference: in its own field, in the concept, or marked as one in a loose line.

    Banks fill an empty numeric reference with the date or with a random number of seven digits, so a number in the
    concept goes before another in the field, unless it is the doubtful one (READING.md, "What Mexican receipts do").
    """
    said = _legends_apart(_without_banks_own(said))
    taken = {
        accounts.digits(one.value).lstrip("0") for one in said if one.field in _ELSEWHERE and not _is_interbank(one)
    }
    field = _field(said, paid_on, taken)
    concept = _concept(_without_fillers(said, paid_on), paid_on, taken)
    lines = loose(said, paid_on, taken)
    if not (concept.references or concept.candidates or lines.references):
        concept, lines = alone(said, paid_on, taken, concept, lines)
    best = _better(field, concept, lines)
    everything = [
        *field.references,
        *concept.references,
        *lines.references,
        *field.candidates,
        *concept.candidates,
        *lines.candidates,
    ]
    candidates = tuple(dict.fromkeys(number for number in everything if number not in best.references))
    apart = bool(field.references and concept.references and not set(field.references) & set(concept.references))
    other = (concept if best is field else field).said if apart else None
    rival = other or (best.rival if best.references else concept.rival)
    ambiguous = apart or (best is field and field.is_ambiguous)
    return Written(best.references, best.said, candidates, ambiguous, rival, is_deduced=best.is_deduced)


def _better(field: Written, concept: Written, lines: Written) -> Written:
    if not field.references:
        return concept if concept.references else lines
    if not concept.references or set(concept.references) < set(field.references):
        return field
    if set(field.references) <= set(concept.references):
        return concept if len(concept.references) > 1 else field
    if concept.said and is_marked(concept.said.value):
        return concept
    padded = field.said is not None and accounts.digits(field.said.value).startswith("00")  # no filler needs that
    filler = all(len(number) == FILLER for number in field.references) and not padded
    return concept if filler or any(len(number) not in (6, 7) for number in field.references) else field


def _field(said: tuple[Said, ...], paid_on: date | None, taken: set[str]) -> Written:
    """Return what stands in the reference's own field; beside a "Referencia numérica" a "Referencia" is the bank's."""
    own = [one for one in said if one.field == "reference"]
    interbank = [one for one in said if _is_interbank(one) and _tells(one.value, paid_on)]
    bare: list[Said] = []
    if interbank and all(one.rank for one in own):  # "Referencia" is then the bank's, or what the payer wrote
        own, bare = interbank, own
    best = min((one.rank for one in own), default=0)
    candidates: list[str] = []
    found: tuple[tuple[str, ...], Said] | None = None
    rival: Said | None = None
    for one in sorted(own, key=lambda one: one.rank):
        numbers = numbers_in(one.value, own_field=True)
        usual = tuple(
            number
            for number in numbers
            if one.rank == best
            and number not in taken
            and len(number) <= 8
            and not is_default(number, one.value, paid_on)
        )
        if usual and not found:
            found = (usual, one)
            continue
        left = [number for number in numbers if number not in taken and not is_default(number, one.value, paid_on)]
        candidates += left
        rival = rival or (one if left else None)
    of_bare = [
        number
        for one in bare
        for number in numbers_in(one.value, own_field=True)
        if number not in taken and not is_default(number, one.value, paid_on)
    ]
    if not found:
        return Written((), None, (*candidates, *of_bare))
    others = tuple(number for number in candidates if number not in found[0])
    return Written(found[0], found[1], (*others, *of_bare), is_ambiguous=bool(others), rival=rival if others else None)


def _without_banks_own(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return what is said, "Referencia HSBC" beside another reference as the bank's own."""
    marked = [one for one in said if one.field == "reference" and _names_bank(one.label)]
    if not marked or all(one in marked for one in said if one.field == "reference"):
        return said
    return tuple(replace(one, field="bank_reference") if one in marked else one for one in said)


def _legends_apart(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return what is said, a reference of words beside one of digits as the concept that it is: "Ref. leyenda"."""
    own = [one for one in said if one.field == "reference"]
    worded = [one for one in own if len(LETTER.findall(one.value)) >= LEAST_LETTERS and not is_marked(one.value)]
    if not worded or not any(one.value.strip().isdigit() for one in own):
        return said
    return tuple(replace(one, field="concept") if one in worded else one for one in said)


def _names_bank(label: str) -> bool:
    _, _, named = label.strip(" :").rpartition(" ")
    return bool(named) and banks.bank_of(named) is not None


def _is_interbank(one: Said) -> bool:
    """Whether it is what some banks call the payer's own number, when the paper has no other reference."""
    return one.field == "bank_reference" and "interbancaria" in one.label.lower()


def _tells(text: str, paid_on: date | None) -> bool:
    """Whether a field holds a number that is no default of its bank."""
    return any(not is_default(number, text, paid_on) for number in numbers_in(text, own_field=True))


def _concept(said: tuple[Said, ...], paid_on: date | None, taken: set[str]) -> Written:
    candidates: list[str] = []
    stranger: Said | None = None
    for before, one in zip((None, *said), said, strict=False):
        if (
            one.field != "concept"
            and not _is_quoted(one)
            and not (before and not one.field and _ends_in_concept(before))
        ):
            continue
        dated = {number for number in numbers_in(_one_text(one)) if paid_on and is_default(number, number, paid_on)}
        own = tuple(number for number in numbers_in(_one_text(one)) if number not in taken | dated)
        numbers = own or _called_folio(one.value)
        alone = re.search(r"[^\W\d_]", one.value) is None
        usual = tuple(number for number in numbers if alone or is_marked(one.value) or len(number) in (6, 7))
        strangers = strangers_in(one.value)
        stranger = one if strangers else stranger
        candidates += [number for number in (*numbers, *strangers) if number not in usual]
        if usual:
            return Written(
                usual, one, tuple(candidates), is_deduced=not own or _CALLED.search(fold(one.value)) is not None
            )
    return Written((), None, tuple(candidates), rival=stranger)


def _without_fillers(said: tuple[Said, ...], paid_on: date | None) -> tuple[Said, ...]:
    """Return what is said, the concepts without the empty reference that running text glues to them."""

    def kept(found: re.Match[str]) -> str:
        return " " if is_default(found[1].lstrip("0"), found[1], paid_on) else found[0]

    return tuple(
        replace(one, value=text, lines=tuple((_GLUED.sub(kept, line), box) for line, box in one.lines))
        if one.field == "concept" and (text := _GLUED.sub(kept, one.value)) != one.value
        else one
        for one in said
    )


def _is_quoted(one: Said) -> bool:
    """Whether it is a line in quotes under no label: what the payer wrote, as apps show it."""
    return not one.field and len(one.value) <= LINE and _QUOTED.fullmatch(one.value.strip()) is not None


def _one_text(one: Said) -> str:
    """Return the lines of a concept, up to one behind its number that begins with a word: a label nobody could read."""
    kept: list[str] = []
    for text, _ in one.lines or ((one.value, one.box),):
        if _BEGINS_ANEW.match(text) and not is_marked(text) and numbers_in(" ".join(kept)):
            break
        kept.append(text)
    return " ".join(kept)


def _called_folio(text: str) -> tuple[str, ...]:
    """Return the number that a payer calls a folio, his slip's mostly; one of six or seven digits, beside no other."""
    found = _FOLIO.findall(lettered(fold(text)))
    return (found[0],) if len(found) == 1 and len(strangers_in(text)) == 1 else ()


def _ends_in_concept(one: Said) -> bool:
    """Whether a line of running text ends where its next line tells the concept."""
    return is_sentence(one) and re.search(r"\b(?:concepto|motivo|descripcion)\W*$", fold(one.value)) is not None
