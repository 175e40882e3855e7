"""Pages that could be torn in the wrong place: columns, days, dots and bars; what was not sent pays nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont
from story_samples import Attached, mail, pdf

from bot.model import Document, Page, Receipt, Source, Vendor, Word
from bot.receipts import read

if TYPE_CHECKING:
    from houses import Story

OURS = "012164001016446374"
KEY = "HEYBCO2611221017444836"
DAY = ("Fecha", "22/11/2026 08:18")
DONE = "Transferencia exitosa"
DETAILS = (
    f"SISTEMAS PERSEO\n$1,305.00\nCLABE\n{OURS}\nConcepto constancia\nReferencia 935447\n"
    f"Fecha 22/11/2026 08:18\nClave de rastreo\n{KEY}"
)
VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", OURS),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip


def picture(*columns: str) -> Attached:
    """Return a photo of columns of lines."""
    image = Image.new("RGB", (1500, 900), "white")
    draw, font, out = ImageDraw.Draw(image), ImageFont.load_default(size=30), io.BytesIO()
    for place, column in enumerate(columns):
        for row, text in enumerate(column.split("\n")):
            draw.text((50 + 800 * place, 40 + 70 * row), text, font=font, fill="black")
    image.save(out, "JPEG", quality=92)
    return Attached("foto.jpg", out.getvalue())


def paper(*rows: tuple[str, str]) -> Attached:
    """Return a PDF of a payment of $1,305.00 with further rows."""
    head = (
        (DONE, ""), ("Monto", "$1,305.00 MXN"), ("Beneficiario", "SISTEMAS PERSEO"), ("Cuenta destino", OURS),
        ("Clave de rastreo", KEY),
    )  # fmt: skip
    return Attached("p.pdf", pdf([*head, *rows]))


def come(story: Story, file: Attached) -> str | None:
    """Return what a mail with only this file ends as, beside Ana's open slip of $1,305.00."""
    story.slip()
    return story.mail(story.receive(mail(file, text="Adjunto"))).outcome


def read_from(words: list[Word], source: Source = "text_layer") -> tuple[Receipt, ...]:
    """Return the payments of one page of words."""
    return read.receipts_of((Document("a.pdf", "pdf", "x", 1, (Page(1, 8000, 8000, source, tuple(words)),)),), VENDOR)


def lines(*texts: str) -> list[Word]:
    """Return lines under each other."""
    return [Word(text, (0, 20.0 * row, 7.0 * len(text), 20.0 * row + 12)) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Pendiente de autorizar\nA SISTEMAS PERSEO\n22/11/2026 08:18\n$1,305.00", DETAILS),
        ("Moneda USD\nA SISTEMAS PERSEO\n22/11/2026 08:18\n$1,305.00", DETAILS),
        (f"{DONE}\n{DETAILS}", "Movimientos\nDevolucion SPEI\nSISTEMAS PERSEO\n22/11/2026\n$1,305.00"),
        ("Perseo Ventas\n22/11/2026\nSu pago de $1,305.00\na Sistemas Perseo fue rechazado", f"{DONE}\n{DETAILS}"),
        (
            f"{DONE}\nSistemas Perseo\n22/11/2026 08:18\n$1,305.00 MXN\nReferencia 935447\n{OURS}",
            f"Sistemas Perseo\nTipo de cambio 18.64\nEquivale a USD 70.00\n22/11/2026\n$1,304.80\nClave de rastreo\n{KEY}",
        ),
    ],
    ids=["pending", "usd", "returned", "chat", "exchange"],
)
def test_a_column_that_says_no_is_heard_beside_the_receipt(story: Story, left: str, right: str) -> None:
    come(story, picture(left, right))

    assert story.activations() == ()


