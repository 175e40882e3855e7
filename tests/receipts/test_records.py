"""A report of payments without columns: each record that begins with our account is a payment of its own."""

from __future__ import annotations

import pytest

from bot.model import Page, Vendor, Word
from bot.receipts.pieces import Piece, pieces_of
from bot.receipts.records import records

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("012164001016446374",),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
FIRST = ("001 2026/11/14 012164001016446374 PERSEO", "2,436.00 MXN 125102 TIMBRES", "RESP 00 PAGO LIQUIDADO")
SECOND = ("002 2026/11/14 012164001016446374 PERSEO", "8,120.00 MXN 934017 TIMBRES", "RESP 00 PAGO LIQUIDADO")


def pieces(*lines: str) -> tuple[Piece, ...]:
    words = tuple(Word(text, (20, 14.0 * row, 20 + 6.0 * len(text), 14.0 * row + 10)) for row, text in enumerate(lines))
    return pieces_of(Page(1, 600, 800, "text_layer", words))


def parted(*lines: str) -> list[list[str]]:
    return [[piece.text for piece in part] for part in records(pieces(*lines), OURS)]


def test_each_record_is_a_part_without_head_and_end_of_the_report() -> None:
    foot = ("TOTAL 10,556.00 RECHAZADAS 000", "IMPORTE RECHAZADO 0.00", "FIN")

    assert parted("REPORTE", *FIRST, *SECOND, *foot) == [list(FIRST), list(SECOND)]


@pytest.mark.parametrize("told", ["TRANSFERENCIAS RECHAZADAS", "PAGOS PROGRAMADOS", "DIVISA: USD", "RECHAZADAS 002"])
def test_what_the_head_or_the_foot_says_of_all_is_not_lost(told: str) -> None:
    assert len(parted(told, *FIRST, *SECOND)) == 1
    assert len(parted("REPORTE", *FIRST, *SECOND, told)) == 1


def test_two_receipts_under_one_another_are_no_report() -> None:
    plain = tuple(line.removeprefix("001 ").removeprefix("002 ") for line in (*FIRST, *SECOND))

    assert len(parted(*plain)) == 1


def test_one_record_is_the_page_as_it_is() -> None:
    assert parted("REPORTE", *FIRST, "TOTAL 2,436.00") == [["REPORTE", *FIRST, "TOTAL 2,436.00"]]


def test_an_original_and_its_copy_with_labels_are_no_report() -> None:
    page = ("Cuenta destino", "012164001016446374", "Importe", "$2,436.00")

    assert len(parted(*page, *page)) == 1


def test_records_without_a_sum_of_their_own_are_none() -> None:
    assert len(parted(FIRST[0], SECOND[0], "2,436.00 MXN")) == 1
