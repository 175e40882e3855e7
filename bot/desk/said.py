"""The fields of a form -> what a person says about a case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from bot.desk import panels
from bot.desk.actions.accept import UNDECIDED
from bot.desk.filters import Filter
from bot.desk.front import text
from bot.desk.panels import Typed
from bot.ruling import Word

if TYPE_CHECKING:
    from starlette.datastructures import FormData


def typed(fields: dict[str, str], missing: list[str], references: list[str], amounts: list[str]) -> Typed:
    """Return what stands in a panel; a share needs its slip or its amount."""
    shares = tuple((one.strip(), amount.strip()) for one, amount in zip(references, amounts, strict=False))
    return Typed(fields, tuple(missing), tuple(share for share in shares if any(share)))


def fields(form: FormData) -> dict[str, str]:
    """Return the words of a form by their names."""
    return {name: text(form, name) for name in form}


def each(form: FormData, name: str) -> list[str]:
    """Return all that a form says under one name."""
    return [one for one in form.getlist(name) if isinstance(one, str)]


def whole(form: FormData, name: str) -> int | None:
    """Return the whole number in this field, None when there is none."""
    return number(text(form, name))


def number(said: str) -> int | None:
    """Return the whole number that is said, None when it is none or too long to be one of ours."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 17 else None


def word(panel: str, typed: Typed) -> Word:
    """Return what the fields of a panel say."""
    said: dict[str, tuple[str, ...]] = {
        "aceptar": (typed.get("diferencia"), *typed.get("porque").split()) if typed.get("diferencia") else (),
        "pedir": typed.missing,
        "dividir": tuple(f"{reference}={amount}" for reference, amount in typed.shares if amount),
        "rechazar": (typed.get("motivo"),) if typed.get("motivo") else tuple(typed.get("otro").split()),
        "ya-aplicado": (typed.get("otro"),),
    }
    named = typed.get("constancia") or None
    if panel == "dividir":
        named = ",".join(reference for reference, amount in typed.shares if amount and reference != "a_favor")
    return Word(
        panels.ACTIONS[panel], said.get(panel, ()), named, number(typed.get("comprobante")),
        number(typed.get("version")), typed.get("parrafo"), typed.get("para") or None, bool(typed.get("banco")),
    )  # fmt: skip


def chosen(word: Word) -> Word:
    """Return the word so that nothing is forgiven which nobody said to forgive."""
    return replace(word, said=(UNDECIDED,)) if word.action == "accept" and not word.said else word


def filter_of(form: FormData) -> Filter:
    """Return the filter of the queue that a form goes back to."""
    return Filter.of(dict(parse_qsl(text(form, "vuelta").removeprefix("?"))))
