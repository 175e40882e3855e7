"""What a bank shows, block by block, before anybody draws it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.further.pen import Pen

Drawn = Literal["phone", "web", "web_pdf", "paper", "ticket"]


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, placed as the page's skin places them."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two fields on one line."""

    left: Field
    right: Field


@dataclass(frozen=True, slots=True)
class Hero:
    """The large words of a screen, often the amount, with a caption."""

    value: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside the page."""

    title: str


@dataclass(frozen=True, slots=True)
class Note:
    """Running text: thanks, advice, legal words."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings over rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """White, tiny words that only a text layer knows."""

    text: str


Block = Field | Hidden | Pair | Hero | Section | Note | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """One page or screen."""

    brand: str
    blocks: tuple[Block, ...]
    title: str = ""
    skin: str = "rows"
    colour: str = "#0b5cab"
    dark: bool = False
    button: str = "Compartir comprobante"  # on a telephone
    font: str = "Nimbus Sans"

    def data(self) -> dict[str, Any]:
        """Return the page as plain values, each block with its kind."""
        blocks = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in self.blocks]
        return {"brand": self.brand, "title": self.title, "skin": self.skin, "colour": self.colour,
                "dark": self.dark, "font": self.font, "blocks": blocks}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """One bank's way to show a payment."""

    name: str
    bank: str  # as people say it
    drawn: Drawn
    draw: Callable[[Pen], Page] = field(repr=False)
