"""bot/**/*.py -> every import of every file, and the room in which each file stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parent.parent
BOT = PROJECT / "bot"

WORDS = {"bot", "bot.model", "bot.money", "bot.errors", "bot.plain", "bot.failpoints"}
STORY = {
    f"bot.{name}"
    for name in (
        "pipeline", "paying", "judging", "opening", "secretary", "invoicing", "issuing", "polling", "sweeps", "replies", "proposing", "deeds", "vouching", "correcting", "conversations", "reporting", "replaying", "outcomes", "clock", "engine", "listening", "outbox", "notices", "watching", "bounces", "uploading", "access",
    )
}  # fmt: skip
STORY |= {"bot.cases"} | {
    f"bot.cases.{name}"
    for name in ("joining", "settling", "doubting", "posting", "showing", "silence", "switching", "ruled")
}
STORY |= {"bot.ruling"} | {
    f"bot.ruling.{name}" for name in ("word", "meant", "weighing", "second", "carrying", "releasing")
}
WINDOWS = {"bot.windows"}
WINDOW_ROOMS = ("web", "desk", "panel")  # but for desk/actions, which think
FRONT = {"bot.__main__", "bot.cli", "bot.app", "bot.doors"}
# A door may need more than one file; they stand in one room and know only one another and the words.
DOORS = {
    "imap": {f"bot.inbox.{name}" for name in ("imap", "imap_login", "imap_answers")},
    "smtp": {f"bot.letters.{name}" for name in ("smtp", "smtp_answers")},
    "reader": {f"bot.receipts.{name}" for name in ("reader", "rounds", "worker", "pipes", "answer")},
    "oauth": {"bot.inbox.oauth"},
    "webhook": {"bot.activation.webhook"},
    "paper": {"bot.slips.paper"},
    "logs": {"bot.logs"},
    "child": {
        f"bot.receipts.{name}"
        for name in (
            "child", "jail", "document", "look", "unpack", "docx", "typed", "pdf", "pdf_facts", "plumber", "glyphs", "order",
            "frames", "ocr", "upright", "recogniser", "nets", "nearer", "agreed", "proofread", "repeated", "commas", "first_glyph", "inked", "codes", "shown",
        )
    },
}  # fmt: skip
# The child is a process of its own: what parses mail runs there.
PARSED_IN_THE_CHILD = {f"bot.inbox.{name}" for name in ("parse", "headers", "flatten", "quotes", "bounces")}
# What the child asks of the thinking while it reads: whether a page must be read once more, where dots part cells.
THOUGHT_IN_THE_CHILD = {"bot.receipts.lacking", "bot.receipts.leaders"}
PURE_ROOMS = {"inbox", "receipts", "matching", "slips", "letters", "activation", "invoice", "desk"}


@dataclass(frozen=True)
class Import:
    """One import statement: at the top, inside a function, or for type checkers only."""

    target: str
    for_types_only: bool
    line: int


@dataclass(frozen=True)
class File:
    """One file of the house."""

    name: str  # bot.matching.decide
    path: Path
    tree: ast.Module
    imports: tuple[Import, ...]

    @property
    def room(self) -> str:
        """Return words, thinking/<room>, door/<door>, store, settings, story, windows, commands, demo or front; "" for none."""
        parts = self.name.split(".")
        named = {"words": WORDS, "story": STORY, "windows": WINDOWS, "front": FRONT, "thinking/check": {"bot.check"}}
        named |= {f"door/{door}": files for door, files in DOORS.items()}
        found = [room for room, files in named.items() if self.name in files]
        if found or len(parts) == 1:
            return "".join(found)
        if parts[1] in ("store", "settings", "commands", "demo"):
            return parts[1]
        if parts[1] in WINDOW_ROOMS and parts[1:3] != ["desk", "actions"]:
            return f"windows/{parts[1]}"
        return f"thinking/{parts[1]}" if parts[1] in PURE_ROOMS else ""


@cache
def files() -> dict[str, File]:
    """Return every file of the house by its module name."""
    paths = {_module(path): path for path in sorted(BOT.rglob("*.py"))}
    found = {}
    for name, path in paths.items():
        tree = ast.parse(path.read_text("utf-8"))
        found[name] = File(name, path, tree, tuple(_imports(tree, set(paths))))
    return found


def room_of(name: str) -> str:
    """Return the room of a module of ours."""
    return files()[name].room


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def _imports(tree: ast.Module, ours: set[str]) -> list[Import]:
    typing = {id(node) for block in ast.walk(tree) if _is_for_types(block) for node in ast.walk(block)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import hides its arrow"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            targets = [name if name in ours else str(node.module) for name in inner]
        else:
            continue
        found += [Import(target, id(node) in typing, node.lineno) for target in targets]
    return found


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
