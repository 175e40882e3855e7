"""One template, said twice."""

from __future__ import annotations

import jinja2
import pytest

from bot.letters import voice

LETTER = """\
{% if part == "subject" %}Hola {{ name }}{% elif part == "preheader" %}corto
{% else %}{{ strong(name) }}, {{ link("aquí", "https://a.example/?a=1&b=2") }}{% endif %}"""


def said(source: str, **values: object) -> voice.Words:
    environment = voice.environment(jinja2.DictLoader({"x.j2": source}))
    return voice.letter_words(environment, "x.j2", values)


def test_html_escapes_and_plain_text_does_not() -> None:
    words = said(LETTER, name="Pérez & <b>Hijos</b>")

    assert words.subject == "Hola Pérez & <b>Hijos</b>"
    assert words.text == "Pérez & <b>Hijos</b>, aquí: https://a.example/?a=1&b=2\n"
    assert "<strong>Pérez &amp; &lt;b&gt;Hijos&lt;/b&gt;</strong>" in words.html
    assert 'href="https://a.example/?a=1&amp;b=2"' in words.html


@pytest.mark.parametrize("source", ["{{ nobody }}", "{{ name }}"])
def test_an_unknown_value_is_an_error_and_no_hole(source: str) -> None:
    with pytest.raises((jinja2.UndefinedError, ValueError)):
        said(source, name=None)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__init__.__globals__ }}",
        "{{ '{0.__class__.__mro__}'.format(name) }}",
        "{{ names.append(1) }}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(source: str) -> None:
    """B98: staff-edited templates run in the sandbox."""
    with pytest.raises(jinja2.exceptions.SecurityError):
        said(source, name="x", names=[])
