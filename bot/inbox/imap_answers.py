"""What imaplib hands over after a FETCH -> one answer a mail, and none for a mail that came broken."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r" ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([-+])(\d\d)(\d\d)")
_ENTRY = rb'([A-Z0-9.\-]+(?:\[[A-Z.]*\])?(?:<\d+>)?) ([0-9]+|NIL|"(?:[^"\\]|\\.)*"|\{\d+\}|\([^()]*\))'
_FIND_ENTRY = re.compile(_ENTRY, re.IGNORECASE)
_ANSWER = re.compile(rb"\d+ \( *" + _ENTRY + rb"(?: +" + _ENTRY + rb")* *\)", re.IGNORECASE)
_QUOTED_BODY = re.compile(rb'BODY\[[A-Z]*\](?:<\d+>)? "((?:[^"\\]|\\.)*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says of one mail."""

    uid: int
    entries: dict[bytes, bytes]  # RFC822.SIZE, INTERNALDATE, ... without their quotes
    body: bytes | None


def answers(items: Iterable[object]) -> Iterator[Answer]:
    """Yield each FETCH answer; imaplib gives the text before a literal with it as a pair, then the text after it."""
    text, literals = b"", list[bytes]()
    for item in items:
        if isinstance(item, tuple):
            text += item[0]
            literals.append(item[1])
        elif isinstance(item, bytes):
            # an answer with anything else around its literal had a literal of the wrong length
            if _ANSWER.fullmatch(text + item):
                yield from _answer(text + item, literals)
            text, literals = b"", []


def _answer(text: bytes, literals: list[bytes]) -> Iterator[Answer]:
    entries = {name.upper(): value.strip(b'"') for name, value in _FIND_ENTRY.findall(text.partition(b"(")[2])}
    quoted = _QUOTED_BODY.search(text)
    body = literals[0] if len(literals) == 1 else re.sub(rb"\\(.)", rb"\1", quoted[1]) if quoted else None
    if b"UID" in entries:
        yield Answer(int(entries[b"UID"]), entries, body)


def instant(text: str) -> datetime | None:
    """Return an INTERNALDATE as an aware instant; None when it is not one (imaplib's own loses the zone)."""
    found = _DATE.fullmatch(text)
    if found is None or found[2].title() not in MONTHS:
        return None
    day, year, hour, minute, second, ahead, behind = (int(found[group]) for group in (1, 3, 4, 5, 6, 8, 9))
    offset = timedelta(hours=ahead, minutes=behind) * (-1 if found[7] == "-" else 1)
    month = MONTHS.index(found[2].title()) + 1
    with suppress(ValueError):
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    return None


def number(answer: Sequence[object]) -> int:
    """Return the last number that the server said, 0 when it said none."""
    last = answer[-1] if answer else None
    return int(last) if isinstance(last, bytes) and last.isdigit() else 0
