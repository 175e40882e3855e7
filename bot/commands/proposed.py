"""The proposals of a claim -> lines for staff: score, what speaks for each and against it, and how to say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_WAITS = ("desk", "waiting_customer", "waiting_bank")


def lines(case: int, claim: dict[str, Any]) -> Iterator[str]:
    """Yield the ranked proposals of a claim that still waits, the likeliest first; `claim` is its row."""
    if claim["state"] not in _WAITS or not claim["proposals"]:
        return
    yield "  Podría ser:"
    for place, one in enumerate(claim["proposals"], 1):
        chosen = " · preseleccionada" if one["preselected"] else ""
        yield f"  {place}. {' + '.join(one['references'])} · {one['score']} de 100{chosen}"
        yield from (f"     a favor: {sentence}" for sentence in one["why"])
        yield from (f"     en contra: {sentence}" for sentence in one["why_not"])
    first = claim["proposals"][0]
    named = "" if first["preselected"] else f" --slip {','.join(first['references'])}"
    yield f"  Si es la primera: comprobot case {case} accept{named}"
