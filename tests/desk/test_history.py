"""The audit in words."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.desk.history import happening

AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def test_a_row_says_who_did_what_and_why() -> None:
    details = {"mail": 7, "outcome": "review", "rules": ["amount_differs", "amount_differs"]}

    told = happening({"at": AT, "actor": "bot", "event": "mail_decided", "details": details}, {})

    assert (told.who, told.what) == ("el bot", "se decidió un correo")
    assert told.more == "a revisión · Pagó de menos · correo 7"


def test_staff_are_called_by_their_names_and_new_events_by_their_own() -> None:
    row = {"at": AT, "actor": "ana@x.example", "event": "something_new", "details": {}}

    assert happening(row, {"ana@x.example": "Ana R."}).who == "Ana R."
    assert happening(row, {}).who == "ana@x.example"
    assert happening(row, {}).what == "something new"
