"""Ajustes: what is set, no secret among it, and switches that take effect at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from desk_site import NOW, Desk
from staffed import enter, open_desk

from bot.engine import Engine, Work, promise
from bot.store import switches

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk whose settings say one thing."""
    return open_desk(tmp_path, settings_view=lambda: (("Plazos", (("Plazo prometido", "24 h"),)),))


def test_what_is_set_is_shown(desk: Desk) -> None:
    page = enter(desk).get("/ajustes").text

    assert "Plazo prometido" in page
    assert "Encendido: las cartas salen solas." in page


def test_a_switch_stops_its_jobs_before_the_next_and_keeps_them(desk: Desk) -> None:
    """B130: no restart; mid-load."""
    done: list[int] = []
    work = Work(lambda subject, _: done.append(subject), lambda *_: None, timedelta(minutes=1), (timedelta(minutes=1),))
    engine = Engine(desk.db, {"letter": work, "mail": work}, lambda *_, **__: None, switches.held_kinds)
    with desk.db.begin() as tx:
        for number in (1, 2, 3):
            promise(tx, "letter", number, due=desk.db.clock())
    browser = enter(desk)
    assert engine.work_one()

    browser.get("/ajustes")
    assert browser.post("/ajustes/send", on="no").status_code == 303
    with desk.db.begin() as tx:
        promise(tx, "mail", 9, due=desk.db.clock())
    engine.work_until_empty()
    assert done == [1, 9]
    assert "Apagado: no sale ninguna carta; 2 esperan. Nada se pierde." in browser.get("/ajustes").text
    assert "Lo cambió admin@x.example" in browser.page

    browser.post("/ajustes/send", on="si")
    engine.work_until_empty()
    assert done == [1, 9, 2, 3]


def test_there_is_no_other_switch(desk: Desk) -> None:
    browser = enter(desk)
    browser.get("/ajustes")

    assert browser.post("/ajustes/everything", on="no").status_code == 404


def test_a_switch_that_was_never_moved_is_on(desk: Desk) -> None:
    with desk.db.begin() as tx:
        assert switches.held_kinds(tx) == frozenset()
        switches.turn(tx, "activate", is_on=False, by="eva", at=NOW)
        switches.turn(tx, "activate", is_on=False, by="ana", at=NOW)
        assert switches.held_kinds(tx) == {"activation"}
        assert switches.standing(tx)["activate"].changed_by == "ana"
