"""Days under no label that we know: which of two the payment was made on."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.receipts.days import paid_at
from bot.receipts.places import Said


def day_of(*lines: tuple[str, ...]) -> date | None:
    """Return the day of lines under each other, each of cells beside each other."""
    said = tuple(
        Said("", 0, text, (200.0 * column, 20.0 * row, 200.0 * column + 150, 20.0 * row + 12), 1.0, 1, "text_layer", "")
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
        if text
    )
    found = paid_at(said)
    return found[1] if found else None


@pytest.mark.parametrize(
    "lines",
    [
        (("Impreso 27/09/2026",), ("Registrada el 26-Sep-2026, 15:51:00 h",), ("Aplicada el 26-Sep-2026",)),
        (("CAPTURA", "LIQUIDACIÓN"), ("25/09/2026", "26/09/2026 15:08")),
        (("Orden creada", "24/09/2026"), ("Orden liquidada", "26/09/2026 19:05:51")),
        (("Se registró", "23/09/2026"), ("Se enviará", "26/09/2026")),
        (("Enviado", "26/09/2026"), ("Abonado", "27/09/2026")),
    ],
)
def test_of_two_days_the_one_counts_that_is_the_payments(lines: tuple[tuple[str, ...], ...]) -> None:
    assert day_of(*lines) == date(2026, 9, 26)


@pytest.mark.parametrize(
    "lines",
    [
        (("25/09/2026",), ("26/09/2026",)),
        (("Hoy 25/09/2026", "09:30"), ("Solicitada", "24/09/2026 08:18")),
        (("Tarifas desde 01/02/2025",), ("Tu ultima compra 11/09/2026",)),
        (("Disponible el 27/09/2026",), ("Generada 26/09/2026 08:18",)),
        (("Impreso", "25/09/2026"), ("Consulta", "26/09/2026")),
        (("SPEI 22/10/2026 08:18",), ("Detalle de transferencia 26/09/2026",)),
        (("Abonado 22/10/2026 08:18",), ("Tu pago 26/09/2026",)),
        (("Registrada 22/10/2026 08:18",), ("Comprobante enviado 26/09/2026",)),
    ],
)
def test_nothing_is_guessed_between_two(lines: tuple[tuple[str, ...], ...]) -> None:
    assert day_of(*lines) is None


def test_the_time_beside_the_day_is_its_time() -> None:
    said = tuple(
        Said("", 0, text, (left, 0.0, left + 90, 12.0), 1.0, 1, "ocr", "")
        for left, text in ((0.0, "26/09/26"), (100.0, "13:42:37"))
    )

    assert paid_at(said) == (said[0], date(2026, 9, 26), time(13, 42, 37))
