"""A template and its values -> the words of a letter, once as plain text and once as HTML."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.letters import window
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import date

    import jinja2

COLUMNS = 72
_LISTED = re.compile(r"(?:\d+\.|·) ")


@dataclass(frozen=True, slots=True)
class Words:
    """All that a template says."""

    subject: str
    preheader: str
    text: str
    html: str


def environment(loader: jinja2.BaseLoader) -> jinja2.Environment:
    """Return the environment for letters: sandboxed, and an unknown or empty value is an error (B98)."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        finalize=_filled,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )


def letter_words(environment: jinja2.Environment, template: str, values: dict[str, Any]) -> Words:
    """Return the subject, preheader, text and HTML of one template."""
    plain, rich = _voices(environment)
    text = _say(plain, template, "text", values)
    return Words(
        subject=_one_line(_say(plain, template, "subject", values)),
        preheader=_one_line(_say(plain, template, "preheader", values)),
        text=re.sub(r"\n{3,}", "\n\n", text).replace("\u00a0", " ").strip() + "\n",
        html=_say(rich, template, "html", values).strip() + "\n",
    )


def parts(environment: jinja2.Environment, template: str, values: dict[str, Any]) -> dict[str, str]:
    """Return the subject, message and next step of a template as plain text of one line each."""
    plain, _ = _voices(environment)
    return {name: _one_line(_say(plain, template, name, values)) for name in ("subject", "message", "next")}


@lru_cache(maxsize=8)
def _voices(environment: jinja2.Environment) -> tuple[jinja2.Environment, jinja2.Environment]:
    """Return the environment for plain text and the one for HTML; only the second escapes."""
    from markupsafe import Markup

    plain = environment.overlay(autoescape=False)
    rich = environment.overlay(autoescape=True)
    for voice in (plain, rich):
        voice.filters = {**environment.filters, **_FILTERS}
    plain.globals = {**environment.globals, "strong": str, "link": "{}: {}".format}
    anchor = Markup('<a class="brand" href="{1}" style="color:#0b5563">{0}</a>')
    rich.globals = {**environment.globals, "strong": Markup("<strong>{}</strong>").format, "link": anchor.format}
    return plain, rich


def _say(environment: jinja2.Environment, template: str, name: str, values: dict[str, Any]) -> str:
    return environment.get_template(template).render({**values, "part": name})


def _filled(value: object) -> object:
    """Refuse to write the word None in a letter."""
    if value is None:
        raise ValueError("a template shows a value that is not known")
    return value


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines; only listed lines ("1. ", "· ") keep their own."""
    kind = type(text)  # Markup stays Markup
    found = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.strip().split("\n")]
        listed = all(_LISTED.match(line) for line in lines)
        found.append([kind(line) for line in (lines if listed else [" ".join(lines)])])
    return [lines for lines in found if any(lines)]


def _wrapped(text: str, indent: str = "") -> str:
    """Return a text in lines of at most 72 columns, paragraph by paragraph."""
    return "\n\n".join("\n".join(_folded(line, indent) for line in lines) for lines in _paragraphs(text))


def _folded(line: str, indent: str) -> str:
    mark = _LISTED.match(line)
    hanging = indent + " " * (mark.end() if mark else 0)
    return textwrap.fill(
        line, COLUMNS, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _columns(rows: list[tuple[str, str]], right: bool = False) -> str:  # noqa: FBT001, FBT002
    """Return rows as two aligned columns, four spaces from the margin; amounts stand to the right."""
    labels = max(len(label) for label, _ in rows)
    values = max(len(value) for _, value in rows)
    gap = " " * (5 if right else 3)
    return "\n".join(f"    {a:<{labels}}{gap}{b:>{values if right else 0}}" for a, b in rows)


def _lowered(text: str) -> str:
    """Return a sentence ready to follow a colon."""
    return text[:1].lower() + text[1:]


def short_day(day: date) -> str:
    """Return a day as tables show it: "26 de sep"."""
    number, _, month = window.day_in_words(day).partition(" de ")
    return f"{number} de {month[:3]}"


def _beside(left: str, right: str) -> str:
    """Return two texts at the two ends of a line, or on two lines."""
    gap = COLUMNS - len(left) - len(right)
    return f"{left}{' ' * gap}{right}" if gap > 1 else f"{left}\n{right}"


def _full_day(day: date) -> str:
    return f"{window.day_in_words(day)} de {day.year}"


_FILTERS = {
    "pesos": pesos,
    "day": window.day_in_words,
    "short_day": short_day,
    "full_day": _full_day,
    "paragraphs": _paragraphs,
    "wrapped": _wrapped,
    "columns": _columns,
    "lowered": _lowered,
    "beside": _beside,
    "counted": "{:,}".format,
}
