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
def test_of_all_sketches_one_was_paid_by_cheque_and_two_were_returned(source: str) -> None:
    told: dict[str, set[str]] = {"cheque": set(), "returned": set()}
    for sketch in SKETCHES:
        for receipt in read.receipts_of((_document(sketch.read_text(), source),), VENDOR):  # type: ignore[arg-type]
            for flag in set(receipt.flags) & set(told):
                told[flag].add(sketch.stem)

    assert told == {"cheque": {"cheque_slip"}, "returned": {"returned", "spei_return_notice"}}


def test_a_deposit_in_cash_is_no_cheque_though_its_slip_speaks_of_them() -> None:
    assert "cheque" not in flags(CASH)


@pytest.mark.parametrize(
    "line", ["CHEQUES   $305.00", "DEPOSITO CON CHEQUE", "No. de cheque 0001234", "SALVO BUEN COBRO"]
)
def test_a_cheque_is_known_by_its_amount_its_number_or_its_condition(line: str) -> None:
    assert "cheque" in flags(CASH.replace("CHEQUES   $0.00", line))
