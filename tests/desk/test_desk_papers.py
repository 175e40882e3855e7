"""Files of a case: drawn pages, downloads, and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from case_samples import BODY, SHA, seen, whole_case
from desk_site import Desk

from bot.desk.papers import MOST_KEPT, Papers, download
from bot.errors import UnreadableMail
from bot.model import PageImage, SeenMail
from bot.store import papers

if TYPE_CHECKING:
    from bot.store.db import Database

PNG = b"\x89PNG\r\n\x1a\n"
EVIL = b"<p onclick=alert(1)>Pago</p><script>alert(1)</script><img src=https://t.example/a.gif><form action=/x><input>"


class Opened:
    """What opens files, and how often it was asked to."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, int]] = []

    def draw(self, _raw: bytes, sha256: str, page: int) -> PageImage | None:
        self.drawn.append((sha256, page))
        if page == 2:
            raise UnreadableMail("the reader died")
        return PageImage(PNG + b"...", 10, 20) if page == 1 else None

    def original(self, _raw: bytes, sha256: str) -> bytes | None:
        return EVIL if sha256 in (SHA, BODY) else None


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def desk(db: Database, opened: Opened) -> Desk:
    return Desk(db, opened=Papers(draw=opened.draw, original=opened.original))


def test_a_page_is_drawn_once_and_never_kept_by_the_browser(desk: Desk, db: Database, opened: Opened) -> None:
    """B95."""
    sample, browser = whole_case(db), desk.inside()
    place = f"/casos/{sample.case}/papeles/{SHA}/1"

    first, second = browser.client.get(place), browser.client.get(place)

    assert (first.content, first.headers["content-type"]) == (PNG + b"...", "image/png")
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["content-security-policy"].startswith("sandbox")
    assert second.content == first.content
    assert opened.drawn == [(SHA, 1)]


def test_pages_that_are_not_there_or_end_the_reader_are_said_not_to_be_there(desk: Desk, db: Database) -> None:
    sample, browser = whole_case(db), desk.inside()

    for place in (f"{SHA}/2", f"{SHA}/3", f"{'c' * 64}/1", "c" * 64):
        assert browser.get(f"/casos/{sample.case}/papeles/{place}").status_code == 404
    assert browser.get(f"/casos/{sample.case}/papeles/..%2F..%2Fetc").status_code in (404, 422)


def test_a_file_is_shown_in_its_own_case_only_and_to_staff_only(desk: Desk, db: Database) -> None:
    """B104."""
    sample = whole_case(db)
    other = whole_case(db, uid=2)
    with db.begin() as tx:
        papers.keep(tx, other.mail, SeenMail())
    browser, stranger = desk.inside(), desk.browser()

    for place in (f"papeles/{SHA}/1", f"papeles/{SHA}", f"marco/{BODY}", f"correos/{sample.mail}/mensaje.eml"):
        assert browser.client.get(f"/casos/{sample.case}/{place}").status_code == 200
        assert browser.client.get(f"/casos/{other.case}/{place}").status_code == 404
        assert stranger.client.get(f"/casos/{sample.case}/{place}").status_code == 303


def test_an_original_is_saved_and_never_shown(desk: Desk, db: Database) -> None:
    """B95: whatever it is, the browser gets bytes to save."""
    sample = whole_case(db)

    answer = desk.inside().client.get(f"/casos/{sample.case}/papeles/{SHA}")

    assert answer.content == EVIL
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename=\"pago.png\"; filename*=UTF-8''pago.png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('a"; filename="b.html', "a__ filename=_b.html"),
        ("a\r\nSet-Cookie: x=1.pdf", "a__Set-Cookie_ x_1.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("señal ñ 😀.pdf", "se_al _ _.pdf"),
        ("", "archivo"),
        ("\u202egnp.exe", "_gnp.exe"),
        ("\ud800.pdf", "_.pdf"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_hostile_name_stays_a_name(name: str, shown: str) -> None:
    said = download(name, b"").headers["content-disposition"]

    assert f'filename="{shown.replace("=", "_")}"' in said
    assert said.count('"') == 2
    assert said.isprintable()
    assert said.isascii()


def test_the_whole_mail_can_be_saved(desk: Desk, db: Database) -> None:
    sample = whole_case(db)

    answer = desk.inside().client.get(f"/casos/{sample.case}/correos/{sample.mail}/mensaje.eml")

    assert answer.content == b"Subject: 1\r\n\r\nhola"
    assert "attachment" in answer.headers["content-disposition"]


def test_html_of_a_stranger_is_framed_without_anything_that_acts(desk: Desk, db: Database) -> None:
    """B94."""
    sample = whole_case(db)
    browser = desk.inside()

    answer = browser.client.get(f"/casos/{sample.case}/marco/{BODY}")

    assert answer.text.endswith("<p>Pago</p>")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert browser.client.get(f"/casos/{sample.case}/marco/{SHA}").status_code == 404  # a picture is no page


def test_our_own_letter_is_framed_as_it_went_and_runs_nothing(desk: Desk, db: Database) -> None:
    sample = whole_case(db)
    browser = desk.inside()

    answer = browser.client.get(f"/casos/{sample.case}/cartas/{sample.letter}/marco")

    assert answer.text.strip() == "<p>Faltan $1,440.00</p><script>alert(1)</script>"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert browser.client.get(f"/casos/{sample.case + 1}/cartas/{sample.letter}/marco").status_code == 404


def test_drawn_pages_are_forgotten_when_they_are_too_many() -> None:
    kept = Papers()
    for page in range(1, 10):
        kept.keep(SHA, page, PageImage(PNG + bytes(MOST_KEPT // 4), 1, 1))

    assert kept.known(SHA, 1) is None
    assert [page for page in range(1, 10) if kept.known(SHA, page)] == [7, 8, 9]


def test_what_was_seen_of_a_mail_comes_back_as_it_was_kept(db: Database) -> None:
    sample = whole_case(db)

    with db.begin() as tx:
        papers.keep(tx, sample.mail, seen(" otra vez"))
        assert papers.of_mails(tx, [sample.mail, 99]) == {sample.mail: seen(" otra vez")}
        assert papers.of_mails(tx, []) == {}
