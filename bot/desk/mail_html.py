"""HTML of a stranger -> the part of it that can do nothing: no scripts, no forms, nothing fetched (B94)."""

from __future__ import annotations

import nh3

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Content-Security-Policy of the frame: even what slipped through runs nothing, sends nothing and fetches nothing."""

LARGEST = 2_000_000  # characters: a longer one is cut
_TAGS = {
    "a", "abbr", "b", "big", "blockquote", "br", "center", "code", "dd", "del", "div", "dl", "dt", "em", "font",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "s", "small", "span", "strike",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"align", "dir", "lang", "valign"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "td": {"colspan", "rowspan", "width"},
    "th": {"colspan", "rowspan", "width"},
    "font": {"color", "size"},
}
_LOOKS = (
    "<style>body{font:16px/1.5 system-ui,sans-serif;margin:16px;color:#15211d;background:#fff;overflow-wrap:anywhere}"
    "table{max-width:100%}</style>"
)


def harmless(html: str) -> str:
    """Return a whole page of what may be shown: links lose their targets, pictures and styles go.

    >>> harmless('<b onclick="x()">Pago</b><script>x()</script><img src="//t.example/a.gif">')[-11:]
    '<b>Pago</b>'
    """
    clean = nh3.clean(html[:LARGEST], tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, strip_comments=True)
    return f'<!doctype html><html lang="es"><meta charset="utf-8"><title>Mensaje</title>{_LOOKS}{clean}'