@pytest.mark.parametrize(
    "right",
    [
        f"Concepto\nPAGO A SISTEMAS PERSEO\nFecha de aplicacion\n22/11/2026\nTotal\n$1,311.00\nClave de rastreo\n{KEY}\nCLABE\n{OURS}",
        f"Detalle\nPAGO A SISTEMAS PERSEO\n22/11/2026\n$1,305.00\nClave de rastreo\n{KEY}\nCLABE\n{OURS}",
    ],
    ids=["a_total", "the_sum_again"],
)
def test_one_form_in_two_columns_is_one_payment(story: Story, right: str) -> None:
    left = f"{DONE}\nBeneficiario\nSISTEMAS PERSEO\n22/11/2026 08:18\nImporte\n$1,305.00\nReferencia\n935447"

    assert come(story, picture(left, right)) == "activate"


@pytest.mark.parametrize(
    "verb",
    ["Cancelaste", "Apartaste", "Domiciliaste", "No pagaste", "Programaste transferir", "Nos pediste transferir"],
)
def test_what_was_not_sent_pays_nothing(story: Story, verb: str) -> None:
    told = f"<p>{verb} $1,305.00 a SISTEMAS PERSEO en la cuenta {OURS} con referencia 935447, el 22/11/2026 a las 08:18.</p>"

    come(story, Attached("aviso.html", told.encode()))

    assert story.activations() == ()


@pytest.mark.parametrize("words", ["Si ejecutamos su orden de transferir", "Ha sido autorizado para transferir"])
def test_an_order_is_no_payment(words: str) -> None:
    assert read_from(lines(f"{words} $1,305.00 a SISTEMAS PERSEO, cuenta *6374 ref 935447, 22/11/2026 08:18")) == ()


@pytest.mark.parametrize(
    "days",
    [
        (("Registrada", "22/10/2026 08:18"), ("", "22/11/2026")),
        (("Capturada 22/10/2026 08:18", ""), ("22/11/2026", "")),
        (("Solicitada el 22/10/2026 08:18", ""), ("Hoy 22/11/2026", "")),
        (("Generada", "22/10/2026 08:18"), ("Reenviado", "22/11/2026")),
    ],
)
def test_a_payment_of_last_month_is_not_todays_by_another_day_on_the_page(
    story: Story, days: tuple[tuple[str, str], ...]
) -> None:
    come(story, paper(("Concepto", "Pago"), ("Referencia", "935447"), *days))

    assert story.activations() == ()


@pytest.mark.parametrize(
    "row", [("Trx.........935447", ""), ("Pedido ........ 935447", ""), ("Cuenta retiro", "ANA RUIZ ..........935447")]
)
def test_a_number_behind_dots_is_what_stands_before_them(story: Story, row: tuple[str, str]) -> None:
    come(story, paper(("Concepto", "Pago"), DAY, row))

    assert story.activations() == ()


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (("Concepto", "constancia 935447 | 935812"), "activate"),
        (("Concepto", "Ref. 935447 | Importe 900.00"), "activate"),
        (("Concepto: anticipo | Cuenta 0123456789 | 935447", ""), "activate"),
        (("Concepto", "935447 | Referencia 935812"), "ask"),
    ],
)
def test_a_bar_in_what_the_payer_wrote_parts_nothing(story: Story, row: tuple[str, str], outcome: str) -> None:
    assert come(story, paper(row, DAY)) == outcome


@pytest.mark.timeout(20)
def test_many_days_and_a_staircase_of_words_cost_no_time() -> None:
    """B81"""
    head = lines(DONE, "Monto $1,305.00", f"Cuenta destino {OURS}", "Referencia 935447", f"Clave de rastreo {KEY}")
    days = [
        Word(text, (left, 20.0 * row, left + 60, 20.0 * row + 12))
        for row in range(5, 245)
        for left, text in ((0, f"{row % 28 + 1:02d}/11/2026"), (72, "x Perseo"))
    ]
    steps = [
        Word(text, (84.0 * row, 14.0 * row, 84.0 * row + 60, 14.0 * row + 10))
        for row, text in enumerate(("Perseo", "22/11/2026", "$1,305.00", "palabras x") * 120)
    ]

    assert [one.amount for one in read_from(head + days)] == [130_500]
    assert len(read_from(steps, "ocr")) <= 1
