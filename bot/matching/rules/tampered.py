"""What the document shows and what it holds are not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "tampered"
FLAGS = frozenset({"tampered", "covered_text"})  # two readings differ; something is drawn over text


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when text layer and picture disagree, or text is painted over (F12)."""
    if FLAGS.isdisjoint(receipt.flags):
        return None
    return Finding(NAME, "El texto guardado en el documento y lo que se ve en él no coinciden.")
