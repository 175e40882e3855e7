"""What the pages of the slip and its invoice ask of the house: paper, a reader of files, where receipts are sent."""

from collections.abc import (
    Callable,
    Mapping,
)  # without lazy annotations: fastapi reads those of routes as they are made
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import Depends, Request

from bot.model import Document

_AT_ONCE = 2  # files of customers that are being read; who comes then is asked to wait


def _no_paper(_: Mapping[str, object]) -> bytes:
    return b""


def _nothing_read(_: str, __: bytes) -> tuple[Document, ...]:
    return ()


WHERE = (
    "En su app busque «Referencia» (hasta 7 dígitos) y escriba {referencia}. Si no la pide o pone otro número, escriba "
    "{referencia} en «Concepto» o «Motivo». No agregue letras ni espacios."
)
"""How the reference is written at a bank of which nothing particular is known."""


@dataclass(frozen=True)
class Counter:
    """Functions of doors that the house hands in; without a house nothing is drawn and nothing read."""

    draw: Callable[[Mapping[str, object]], bytes] = _no_paper  # facts of bot.panel.sheet -> PDF
    read: Callable[[str, bytes], tuple[Document, ...]] = _nothing_read  # name and bytes, in a killable child
    receipts_to: tuple[str, ...] = ()  # addresses
    where: str = WHERE
    bank_hints: tuple[tuple[str, str], ...] = ()  # bank, and how the reference is written there
    seats: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))


def counter_of(request: Request) -> Counter:
    """Return what was handed in."""
    found: Counter = request.app.state.counter
    return found


AtCounter = Annotated[Counter, Depends(counter_of)]
