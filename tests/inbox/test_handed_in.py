"""Files from the panel become one honest mail, and those that cannot be taken are told in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.inbox import handed_in, parse
from bot.inbox.handed_in import HandedIn
from bot.model import Attachment, Customer, InboundMail

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
LUPITA = Customer(7, "Papelería El Faro", "compras@papeleriaelfaro.example")
FILE = HandedIn("pago.pdf", b"%PDF-1.7 uno")


def _mail(
    *files: HandedIn, words: str = "", reference: str | None = "935447", who: Customer = LUPITA
) -> tuple[InboundMail, tuple[Attachment, ...]]:
    raw = handed_in.raw_mail(
        who, files, words, reference, to="comprobantes@perseo.mx", message_id="<uno@perseo.mx>", at=NOW
    )
    mail, attachments = parse.parse(raw)
    return mail, attachments[:-1]  # the last one is its own text


def test_the_mail_carries_the_files_the_words_and_the_slip() -> None:
    mail, files = _mail(FILE, HandedIn("foto.heic", b"otra"), words="Ya pagué,\ngracias.")

    assert (mail.from_address, mail.from_name) == ("compras@papeleriaelfaro.example", "Papelería El Faro")
    assert mail.message_id == "<uno@perseo.mx>"
    assert mail.text.splitlines() == ["Referencia: 935447", "Ya pagué,", "gracias."]
    assert [(file.name, file.content) for file in files] == [("pago.pdf", b"%PDF-1.7 uno"), ("foto.heic", b"otra")]
    assert mail.defects == ()


def test_a_name_with_line_breaks_writes_no_header_of_its_own() -> None:
    """B99"""
    who = Customer(7, "Faro\r\nBcc: todos@x.example", "compras@papeleriaelfaro.example")

    mail, files = _mail(HandedIn('a"\r\nX-Otro: si\r\n.pdf', b"x"), who=who)

    assert {name for name, _ in mail.headers} & {"bcc", "x-otro"} == set()
    assert mail.from_address == "compras@papeleriaelfaro.example"
    assert files[0].name.endswith(".pdf")


@pytest.mark.parametrize("address", ["peña@faro.example", "ana@ñandú.example"])
def test_who_has_an_address_beyond_ascii_may_send_too(address: str) -> None:
    mail, files = _mail(FILE, who=Customer(7, 'Faro "Sur"\\', address))

    assert address in dict(mail.headers)["from"]
    assert [file.content for file in files] == [FILE.content]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\facturas\\pago.pdf", "pago.pdf"),
        ("pago\u202efdp.exe", "pagofdp.exe"),
        ("\x00\x1f", "archivo"),
        ("ñandú 1.pdf", "ñandú 1.pdf"),
        ("x" * 5000, "x" * 120),
    ],
)
def test_a_files_name_is_only_shown(name: str, shown: str) -> None:
    """B90"""
    assert handed_in.shown_name(name) == shown


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "Elija al menos un archivo"),
        ((HandedIn("vacio.pdf", b""),), "«vacio.pdf» está vacío"),
        ((HandedIn("grande.pdf", bytes(25_000_001)),), "«grande.pdf» pesa 25.0 MB"),
        ((HandedIn("a", bytes(21_000_000)),) * 2, "Juntos pesan 42.0 MB"),
        ((FILE,) * 11, "Son 11 archivos"),
    ],
)
def test_what_cannot_be_taken_is_said(files: tuple[HandedIn, ...], said: str) -> None:
    assert (handed_in.complaint(files) or "").startswith(said)


def test_a_large_photo_and_ten_files_are_taken() -> None:
    assert handed_in.complaint((HandedIn("a", bytes(25_000_000)),)) is None
    assert handed_in.complaint((FILE,) * 10) is None


def test_the_same_files_are_the_same_whatever_they_are_called() -> None:
    other = HandedIn("otro.pdf", b"otro")

    same = handed_in.digest((FILE, other), "hola", "935447")

    assert handed_in.digest((other, HandedIn("copia de pago.pdf", FILE.content)), "hola", "935447") == same
    assert handed_in.digest((FILE,), "hola", "935447") != same
    assert handed_in.digest((FILE, other), "hola", None) != same
    assert handed_in.digest((FILE, other), "adiós", "935447") != same
