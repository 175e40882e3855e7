"""A template and its values -> the words of a letter, once as plain text and once as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.letters import layout, window
from bot.money import pesos

if TYPE_CHECKING:
    import jinja2


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

    made = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        finalize=_filled,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    made.filters.update(_FILTERS)
    return made


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
    """Return the subject, message, what is missing and the next step of a template as plain text, one line each."""
    plain, _ = _voices(environment)
    return {name: _one_line(_say(plain, template, name, values)) for name in ("subject", "message", "missing", "next")}


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


_FILTERS = {
    "pesos": pesos,
    "day": window.day_in_words,
    "full_day": layout.full_day,
    "paragraphs": layout.paragraphs,
    "wrapped": layout.wrapped,
    "columns": layout.columns,
    "lowered": layout.lowered,
    "beside": layout.beside,
    "counted": "{:,}".format,
}
