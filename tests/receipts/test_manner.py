"""A cheque waits for its bank, and returned money is not money that was never sent."""

from __future__ import annotations

import pytest
from test_read_sketches import SKETCHES, VENDOR, _document

from bot.receipts import read

CASH = """BBVA
FICHA DE DEPOSITO
CUENTA   0101644637
EFECTIVO   $1,305.00
CHEQUES   $0.00
TOTAL DEPOSITADO   $1,305.00
FECHA 14/09/2026   HORA 10:10:10
REF 935447
Los cheques se reciben salvo buen cobro y para su abono en firme conforme a las leyes aplicables."""


def flags(text: str) -> tuple[str, ...]:
    (receipt,) = read.receipts_of((_document(text, "text_layer"),), VENDOR)
    return receipt.flags


@pytest.mark.parametrize("source", ["text_layer", "ocr"])
def test_of_all_sketches_one_was_paid_by_cheque_and_four_were_returned(source: str) -> None:
    told: dict[str, set[str]] = {"cheque": set(), "returned": set()}
    for sketch in SKETCHES:
        for receipt in read.receipts_of((_document(sketch.read_text(), source),), VENDOR):  # type: ignore[arg-type]
            for flag in set(receipt.flags) & set(told):
                told[flag].add(sketch.stem)

    assert told == {
        "cheque": {"cheque_slip"},
        "returned": {"returned", "spei_return_notice", "remark_of_the_bank_refuses", "transfer_given_back"},
    }


def test_a_deposit_in_cash_is_no_cheque_though_its_slip_speaks_of_them() -> None:
    assert "cheque" not in flags(CASH)


@pytest.mark.parametrize(
    "line", ["CHEQUES   $305.00", "DEPOSITO CON CHEQUE", "No. de cheque 0001234", "SALVO BUEN COBRO"]
)
def test_a_cheque_is_known_by_its_amount_its_number_or_its_condition(line: str) -> None:
    assert "cheque" in flags(CASH.replace("CHEQUES   $0.00", line))


TRANSFER = """BBVA
COMPROBANTE DE TRANSFERENCIA
Importe   $1,305.00
Cuenta destino   012164001016446374
Referencia   935447
Fecha   14/09/2026
Clave de rastreo   2026091440014BMOV0000690694259
{row}"""


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ("Estatus   Exitosa", "completed"),
        ("Estatus   Sin error", "completed"),
        ("Estatus   Sin fondos", "rejected"),
        ("Estatus   Rechazo", "rejected"),
        ("Estatus   No aceptada", "rejected"),
        ("Estatus   No enviada", "rejected"),
        ("Estatus   Bloqueada", "rejected"),
        ("Estatus   Reembolsada", "rejected"),
        ("Estatus   Suspendida", "rejected"),
        ("Fecha de devolucion   15/09/2026", "rejected"),
        ("Estatus   Capturada", "pending"),
        ("Estatus   Enviada a firma", "pending"),
        ("Estatus   Parcialmente aplicada", "pending"),
    ],
)
def test_what_was_not_done_is_not_taken_for_a_payment(row: str, status: str) -> None:
    """F5: whatever word the bank has for it."""
    (receipt,) = read.receipts_of((_document(TRANSFER.format(row=row), "text_layer"),), VENDOR)

    assert receipt.status == status


@pytest.mark.parametrize("row", ["Forma de pago   Cheque", "Tipo   Cheque otros bancos", "Tipo de deposito   SBC"])
def test_a_cheque_in_the_row_of_the_means_is_one(row: str) -> None:
    """Row 63: good only once the bank has collected it."""
    assert "cheque" in flags(TRANSFER.format(row=row))
