"""¿Olvidó su contraseña?: a mailed link that opens once, and the password that its owner chooses."""

from collections.abc import Callable  # without lazy annotations: fastapi reads those of routes as they are made
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.errors import ComprobotError
from bot.panel.front import SIGN_IN, Front, Here, Posted
from bot.store import audit, panel_links, panel_users, sessions
from bot.store.panel_users import PanelUser
from bot.web import passwords, ways
from bot.web.gate import Gate

routes = APIRouter()
SAID = "Si ese usuario existe, le enviamos un enlace. Vence en 30 minutos y sirve una vez."
_OVER = "Este enlace ya se usó o venció."
_LONGEST = 200  # characters of a name that is asked for


def sender(request: Request) -> Callable[[str], None]:
    """Return what mails a link to the customer of a name."""
    found: Callable[[str], None] = request.app.state.send_link
    return found


Send = Annotated[Callable[[str], None], Depends(sender)]


def _gate(front: Front) -> Gate:
    """Return what counts the links that were asked for: each counts, whether there is such a user or not."""
    return Gate(front.db, front.key, front.now, "panel-link", "/panel", "comprobot-enlace", front.keeper.https)


@routes.get("/panel/olvido")
def ask(request: Request, front: Here) -> HTMLResponse:
    """Ask for the name."""
    return front.page(request, None, "panel/forgotten.html", problem="", said="", username="")


@routes.post("/panel/olvido")
def send(request: Request, front: Here, form: Posted, later: BackgroundTasks, post: Send) -> HTMLResponse:
    """Say always the same, and mail the link after the answer has gone: its time tells nothing either (B103)."""
    username = ways.text(form, "username")[:_LONGEST]
    if not username:
        return _asked(request, front, problem="Escriba su usuario.", status=422)
    gate = _gate(front)
    counters = gate.counters(request, username, None)
    if wait := gate.wait(counters):
        return _asked(request, front, problem=wait, username=username, status=429)
    with front.db.begin() as tx:
        gate.failed(tx, counters)
    later.add_task(_post, front, post, username)
    return _asked(request, front, said=SAID)


def _post(front: Front, post: Callable[[str], None], username: str) -> None:
    """Mail the link; what goes wrong is logged, for the answer has gone and must have been the same."""
    try:
        post(username)
    except ComprobotError as error:
        front.log("panel_link_failed", error=str(error))


def _asked(
    request: Request, front: Front, *, problem: str = "", said: str = "", username: str = "", status: int = 200
) -> HTMLResponse:
    return front.page(
        request, None, "panel/forgotten.html", status=status, problem=problem, said=said, username=username
    )


@routes.get("/panel/contrasena/{word}")
def show(request: Request, front: Here, word: str) -> HTMLResponse:
    """Show the form, or that the link is over; looking does not use it up."""
    user = _owner(front, word)
    return _form(request, front, word, user, status=200 if user is not None else 404)


def _owner(front: Front, word: str) -> PanelUser | None:
    """Return whose password this link changes."""
    with front.db.read() as tx:
        link = panel_links.opens(tx, panel_links.kept(word), now=front.now())
        user = panel_users.one(tx, link.panel_user_id) if link is not None else None
    return user if user is not None and user.active else None


def _form(
    request: Request, front: Front, word: str, user: PanelUser | None, wrong: tuple[str, str] | None = None,
    *, status: int,
) -> HTMLResponse:  # fmt: skip
    return front.page(
        request, None, "panel/new_password.html", status=status, word=word, user=user, over=_OVER,
        problems=(wrong,) if wrong else (), shortest=passwords.SHORTEST,
    )  # fmt: skip


@routes.post("/panel/contrasena/{word}")
def choose(request: Request, front: Here, form: Posted, word: str) -> Response:
    """Keep the password: every session and every other link of this customer ends."""
    user = _owner(front, word)
    if user is None:
        return _form(request, front, word, None, status=404)
    new = str(form.get("new", ""))
    if wrong := passwords.objection(new, str(form.get("again", "")), user.username):
        return _form(request, front, word, user, wrong, status=422)
    kept, now = passwords.hashed(new), front.now()
    with front.db.begin() as tx:
        if not panel_links.use(tx, panel_links.kept(word), at=now):  # two windows at once: the first one chose
            return _form(request, front, word, None, status=404)
        panel_links.end_all(tx, user.id, at=now)
        panel_users.change(tx, user.id, password_hash=kept)
        sessions.end_all(tx, "panel", user.id)
        audit.write(tx, "panel_password_changed", at=now, actor=user.username, details={"by": "link"})
    return RedirectResponse(f"{SIGN_IN}?hecho=guardada", 303)
