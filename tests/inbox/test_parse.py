"""Mails as they come, most of them wrong in some way."""

from __future__ import annotations

import base64
import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.inbox.parse import parse

FILES = Path(__file__).parents[1] / "receipts" / "files"
JPEG = b"\xff\xd8\xff\xe0 not really"


def mixed(*parts: str, head: str = "") -> bytes:
    """Return a multipart mail of these parts, each with its own headers."""
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f'From: Ana <ana@x.mx>\nSubject: pago\n{head}Content-Type: multipart/mixed; boundary="b"\n\n{body}--b--\n'.encode()


def attachment(name: str = 'name="recibo.jpg"', kind: str = "image/jpeg", content: bytes = JPEG) -> str:
    """Return a part in base64."""
    encoded = base64.b64encode(content).decode()
    return f"Content-Type: {kind}; {name}\nContent-Transfer-Encoding: base64\n\n{encoded}\n"


def test_a_plain_mail_gives_its_headers_text_and_body() -> None:
    mail, files = parse((FILES / "040-mensaje 3.eml").read_bytes())

    assert (mail.from_address, mail.from_name) == ("cliente39@correo.example", "Cliente")
    assert mail.to == ("pagos@sistemasperseo.example",)
    assert mail.sent_at == datetime(2026, 10, 25, 5, 36, 2, tzinfo=UTC)
    assert mail.message_id == "<dev39@correo.example>"
    assert mail.own_text == "Buenas tardes, adjunto pago.\nSaludos"
    assert [file.name for file in files] == ["pago.pdf", "image001.png", "cuerpo.txt"]
    assert files[0].content.startswith(b"%PDF-")
    assert mail.defects == ()


def test_html_is_the_body_where_it_holds_a_table() -> None:
    """B70: the notice forwarded inline."""
    mail, files = parse((FILES / "038-mensaje.eml").read_bytes())

    assert mail.text.strip() == "Reenvío"
    assert [(file.name, file.content_type) for file in files] == [("cuerpo.html", "text/html")]
    assert b"$7,250.00 MXN" in files[0].content


def test_a_forwarded_mail_is_searched_and_its_text_is_a_file() -> None:
    """B70."""
    _, files = parse((FILES / "039-mensaje 2.eml").read_bytes())

    assert [file.name for file in files] == ["mensaje.html", "cuerpo.txt"]


def test_a_receipt_five_mails_deep_is_found_and_a_sixth_is_not() -> None:
    """B70."""

    def forwarded(times: int) -> bytes:
        mail = mixed(attachment())
        for _ in range(times):
            mail = b"Content-Type: message/rfc822\n\n" + mail
        return mail

    assert [file.content for file in parse(forwarded(5))[1]] == [JPEG]
    mail, files = parse(forwarded(6))
    assert files == ()
    assert "too_deep" in mail.defects


def test_a_forwarded_mail_in_base64_is_opened_all_the_same() -> None:
    inner = base64.encodebytes(mixed(attachment())).decode()

    _, files = parse(mixed(f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}"))

    assert [file.content for file in files] == [JPEG]


def test_an_empty_file_with_a_name_is_an_attachment_still() -> None:
    """Whoever attached it believes that he sent his receipt, and is asked for it."""
    raw = (
        b"From: a@b.example\r\nContent-Type: application/pdf; name=pago.pdf\r\n"
        b"Content-Disposition: attachment; filename=pago.pdf\r\n\r\n"
    )

    _, (attached,) = parse(raw)

    assert (attached.name, attached.content) == ("pago.pdf", b"")


def test_inline_pictures_and_untyped_files_are_attachments() -> None:
    """B85."""
    inline = "Content-Disposition: inline\n" + attachment("x=y")
    octets = attachment('name="recibo"', "application/octet-stream")

    _, files = parse(mixed(inline, octets, attachment('name="winmail.dat"', "application/ms-tnef")))

    assert [file.name for file in files] == ["adjunto", "recibo", "winmail.dat"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('name="../../etc/passwd"', "passwd"),
        ('name="C:\\\\Users\\\\Ana\\\\recibo.pdf"', "recibo.pdf"),
        ('name="recibo\u202efdp.exe"', "recibo fdp.exe"),
        ('name="=?utf-8?Q?se=C3=B1al.pdf?="', "señal.pdf"),
        ("name*0*=utf-8''comp%20ro; name*1*=bante.jpg", "comp robante.jpg"),
        (f'name="{"a" * 5000}.pdf"', "a" * 116 + ".pdf"),
    ],
)
def test_a_files_name_is_for_display_only(name: str, shown: str) -> None:
    """B90."""
    _, files = parse(mixed(attachment(name)))

    assert files[0].name == shown


@pytest.mark.parametrize("charset", ["foo-8", "", "base64", "idna", "undefined", "utf-8", "utf-8''%%"])
def test_an_odd_charset_loses_no_text_and_no_file(charset: str) -> None:
    """B91."""
    text = f'Content-Type: text/plain; charset="{charset}"\n\nSe\u00f1al'
    raw = mixed(text, attachment()).replace("\u00f1".encode(), b"\xf1")

    mail, files = parse(raw)

    assert mail.text.strip() == "Señal"
    assert files[0].content == JPEG


@pytest.mark.parametrize(
    "head", [b"", b"Message-ID:\n", b"Message-ID: <\xf1@x>\n", b"Message-ID: <" + b"a" * 10_000 + b">\n"]
)
def test_a_mail_without_a_usable_message_id_is_read(head: bytes) -> None:
    """B10."""
    mail, _ = parse(head + b"From: ana@x.mx\n\nhola")

    assert mail.message_id is None
    assert mail.text.strip() == "hola"


