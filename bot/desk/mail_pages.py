"""Correos: the letters that wait, that went out, that came back, and one of them as it was sent."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from bot.commands.words import KINDS, LETTERS
from bot.desk import exports, letter_view
from bot.desk.front import Anybody, Here
from bot.desk.office import InOffice
from bot.store import letter_list as store
from bot.store import switches
from bot.store.letter_list import Looked
from bot.store.letters import PERSONAL

routes = APIRouter()
_TABS = {
    "por-salir": ("Por salir", ("queued", "sending")),
    "enviados": ("Enviados", ("sent",)),
    "rebotados": ("Rebotados", ("refused", "bounced")),
    "inciertos": ("Inciertos", ("uncertain",)),
    "cancelados": ("Cancelados", ("cancelled",)),
    "todos": ("Todos", ()),
}
_HIS_ALONE = "Esta carta lleva un enlace personal que abre el panel de su cliente: sólo él la ve."
_COUNTED = ("por-salir", "rebotados", "inciertos")  # what somebody may have to look at
_COLUMNS = ("carta", "caso", "tipo", "estado", "para", "asunto", "escrita", "enviada", "error")


@routes.get("/correos")
def listed(request: Request, front: Here, office: InOffice, clerk: Anybody) -> HTMLResponse:
    """Show the letters of one state, newest first."""
    tab, before = _asked(request)
    states = [state for name in _COUNTED for state in _TABS[name][1]]
    with front.db.read() as tx:
        found = store.page(tx, Looked(_TABS[tab][1], before), limit=store.PAGE + 1)
        counts, held = store.counted(tx, states), switches.held_kinds(tx)
    rows, more = found[: store.PAGE], len(found) > store.PAGE
    sums = {name: sum(counts.get(state, 0) for state in _TABS[name][1]) for name in _COUNTED}
    return front.page(
        request, clerk, "desk/letters.html", rows=rows, tab=tab, kinds=KINDS, states=LETTERS, before=before,
        tabs=[(name, words, sums.get(name)) for name, (words, _) in _TABS.items()], waiting=sums["por-salir"],
        older=f"/correos?estado={tab}&antes={rows[-1].id}" if more else "",
        is_off="letter" in held or not office.sends or office.is_shadow,
    )  # fmt: skip


def _asked(request: Request) -> tuple[str, int]:
    tab, before = request.query_params.get("estado", "por-salir"), request.query_params.get("antes", "")
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0
    return tab if tab in _TABS else "por-salir", place


@routes.get("/correos/exportar")
def export(request: Request, front: Here, clerk: Anybody) -> Response:
    """Send the same letters as a file."""
    tab, _ = _asked(request)
    rows = (
        (one.id, one.case_id, KINDS.get(one.kind, one.kind), LETTERS.get(one.state, one.state), one.recipient,
         one.subject, exports.iso(one.queued_at), exports.iso(one.sent_at), one.error)
        for one in store.every(front.db, Looked(_TABS[tab][1]))
    )  # fmt: skip
    return exports.answer(front, clerk, f"correos-{tab}", _COLUMNS, rows)


@routes.get("/correos/{letter_id}")
def one(request: Request, front: Here, clerk: Anybody, letter_id: int) -> HTMLResponse:
    """Show a letter as it was sent."""
    letter, raw = _letter(front, letter_id)
    return front.page(
        request, clerk, "desk/letter.html", letter=letter, seen=_seen(letter, raw), kinds=KINDS, states=LETTERS
    )


@routes.get("/correos/{letter_id}/html")
def html(front: Here, clerk: Anybody, letter_id: int, tema: str = "light") -> HTMLResponse:  # noqa: ARG001
    """Show the HTML of a letter, for its frame."""
    return letter_view.framed(_seen(*_letter(front, letter_id)).html, "dark" if tema == "dark" else "light")


def _seen(letter: store.Shown, raw: bytes) -> letter_view.Seen:
    """Return the letter as its reader gets it; one with a link that opens his panel is his alone."""
    shown = letter_view.seen(raw)
    if letter.kind not in PERSONAL:
        return shown
    return replace(shown, to=letter.recipient, subject=letter.subject, text=_HIS_ALONE, html="")


def _letter(front: Here, letter_id: int) -> tuple[store.Shown, bytes]:
    with front.db.read() as tx:
        found = store.one(tx, letter_id) if 0 < letter_id < 2**62 else None
    if found is None:
        raise HTTPException(404)
    return found
