"""A drawn file and its label, in the words of tests/receipts/truth.jsonl."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.further.copies import Copy
    from benchmarks.further.pen import Pen


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the set."""

    ending: str
    content: bytes
    label: dict[str, Any]


def receipt(
    layout: str, pen: Pen, copied: Copy, *reasons: str, payments: list[dict[str, Any]] | None = None, **more: Any
) -> Made:
    """Return a receipt labelled with what the pen wrote, or with the payments given."""
    label = {
        "kind": copied.kind,
        "layout": layout,
        "is_receipt": True,
        "reasons": list(reasons),
        "difficulty": copied.difficulty,
        "payments": [pen.said] if payments is None else payments,
        "printed_amount": pen.printed_amount,
        "decoys": pen.decoys,
        **more,
    }
    return Made(copied.ending, copied.content, label)


def negative(layout: str, ending: str, content: bytes, *reasons: str) -> Made:
    """Return a file that proves no payment."""
    label = {
        "kind": "negative",
        "layout": layout,
        "is_receipt": False,
        "reasons": list(reasons),
        "difficulty": 1,
        "payments": [],
        "decoys": {"amounts": [], "references": []},
    }
    return Made(ending, content, label)
