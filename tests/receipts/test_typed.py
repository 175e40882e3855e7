"""Typed text as a page with places."""

from __future__ import annotations

import pytest

from bot.errors import UnreadableFile
from bot.receipts import typed


def test_rows_lie_below_and_cells_beside_one_another() -> None:
    page = typed.page((("Monto", "$4,060.00"), ("Cuenta destino", "****6374"), ("Fin",)), "html")

    amount, account = page.words[1], page.words[3]
    assert [word.text for word in page.words] == ["Monto", "$4,060.00", "Cuenta destino", "****6374", "Fin"]
    assert amount.box[0] == account.box[0] > page.words[2].box[2]
    assert account.box[1] > amount.box[3]
    assert (page.source, page.height) == ("html", 60)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Referencia: 935447", ("Referencia:", "935447")),
        ("Monto\t$1,305.00", ("Monto", "$1,305.00")),
        ("Monto | $1,305.00", ("Monto", "$1,305.00")),
        ("Monto      $1,305.00", ("Monto", "$1,305.00")),
        ("Va mi pago de 1305, referencia 935447", ("Va mi pago de 1305, referencia 935447",)),
        ("14/09/2026 12:31", ("14/09/2026 12:31",)),
    ],
)
def test_a_line_parts_where_its_writer_parted_it(line: str, cells: tuple[str, ...]) -> None:
    assert typed.text_rows(line) == (cells,)


def test_a_ceps_attributes_are_rows_under_their_element() -> None:
    rows = typed.xml_rows(b'<SPEI_Tercero Hora="14:34:28"><Beneficiario MontoPago="1305.00" IVA=""/></SPEI_Tercero>')

    assert rows == (("SPEI_Tercero",), ("Hora", "14:34:28"), ("Beneficiario",), ("MontoPago", "1305.00"))


@pytest.mark.parametrize(
    ("content", "flag"),
    [(b"<a>", "corrupt"), (b"", "corrupt"), (b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', "not_allowed")],
)
def test_xml_that_is_broken_or_explosive_is_refused(content: bytes, flag: str) -> None:
    with pytest.raises(UnreadableFile, match=flag):
        typed.xml_rows(content)


@pytest.mark.parametrize(
    "content",
    [
        "Señal".encode(),
        "Señal".encode("utf-8-sig"),
        "Señal".encode("utf-16"),
        "Señal".encode("cp1252"),
        '<meta charset="nope">Señal'.encode("cp1252"),
        '<meta charset="iso-8859-1">Señal'.encode("latin-1"),
    ],
)
def test_any_charset_is_read(content: bytes) -> None:
    assert typed.decoded(content).endswith("Señal")
