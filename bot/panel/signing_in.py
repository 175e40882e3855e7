"""Iniciar sesión and Salir: the customers' door."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.panel.front import SIGN_IN, Front, Here, Posted
from bot.store import audit, panel_users
from bot.web import passwords, ways
from bot.web.gate import Gate

routes = APIRouter()

NO_MATCH = "El usuario o la contraseña no coinciden."
_KNOWN = {"guardada": "Listo: su contraseña quedó guardada. Entre con ella.", "fuera": "Cerró su sesión."}


def gate(front: Front) -> Gate:
    """Return what counts the failures at this door."""
    return Gate(front.db, front.key, front.now, "panel", "/panel", "comprobot-cliente", front.keeper.https)


@routes.get(SIGN_IN)
def sign_in(request: Request, front: Here) -> Response:
    """Show the door, or the panel to whoever is inside."""
    if front.found(front.keeper.visitor(request)) is not None:
        return RedirectResponse("/panel", 303)
    return _door(front, request)


@routes.post(SIGN_IN)
def try_password(request: Request, front: Here, form: Posted) -> Response:
    """Let in who knows the password."""
    username, password = ways.text(form, "username"), str(form.get("password", ""))
    back = ways.text(form, "volver")
    with front.db.read() as tx:
        user = panel_users.by_username(tx, username)
    door = gate(front)
    counters = door.counters(request, username, user.id if user else None)
    if wait := door.wait(counters):
        return _door(front, request, wait, username, back, status=429)
    if not passwords.fits(user.password_hash if user else None, password) or user is None or not user.active:
        with front.db.begin() as tx:
            door.failed(tx, counters)
            audit.write(tx, "panel_sign_in_failed", at=front.now(), actor=username[:200] or "?", details={})
        return _door(front, request, NO_MATCH, username, back, status=422)
    before, now = front.keeper.visitor(request), front.now()
    answer = RedirectResponse("/panel/seguir?" + urlencode({"volver": ways.inside(back, "/panel")}, safe="/"), 303)
    front.keeper.admit(answer, user.id, complete=True, address=ways.address(request), before=before)
    door.know_again(answer, user.id)
    with front.db.begin() as tx:
        door.passed(tx, counters)
        panel_users.change(tx, user.id, signed_in_at=now)
        audit.write(tx, "panel_signed_in", at=now, actor=user.username, details={"address": ways.address(request)})
    return answer


@routes.post("/panel/salir")
def leave(request: Request, front: Here, form: Posted) -> Response:  # noqa: ARG001  its word was checked
    """End the session."""
    answer = RedirectResponse(f"{SIGN_IN}?hecho=fuera", 303)
    front.keeper.dismiss(answer, front.keeper.visitor(request))
    return answer


def _door(
    front: Front, request: Request, problem: str = "", username: str = "", back: str = "", *, status: int = 200
) -> Response:
    return front.page(
        request, None, "panel/sign_in.html", status=status, problem=problem, username=username,
        back=back or request.query_params.get("volver", ""), done=_KNOWN.get(request.query_params.get("hecho", ""), ""),
    )  # fmt: skip
