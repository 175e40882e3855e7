"""The search knows kinds: whoever types a number need not say which."""

from __future__ import annotations

import pytest

from bot.desk.asked_for import Asked, asked_for


@pytest.mark.parametrize("text", ["935447", "935 447", " 935-447 ", "0935447", "REF 935447", "Referencia: 935.447"])
def test_a_reference_is_known_however_it_is_written(text: str) -> None:
    assert asked_for(text).reference == "935447"


@pytest.mark.parametrize("text", ["C-4821", "c4821", "caso 4821", "#4821", "4821"])
def test_a_case_number(text: str) -> None:
    assert asked_for(text).case == 4821


@pytest.mark.parametrize("text", ["$1,440.00", "1440.00", "$1440", "1,440", "$ 1,440.00"])
def test_an_amount(text: str) -> None:
    assert asked_for(text) == Asked(amount=144_000)


@pytest.mark.parametrize("text", ["XAXX010101000", "xaxx-010101-000", "ABC 010101 AB9"])
def test_an_rfc(text: str) -> None:
    assert asked_for(text).rfc == text.replace("-", "").replace(" ", "").upper()


def test_an_account_and_a_tracking_key_are_looked_for_as_receipts_print_them() -> None:
    clabe, key = asked_for("012 164 00101644637 4"), asked_for("2026 0914 40014BMOV 0000690694259")

    assert (clabe.printed, clabe.reference, clabe.case) == ("012164001016446374", "", None)
    assert key.printed == "20260914400148m0v0000690694259"


def test_a_name_an_address_and_a_name_with_a_number() -> None:
    assert asked_for("La Esperanza") == Asked(words=("la", "esperanza"))
    assert asked_for("Lupita@Esperanza.example").address == "lupita@esperanza.example"
    assert asked_for("Abarrotes 2000").words == ("abarrotes", "2000")


@pytest.mark.parametrize(
    "text", ["", "   ", "$", "$x", "'; drop table cases", "%", "%%%%", "9" * 5000, "\x00", "a@\x00b", "—"]
)
def test_whatever_is_typed_is_no_error(text: str) -> None:
    assert isinstance(asked_for(text), Asked)
    assert asked_for(text).case is None
    assert "\x00" not in asked_for(text).address
