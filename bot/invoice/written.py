"""A mail's own words -> the fiscal data that the customer types for his invoice."""

from __future__ import annotations

import re

from bot.invoice import rfc, sat
from bot.invoice.folding import folded
from bot.invoice.legal_name import legal_name_of
from bot.model import FiscalData

_LONGEST = 20_000  # characters of a mail that are read
_POSTAL = re.compile(
    r"\b(?:c\.?\s?p\.?|codigo\s+postal(?:\s+fiscal)?|cod\.?\s+postal)[\s:.=#-]*(?:es\s+(?:el\s+)?)?(\d{5})(?!\d|-\d)"
)
_REGIME = re.compile(r"\breg(?:imen|\.)?(?:\s+fiscal)?\b\W{0,4}(?:es\s+(?:el\s+)?|del?\s+)?\W{0,3}(6\d\d)\b")
_REGIME_SAID = re.compile(r"\breg(?:imen)?\b|\bresico\b")
_USE = re.compile(r"\b(?:uso|cfdi)\b[^\n]{0,40}?\b(g0[1-3]|i0[1-8]|d0[1-9]|d10|s01|cp01)\b|\b(g0[1-3])\b")
_USE_SAID = re.compile(r"\buso\b|\bcfdi\b")
_NAME = re.compile(
    r"^\W*(?:razon\s+social|denominacion(?:\s+social|\s*/\s*razon\s+social|\s+o\s+razon\s+social)?"
    r"|nombre\s*(?:fiscal|completo|o\s+razon\s+social|/\s*razon\s+social)?|a\s+nombre\s+de|cliente|empresa)"
    r"(?:\s*[:=-]+\s*|\s+(?=(?:es)\s+))(?:es\s+)?(?P<name>\S[^\n]*)$"
)
_NAME_INLINE = re.compile(r"\b(?:razon\s+social|a\s+nombre\s+de)\b\s*:?\s*(?:es\s+)?(?P<name>[^\n,;:]{3,120})")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_EMAIL_SAID = re.compile(r"\bfactur\w*|\bcfdi\b|\b(?:e-?mail|correo|mail)\s*(?:electronico)?\s*:")
_ALONE = re.compile(
    r"^\W*(?:(?P<regime>6\d\d)|(?P<use>g0[1-3]|i0[1-8]|s01)|(?P<postal>\d{5}))\b(?:\s*[-–:.]?\s*[^\d\n]*)?$"
)
# A label of ours inside what was taken for a name ends it: "Ferretería Trejo RFC FTR010203AB1".
_NEXT = re.compile(r"\W+(?:r\.?f\.?c\.?\b|c\.?p\.?\s*:?\s*\d|reg(?:imen)?\b|uso\b|codigo\s+postal|con\s+(?:rfc|los)\b)")


def written_in(text: str, own_addresses: frozenset[str] = frozenset()) -> FiscalData:
    """Return what a mail says of its receiver; `text` is the sender's own, `own_addresses` are never the receiver's."""
    text = text[:_LONGEST]
    number = rfc.rfc_of(text)
    lines = text.split("\n")
    alone = _alone(lines) if number else {}
    return FiscalData(
        rfc=number,
        legal_name=_name(lines, number),
        regime=_regime(lines) or alone.get("regime"),
        postal_code=_first(_POSTAL, text) or alone.get("postal"),
        cfdi_use=_use(lines) or alone.get("use", "").upper() or None,
        email=_email(lines, own_addresses),
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(folded(text))
    return next((group for group in found.groups() if group), None) if found else None


def _alone(lines: list[str]) -> dict[str, str]:
    """Return the codes that stand alone on a line: beside an RFC they are fiscal data, else anything."""
    found: dict[str, str] = {}
    for line in lines:
        match = _ALONE.match(" ".join(folded(line).split()))  # long runs of spaces would take it long
        if match and match.lastgroup is not None:
            found.setdefault(match.lastgroup, match[match.lastgroup])
    return {kind: code for kind, code in found.items() if kind != "regime" or code in sat.REGIMES}


def _regime(lines: list[str]) -> str | None:
    """Return the regime of its code, else of its name on a line that speaks of the regime."""
    code = _first(_REGIME, "\n".join(lines))
    if code is not None:
        return code if code in sat.REGIMES else None
    said = "\n".join(line for line in map(folded, lines) if _REGIME_SAID.search(line))
    named = {code for _, code in sat.regimes_named(said)}
    return named.pop() if len(named) == 1 else None


def _use(lines: list[str]) -> str | None:
    code = _first(_USE, "\n".join(lines))
    if code is not None:
        return code.upper()
    named = sat.uses_named("\n".join(line for line in map(folded, lines) if _USE_SAID.search(line)))
    return named[0] if len(named) == 1 else None


def _name(lines: list[str], number: str | None) -> str | None:
    """Return the name behind its label, else the line in capitals beside the one that holds the RFC alone."""
    for line in lines:
        match = _NAME.match(folded(line)) or _NAME_INLINE.search(folded(line))
        name = legal_name_of(_cut(line[match.start("name") : match.end("name")])) if match else None
        if name is not None and rfc.rfc_of(name) is None:
            return name
    return _beside_the_rfc([line.strip() for line in lines if line.strip()]) if number else None


def _cut(name: str) -> str:
    end = _NEXT.search(folded(name))
    return name[: end.start()] if end else name


def _beside_the_rfc(lines: list[str]) -> str | None:
    for place, line in enumerate(lines):
        if rfc.rfc_of(line) is None or len(line) > 25:  # longer lines say more than the number
            continue
        for beside in (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]):
            if beside == beside.upper() and len(beside.split()) > 1 and not re.search(r"\d|[:@$]", beside):
                return legal_name_of(beside)
    return None


def _email(lines: list[str], own_addresses: frozenset[str]) -> str | None:
    """Return the one address that the mail gives for its invoice."""
    said = [line for line in lines if _EMAIL_SAID.search(_EMAIL.sub(" ", folded(line)))]
    found = {address.lower().rstrip(".") for line in said for address in _EMAIL.findall(line)}
    found = {address for address in found if not _is_ours(address, own_addresses)}
    return found.pop() if len(found) == 1 else None


def _is_ours(address: str, own_addresses: frozenset[str]) -> bool:
    return bool({address, address.partition("@")[2]} & own_addresses)