@pytest.mark.parametrize("head", ["", "From:\nDate:\n", "From: nadie\nDate: ayer\n", "From: a@b.mx\nFrom: c@d.mx\n"])
def test_a_mail_without_sender_or_date_is_read(head: str) -> None:
    """B11."""
    mail, _ = parse(f"{head}Subject: pago\n\nhola".encode())

    assert (mail.from_address, mail.sent_at, mail.subject) == (None, None, "pago")


def test_both_inboxes_copies_have_one_fingerprint() -> None:
    """B26: what servers add on the way says nothing about the mail."""
    raw = mixed(attachment(), head="Message-ID: <1@x>\n")
    other = b"Delivered-To: cxc@perseo.mx\nReceived: from a by b\nX-Spam: no\nDKIM-Signature: x\n" + raw

    assert parse(raw)[0].fingerprint == parse(other.replace(b"\n", b"\r\n"))[0].fingerprint


@pytest.mark.parametrize(
    "change", [(b"<1@x>", b"<2@x>"), (b"pago", b"otro"), (b"ana@x.mx", b"eva@x.mx"), (b"Bub3Qg", b"Bub3Ug")]
)
def test_another_mail_has_another_fingerprint(change: tuple[bytes, bytes]) -> None:
    raw = mixed(attachment(), head="Message-ID: <1@x>\n")

    assert change[0] in raw
    assert parse(raw)[0].fingerprint != parse(raw.replace(*change))[0].fingerprint


def test_headers_are_cut_at_their_limits() -> None:
    """B81."""
    mail, _ = parse(b"Subject: " + b"a" * 100_000 + b"\n" + b"X-More: " + b"b" * 100_000 + b"\n\nhola")

    assert "headers_too_large" in mail.defects
    assert all(len(value) <= 64_000 for _, value in mail.headers)


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1900))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 10_000, id="10000 parts"),
        pytest.param(NESTED + b"\nhola", id="1900 multiparts inside one another"),
        pytest.param(NESTED * 6, id="11400 multiparts"),
        pytest.param(b"Content-Type: message/rfc822\n\n" * 1900, id="1900 mails inside one another"),
        pytest.param(b"Subject: " + b"a\n " * 350_000 + b"\n\nhola", id="a header of 1 MB"),
        pytest.param(b"\n\n" + b"El " + b"a" * 500_000, id="a line of 500 kB"),
        pytest.param(b"From: " + b"a <" * 20_000 + b"\n\nhola", id="20000 brackets"),
    ],
)
def test_hostile_mime_takes_bounded_time(raw: bytes) -> None:
    """B92."""
    begun = time.process_time()

    mail, files = parse(raw)

    assert time.process_time() - begun < 5
    assert len(files) <= 500
    assert len(mail.fingerprint) == 64


def test_no_damage_raises() -> None:
    """B91: mails bent at random, the same ones each run."""
    dice = random.Random(91)
    mails = [path.read_bytes()[:6000] for path in FILES.glob("*.eml")]
    pieces = (
        b"charset*=u'%%",
        b"=?utf-16?b?AA==?=",
        b"\nContent-Type: multipart/mixed; boundary=\n",
        b"\0",
        b"; name*9=x",
    )
    for _ in range(400):
        bent = bytearray(dice.choice(mails))
        for _ in range(dice.randint(1, 20)):
            place = dice.randrange(min(len(bent), 2500))
            if dice.random() < 0.5:
                bent[place : place + dice.randint(0, 40)] = dice.choice(pieces)
            else:
                bent[place] = dice.randrange(256)

        mail, _ = parse(bytes(bent))

        assert len(mail.fingerprint) == 64


def _in_two_forms(plain: bytes, html: bytes) -> bytes:
    return (
        b'Content-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n'
        + plain
        + b"\r\n--x\r\nContent-Type: text/html\r\n\r\n"
        + html
        + b"\r\n--x--\r\n"
    )


def test_html_is_the_body_where_it_lists_facts() -> None:
    """A bank's notice whose plain text is only the sender's greeting."""
    notice = b"<dl><dt>Importe</dt><dd>$1,305.00</dd><dt>Concepto</dt><dd>pago 935447</dd></dl>"

    mail, files = parse(_in_two_forms(b"Buen dia, les reenvio la notificacion del banco. Saludos.", notice))

    assert [one.content_type for one in files] == ["text/html"]
    assert mail.text.startswith("Buen dia")


def test_html_is_the_body_where_the_plain_text_only_announces_a_forwarded_mail() -> None:
    """A phone that forwards a bank's notice as HTML alone and writes into the plain part that it did."""
    notice = b"<p>Se los reenvio.</p><p>SPEI enviado por $30,972.00</p><p>Motivo: pago 1227872</p>"
    forward = b"Se los reenvio.\r\n---------- Forwarded message ----------"

    _, (body,) = parse(_in_two_forms(forward, notice))

    assert body.content_type == "text/html"


@pytest.mark.parametrize(
    "plain", [b"Pague la referencia 935447, saludos. Tel. 55 1234 5678", b"---- Forwarded message ----\r\nPague 935447"]
)
def test_plain_text_stays_the_body_where_it_is_all_that_was_typed(plain: bytes) -> None:
    """What anybody typed is no bank's page for a number of his signature that the HTML sets otherwise."""
    _, (body,) = parse(_in_two_forms(plain, b"<p>Pague la referencia 935447, saludos. Tel. 5512345678</p>"))

    assert body.content_type == "text/plain"
