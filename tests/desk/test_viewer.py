"""Boxes on a page, and the crop of a row."""

from __future__ import annotations

from dataclasses import replace

from case_samples import NOW, SHA, proof, receipt, seen

from bot.desk import comparison, viewer
from bot.desk.comparison import Known, Row
from bot.model import Document, Page, SeenMail

KNOWN = Known((), "America/Mexico_City", NOW)
ROWS = (
    Row("amount", "Importe", "$9,000.00", result="faltan $1.00", tone="warn", proofs=(proof("amount", "9", (60, 400, 660, 470)),)),
    Row("references", "Referencia", "935819", result="igual", tone="ok", proofs=(proof("references", "9", (0, 0, 1080, 40)),)),
)  # fmt: skip


def test_the_paper_of_the_receipt_comes_first() -> None:
    other = Document("logo.png", "image", "c" * 64, 1, (Page(1, 10, 10, "ocr", ()),))
    mail = replace(seen(), documents=(other, *seen().documents))

    assert [paper.name for paper in viewer.papers(mail, receipt(), ROWS)] == ["pago.png", "logo.png", "cuerpo.html"]
    assert [paper.name for paper in viewer.papers(mail, None, ())] == ["logo.png", "pago.png", "cuerpo.html"]


def test_what_differs_is_tagged_what_agrees_is_not_and_what_was_discarded_says_why() -> None:
    (sheet,) = viewer.papers(seen(), receipt(), ROWS)[0].sheets

    assert [(mark.field, mark.tone, mark.tag) for mark in sheet.marks] == [
        ("amount", "differs", "faltan $1.00"),
        ("references", "match", ""),
        ("candidates", "discarded", "es la fecha: descartada"),
    ]


def test_boxes_and_tags_stay_on_the_page() -> None:
    (sheet,) = viewer.papers(seen(), receipt(), ROWS)[0].sheets

    for mark in sheet.marks:
        assert 0 <= mark.x < mark.x + mark.width <= sheet.width
        assert 0 <= mark.y < mark.y + mark.height <= sheet.height
        if mark.tag:
            assert 0 <= mark.tag_x < mark.tag_x + mark.tag_width <= sheet.width
            assert mark.tag_y >= 0


def test_a_box_that_leaves_its_page_is_cut_to_it() -> None:
    row = replace(ROWS[0], proofs=(proof("amount", "9", (-50, -50, 5000, 9000)),))

    (sheet,) = viewer.papers(seen(), receipt(), (row,))[0].sheets

    assert (sheet.marks[0].x, sheet.marks[0].y, sheet.marks[0].width, sheet.marks[0].height) == (0, 0, 1080, 2000)


def test_the_crop_shows_the_value_with_some_air() -> None:
    offered = viewer.papers(seen(), receipt(), ROWS)

    cut = viewer.crop(ROWS[0], offered)

    assert cut is not None
    assert (cut.sha256, cut.page) == (SHA, 1)
    assert cut.x < 60
    assert cut.y < 400
    assert cut.x + cut.width > 660
    assert cut.y + cut.height > 470
    assert viewer.crop(replace(ROWS[0], proofs=()), offered) is None


def test_what_is_wrong_with_a_file_is_said_and_text_has_no_sheet() -> None:
    locked = Document("a.pdf", "pdf", "d" * 64, 1, (), ("needs_password", "unheard_of"))

    papers = viewer.papers(SeenMail(documents=(locked, *seen().documents)), None, ())

    assert papers[0].notes == ("El archivo tiene contraseña.",)
    assert papers[0].sheets == papers[2].sheets == ()
    assert papers[2].is_body
    assert comparison.rows(receipt(), (), KNOWN)
