"""A text of templates/paper/manual.toml -> the same for a page: bold, typewriter, and what differs by vendor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK = re.compile(r"\*(?P<bold>[^*]+)\*|`(?P<code>[^`]+)`|\{(?P<value>\w+)\}|(?P<line>\n)")


def said(text: str, values: Mapping[str, str | Markup]) -> Markup:
    """Return the text as HTML, every letter of it escaped; KeyError for a value that nobody gave.

    >>> said("Diga *VERSION SAT {nueva}* y `<b>`", {"nueva": "4.0"})
    Markup('Diga <strong>VERSION SAT 4.0</strong> y <code>&lt;b&gt;</code>')
    """
    parts, end = [], 0
    for found in _MARK.finditer(text):
        parts += [escape(text[end : found.start()]), _marked(found, values)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _marked(found: re.Match[str], values: Mapping[str, str | Markup]) -> Markup:
    if found["bold"]:
        return Markup("<strong>{}</strong>").format(said(found["bold"], values))
    if found["code"]:
        return Markup("<code>{}</code>").format(found["code"])
    return escape(values[found["value"]]) if found["value"] else Markup("<br>")
