"""Nothing that could be read about a person or an account reaches a log."""

from __future__ import annotations

import io
import json
import logging
import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from bot import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG_RUN = re.compile(r"\d{10,}")


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def _written(**facts: Any) -> dict[str, Any]:
    stream = io.StringIO()
    logs.set_up(stream, json=True)
    structlog.get_logger().info("station", **facts)
    line: dict[str, Any] = json.loads(stream.getvalue())
    return line


def test_an_event_keeps_its_case_mail_and_station() -> None:
    line = _written(case=4821, mail=17, outcome="activate", seconds=0.6123456789012, reference="935447")

    assert {name: line[name] for name in ("event", "level", "case", "mail", "outcome", "seconds", "reference")} == {
        "event": "station", "level": "info", "case": 4821, "mail": 17, "outcome": "activate", "seconds": 0.612,
        "reference": "935447",
    }  # fmt: skip
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("CLABE 012164001016446374", "CLABE ****6374"),
        ("CLABE 012 164 00101644637 4", "CLABE ****6374"),
        ("tarjeta 4152-3137-0000-1234 aprobada", "tarjeta ****1234 aprobada"),
        ("cuenta 0101644637.", "cuenta ****4637."),
        ("tel. 656-616-8770", "tel. ****8770"),
        ("de ana.ruiz+pagos@correo.example", "de ***@correo.example"),
        ("<CAF=x9.11@mail.correo.example>", "<***@mail.correo.example>"),
        ('"ana ruiz"@correo.example', "***@correo.example"),
        ("ñandú@correo.example", "***@correo.example"),
        ("RFC XAXX010101000", "RFC ****000"),
        ("rfc abc-991231-x1a", "rfc ****x1a"),
        ("RFC ABC 991231 X1A", "RFC ****X1A"),
        ("CURP GOMC800101MDFRRN09", "CURP ****N09"),
        ("constancia 935447 por $1,305.00 el 14/09/2026 12:31", "constancia 935447 por $1,305.00 el 14/09/2026 12:31"),
        ("a las 2026-09-14 12:31:05", "a las 2026-09-14 12:31:05"),
        ("caso 4821 de 10.0.100.200", "caso 4821 de 10.0.100.200"),
        ("sha " + "0123456789" * 6 + "abcd", "sha 01234567…"),
    ],
)
def test_a_text_is_masked_only_where_it_tells_too_much(text: str, shown: str) -> None:
    """B110"""
    assert logs.masked(text) == shown


def test_no_long_run_of_digits_passes_however_it_is_handed_in() -> None:
    """B110: accounts of 10, cards of 16 and CLABEs of 18 digits, in 400 generated events."""
    dice = random.Random(110)
    for _ in range(400):
        secret = "7" + "".join(dice.choices("0123456789", k=dice.choice((9, 10, 15, 17))))
        around = dice.choice(("{}", "CLABE:{}", "a{}b", "x={};", "{} y {}", "Ñ{}", "{}@banco.example", '{{"k": "{}"}}'))
        text = around.format(secret, secret)
        facts = {"text_of": text, "number": int(secret), "deep": {text: [(text, {"k": text})]}, "set": {text}}

        line = json.dumps(_written(**facts), ensure_ascii=False)

        assert not LONG_RUN.search(line), line
        assert secret[:6] not in line


def test_no_person_is_named_however_the_mail_is_handed_in() -> None:
    """B110"""
    dice = random.Random(111)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZÑ&"
    for _ in range(400):
        head = "".join(dice.choices(letters, k=dice.choice((3, 4))))
        day = f"{dice.randrange(100):02d}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
        rfc = head + day + "".join(dice.choices("ABC0123456789", k=3))
        local = "".join(dice.choices("abcdefghijñ._+-0123", k=dice.randrange(3, 40))).strip(".") + "q"

        line = json.dumps(_written(why=f"RFC {rfc}, correo {local}@correo.example"), ensure_ascii=False)

        assert rfc not in line
        assert f"{local}@" not in line


@pytest.mark.parametrize("key", ["name", "payer_name", "subject", "body", "text", "password", "token_key"])
def test_what_stands_under_a_private_name_is_never_written(key: str) -> None:
    line = _written(**{key: "Refaccionaria La Esperanza", "case": {key: "Refaccionaria La Esperanza"}})

    assert line[key] == "***"
    assert line["case"] == {key: "***"}


@dataclass(frozen=True)
class _Person:
    id: int
    called: str


def test_a_noun_shows_only_its_kind_and_number() -> None:
    line = _written(who=_Person(7, "Ana Ruiz"), raw_size=b"abc", at=datetime(2026, 9, 14, 12, 31, tzinfo=UTC))

    assert (line["who"], line["raw_size"], line["at"]) == ("_Person 7", "3 bytes", "2026-09-14T12:31:00+00:00")


def test_a_traceback_is_masked_as_well() -> None:
    stream = io.StringIO()
    logs.set_up(stream, json=True)

    try:
        raise ValueError("la cuenta 012164001016446374 de ana@correo.example")  # noqa: TRY301
    except ValueError:
        structlog.get_logger().exception("mail_failed", mail=17)

    assert "Traceback" in stream.getvalue()
    assert "012164001016446374" not in stream.getvalue()
    assert "ana@" not in stream.getvalue()


def test_what_a_library_logs_is_masked_as_well() -> None:
    stream = io.StringIO()
    logs.set_up(stream, json=False)

    logging.getLogger("anybody_elses").warning("login %s failed", "ana@correo.example")

    assert "***@correo.example" in stream.getvalue()
    assert "ana@" not in stream.getvalue()


def test_a_poll_that_runs_still_is_no_news() -> None:
    stream = io.StringIO()
    logs.set_up(stream, json=True)

    logging.getLogger("apscheduler.scheduler").warning("Execution of job skipped: maximum number of running instances")
    logging.getLogger("apscheduler.executors.default").error("Job raised an exception")

    assert "skipped" not in stream.getvalue()
    assert "raised" in stream.getvalue()


def test_a_line_that_cannot_be_written_is_not_shown_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """B110: logging would print the unmasked event to stderr."""
    stream = io.StringIO()
    logs.set_up(stream, json=True)
    stream.close()

    structlog.get_logger().info("letter_sent", to="ana@correo.example")

    assert capsys.readouterr() == ("", "")


def test_lines_for_people_carry_the_same_facts_without_colours_in_a_file() -> None:
    stream = io.StringIO()
    logs.set_up(stream, json=False)

    structlog.get_logger().info("letter_sent", case=4821, to="ana@correo.example")

    assert "letter_sent" in stream.getvalue()
    assert "case=4821" in stream.getvalue()
    assert "\x1b[" not in stream.getvalue()
    assert "ana@" not in stream.getvalue()


def test_a_long_text_without_an_address_takes_no_time() -> None:
    assert len(logs.masked("a" * 200_000)) == 200_000
