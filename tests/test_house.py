"""The house held to its picture: rooms, arrows, shelves, and who may ask the time (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib import import_module

import pytest
from floor_plan import (
    BOT,
    DOORS,
    FRONT,
    PARSED_IN_THE_CHILD,
    PROJECT,
    STORY,
    THOUGHT_IN_THE_CHILD,
    WINDOWS,
    WORDS,
    File,
    files,
    room_of,
)

EVERY = sorted(files().values(), key=lambda file: file.name)
# What a pure file may take from outside: it computes and opens nothing (zoneinfo reads its tables, jinja2 is handed in).
PURE_LIBRARIES = {
    "flufl",
    "__future__", "base64", "binascii", "codecs", "collections", "contextlib", "csv", "dataclasses", "datetime", "difflib",
    "email", "enum", "functools", "hashlib", "hmac", "html", "itertools", "json", "math", "quopri", "re",
    "statistics", "textwrap", "types", "typing", "unicodedata", "zoneinfo", "jinja2", "markupsafe", "stdnum",
}  # fmt: skip


def _targets(file: File, *, types: bool = False) -> set[str]:
    """Return the files of ours that a file imports, anywhere in it."""
    return {one.target for one in file.imports if one.target in files() and (types or not one.for_types_only)}


def _libraries(file: File) -> set[str]:
    return {
        one.target.partition(".")[0] for one in file.imports if one.target not in files() and not one.for_types_only
    }


# The arrows between rooms; every room may import the words and itself, and bot/app.py everything.
ARROWS = {
    "story": ("store", "thinking"),
    "windows": ("store", "thinking", "windows"),
    "windows/web": ("store",),
    "windows/desk": ("store", "thinking"),
    "windows/panel": ("store", "thinking"),
    "commands": ("store", "story", "thinking"),
    "demo": ("store", "story", "thinking"),
}
# and those that lead to one file, or leave from one
LANES = {
    "windows": {"bot.deeds"},
    "windows/desk": {"bot.cases", "bot.deeds", "bot.issuing", "bot.ruling", "bot.commands.words"},
    "windows/panel": {"bot.cases", "bot.issuing", "bot.invoicing"},
    "commands": {"bot.app", "bot.logs", "bot.web.passwords"},
    "demo": {"bot.app", "bot.logs", "bot.web.passwords"},
    "door/child": PARSED_IN_THE_CHILD | THOUGHT_IN_THE_CHILD,
}
CLI = ("commands", "demo")


def _may_import(file: File, target: str) -> bool:
    """Return whether an arrow of docs/architecture.md leads from the file to the target."""
    there = room_of(target)
    if there in ("words", file.room) or file.name in ("bot.app", "bot.doors"):
        return True
    arrows = CLI if file.name == "bot.cli" else ARROWS.get(file.room, ())
    if there == "windows/web" and file.room.startswith("windows"):
        return True  # what the windows share; they never import each other
    return there.partition("/")[0] in arrows or target in LANES.get(file.room, ())


def test_every_file_stands_in_a_room() -> None:
    """A new file of an unknown kind is placed in tests/floor_plan.py and in docs/architecture.md first."""
    assert [file.name for file in EVERY if not file.room] == []


def test_the_plan_names_no_file_that_is_gone() -> None:
    planned = WORDS | STORY | WINDOWS | FRONT | PARSED_IN_THE_CHILD | {"bot.check"}.union(*DOORS.values())

    assert planned - files().keys() == set()


def test_the_picture_names_every_file_above_the_thinking() -> None:
    picture = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
    placed = (WORDS | STORY | WINDOWS | FRONT | {"bot.check"}.union(*DOORS.values())) - {"bot"}
    names = {name.rpartition(".")[2] for name in placed} - {
        "imap_login",
        "imap_answers",
        "smtp_answers",
        "worker",
        "answer",
    }

    assert {name for name in names if name not in picture} == set()


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.name)
def test_every_import_follows_an_arrow(file: File) -> None:
    """Lazy imports and those for type checkers count; story and commands may name the types of what is handed in."""
    named = {"door", "settings"} if file.room in ("story", "commands") else set()
    wrong = [
        f"line {one.line}: {one.target}"
        for one in file.imports
        if one.target in files() and not _may_import(file, one.target)
        and not (one.for_types_only and room_of(one.target).partition("/")[0] in named)
    ]  # fmt: skip

    assert wrong == []


def test_no_two_files_need_each_other() -> None:
    """No circle at all, lazy imports and those for type checkers included."""
    left = {file.name: _targets(file, types=True) - {file.name} for file in EVERY}
    while free := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}

    assert left == {}


@pytest.mark.parametrize(
    "file", [file for file in EVERY if file.room.startswith(("thinking", "words"))], ids=lambda file: file.name
)
def test_a_pure_file_opens_nothing(file: File) -> None:
    assert _libraries(file) - PURE_LIBRARIES == set()


def test_the_engine_knows_no_thinking() -> None:
    """An existing queue can stand behind its three calls."""
    assert {room_of(target) for target in _targets(files()["bot.engine"])} == {"words", "store"}


def test_sql_stands_in_the_store_and_in_the_engine() -> None:
    speak = {file.name for file in EVERY if _libraries(file) & {"sqlalchemy", "alembic", "sqlite3", "psycopg"}}

    assert {name for name in speak if not name.startswith("bot.store.")} == {"bot.engine"}


def test_only_the_clock_asks_the_time() -> None:
    """Besides it only the leases of SQLite, and the demo's mail server, which stands for a machine of its own."""
    asking = {file.name for file in EVERY if _asks_the_time(file)}

    assert asking == {"bot.clock", "bot.store.db", "bot.demo.server"}


