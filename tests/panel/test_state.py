"""Four steps with their times, and one thing that is missing, if any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Customer, Slip
from bot.panel import state
from bot.panel.told import Told
from bot.store.slip_state import Progress

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ZONE = "America/Mexico_City"
SLIP = Slip(7, "935447", Customer(1, "Faro", "faro@x.example"), 130_500, NOW - timedelta(days=2), None)
ASKED = Told("asks", "Falta el IVA de su pago: $180.00", "...", "Transfiera $180.00.", "el pago de $180.00 (el IVA)")
READ = Told("waits", "Estamos revisando su pago", "...", "No tiene que hacer nada.")
CAME = Progress(received_at=NOW - timedelta(hours=1), read_at=NOW, deadline=NOW + timedelta(hours=23))


def _state(slip: Slip = SLIP, came: Progress = CAME, told: Told | None = None, *, is_read: bool = False) -> state.State:
    return state.state(slip, came, told, is_read=is_read, now=NOW, zone=ZONE)


@pytest.mark.parametrize(
    ("slip", "came", "told", "title", "card"),
    [
        (SLIP, Progress(), None, "Su constancia 935447 espera su pago", "Falta una cosa: su pago de $1,305.00"),
        (SLIP, replace(CAME, claim=(1, "desk")), READ, "Estamos verificando su pago", "No falta nada de su parte"),
        (SLIP, replace(CAME, claim=(1, "waiting_bank")), READ, "Estamos verificando su pago", "No falta nada"),
        (
            SLIP, replace(CAME, claim=(1, "waiting_customer")), ASKED,
            "Falta el IVA de su pago: $180.00", "Falta una cosa: el pago de $180.00 (el IVA)",
        ),
        (
            replace(SLIP, received=112_500), replace(CAME, claim=(1, "waiting_customer")), ASKED,
            "Faltan $180.00 de su constancia 935447", "Falta una cosa: $180.00",
        ),
        (replace(SLIP, status="paid"), CAME, None, "Estamos activando su panel", "No falta nada de su parte"),
        (replace(SLIP, status="paid"), replace(CAME, active_at=NOW), None, "Su panel está activo", "No falta nada"),
        (replace(SLIP, status="expired"), Progress(), None, "Su constancia 935447 venció", "Falta una cosa: una const"),
        (
            replace(SLIP, status="expired", received=112_500), replace(CAME, claim=(1, "waiting_customer")), ASKED,
            "Su constancia 935447 venció con $1,125.00 ya pagados", "Falta una cosa: escribirnos",
        ),
        (replace(SLIP, status="cancelled"), Progress(), None, "La constancia 935447 está cancelada", "No falta nada"),
        (replace(SLIP, status="expired"), replace(CAME, claim=(1, "desk")), READ, "Estamos verificando", "No falta"),
    ],
)  # fmt: skip
def test_one_sentence_says_what_is_missing(
    slip: Slip, came: Progress, told: Told | None, title: str, card: str
) -> None:
    said = _state(slip, came, told)

    assert said.title.startswith(title)
    assert said.card.startswith(card)
    assert (said.tone == "asks") == said.card.startswith("Falta")
    assert (said.button is not None) == (said.card.startswith("Falta") or slip.status == "cancelled")


def test_while_a_receipt_is_read_nothing_is_asked() -> None:
    said = _state(came=replace(CAME, claim=(1, "waiting_customer")), told=ASKED, is_read=True)

    assert (said.title, said.card) == ("Estamos leyendo su comprobante", "No falta nada de su parte")


def test_a_review_promises_its_hour_and_hurries_when_that_is_past() -> None:
    waits = replace(CAME, claim=(1, "desk"))

    assert _state(came=waits, told=READ).text.endswith("a más tardar mañana a las 09:00.")
    late = replace(waits, deadline=NOW - timedelta(minutes=1))
    assert "ya le damos prisa" in _state(came=late, told=READ).text


def _marks(came: Progress, *, sent_at: datetime | None = None, asked: bool = False) -> list[tuple[str, str, str]]:
    return [(one.name, one.mark, one.note) for one in state.steps(came, NOW, ZONE, sent_at=sent_at, asked=asked)]


def test_the_step_that_is_to_come_says_by_when() -> None:
    assert _marks(CAME) == [
        ("Recibido", "done", ""),
        ("Leído", "done", ""),
        ("Verificado", "now", "a más tardar mañana a las 09:00"),
        ("Activo", "later", ""),
    ]


def test_the_clock_that_stands_waits_for_his_answer() -> None:
    assert _marks(replace(CAME, deadline=None), asked=True)[2] == ("Verificado", "now", "espera su respuesta")


def test_before_anything_came_the_first_step_waits_for_his_receipt() -> None:
    assert _marks(Progress())[0] == ("Recibido", "now", "cuando llegue su comprobante")


def test_what_was_just_sent_is_received_and_being_read() -> None:
    found = state.steps(Progress(), NOW, ZONE, sent_at=NOW, asked=False)

    assert [(one.mark, one.at) for one in found][:2] == [("done", NOW), ("now", None)]


def test_a_panel_that_is_on_has_four_steps_with_their_times() -> None:
    came = replace(CAME, paid_at=NOW, active_at=NOW)

    assert [one.mark for one in state.steps(came, NOW, ZONE, sent_at=None, asked=False)] == ["done"] * 4
