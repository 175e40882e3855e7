"""PDF pages, written by hand and from the set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import UnreadableFile
from bot.receipts import pdf

if TYPE_CHECKING:
    from paper_samples import MakePdf, Sample

LONG = b"BT /F 10 Tf 50 700 Td (Comprobante de la transferencia del banco) Tj ET "
AMOUNT = b"BT /F 10 Tf 50 600 Td (Importe $580.00) Tj ET "


def sheet(content: bytes) -> pdf.Sheet:
    """Return the first page."""
    with pdf.opened(content) as document:
        return pdf.sheets(document)[0]


def unseen(content: bytes) -> list[str]:
    """Return the words of the first page that cannot be seen."""
    return [word.text for word in sheet(content).words if not word.visible]


def test_label_and_value_are_words_with_places(sample: Sample) -> None:
    words = {word.text: word.box for word in sheet(sample("001")[1]).words}

    label, value = words["Importe de la operación:"], words["$ 2,610.00"]
    assert label[2] < value[0]
    assert abs(label[1] - value[1]) < 2
    assert words["BBVA"][3] < words["Comprobante de operación"][1] < label[1]


def test_an_empty_user_password_opens_by_itself(sample: Sample) -> None:
    """B87."""
    assert any(word.text == "$ 30,972.00" for word in sheet(sample("002")[1]).words)


@pytest.mark.parametrize(
    "trick",
    [
        pytest.param(b"1 g BT /F 10 Tf 50 600 Td (Importe $580.00) Tj ET", id="white"),
        pytest.param(
            b"0 0 0.5 rg 40 590 200 30 re f " + b"0 0 0.5 rg BT /F 10 Tf 50 600 Td (Importe $580.00) Tj ET",
            id="blue on blue",
        ),
        pytest.param(b"BT /F 1 Tf 50 600 Td (Importe $580.00) Tj ET", id="tiny"),
        pytest.param(b"BT 3 Tr /F 10 Tf 50 600 Td (Importe $580.00) Tj ET", id="without ink"),
        pytest.param(AMOUNT + b"1 g 40 590 200 30 re f", id="painted over"),
        pytest.param(
            AMOUNT + b"1 g 40 590 200 30 re f 0 g BT /F 10 Tf 50 600 Td (Importe $999.00) Tj ET", id="replaced"
        ),
    ],
)
def test_hidden_text_is_told_from_visible(make_pdf: MakePdf, trick: bytes) -> None:
    """B88 and the set's tampered receipts."""
    assert unseen(make_pdf(LONG + trick)) == ["Importe $580.00"]


@pytest.mark.parametrize(
    "honest",
    [
        pytest.param(AMOUNT, id="black"),
        pytest.param(b"0 0 0.5 rg 40 590 200 30 re f 1 g " + AMOUNT, id="white on a blue bar"),
        pytest.param(b"0.6 g " + AMOUNT, id="grey"),
        pytest.param(AMOUNT + b"40 590 200 30 re S", id="framed"),
        pytest.param(AMOUNT + b"/G gs 1 0 0 rg 40 590 200 30 re f", id="under a marker"),
    ],
)
def test_honest_text_is_visible(make_pdf: MakePdf, honest: bytes) -> None:
    assert unseen(make_pdf(LONG + honest, resources="/ExtGState<</G<</ca 0.3>>>>")) == []


def test_text_off_the_page_cannot_be_seen(make_pdf: MakePdf) -> None:
    words = sheet(make_pdf(LONG + b"BT /F 10 Tf 50 900 Td (Importe $580.00) Tj ET")).words

    assert not any(word.visible and "580" in word.text for word in words)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(make_pdf: MakePdf, turn: int) -> None:
    content = {
        0: b"1 0 0 1 50 700 cm",
        90: b"0 1 -1 0 92 50 cm",
        180: b"-1 0 0 -1 562 92 cm",
        270: b"0 -1 1 0 520 742 cm",
    }[turn]
    page = f"/MediaBox[0 0 612 792]/Rotate {turn}"

    found = sheet(make_pdf(content + b" BT /F 10 Tf (Monto) Tj 150 0 Td (935447) Tj ET", page=page))

    first, second = sorted(found.words, key=lambda word: word.box[0])
    assert (first.text, second.text) == ("Monto", "935447")
    assert abs(first.box[1] - second.box[1]) < 1
    assert abs(first.box[0] - 50) < 1


def test_form_values_are_part_of_the_page(make_pdf: MakePdf) -> None:
    page = "/MediaBox[0 0 612 792]/Annots[6 0 R]"
    look = b"/BT /F 10 Tf 2 5 Td (935447) Tj ET"[1:]
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(ref)/V(935447)/Rect[200 500 300 520]/F 4/AP<</N 7 0 R>>>>"
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F 5 0 R>>>>/Length %d>>stream\n%s\nendstream"
    )

    found = sheet(make_pdf(LONG, field, form % (len(look), look), page=page))

    assert any(word.text == "935447" and word.visible for word in found.words)


def test_only_the_first_pages_are_read(make_pdf: MakePdf) -> None:
    """B81."""
    with pdf.opened(make_pdf(LONG, pages=1000)) as document:
        assert [sheet.number for sheet in pdf.sheets(document)] == [1, 2, 3, 4, 5]
        assert len(document) == 1000


def test_a_page_that_is_a_picture_asks_for_the_picture_to_be_read(sample: Sample, make_pdf: MakePdf) -> None:
    assert sheet(sample("003")[1]).is_picture
    assert not sheet(sample("001")[1]).is_picture
    assert not sheet(make_pdf(b"")).needs_ocr


def test_a_giant_page_is_rendered_small(make_pdf: MakePdf) -> None:
    """B81: 14400 points at 200 dpi would take 6 GB."""
    with pdf.opened(make_pdf(b"0 0 m 9 9 l S", page="/MediaBox[0 0 14400 14400]")) as document:
        picture, scale = pdf.picture(document, 1)

    assert max(picture.shape) <= pdf.WIDEST
    assert scale < 1


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"]
)
def test_a_damaged_file_is_corrupt(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="corrupt"):
        sheet(content)


def test_a_real_password_is_asked_for(make_pdf: MakePdf) -> None:
    """B87: made of a sample by asking for a key that the empty password does not give."""
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"41" * 32, b"42" * 32)
    locked = make_pdf(LONG, lock).replace(b"trailer<<", b"trailer<</Encrypt 6 0 R/ID[<00><00>]")

    with pytest.raises(UnreadableFile, match="needs_password"):
        sheet(locked)


def test_a_ruled_table_is_no_place_for_a_code(make_pdf: MakePdf) -> None:
    """Its picture is not drawn at all: that takes three times what reading the text takes."""
    rows = b"".join(b"50 %d 500 20 re S 50 %d m 550 %d l S " % (20 * n, 20 * n, 20 * n) for n in range(1, 30))

    with pdf.opened(make_pdf(LONG + b" " + rows)) as document:
        (sheet,) = pdf.sheets(document)

    assert not sheet.needs_ocr
    assert not sheet.may_hold_code
