"""A value of two lines whose label stands beside the space between them, as a table's cell centres it."""

from __future__ import annotations

import pytest

from bot.model import Document, Page, Receipt, Vendor, Word
from bot.receipts import read

VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
HEIGHT = 46.0


def app(*rows: tuple[str, tuple[str, ...]]) -> Receipt:
    """Return what a screen of labels at the left and values of one or two lines at the right says."""
    words = [Word("Transferencia exitosa", (40.0, 20.0, 460.0, 60.0))]
    for number, (label, lines) in enumerate(rows):
        middle = 140.0 + 110 * number
        words.append(_word(label, 40, middle))
        words += [_word(line, 440, middle + 44 * (place - (len(lines) - 1) / 2)) for place, line in enumerate(lines)]
    document = Document("captura.png", "image", "paper", 1, (Page(1, 1000, 1400, "ocr", tuple(words)),))
    (receipt,) = read.receipts_of((document,), VENDOR)
    return receipt


def _word(text: str, left: float, middle: float) -> Word:
    return Word(text, (left, middle - HEIGHT / 2, left + 16 * len(text), middle + HEIGHT / 2))


def screen(name: tuple[str, ...] = ("SISTEMAS PERSEO",), key: tuple[str, ...] = ("1372611209306349720",)) -> Receipt:
    return app(
        ("Beneficiario", name),
        ("CLABE", ("012164001016446374",)),
        ("Importe", ("$ 1,450.00",)),
        ("Concepto de pago", ("1093318",)),
        ("Fecha de operación", ("20/11/2026",)),
        ("Clave de rastreo", key),
        ("Folio", ("547503889",)),
    )


@pytest.mark.parametrize("ending", ["CV", "C.V.", "DE CV", "S.A. de C.V.", "SAPI de CV"])
def test_the_kind_of_company_in_a_second_line_belongs_to_the_name(ending: str) -> None:
    assert screen(name=("SISTEMAS PERSEO SA", ending)).payee_name == f"SISTEMAS PERSEO SA {ending}"


@pytest.mark.parametrize("below", ["BBVA MEXICO", "*6374", "935447"])
def test_what_else_stands_under_a_name_does_not(below: str) -> None:
    assert screen(name=("SISTEMAS PERSEO SA", below)).payee_name == "SISTEMAS PERSEO SA"


def test_a_tracking_key_is_read_from_its_upper_line_on() -> None:
    assert screen(key=("137261120930634972035", "9")).tracking_key == "1372611209306349720359"


@pytest.mark.parametrize("label", ["Nombre de quien recibe", "Persona que recibe", "Beneficiario"])
def test_who_receives_is_the_payee_in_any_wording(label: str) -> None:
    found = app(
        (label, ("SISTEMAS PERSEO SA DE CV",)), ("CLABE", ("012164********6374",)), ("Importe", ("$ 1,450.00",)),
        ("Concepto", ("1093318",)), ("Fecha", ("20/11/2026",)), ("Clave de rastreo", ("SPIN5135039365259362",)),
    )  # fmt: skip

    assert found.payee_name == "SISTEMAS PERSEO SA DE CV"


def test_a_label_a_hair_below_the_middle_of_two_lines_has_both() -> None:
    key = ("2026112240014BM", "ET0000474508620")
    words = [Word("Transferencia exitosa", (40.0, 20.0, 460.0, 60.0)), _word("Clave de rastreo", 40, 203)]
    words += [
        _word(key[0], 440, 180),
        _word(key[1], 440, 220),
        _word("CLABE", 40, 300),
        _word("012164001016446374", 440, 300),
    ]
    words += [
        _word("Importe", 40, 400),
        _word("$ 1,450.00", 440, 400),
        _word("Concepto", 40, 500),
        _word("1093318", 440, 500),
    ]
    document = Document("captura.png", "image", "paper", 1, (Page(1, 1000, 1400, "ocr", tuple(words)),))

    assert read.receipts_of((document,), VENDOR)[0].tracking_key == "".join(key)


@pytest.mark.parametrize("line", ["Supplier reference", "Vendor ref", "Vendor message"])
def test_a_supplier_s_reference_is_no_supplier_s_name(line: str) -> None:
    found = app(
        ("CLABE", ("012164001016446374",)), ("Importe", ("$ 1,450.00",)), (line, ("935447",)), ("Fecha", ("20/11/2026",)),
        ("Clave de rastreo", ("SPIN5135039365259362",)),
    )  # fmt: skip

    assert found.references == ("935447",)