def _asks_the_time(file: File) -> bool:
    calls = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
    attributes = {
        (node.value.id, node.attr)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    names = {node.id for node in ast.walk(file.tree) if isinstance(node, ast.Name)}
    return bool(attributes & calls) or "localtime" in names


def test_one_file_alone_opens_doors_and_reads_the_settings() -> None:
    """A command's log lines go to its own error stream: it alone sets them up."""
    opened = {
        (file.name, target)
        for file in EVERY
        for target in _targets(file)
        if room_of(target).startswith(("door", "settings", "windows"))
        and room_of(target) != file.room
        and file.name not in ("bot.app", "bot.doors", "bot.windows")
        and not (file.room.startswith("windows") and room_of(target) == "windows/web")
    }

    assert opened == {
        ("bot.commands.front", "bot.logs"),
        ("bot.commands.staffing", "bot.web.passwords"),
        ("bot.demo.desk", "bot.web.passwords"),
        ("bot.demo.panel", "bot.web.passwords"),
    }


def test_one_room_alone_moves_a_case_and_one_that_only_it_calls_marks_a_slip_paid() -> None:
    moves = {
        "bot.store.activations": {"confirm", "doubt"},
        "bot.store.allocations": {"complete", "finish"},
        "bot.store.claims": {"add", "move", "redecide", "supersede", "end_repeats", "remove"},
        "bot.store.cases": {"open_new", "move", "raise_alarm"},
    }
    pays = {
        "bot.store.slips": {"pay", "keep", "give_back"},
        "bot.store.payments": {"spend", "free"},
        "bot.store.activations": {"owe", "hold_limits"},
        "bot.store.allocations": {"add", "remove"},
    }

    assert {_room(name) for name in _acting(moves)} == {"bot.cases"}
    assert _acting(pays) == {"bot.paying"}
    assert {_room(file.name) for file in EVERY for target in _targets(file) if target == "bot.paying"} == {"bot.cases"}


def _room(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _acting(effects: dict[str, set[str]]) -> set[str]:
    return {file.name for file in EVERY for store, verbs in effects.items() if _calls(file, store) & verbs}


def _calls(file: File, module: str) -> set[str]:
    """Return which functions of a module the file calls, whatever it calls the module."""
    package, _, name = module.rpartition(".")
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and node.module == package
        for alias in node.names
        if alias.name == name
    }
    called = [node.func for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    return {
        func.attr
        for func in called
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in aliases
    }


def test_one_place_catches_whatever_happens() -> None:
    broad = {
        file.name
        for file in EVERY
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    }

    assert broad == {"bot.engine"}


@pytest.mark.parametrize(
    ("shelf", "listed"),
    [("receipts/layouts", "LAYOUTS"), ("matching/rules", "RULES"), ("desk/actions", "ACTIONS")],
)
def test_every_file_on_a_shelf_is_listed_once(shelf: str, listed: str) -> None:
    package = "bot." + shelf.replace("/", ".")
    on_it = sorted(f"{package}.{path.stem}" for path in (BOT / shelf).glob("*.py") if path.stem != "__init__")

    assert sorted(one.__name__ for one in getattr(import_module(package), listed)) == on_it


def test_every_letter_has_its_row_and_every_row_its_letter() -> None:
    """What stands in no row is chosen for its reader (bot/letters/render.py), or asked for by him (bot/access.py)."""
    by_reader = {"neutral_acknowledgement", "third_party", "system_notice", "undelivered", "access", "password_link"}
    table = tomllib.loads((PROJECT / "config" / "letters.toml").read_text("utf-8"))
    rows = {kind for kinds in table["after"].values() for kind in kinds}
    letters = {path.stem for path in (PROJECT / "templates" / "mail").glob("*.j2") if not path.stem.startswith("_")}

    assert letters == rows | by_reader


def test_every_reason_block_has_a_rule_that_says_it() -> None:
    table = tomllib.loads((PROJECT / "config" / "letters.toml").read_text("utf-8"))
    blocks = {path.stem for path in (PROJECT / "templates" / "mail" / "blocks").glob("*.j2")}

    assert blocks - set(table["blocks"].values()) == set()


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.name)
def test_every_file_says_what_it_is_in_one_line(file: File) -> None:
    first = (ast.get_docstring(file.tree) or "").splitlines()[:1]

    assert first
    assert first[0].endswith((".", "RULES"))
    assert not {"utils", "helper", "helpers", "manager", "common", "misc"} & set(file.name.split("."))


def test_no_two_files_say_the_same_of_themselves() -> None:
    said = [(ast.get_docstring(file.tree) or "").splitlines()[0] for file in EVERY]

    assert sorted({line for line in said if said.count(line) > 1}) == []


def _loaded_by(code: str) -> set[str]:
    """Return the top names of every module that a fresh process has after `code`."""
    told = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", told], cwd=PROJECT, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_what_opens_files_is_loaded_in_the_child_only() -> None:
    """B17, B92."""
    loaded = _loaded_by("import bot.app, bot.cli, bot.commands.looking, bot.commands.reading, bot.commands.working")

    opens_files = {"cv2", "onnxruntime", "rapidocr", "pypdfium2", "pdfplumber", "numpy", "PIL", "zxingcpp", "typst"}
    assert loaded & (opens_files | {"pillow_heif", "tnefparse", "pymap", "aiosmtpd"}) == set()


def test_help_loads_nothing_that_it_does_not_show() -> None:
    loaded = _loaded_by("import sys; sys.argv = ['comprobot', '--help']\nfrom bot.cli import commands\n"
                        "try:\n    commands()\nexcept SystemExit:\n    pass")  # fmt: skip

    heavy = {"fastapi", "sqlalchemy", "alembic", "pydantic", "pydantic_settings", "jinja2", "structlog", "apscheduler"}
    assert loaded & (heavy | {"imap_tools", "aiosmtplib", "asyncio", "numpy", "cv2", "pymap"}) == set()
