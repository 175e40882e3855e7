"""Attributes and style sheets of HTML -> whether anybody could see what stands inside."""

from __future__ import annotations

import re

MOST_SHEET = 100_000  # characters of style sheets
MOST_RULES = 500
LONGEST_RULE = 200  # characters of one rule's declarations

_NEAR_WHITE = r"(?:#(?:[ef][\da-f]){3}\b|#[ef]{3}\b|(?:ghost|floral|antique)?white(?:smoke)?\b|snow\b|ivory\b"
_NEAR_WHITE += r"|rgba?\(\s*2[2-5]\d\s*,\s*2[2-5]\d\s*,\s*2[2-5]\d)"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.[01]\d*)?(?![.\d])|mso-hide\s*:\s*all"
    r"|(?<![\w-])hidden(?=\s|$|=)|font-size\s*:\s*(?:0(?!\.?\d)|[0-3](?:\.\d+)?p[xt]|0?\.[0-2]\d*r?em)"
    r"|(?:left|right|top|bottom|text-indent)\s*:\s*-\d{3,}|(?<![\w-])color\s*:\s*transparent"
    r"|(?<![\w-])transform\s*:\s*scale\(\s*0\s*[,)]|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|opacity\(\s*0(?:\.[01]\d*|%)?\s*\)|(?<![\w-])(?:zoom|scale|line-height)\s*:\s*0(?:\.0\d*)?(?![.\d])"
    r"|fill-color\s*:\s*transparent|letter-spacing\s*:\s*-(?:[1-9]|0?\.[3-9])\d*(?:\.\d+)?r?em|translate[xy]?\([^)]*-\d{3,}"
    r"|rotate[xy]\(\s*90deg|(?<![\w-])font\s*:\s*0(?![.\d])|text-indent\s*:\s*[1-9]\d{2,}|:\s*-\d{2,}(?:\.\d+)?r?em"
    r"|(?<![\w-])color\s*:\s*(?:#[\da-f]{6}[01][\da-f]\b|#[\da-f]{3}[01]\b|(?:rgb|hsl)a?\((?:[^,)]*,){3}\s*0?(?:\.[01]\d*|0%?)?\s*\)"
    r"|(?:rgb|hsl)a?\([^)]*/\s*0?(?:\.[01]\d*|0%?)?\s*\))"
    r"|(?<![\w-])color\s*:\s*hsl\([^)]*,\s*(?:9[3-9]|100)(?:\.\d+)?%\s*\)"
)
_NO_ROOM = re.compile(r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px|pt|em)?\s*(?:[;\"'!]|$)")
_CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)")
_INK = re.compile(r"(?<![\w-])color\s*[:=]\s*[\"']?\s*([\w#][^;\"'>]*)")
_GROUND = re.compile(
    r"(?:(?<![\w-])background(?:-color|-image)?\s*[:=]|bgcolor\s*=)\s*[\"']?\s*(?!transparent|none|in[hi])([\w#][^;\"'>]*)"
)
_SHEET = re.compile(r"<style[^<>]*>([^<]*)", re.IGNORECASE)
_ASIDE = re.compile(r"@[a-z-]+[^{@;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})|/\*[^*]*\*/")  # other screens, comments
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_LAST_NAME = re.compile(r"([.#]?[\w-]+)\s*(?:,|$)")
_NAMES = re.compile(r"(?<![\w-])(class|id)\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s\"'>]+))")


def hides(style: str) -> bool:
    """Return whether lower-case attributes and declarations hide the text inside, on whatever ground it stands.

    >>> hides('style="font-size:1px"'), hides('style="font-size:13px"'), hides('style="max-height:0;overflow:hidden"')
    (True, False, True)
    """
    return bool(_HIDDEN.search(style)) or bool(_NO_ROOM.search(style) and _CUT_OFF.search(style))


def ink_is_white(style: str) -> bool | None:
    """Return whether the text is white or nearly so, which nobody sees on bare paper; None when no colour is set.

    >>> ink_is_white('color="white"'), ink_is_white('style="color:#123"'), ink_is_white('bgcolor="white"')
    (True, False, None)
    """
    return _any_near_white(_INK.findall(style))


def ground_is_dark(style: str) -> bool | None:
    """Return whether a ground is painted on which white can be read; None when none is painted.

    >>> ground_is_dark('bgcolor="#072146"'), ground_is_dark('style="background:#fff"'), ground_is_dark('color="#fff"')
    (True, False, None)
    """
    light = _any_near_white(_GROUND.findall(style))
    return None if light is None else not light


def _any_near_white(colours: list[str]) -> bool | None:
    """Return whether one of several colours for the same thing is; which of them wins is not worth a trick."""
    return any(re.match(_NEAR_WHITE, colour) for colour in colours) if colours else None


def sheets(html: str) -> dict[str, str]:
    """Return the declarations of the page's own style sheets by class, id or tag; those for other screens are left out.

    >>> sheets("<style>.a, td.b {display:none} @media print {.c {color:red}}</style>")
    {'.a': 'display:none;', '.b': 'display:none;'}
    """
    text = "\n".join(_SHEET.findall(html))[:MOST_SHEET].lower()
    found: dict[str, str] = {}
    for selectors, declarations in _RULE.findall(_ASIDE.sub(" ", text))[:MOST_RULES]:
        for name in _LAST_NAME.findall(selectors.strip()[:LONGEST_RULE]):
            found[name] = (found.get(name, "") + declarations.strip() + ";")[:LONGEST_RULE]
    return found


def styled(tag: str, attributes: str, rules: dict[str, str]) -> str:
    """Return the attributes with the declarations that `rules` add for this tag, its classes and its id."""
    if not rules:
        return attributes
    names = [tag]
    for kind, *values in _NAMES.findall(attributes):
        sign = "." if kind == "class" else "#"
        names += [sign + name for name in "".join(values).split()[:20]]
    return " ".join([*(rules[name] for name in names if name in rules), attributes])
