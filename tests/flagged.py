"""One mail for every kind of trouble that a person must look at, through a whole house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from houses import MORNING
from story_samples import Paid, mail, receipt

from bot.store import tables

if TYPE_CHECKING:
    from houses import Story

AUTH_FAILED = ("Authentication-Results", "mx.perseo.mx; dmarc=fail header.from=empresa.example")
NAMES = (
    "Refaccionaria La Esperanza", "Papelería Óptima", "Grupo Peña y Asociados", "Ferretería Trejo", "Abarrotes Don Chuy",
    "Despacho El Pedregal", "Farmacia del Norte", "Taller Ibarra", "Constructora Luna", "Óptica Juárez",
)  # fmt: skip


def build(story: Story) -> dict[str, int]:
    """Return the case of each kind of trouble, over most of a day; all ten wait for a person."""
    for number, name in enumerate(NAMES, 1):
        story.slip(f"9354{number:02d}", 1_450_000 if number == 9 else 130_500 + number * 100, who(number))
        _call(story, number, name)
    story.slip("935450", 50_000, who(3))
    story.slip("935451", 60_000, who(3))
    used = _receive(story, 6, Paid("$1,311.00 MXN", "935406"), 60)
    kinds = {
        "without_iva": _receive(story, 1, Paid("$1,125.86 MXN", "935401"), headers=(AUTH_FAILED,)),
        "over": _receive(story, 2, Paid("$2,000.00 MXN", "935402")),
        "several": _receive(story, 3, Paid("$1,100.00 MXN", "935450")),
        "mistyped": _receive(story, 4, Paid("$1,309.00 MXN", "935494")),
        "no_receipt": story.receive(
            mail(text="Buenas tardes, ¿cuánto cuesta la anualidad?", subject="Una duda", sender=_from(5))
        ),
        "used": _receive(story, 7, Paid("$1,311.00 MXN", "935407"), 60),
        "stale": _receive(story, 8, Paid("$1,313.00 MXN", "935408", day="03/01/2025")),
        "above": _receive(story, 9, Paid("$14,500.00 MXN", "935409")),
        "dollars": _receive(story, 10, Paid("$1,315.00 USD", "935410")),
        "slip_paid": _receive(story, 6, Paid("$1,311.00 MXN", "935406", hour="10:10"), 61),
    }
    story.clock.at = MORNING
    story.poll()
    found = {kind: story.case(number) for kind, number in kinds.items()}
    assert {kind for kind, case in found.items() if case.state != "desk"} == set(), story.events
    return {kind: case.id for kind, case in found.items()} | {"applied": story.case(used).id}


def who(number: int) -> str:
    """Return a customer's address."""
    return f"pagos{number}@empresa.example"


def _from(number: int) -> str:
    return f"{NAMES[number - 1]} <{who(number)}>"


def _receive(story: Story, number: int, paid: Paid, key: int = 0, headers: tuple[tuple[str, str], ...] = ()) -> int:
    """Receive a payment of a customer, printed as a PDF; equal keys are one payment."""
    story.clock.pass_by(minutes=105)
    file = receipt(replace(paid, tracking_key=f"HEYBCO26112210174{key or number:05d}"), "comprobante.pdf")
    return story.receive(mail(file, sender=_from(number), subject=f"Pago {paid.reference}", headers=headers))


def _call(story: Story, number: int, name: str) -> None:
    with story.house.db.begin() as tx:
        tx.execute(tables.customers.update().where(tables.customers.c.email == who(number)).values(name=name))
