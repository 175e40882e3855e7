"""A slip and how far its payment has come -> the four steps, and the one thing that is missing, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.money import pesos
from bot.panel.promise import promised

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Slip
    from bot.panel.told import Told
    from bot.store.slip_state import Progress


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four: when it happened, or by when it is promised."""

    name: str
    at: datetime | None
    note: str = ""
    mark: Literal["done", "now", "later"] = "later"


@dataclass(frozen=True, slots=True)
class State:
    """What the page says of one slip."""

    title: str
    card: str  # "No falta nada de su parte" or "Falta una cosa: ..."
    text: str
    button: tuple[str, str] | None = None  # words, place
    more: tuple[tuple[str, str], ...] = ()  # other ways on
    has_steps: bool = True
    tone: Literal["ok", "asks", "waits"] = "waits"


_NOTHING = "No falta nada de su parte"
_SEND = "Enviar comprobante"


def steps(came: Progress, now: datetime, zone: str, *, sent_at: datetime | None, asked: bool) -> tuple[Step, ...]:
    """Return the four steps; the first that is still to come says by when, or that it waits for his answer."""
    done = (
        ("Recibido", came.received_at or sent_at),
        ("Leído", came.read_at),
        ("Verificado", came.paid_at),
        ("Activo", came.active_at),
    )
    first = next((place for place, (_, at) in enumerate(done) if at is None), len(done))
    by = promised(came.deadline, now, zone) if came.deadline is not None else ""
    waits = "espera su respuesta" if asked else by if first else "cuando llegue su comprobante"
    marked = ("done", "now", "later")
    return tuple(
        Step(name, at, waits if place == first else "", marked[(place == first) + 2 * (place > first)])  # type: ignore[arg-type]
        for place, (name, at) in enumerate(done)
    )


def state(slip: Slip, came: Progress, told: Told | None, *, is_read: bool, now: datetime, zone: str) -> State:
    """Return what is said of a slip; `told` is what its last payment is told as, `is_read` that one is being read."""
    if slip.status == "cancelled":
        return State(
            f"La constancia {slip.reference} está cancelada", _NOTHING, "No la pague: genere una nueva.",
            ("Generar constancia de pago", "/panel/renovacion"), has_steps=False,
        )  # fmt: skip
    if slip.status == "paid":
        return _paid(came)
    if is_read:
        return State("Estamos leyendo su comprobante", _NOTHING, "Suele tardar unos segundos.")
    if came.claim is not None and told is not None and came.claim[1] in ("desk", "waiting_bank", "reading"):
        until = promised(came.deadline, now, zone) if came.deadline else "pronto"
        return State(
            "Estamos verificando su pago", _NOTHING, f"Una persona de nuestro equipo lo revisa y le responde {until}."
        )
    return _lacks(slip, told)


def _paid(came: Progress) -> State:
    if came.active_at is not None:
        return State("Su panel está activo", _NOTHING, "Aplicamos su pago y su panel ya está activo.", tone="ok")
    return State("Estamos activando su panel", _NOTHING, "Su pago coincide; le avisamos por correo al terminar.")


def _lacks(slip: Slip, told: Told | None) -> State:
    """Return what is said of a slip that waits for its customer."""
    place = f"/panel/comprobante?constancia={slip.reference}"
    data = ("Ver datos para pagar", f"/panel/constancia/{slip.reference}")
    if slip.status == "expired" and slip.received == 0:
        return State(
            f"Su constancia {slip.reference} venció", "Falta una cosa: una constancia vigente",
            "Genere una nueva; si ya la pagó, envíenos su comprobante y lo revisamos.",
            ("Generar una nueva", "/panel/renovacion"), (("Ya pagué: enviar comprobante", place),), tone="asks",
        )  # fmt: skip
    if slip.status == "expired":  # staff complete it with him: to what is over, nothing is transferred
        return State(
            f"Su constancia {slip.reference} venció con {pesos(slip.received)} ya pagados",
            "Falta una cosa: escribirnos para completarla",
            "Lo que pagó está guardado a su nombre: no lo pague de nuevo. Si ya pagó el resto, envíe su comprobante.",
            ("Ver a quién escribir", f"/panel/constancia/{slip.reference}"),
            (("Ya pagué: enviar comprobante", place),), tone="asks",
        )  # fmt: skip
    if slip.received:
        title, missing = f"Faltan {pesos(slip.balance)} de su constancia {slip.reference}", pesos(slip.balance)
        text = told.next if told is not None and told.missing else "Transfiéralos con la misma referencia."
        return State(title, f"Falta una cosa: {missing}", text, (_SEND, place), (data,), tone="asks")
    if told is not None and told.missing:
        return State(told.heading, f"Falta una cosa: {told.missing}", told.next, (_SEND, place), (data,), tone="asks")
    return State(
        f"Su constancia {slip.reference} espera su pago", f"Falta una cosa: su pago de {pesos(slip.balance)}",
        "Cuando pague, envíenos el comprobante: por correo o desde aquí.", data,
        (("Ya pagué: enviar comprobante", place),), tone="asks",
    )  # fmt: skip
