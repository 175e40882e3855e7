"""Children that die of a file, played by scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import UnreadableMail
from bot.receipts.rounds import MOST_KILLERS, REFUSED, Rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"mail"


class Children:
    """Each dies of a killer, unless this attempt of it or a refusal to open it is survived."""

    def __init__(self, files: int, deadly: dict[int, int], *, deadly_head: bool = False) -> None:
        """Hold so many files; `deadly` says up to which attempt each of some is deadly."""
        self.files = files
        self.deadly = deadly
        self.deadly_head = deadly_head
        self.asked: list[tuple[int, int | None, int]] = []

    def ask(self, start: int, end: int | None, attempt: int, late: bool) -> Iterator[bytes]:  # noqa: FBT001
        self.asked.append((start, end, attempt))
        if self.deadly_head:
            raise UnreadableMail("died")
        yield HEAD
        for number in range(start, self.files if end is None else end):
            if attempt <= self.deadly.get(number, 0) and not late:
                raise UnreadableMail("died")
            how = "corrupt" if attempt >= REFUSED else "named" if late else "read"
            yield f"{number} {how} {attempt}".encode()


def never() -> bool:
    return False


def test_without_a_death_one_child_tells_everything() -> None:
    children = Children(3, {})

    assert Rounds(children.ask, never).heard() == [HEAD, b"0 read 1", b"1 read 1", b"2 read 1"]
    assert children.asked == [(0, None, 1)]


def test_a_killer_is_tried_again_alone_and_after_the_others() -> None:
    """B17, B83."""
    children = Children(3, {1: 1})

    assert Rounds(children.ask, never).heard() == [HEAD, b"0 read 1", b"1 read 2", b"2 read 1"]
    assert children.asked == [(0, None, 1), (2, None, 1), (1, 2, 2)]


@pytest.mark.parametrize("killers", [(0,), (2,), (0, 1, 2), (0, 2)])
def test_every_killer_is_refused_after_three_attempts(killers: tuple[int, ...]) -> None:
    """B83."""
    children = Children(3, dict.fromkeys(killers, 3))

    heard = Rounds(children.ask, never).heard()

    assert heard[1:] == [b"%d %s" % (n, b"corrupt 4" if n in killers else b"read 1") for n in range(3)]
    assert [asked for asked in children.asked if asked[1]] == [(n, n + 1, way) for n in killers for way in (2, 3, 4)]


def test_when_the_time_is_up_the_rest_is_named_and_the_killer_refused() -> None:
    """B17: the lease of the job is not outlived."""
    children = Children(3, {0: 3})

    assert Rounds(children.ask, lambda: bool(children.asked)).heard() == [
        HEAD,
        b"0 corrupt 4",
        b"1 named 1",
        b"2 named 1",
    ]


def test_a_death_before_any_file_is_the_mails_own() -> None:
    """B17."""
    children = Children(3, {}, deadly_head=True)

    with pytest.raises(UnreadableMail):
        Rounds(children.ask, never).heard()
    assert len(children.asked) == 1


def test_a_death_without_opening_the_file_is_the_mails_own() -> None:
    """B17: an archive whose unpacking kills is not asked for without end."""
    children = Children(1, {0: REFUSED})

    with pytest.raises(UnreadableMail):
        Rounds(children.ask, never).heard()
    assert children.asked[-1] == (0, 1, REFUSED)


def test_killers_without_end_are_the_mails_own() -> None:
    """B17."""
    children = Children(60, dict.fromkeys(range(60), 3))

    with pytest.raises(UnreadableMail):
        Rounds(children.ask, never).heard()
    assert len(children.asked) == MOST_KILLERS + 1
