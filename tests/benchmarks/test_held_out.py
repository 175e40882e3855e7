"""What it means that the reader has never seen a layout: the words that only this layout prints are forgotten."""

from __future__ import annotations

from benchmarks.held_out import family, printed_on, taught_by, without
from benchmarks.lines import Opened
from bot.model import Document, Page, Word
from bot.receipts.fields import label_at, split


def paper(*texts: str) -> Opened:
    words = tuple(Word(text, (0, 20.0 * line, 200, 20.0 * line + 10)) for line, text in enumerate(texts))
    document = Document("a.pdf", "pdf", "0" * 64, 1, (Page(1, 600, 800, "text_layer", words),))
    return Opened("a.pdf", b"", (document,), dead=False, seconds=0)


def test_a_wording_of_one_layout_alone_is_what_it_taught() -> None:
    files = {"a": paper("Importe: 1.00", "Folio internet: 7"), "b": paper("IMPORTE 2.00", "Motivo: x")}

    printed = printed_on(files, {"a": "one", "b": "two"})

    assert "importe" in printed["one"]
    assert "importe" in printed["two"]
    assert taught_by("one", printed) == {"folio internet", "folio"}
    assert taught_by("two", printed) == {"motivo"}


def test_a_layout_shown_twice_on_a_page_is_that_layout() -> None:
    assert family("hsbc_app+hsbc_app") == family("hsbc_app") == "hsbc_app"


def test_two_files_of_one_layout_teach_together() -> None:
    files = {"a": paper("Motivo: x"), "b": paper("Motivo: y")}

    assert "motivo" in taught_by("one", printed_on(files, {"a": "one", "b": "one+one"}))


def test_a_label_cut_into_words_is_still_found() -> None:
    printed = printed_on({"a": paper("Clave de", "rastreo:")}, {"a": "one"})

    assert "clave rastreo" in printed["one"]


def test_what_is_dropped_is_forgotten_and_comes_back() -> None:
    before = label_at("folio internet: 7")
    split("Folio internet: 7")  # whatever was thought before must not be remembered

    with without({"folio internet", "folio"}):
        assert label_at("folio internet: 7") is None
        assert label_at("importe: 7") is not None
        assert split("Folio internet: 7")[0][0] is None

    assert before is not None
    assert label_at("folio internet: 7") == before
    assert split("Folio internet: 7")[0][0] is not None
