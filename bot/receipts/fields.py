"""Text -> the labels in it: which field of a payment each wording of a Mexican bank, app or till announces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.receipts import misspelt
from bot.receipts.wordings import ALONE, QUALIFIERS, WORDINGS, listed

FURTHEST = 30  # letters before the first label of a text; behind more it is a word of a sentence
_LOOKALIKE = {"o": "[o0]", "i": "[i1l|t]", "l": "[l1i|]", "s": "[s5]", "b": "[b8]", "z": "[z2]", "g": "[g9]"}
_BETWEEN = r"[\s._/()'’-]*(?:(?:del|de|la|el|los|al|a|en|su|tu|y|por|o)[\s._/()-]*){0,3}"
# how tills and narrow columns shorten the words of a label
_SHORT = {
    "cuenta": "(?:cuenta|cta)", "beneficiario": "(?:beneficiario|beneficiaria|benef)",
    "referencia": "(?:referencia|refer|ref)", "nombre": "(?:nombre|nom|nomb)", "importe": "(?:importe|impte|imp)",
    "comision": "(?:comision|com)", "numerica": "(?:numerica|num)", "autorizacion": "(?:autorizacion|autoriz|aut)",
    "operacion": "(?:operacion|oper|op)", "deposito": "(?:deposito|dep)", "transferencia": "(?:transferencia|transf)",
    "ordenante": "(?:ordenante|ord)", "servicio": "(?:servicio|serv)", "transaccion": "(?:transaccion|trans)",
    "clave": "(?:clave|cve)", "efectivo": "(?:efectivo|efect)", "total": "(?:total|tot)", "hora": "(?:hora|hra|hr)",
    "fecha": "(?:fecha|fec|fch|f)", "recibido": "(?:recibido|recib)", "concepto": "(?:concepto|cpto|conc)",
    "movimiento": "(?:movimiento|movto|mov)", "institucion": "(?:institucion|inst)", "origen": "(?:origen|orig)",
    "destino": "(?:destino|dest)", "rastreo": "(?:rastreo|rast)", "abono": "(?:abono|abo)",
}  # fmt: skip
_SECONDS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789|")  # letters of wordings, and what they are taken for
_GREEK = dict(zip("ρονακτιΡΟΝΑΚΤΙΕΗΜΒΧ", "ponaktiponaktiehmbx", strict=True))
_NUMERO = r"(?:numer[o0]|num|nr[o0]|n[o0])"
_NUMBER = r"(?:(?:numero|num|nro|no|n|#)\s*[.º°ª:]*\s*(?:(?:del|de|la)\s*){0,2})?"
# what ends a label without being its value: a second wording behind a slash, or whose it is
_REST = re.compile(
    r"\s*(?:/\s*[a-z][a-z ]{2,30}|(?:del? )?(?:beneficiari[oa]|ordenante|destin[oa]|receptora?)"
    r"|(?:en|por) (?:el )?spe[il1]|del? (?:la )?(?:pago|operacion|transferencia|envio))\s*(?=:|$)"
    r"|\s*(?:[a-z]{2,9}(?:ado|ido)|escrito) por (?:el|su|la) [a-z]{4,12}(?![a-z])"
)
# "Hora de abono en la cuenta beneficiaria:": the words up to the colon tell a label closer
_MORE_WORDS = re.compile(r"\s*(?:(?:del?|en|con|por|al?|para|sin)\s+)[^:$\d*•]{2,45}(?=:)")
_CLABE_END = re.compile(r"clabe-\d{3,6}")
_YEAR = re.compile(r"del? 20[23]\d a las? \d")  # of a day that the line above begins
_BEFORE = re.compile(
    r"(?:con|por|bajo|y|en|tu|su|mi|el|la|es|the|your|my|with)\s?(?:el numero de|numero de|el|la|tu|su|los)?"
    r"|:?\d{1,2}[a-z]?\s?[.):]?"  # the numbered boxes of a form
)


@dataclass(frozen=True, slots=True)
class Label:
    """A wording found in a text: text[start:end] announces `field`; a smaller rank is the more telling wording."""

    field: str
    rank: int
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` in lower case without accents, letter for letter as long as it was.

    >>> fold("Núm. de Operación")
    'num. de operacion'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def lettered(folded: str) -> str:
    """Return folded text with a zero between letters read as the letter O, which the OCR often takes for it."""
    return re.sub(r"(?<=[a-z])0(?=[a-z])", "o", folded)


def label_at(text: str, start: int = 0) -> Label | None:
    """Return the longest label that `text` (folded) has at `start`; None when no wording is known.

    >>> label_at("concept0: pago"), label_at("pago de servicio")
    (Label(field='concept', rank=0, start=0, end=8), None)
    """
    initial, second = _initial(text[start : start + 1]), text[start + 1 : start + 2]
    for pattern, field, rank, alone in _patterns(initial, second if {initial, second} <= _SECONDS else ""):
        found = pattern.match(text, start)
        if found and not _YEAR.match(text, start) and _ends_well(text, found.end(), alone=alone):
            return Label(field, rank, start, found.end())
    return None


@lru_cache(maxsize=2000)  # a page is thought through more than once
def split(text: str, *, pictured: bool = False) -> tuple[tuple[Label | None, str, int, int], ...]:
    """Return the parts of one printed text: its label or None, the value behind it, and where the part starts and ends.

    With `pictured` a label may have letters that the OCR misread.

    >>> [(part[0] and part[0].field, part[1]) for part in split("FECHA: 31/08/2026 HORA: 19:19")]
    [('date', '31/08/2026'), ('time', '19:19')]
    """
    folded = fold(text)
    if _CLABE_END.fullmatch(folded.strip()):  # what a bank leaves of an account
        return ((None, text.strip(), 0, len(text)),)
    labels = _labels(folded) or _spaced_out(folded) or (_misread(folded) if pictured else [])
    if not labels:
        return ((None, text.strip(), 0, len(text)),)
    starts = [label.start for label in labels]
    starts[0] = 0 if _BEFORE.fullmatch(folded[: starts[0]].strip()) else starts[0]
    ends = [*starts[1:], len(text)]
    parts: list[tuple[Label | None, str, int, int]] = []
    if text[: starts[0]].strip(" :.-"):
        parts.append((None, text[: starts[0]].strip(), 0, starts[0]))
    for label, start, end in zip(labels, starts, ends, strict=True):
        value = text[label.end : end].strip(" \t:：;.=|>-_?")
        parts.append((label, "" if fold(value) in ("de", "del") else value, start, end))
    return tuple(parts)


def _labels(folded: str) -> list[Label]:
    """Return the labels of one text: the first at its head, more only where a value has ended before them."""
    found: list[Label] = []
    for place in re.finditer(r"(?<![^\W_])[^\W_]", folded):
        start = place.start()
        if found and start < found[-1].end:
            continue
        if not found and len(_before(folded, start)) >= FURTHEST:
            break
        label = label_at(folded, start)
        if label and (_heads(folded, label) if not found else _follows(folded, found[-1], label)):
            found.append(_whole(folded, _qualified(folded, label)))
    return found


def _qualified(folded: str, label: Label) -> Label:
    """Return the label with the field that the words behind it tell, up to its colon or value."""
    rest = re.match(r"[^:$\d*]{0,40}", folded[label.end :])
    for words, field in QUALIFIERS.get(label.field, ()):
        if rest and re.search(rf"(?<![a-z])(?:{words})", rest[0]):
            return replace(label, field=field)
    return label


def _spaced_out(folded: str) -> list[Label]:
    """Return the label that a text is, up to its colon, when blanks inside its words are left out: "Import e"."""
    head = folded.partition(":")[0]
    compact = "".join(head.split())
    if compact == head or not 4 <= len(compact) <= 40 or not compact.isalpha():
        return []
    label = label_at(compact)
    return [replace(label, end=len(head))] if label and label.end == len(compact) else []


def _misread(folded: str) -> list[Label]:
    """Return the label that a text is, up to its colon, with a letter or two misread: "Concmpto de pago"."""
    head = folded.partition(":")[0]
    wording = misspelt.nearest(head)
    return [Label(*wording, start=0, end=len(head))] if wording else []


def _whole(folded: str, label: Label) -> Label:
    """Return the label with what still belongs to it: "Concepto / motivo", "Razón social beneficiario"."""
    rest = _REST.match(folded, label.end) or _MORE_WORDS.match(folded, label.end)
    return replace(label, end=rest.end()) if rest else label


def _heads(folded: str, label: Label) -> bool:
    """Whether a first label is one: at the head of its text, or before a colon a few words in."""
    before = _before(folded, label.start)
    colon = re.match(r"\s*[:：]", folded[label.end :]) is not None
    bare = not folded[label.end :].strip(" .:：?") and _BEFORE.fullmatch(before) is not None  # "Con referencia"
    return not before or ((colon or bare) and len(before) < FURTHEST and len(label_text(folded, label)) > 2)


def _before(folded: str, start: int) -> str:
    """Return what stands before a label, without the signs that bullets and frames leave."""
    return folded[:start].strip(" *·•-–>$:|¿¡")


def _follows(folded: str, earlier: Label, label: Label) -> bool:
    """Whether a further label of the same text is one, and not a word of the value before it."""
    value = folded[earlier.end : label.start].strip(" :：;")
    after = folded[label.end :]
    if earlier.field == "concept" and label.field in ("reference", "bank_reference", "concept", "amount", "other"):
        return False
    if not value or len(label_text(folded, label)) < 2:
        return False
    return bool(re.match(r"\s*[:：]\s*\S", after)) or (
        value[-1].isdigit() and bool(re.match(r"[\s.]*(?:\d+\s*%)?\s*[$*\d]", after))
    )


def label_text(folded: str, label: Label) -> str:
    """Return the letters of the label as printed."""
    return folded[label.start : label.end].strip()


def _ends_well(text: str, end: int, *, alone: bool) -> bool:
    rest = text[end:]
    one = rest[:1].isdigit() and not text[max(end - 2, 0) : end - 1].isalnum()  # "A4410-972318"
    if one or rest[:1].isalpha() or (rest[:1].isdigit() and text[end - 1].isdigit()):
        return False
    if not alone:
        return True
    return not rest.strip(" .?") or bool(
        re.match(r"\s*(?:[:：$*=]|\d|(?:mxn|mxp|usd|eur)\s?\$?\s?\d|-\s*\$|/\s*[a-z ]{2,30}$)", rest)
    )


@cache
def _patterns(initial: str, second: str) -> tuple[tuple[re.Pattern[str], str, int, bool], ...]:
    """Return the wordings that may begin with these two letters, "" for any other sign, the longest first."""
    return tuple(row for row, wording in _beginning_with(initial) if _may_go_on(wording, initial, second))


def _may_go_on(wording: str, initial: str, second: str) -> bool:
    """Whether a wording, as printed, shortened or misread, may have this second letter."""
    first, *more = wording.split()
    if first == "numero" or initial in "n#":
        return True
    spellings = _SHORT.get(first, first).removeprefix("(?:").rstrip(")").split("|") if more else [first]
    return any(len(one) < 2 or not second or second in _LOOKALIKE.get(one[1], one[1]) for one in spellings)


@cache
def _beginning_with(initial: str) -> tuple[tuple[tuple[re.Pattern[str], str, int, bool], str], ...]:
    """Return the wordings that begin with a letter, the longest first, each behind the expression for it."""
    every = [
        (wording, field, rank)
        for field, ranks in WORDINGS.items()
        for rank, wordings in enumerate(ranks)
        for wording in listed(wordings)
    ]
    numbered = ("reference", "folio", "account", "payee_account", "tracking_key", "other", "bank_reference")
    chosen = [
        (wording, field, rank, prefix)
        for wording, field, rank in every
        for prefix in (("", _NUMBER) if field in numbered else ("",))
        if wording[0] == initial or (prefix and initial in "n#")
    ]
    alone = frozenset(listed(ALONE))
    chosen.sort(key=lambda row: (-len(row[0]), row[3] == ""))
    return tuple(
        ((re.compile(prefix + _spelling(word)), field, rank, word in alone), word)
        for word, field, rank, prefix in chosen
    )


def _spelling(wording: str) -> str:
    """Return the expression for a wording with the OCR's confusions and without trust in its spaces."""
    plain = wording.split()
    words = [
        _NUMERO if word == "numero" else _alike(_SHORT.get(word, word) if len(plain) > 1 else word) for word in plain
    ]
    return _BETWEEN.join(words) + r"(?:del?(?:la)?(?![a-z]))?"


def _alike(letters: str) -> str:
    """Return the letters with those that the OCR takes for others; the signs of an expression stay."""
    return "".join(_LOOKALIKE.get(letter, letter) for letter in letters)


def _initial(letter: str) -> str:
    return {"0": "o", "1": "i", "5": "s", "8": "b", "º": "n"}.get(letter, letter)


class _Folded(dict[int, str]):
    """Each letter as it is folded, by its number; worked out when it is met, and the first thousands kept."""

    def __missing__(self, number: int) -> str:
        letter = _fold_letter(chr(number))
        if len(self) < 5_000:
            self[number] = letter
        return letter


def _fold_letter(letter: str) -> str:
    if letter < "\x80":
        return letter.lower()
    if letter in _GREEK:  # the recogniser knows other letters that look the same
        return _GREEK[letter]
    if letter.isdecimal():  # full-width and other scripts' digits
        return str(unicodedata.decimal(letter))
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter


_FOLDED = _Folded()
