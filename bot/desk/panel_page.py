"""A case and what was typed -> its panel, with the very letter that would go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fastapi import HTTPException

from bot.deeds import shown
from bot.desk import panels, previews, said
from bot.desk.filters import Filter
from bot.desk.panels import Typed
from bot.errors import ComprobotError
from bot.store import case_view, claims

if TYPE_CHECKING:
    from fastapi.responses import Response

    from bot.desk.at_case import AtCase
    from bot.store.claims import Claim
    from bot.store.db import Tx


def show(desk: AtCase, panel: str, typed: Typed, problem: str = "") -> Response:
    """Return the panel with what was typed; as a page of its own, or for htmx alone."""
    now = desk.front.now()
    with desk.front.db.read() as tx:
        head = case_view.head(tx, desk.number)
        if head is None:
            raise HTTPException(404)
        claim = _claim(tx, desk.number, said.number(typed.get("comprobante")))
        if panel == "pedir" and not typed.missing and claim is not None and not problem:
            typed = Typed(typed.fields, previews.what_is_missing(claim.reasons))
        facts = panels.facts(tx, head, claim, panel, typed, now)
    if panel == "dividir" and not typed.shares:  # what is offered is looked at, and not complained of
        facts |= _previewed(desk, panel, replace(typed, shares=tuple(facts["rows"]))) | {"complaint": ""}
    else:
        facts |= _previewed(desk, panel, typed)
    back = Filter.of(dict(parse_qsl(typed.get("vuelta").removeprefix("?"))) or typed.fields)
    alone = desk.request.headers.get("HX-Request") == "true"
    return desk.front.page(
        desk.request, desk.clerk, "desk/_panel.html" if alone else "desk/panel.html", status=422 if problem else 200,
        problem=problem, filter=back, **facts,
    )  # fmt: skip


def _previewed(desk: AtCase, panel: str, typed: Typed) -> dict[str, Any]:
    """Return the very letter that would go, or what accepting does; a complaint where it cannot be done."""
    if panel == "aceptar":
        return panels.accepted(desk.deeds, desk.number, said.word(panel, typed), desk.person)
    nothing = {"letter": None, "letters": (), "goes_to": "", "seen": "", "complaint": ""}
    if panel not in ("pedir", "rechazar", "dividir") or not (typed.missing or typed.get("motivo") or typed.shares):
        return nothing
    word = said.word(panel, typed)
    try:
        weighed = desk.deeds.weigh(desk.number, word, desk.person)
    except ComprobotError as wrong:
        return nothing | {"complaint": str(wrong)}
    letters = shown(weighed)
    first = letters[0] if letters else None
    return nothing | {"letter": first, "letters": letters, "goes_to": weighed.to, "seen": ";".join(word.said)}


def _claim(tx: Tx, number: int, asked: int | None) -> Claim | None:
    """Return the claim that is asked for, else the one that waits most, else the last."""
    order = ("desk", "waiting_bank", "waiting_customer")
    found = sorted(
        claims.of_case(tx, number),
        key=lambda one: (one.id != asked, one.receipt is None, order.index(one.state) if one.state in order else 3),
    )
    return found[0] if found else None
