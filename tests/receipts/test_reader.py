"""The bot's side: warm children, lent to threads, and replaced when a mail has ended one."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest
from paper_samples import deflated, mailed, zipped

from bot.errors import UnreadableMail
from bot.receipts.reader import Reader

if TYPE_CHECKING:
    from paper_samples import MakePdf, Sample

MAIL = b"From: ana@x.mx\nSubject: pago\n\nReferencia: 935447"


def test_a_mail_is_read_with_its_files(reader: Reader, sample: Sample) -> None:
    reading = reader.read(sample("040")[1])

    assert reading.mail.from_address == "cliente39@correo.example"
    assert [(document.name, document.kind) for document in reading.documents] == [
        ("pago.pdf", "pdf"),
        ("image001.png", "image"),
        ("cuerpo.txt", "text"),
    ]
    assert any(word.text == "936105" for word in reading.documents[0].pages[0].words)


def test_the_headers_alone_can_be_asked_for(reader: Reader) -> None:
    assert reader.headers(MAIL).own_text == "Referencia: 935447"


def test_a_file_is_read_as_a_mail_would_carry_it(reader: Reader, sample: Sample) -> None:
    assert [document.name for document in reader.read_file(*sample("041"))] == ["comprobante bbva.pdf"]
    assert [document.name for document in reader.read_file(*sample("039"))] == [
        "mensaje.html",
        "cuerpo.txt",
        "asunto.txt",
    ]


@pytest.mark.parametrize("number", ["001", "003", "013", "014", "035", "042"])
def test_a_second_look_sees_the_same_digits(reader: Reader, sample: Sample, number: str) -> None:
    name, content = sample(number)
    documents = reader.read_file(name, content)
    wanted = [
        (document.sha256, page.number, word)
        for document in documents
        for page in document.pages
        for word in page.words
        if word.text.isdigit() and len(word.text) > 5
    ]

    seen = reader.look_again_file(name, content, tuple((sha256, page, word.box) for sha256, page, word in wanted))

    assert seen == tuple(word.text for _, _, word in wanted)


def test_a_second_look_at_typed_text_or_elsewhere_sees_nothing(reader: Reader, sample: Sample) -> None:
    raw = sample("040")[1]
    document = reader.read(raw).documents[-1]

    seen = reader.look_again(raw, ((document.sha256, 1, (0, 0, 99, 14)), ("0" * 64, 1, (0, 0, 9, 9))))

    assert seen == ("", "")


def test_the_models_load(reader: Reader) -> None:
    assert reader.check() == "ok"


def test_a_zip_bomb_is_a_flag_on_its_document(reader: Reader) -> None:
    """B86, and B17: the others go on."""
    documents = reader.read_file("bomba.zip", zipped(("a.txt", b"0" * 20_000_000)))

    assert [document.flags for document in documents] == [("too_large",)]


def test_a_form_that_draws_itself_ends_at_most_its_own_job(reader: Reader, make_pdf: MakePdf) -> None:
    """B17, B83: PDFium's versions differ in whether they survive it; the next job must not notice."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    content = make_pdf(b"/X Do", form, resources="/XObject<</X 6 0 R>>")

    flags = [document.flags for document in reader.read_file("yo.pdf", content)]

    assert flags == [("blank",)]
    assert reader.headers(MAIL).subject == "pago"


def test_a_child_that_dies_is_told_and_replaced() -> None:
    """B17."""
    reader = Reader()
    reader.headers(MAIL)
    pid = reader._idle[0].pid
    os.kill(pid, signal.SIGSTOP)  # so that it is surely at work when it is killed
    assassin = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    assassin.start()

    with pytest.raises(UnreadableMail, match="died"):
        reader.headers(MAIL)

    assert reader.headers(MAIL).subject == "pago"
    assert reader._idle[0].pid != pid
    reader.close()


def test_a_file_that_hangs_its_child_takes_no_other_with_it(make_pdf: MakePdf) -> None:
    """B17, B83: a page of three million commands, between two that can be read."""
    reader = Reader(wall_seconds=2)
    bomb = deflated(make_pdf, b"BT /F 9 Tf 9 9 Td (a) Tj ET " * 3_000_000)
    mail = mailed(("uno.txt", b"Referencia 935447"), ("dos.pdf", bomb), ("tres.txt", b"Importe 1,305.00"))
    begun = time.monotonic()

    reading = reader.read(mail)

    assert time.monotonic() - begun < 12
    assert [(document.name, document.flags) for document in reading.documents] == [
        ("uno.txt", ()),
        ("dos.pdf", ("corrupt",)),
        ("tres.txt", ()),
    ]
    assert reader.headers(MAIL).subject == "pago"
    reader.close()


def test_a_child_that_hangs_is_killed_in_time() -> None:
    """B17."""
    reader = Reader(wall_seconds=0.05)
    begun = time.monotonic()

    with pytest.raises(UnreadableMail):
        reader.check()

    assert time.monotonic() - begun < 5
    assert reader._idle == []
    reader.close()


def test_a_child_killed_while_idle_is_not_lent() -> None:
    reader = Reader()
    reader.headers(MAIL)
    os.kill(reader._idle[0].pid, signal.SIGKILL)
    time.sleep(0.1)

    assert reader.headers(MAIL).subject == "pago"
    reader.close()


def test_threads_share_the_children() -> None:
    reader = Reader(workers=2)
    subjects: list[str] = []

    def work(number: int) -> None:
        subjects.append(reader.headers(b"Subject: %d\n\nx" % number).subject)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(int, subjects)) == list(range(12))
    assert len(reader._idle) <= 2
    reader.close()


def test_the_bots_side_imports_no_heavy_library() -> None:
    import subprocess
    import sys

    code = "import sys, bot.receipts.reader; print([m for m in ('cv2','onnxruntime','pypdfium2','numpy','PIL') if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == "[]"


def test_the_subject_of_a_saved_mail_is_among_its_words(reader: Reader) -> None:
    """Of the mail that is read itself its own subject tells; of one that was saved or forwarded this does."""
    saved = b"From: ana@correo.mx\r\nSubject: Pago constancia 935447\r\n\r\nAdjunto mi comprobante.\r\n"

    documents = reader.read_file("correo.eml", saved)

    assert [word.text for word in documents[-1].pages[0].words] == ["Pago constancia 935447"]
    assert len(reader.read(saved).documents) == len(documents) - 1
