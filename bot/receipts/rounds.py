"""Children that may die of a file -> the answers on all files: each killer costs its own attempts, no other file's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import UnreadableMail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Ask = Callable[[int, int | None, int, bool], Iterator[bytes]]

FIRST = 1  # by PDFium: it alone sees what is covered or hidden
REFUSED = 4  # PDFium, pdfplumber and pictures of the pages (B83) have each ended a child: not opened any more
MOST_KILLERS = 5  # more are no accident, or an archive whose unpacking kills


class Rounds:
    """One mail or archive, told by as many children as it takes."""

    def __init__(self, ask: Ask, is_late: Callable[[], bool]) -> None:
        """Hear the answers of `ask(first file, file after the last or None, attempt, late)`, the head's before them.

        `is_late` says when no time is left: then what is still unread is only named.
        """
        self._ask = ask
        self._is_late = is_late
        self._head: bytes | None = None
        self._files: dict[int, bytes] = {}

    def heard(self) -> list[bytes]:
        """Return the head's answer and one a file; UnreadableMail when a child dies of what is no file's reading.

        All files are read once before any that ended its child is tried again: one that hangs takes its whole time.
        """
        killers: list[int] = []
        while not self._round(len(self._files) + len(killers), None, FIRST):
            killers.append(len(self._files) + len(killers))
            if len(killers) > MOST_KILLERS:
                raise UnreadableMail("the reader died of more than one file after another")
        for killer in killers:
            self._try_again(killer, FIRST + 1)
        return [self._head or b"", *(self._files[number] for number in sorted(self._files))]

    def _try_again(self, number: int, attempt: int) -> None:
        while not self._round(number, number + 1, REFUSED if self._is_late() else min(attempt, REFUSED)):
            attempt += 1

    def _round(self, start: int, end: int | None, attempt: int) -> bool:
        """Return whether a child told all it was asked for; what it told before it died is kept."""
        late = self._head is not None and self._is_late()
        number = start
        try:
            for place, said in enumerate(self._ask(start, end, attempt, late)):
                if place == 0:
                    self._head = self._head or said
                else:
                    self._files[number] = said
                    number += 1
        except UnreadableMail:
            if self._head is None or late or attempt >= REFUSED:
                raise
            return False
        return True
