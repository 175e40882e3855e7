"""What stands on a page, labelled or not -> the number that the payer meant, and whether it is only deduced."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.receipts.places import Said
from bot.receipts.written import written_on

if TYPE_CHECKING:
    from bot.receipts.references import Written


def _said(field: str, value: str, label: str = "", rank: int = 0) -> Said:
    return Said(field, rank, value, (0, 0, 10, 10), 1.0, 1, "text_layer", label)


def _written(*said: Said) -> Written:
    return written_on(said, None)


@pytest.mark.parametrize("line", ["1047715", "0987341", "104 77 15", "renta 1047715"])
def test_one_number_under_no_known_label_is_deduced(line: str) -> None:
    found = _written(_said("", "Clave del recibo"), _said("", line))

    assert len(found.references) == 1
    assert found.is_deduced


@pytest.mark.parametrize(
    "line",
    [
        "CAJERO B441207",
        "TRX 882716",
        "no. 1047715",
        "0816 - 9587711",
        "USD 18.4215",
        "$98,734.10",
        "12345678",
        "291126",
    ],
)
def test_a_till_s_number_a_price_or_a_day_is_none(line: str) -> None:
    assert _written(_said("", line)).references == ()


def test_of_two_such_numbers_neither_is_believed() -> None:
    found = _written(_said("", "1047715"), _said("", "998124"))

    assert found.references == ()
    assert set(found.candidates) == {"1047715", "998124"}


def test_a_number_in_its_own_field_is_not_deduced() -> None:
    assert not _written(_said("reference", "935447", "Referencia"), _said("", "1047715")).is_deduced


def test_words_of_the_payer_go_before_a_filler_and_stay_doubtful() -> None:
    found = _written(_said("reference", "7340218", "Referencia numérica"), _said("", "licencias 987341"))

    assert found.references == ("987341",)
    assert found.is_deduced
    assert found.is_ambiguous


def test_what_the_payer_calls_a_folio_is_deduced_and_an_invoice_is_not_taken() -> None:
    folio, invoice = _written(_said("concept", "FOLIO 343823")), _written(_said("concept", "factura 343823"))

    assert folio.references == ("343823",)
    assert folio.is_deduced
    assert invoice.references == ()


def test_a_number_that_is_called_an_invoice_is_only_shown() -> None:
    found = _written(_said("concept", "FACT 997840"))

    assert (found.references, found.candidates) == ((), ("997840",))
    assert found.rival is not None


def test_a_number_that_is_glued_to_the_word_for_something_else_is_only_deduced() -> None:
    found = _written(_said("concept", "CLIENTE343823PERSEO"))

    assert found.references == ("343823",)
    assert found.is_deduced


def test_the_interbank_reference_goes_before_a_plain_one() -> None:
    interbank = _said("bank_reference", "951207", "Referencia interbancaria")

    assert _written(interbank, _said("reference", "4820917", "Referencia", rank=1)).references == ("951207",)
    assert _written(interbank, _said("reference", "482091", "Referencia numérica")).references == ("482091",)


def test_a_plain_reference_beside_the_interbank_one_stays_a_candidate() -> None:
    """A concept may go on in it: "/TRANSFER REFERENCIA:931608" beside what the bank filled into its own two fields."""
    filled = _said("bank_reference", "4758962", "Referencia interbancaria")

    found = _written(filled, _said("reference", "931608", "REFERENCIA:", rank=1))

    assert (found.references, found.candidates) == (("4758962",), ("931608",))
    assert not found.is_ambiguous


def test_a_reference_that_is_padded_with_zeros_is_no_filler_of_its_field() -> None:
    padded, filler = (_said("reference", value, "Referencia numérica") for value in ("0001042266", "1042266"))

    assert _written(padded, _said("concept", "Pago 961352")).references == ("1042266",)
    assert _written(filler, _said("concept", "Pago 961352")).references == ("961352",)


@pytest.mark.parametrize("line", ["Secuencial de archivo 961352", "Consecutivo 961352", "Validacion 961352"])
def test_a_line_that_names_its_number_is_not_the_payers(line: str) -> None:
    assert _written(_said("", line)).references == ()


def test_numbers_under_the_label_of_a_name_may_be_what_the_payer_wrote() -> None:
    """ "Para" heads the payer's message in some apps, and "Texto para el beneficiario" goes over two lines."""
    two, marked, name = (
        _written(_said("payee_name", value)) for value in ("418833 y 418847", "REF-1159708", "Tienda 418833")
    )

    assert (two.references, two.candidates) == ((), ("418833", "418847"))
    assert (marked.references, marked.candidates) == ((), ("1159708",))
    assert name.candidates == ()


def test_a_line_that_begins_with_a_word_ends_a_concept_with_its_number() -> None:
    box = (0.0, 0.0, 10.0, 10.0)
    two = tuple((text, box) for text in ("Renta 1204416", "Roferoncia runorica 4417203"))
    more = tuple((text, box) for text in ("950999 951030", "y 951044"))

    one, three = (
        Said("concept", 0, " ".join(text for text, _ in lines), box, 1.0, 1, "ocr", "", lines) for lines in (two, more)
    )

    assert _written(one).references == ("1204416",)
    assert _written(three).references == ("950999", "951030", "951044")


def test_the_day_of_the_payment_in_a_concept_is_no_reference() -> None:
    """B123"""
    day = written_on((_said("concept", "131026 Ref"),), date(2026, 10, 13))

    assert day.references == ()
    assert written_on((_said("concept", "955392 Ref"),), date(2026, 10, 13)).references == ("955392",)
