"""Tablero: numbers that are links, charts with their table, and what to do when something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from desk_site import NOW, Desk
from staffed import a_letter, a_payment, a_slip, enter, open_desk

from bot.store import tables

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk with two inboxes, one of them read lately."""
    made = open_desk(tmp_path, intervals={"cxc": 60, "comprobantes": 60}, disk_free=lambda: 0.3)
    with made.db.begin() as tx:
        tx.execute(
            sa.insert(tables.folders).values(
                inbox="cxc", folder="INBOX", uidvalidity=1, last_uid=1, held=1, fetched=1,
                polled_at=NOW - timedelta(seconds=38),
            )
        )  # fmt: skip
    return made


def _numbers(page: str) -> list[str]:
    tiles = re.findall(r"<li[^>]*><a href=[^>]*><strong>(.*?)</strong>(.*?)</a>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", f"{number} {words}").split()) for number, words in tiles]


def test_before_the_first_receipt_the_page_says_so(desk: Desk) -> None:
    page = enter(desk, "auditor").get("/tablero").text

    assert "Aún no llega ningún comprobante." in page
    assert '<svg class="chart"' not in page


def test_the_six_numbers_count_what_came(desk: Desk) -> None:
    a_payment(desk, a_slip(desk, "900001"), seconds=60)
    a_payment(desk, a_slip(desk, "900002"), seconds=7800, by="ana@x.example")
    a_payment(desk, state="waiting_customer")
    a_payment(desk, state="desk", hours=26)
    a_payment(desk, state="desk", hours=24 * 40)

    today = _numbers(enter(desk).get("/tablero").text)
    month = _numbers(enter(desk, "auditor").get("/tablero?dias=30").text)

    assert today == [
        "3 recibidos", "1 solos (33 %)", "1 por el equipo", "1 espera al cliente", "2 vencidos",
        "2 h 10 min / 2 h 10 min la mitad / 95 de 100",
    ]  # fmt: skip
    assert month[:3] == ["4 recibidos", "1 solos (25 %)", "1 por el equipo"]


def test_an_inbox_shows_its_own(desk: Desk) -> None:
    a_payment(desk, a_slip(desk, "900001"), inbox="cxc")
    a_payment(desk, a_slip(desk, "900002"), inbox="comprobantes")
    browser = enter(desk)

    assert _numbers(browser.get("/tablero?buzon=cxc").text)[0] == "1 recibido"
    assert _numbers(browser.get("/tablero").text)[0] == "2 recibidos"


def test_every_chart_has_its_table(desk: Desk) -> None:
    a_payment(desk, a_slip(desk, "900001"))
    a_payment(desk, state="desk", rule="other_account")

    page = enter(desk).get("/tablero").text

    assert page.count('<svg class="chart"') == page.count("Ver como tabla") == 3
    assert "Lo que más detiene: Otra cuenta" in page
    assert 'role="img" aria-label="' in page


def test_what_is_wrong_says_what_to_do(desk: Desk) -> None:
    a_payment(desk, a_slip(desk))
    a_letter(desk, "queued")
    desk.pass_time(hours=2)

    page = enter(desk).get("/tablero").text

    assert "comprobantes@ · todavía no se ha leído. Revise el servidor y la contraseña del buzón." in page
    assert "Revise el servidor de salida" in page
    assert "Disco · 70 % ocupado" in page


def test_the_days_are_exported(desk: Desk) -> None:
    a_payment(desk, a_slip(desk))

    lines = enter(desk).get("/tablero/exportar?dias=30").content.decode("utf-8-sig").splitlines()

    assert len(lines) == 31
    assert lines[-1] == "2026-11-22,1,1,0,0,0"
