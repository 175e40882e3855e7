"""A panel opened or sent -> what will happen, in sentences; or what was done, and the next case."""

# ruff: noqa: FAST003  the number of the case reaches a route through its dependency
from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse, Response

from bot.desk import going_on, panel_page, panels, said
from bot.desk.at_case import AtCase, Desk
from bot.desk.front import Posted
from bot.errors import ComprobotError, DoorClosed, Overtaken
from bot.ruling import Word

routes = APIRouter()


@routes.get("/casos/{number}/{panel}")
def show(desk: Desk, panel: str) -> Response:
    """Show a panel: nothing is done by looking at it."""
    if panel not in panels.TITLES:
        raise HTTPException(404)
    asked = desk.request.query_params
    typed = said.typed(dict(asked), asked.getlist("falta"), asked.getlist("referencia"), asked.getlist("importe"))
    return panel_page.show(desk, panel, typed)


@routes.post("/casos/{number}/firmar")
def sign(desk: Desk, form: Posted) -> Response:
    """Give the second signature (B105)."""
    try:
        done = desk.deeds.sign(desk.number, said.whole(form, "firma") or 0, desk.person, said.whole(form, "version"))
    except Overtaken as late:
        return going_on.overtaken(desk, late, form)
    return going_on.next_case(desk, form, done)


@routes.post("/casos/{number}/deshacer")
def undo(desk: Desk, form: Posted) -> Response:
    """Undo what this person just decided: nothing of it has gone out."""
    try:
        desk.deeds.undo(said.whole(form, "decision") or 0, desk.person)
    except ComprobotError as late:
        if isinstance(late, DoorClosed):
            raise
        return going_on.said(desk, 409, str(late), form)
    return RedirectResponse(going_on.address(f"/casos/{desk.number}", said.filter_of(form), listo="deshecho"), 303)


@routes.post("/casos/{number}/{panel}")
def decide(desk: Desk, form: Posted, panel: str) -> Response:
    """Carry out what a panel said would happen."""
    if panel not in panels.ACTIONS:
        raise HTTPException(404)
    typed = said.typed(
        said.fields(form), said.each(form, "falta"), said.each(form, "referencia"), said.each(form, "importe")
    )
    word = said.word(panel, typed)
    try:
        if panel == "dividir" and typed.get("visto") != ";".join(word.said):
            _assert_nothing_unseen(desk, word)
        done = desk.deeds.decide(desk.number, said.chosen(word), desk.person)
    except Overtaken as late:
        return going_on.overtaken(desk, late, form)
    except ComprobotError as wrong:
        if isinstance(wrong, DoorClosed):
            raise
        return panel_page.show(desk, panel if panel in panels.TITLES else "mas", typed, str(wrong))
    return going_on.next_case(desk, form, done)


def _assert_nothing_unseen(desk: AtCase, word: Word) -> None:
    """Refuse shares that were changed after their letters were shown, if they write to a customer."""
    if desk.deeds.weigh(desk.number, word, desk.person).letters:
        raise ComprobotError("Lea abajo la carta que pide el resto y confirme.")
