"""Dice -> one payment: who paid how much when, and where he wrote the slip's number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from random import Random

Written = Literal[
    "field", "padded", "year_beside", "concept", "glued", "spaced", "hyphen", "sentence", "none"
]  # fmt: skip
"""Where and how the payer wrote the reference; the first three in its own field, the others in the free text."""
WAYS: tuple[Written, ...] = (
    "field", "concept", "padded", "glued", "year_beside", "spaced", "sentence", "field", "hyphen", "none",
)  # fmt: skip
IN_FIELD: tuple[Written, ...] = ("field", "padded", "year_beside")

PAYERS = (
    "Imprenta Los Alamos S.A. de C.V.",
    "Yolanda Quintanilla Rdz",
    "Transportes Valle Hondo SA de CV",
    "Ernesto Baeza Ochoa",
    "Clinica Dental Lomas SC",
    "Nora Elia Villalpando Sosa",
    "Maderas y Tarimas del Bravo SA",
    "Hugo Alberto Ceniceros Luna",
    "Papeleria El Compas",
    "Servicios Agricolas Delicias SPR de RL",
    "Beatriz Adriana Nevarez Gil",
    "Grupo Ferretero Orizaba SA de CV",
)
_FIRST_DAY = datetime.fromisoformat("2026-08-24T00:00:00")
_PRICES = (575_00, 550_00, 1125_00, 1250_00, 1890_00, 2475_00, 3150_00, 4999_00, 7480_00, 12650_00, 23890_00)


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment; money in centavos, the instant by the payer's own clock."""

    reference: str
    amount: int
    at: datetime
    payer: str
    written: Written
    fee: int  # without its IVA
    balance: int
    subtotal: bool = False  # True: the payer forgot the IVA

    @property
    def fee_iva(self) -> int:
        """Return the IVA of the fee in centavos."""
        return round(self.fee * 0.16)


def roll(dice: Random, written: Written) -> Paid:
    """Return one payment by the dice, its reference written as told."""
    price = dice.choice(_PRICES) if dice.random() < 0.7 else dice.randrange(210_00, 19_000_00)
    minutes = dice.randrange(7 * 60, 22 * 60)
    return Paid(
        reference=str(dice.choice((dice.randrange(902_000, 999_000), dice.randrange(1_002_000, 1_290_000)))),
        amount=round(price * 1.16),
        at=_FIRST_DAY + timedelta(days=dice.randrange(88), minutes=minutes, seconds=dice.randrange(60)),
        payer=dice.choice(PAYERS),
        written=written,
        fee=dice.choice((0, 3_00, 5_00, 6_50, 12_00)),
        balance=dice.randrange(900_00, 380_000_00),
    )
