"""The constancia de pago as its reader, its scanner and the bot itself see it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from bot.demo import camera
from bot.model import Vendor
from bot.receipts import read
from bot.slips import paper

if TYPE_CHECKING:
    from bot.receipts.reader import Reader

TEMPLATES = Path(__file__).parents[2] / "templates"
VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Sistemas Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
LINES = (
    ("SP0800", "1", "Actualizacion 3.3 NIVEL A", "$575.00", "$575.00"),
    ("I05077", "1", "Anualidad NIVEL 1", "$550.00", "$550.00"),
)
FACTS: dict[str, object] = {
    "reference": "935447", "brand": "Sistemas Perseo", "vendor": "Sistemas Perseo S.A. de C.V.",
    "issued": "22 de noviembre de 2026", "expires": "22 de diciembre de 2026",
    "customer": "Refaccionaria La Esperanza", "rfc": "REX200115AB1",
    "received": "", "total": "$1,305.00", "due": "$1,305.00", "words": "MIL TRESCIENTOS CINCO PESOS 00/100 M.N.",
    "ways": [{"clabe": ["012", "164", "00101644637", "4"], "bank": "BBVA", "account": "0101644637"}],
    "lines": LINES, "subtotal": "$1,125.00", "iva": "$180.00",
    "receipts_to": ["comprobantes@perseo.example", "cxc@perseo.example"],
    "promise": "Su panel queda activo a más tardar 24 horas después de que recibamos su comprobante.",
    "panel_url": "https://panel.perseo.example", "sales_address": "ventas@perseo.example",
    "phones": [("Ciudad Juárez", "656-616-8770"), ("CDMX", "55-9001-5018")],
}  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    """Return the text of every page, each run of blanks as one."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def drawn(**other: object) -> bytes:
    return paper.slip(TEMPLATES, {**FACTS, **other})


def test_one_page_says_what_to_type_and_where_to_send_it() -> None:
    (page,) = pages(drawn())

    for said in (
        "CONSTANCIA DE PAGO", "935447", "$1,305.00", "012 164 00101644637 4", "cuenta 0101644637",
        "Sistemas Perseo S.A. de C.V.", "Refaccionaria La Esperanza", "SP0800 1 Actualizacion 3.3 NIVEL A $575.00",
        "Subtotal $1,125.00", "IVA 16 % $180.00", "Total a pagar $1,305.00", "MIL TRESCIENTOS CINCO PESOS 00/100 M.N.",
        "vence el 22 de diciembre de 2026", "comprobantes@perseo.example o cxc@perseo.example",
        "«Pago referencia 935447»", "Ciudad Juárez 656-616-8770", "página 1 de 1",
    ):  # fmt: skip
        assert said in page


def test_both_codes_hold_the_digits_alone(reader: Reader) -> None:
    """The bot's own reader finds them on the page, and takes the page for what it is."""
    documents = reader.read_file("constancia.pdf", drawn())

    assert [page.codes for one in documents for page in one.pages] == [("935447",)]
    assert read.flags_of(documents, VENDOR) == ("payment_slip",)
    assert read.receipts_of(documents, VENDOR) == ()


def test_each_code_is_of_its_kind() -> None:
    import zxingcpp

    picture = pypdfium2.PdfDocument(drawn())[0].render(scale=3).to_pil()

    found = {(str(code.format), code.text) for code in zxingcpp.read_barcodes(picture)}

    assert found == {("QR Code", "935447"), ("Code 128", "935447")}


@pytest.mark.parametrize("count", [1, 12, 20, 60])
def test_many_lines_keep_what_to_type_on_the_first_page(count: int, reader: Reader) -> None:
    long = ("TF1000", "999", "Paquete de 1,000 timbres con vigencia de un año y aviso " * 2, "$1,190.00", "$1,190.00")
    pdf = drawn(lines=[long, *LINES * (count // 2)][:count])

    found = pages(pdf)

    assert len(found) == {1: 1, 12: 1, 20: 1, 60: 2}[count]
    assert "012 164 00101644637 4" in found[0]
    assert "Cómo pagar" in found[-1]
    assert all("Constancia 935447" in page for page in found)
    assert read.flags_of(reader.read_file("constancia.pdf", pdf), VENDOR) == ("payment_slip",)


def test_after_a_part_payment_it_asks_for_the_rest_alone() -> None:
    (page,) = pages(drawn(received="$1,125.00", due="$180.00", words="CIENTO OCHENTA PESOS 00/100 M.N."))

    assert "Ya recibimos $1,125.00 de $1,305.00; falta lo que sigue." in page
    assert "Ponga el importe exacto: $180.00" in page
    assert "Por pagar $180.00" in page


def test_a_slip_from_elsewhere_has_no_lines() -> None:
    (page,) = pages(drawn(lines=[], subtotal="", iva=""))

    assert "Código Cant." not in page
    assert "Total a pagar $1,305.00" in page


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', '"] #panic("x")', "*Perseo* $x$ @y", "Perseo \\ } ]", "Ñ" * 300]
)
def test_a_value_is_never_template_source_nor_breaks_the_page(name: str) -> None:
    """B98: facts travel as JSON."""
    found = pages(drawn(customer=name))

    assert len(found) == 1
    assert name.replace(" ", "")[:40] in found[0].replace("”", '"').replace("“", '"').replace(" ", "")


def test_the_same_facts_give_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_a_photograph_of_it_is_no_receipt_either(reader: Reader) -> None:
    """Customers send it instead of what their bank gave them."""
    picture = io.BytesIO()
    pypdfium2.PdfDocument(drawn())[0].render(scale=2.2).to_pil().convert("RGB").save(picture, "PNG")

    documents = reader.read_file("foto.jpg", camera.photographed(picture.getvalue()))

    assert [page.codes for one in documents for page in one.pages] == [("935447",)]
    assert read.flags_of(documents, VENDOR) == ("payment_slip",)
