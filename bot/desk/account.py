"""Mi cuenta: the own password, the authenticator, and how the keyboard behaves."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.desk.front import ENROL, Anybody, Clerk, Front, Here, Posted, text
from bot.store import audit, sessions, users
from bot.web import codes, passwords, qr, tokens, ways

routes = APIRouter()
_WRONG = "La contraseña actual no coincide."
_WRONG_CODE = "Ese código no coincide; revise la hora de su teléfono e intente con el siguiente."


@routes.get("/mi-cuenta")
def account(request: Request, front: Here, clerk: Anybody) -> HTMLResponse:
    """Show what a user may change of the own account."""
    return _page(front, request, clerk)


def _page(
    front: Front, request: Request, clerk: Clerk, problems: tuple[tuple[str, str], ...] = (), done: str = ""
) -> HTMLResponse:
    status = 422 if problems else 200
    return front.page(request, clerk, "desk/account.html", status=status, problems=problems, done=done)


@routes.post("/mi-cuenta/contrasena")
def change_password(request: Request, front: Here, clerk: Anybody, form: Posted) -> Response:
    """Change the password; every other session of this user ends."""
    old, new = str(form.get("old", "")), str(form.get("new", ""))
    if not passwords.fits(clerk.user.password_hash, old):
        return _page(front, request, clerk, (("old", _WRONG),))
    again = str(form.get("again", ""))
    if wrong := passwords.objection(new, again, clerk.user.name, clerk.user.email.partition("@")[0]):
        return _page(front, request, clerk, (wrong,))
    now = front.now()
    with front.db.begin() as tx:
        users.change(tx, clerk.user.id, password_hash=passwords.hashed(new))
        sessions.end_all(tx, "desk", clerk.user.id, but=tokens.kept(clerk.visitor.token))
        audit.write(tx, "password_changed", at=now, actor=clerk.user.email, details={})
    return _page(front, request, clerk, done="Su contraseña cambió; sus otras sesiones se cerraron.")


@routes.post("/mi-cuenta/preferencias")
def change_preferences(front: Here, clerk: Anybody, form: Posted) -> Response:
    """Keep how single keys and the next case behave."""
    after = text(form, "after")
    chosen = {
        **clerk.user.preferences,
        "keys": text(form, "keys") == "si",
        "after": after if after in ("next", "queue", "stay") else "next",
    }
    with front.db.begin() as tx:
        users.change(tx, clerk.user.id, preferences=chosen)
    return RedirectResponse("/mi-cuenta", 303)


@routes.get(ENROL)
def show_secret(request: Request, front: Here, clerk: Anybody) -> HTMLResponse:
    """Show the secret to scan."""
    return _enrolment(front, request, clerk, _nonce(clerk), back=request.query_params.get("volver", ""))


@routes.post(ENROL)
def enrol(request: Request, front: Here, clerk: Anybody, form: Posted) -> Response:
    """Keep the authenticator once it has shown a code that fits."""
    nonce, back = _nonce(clerk), text(form, "volver")
    if not passwords.fits(clerk.user.password_hash, str(form.get("password", ""))):
        return _enrolment(front, request, clerk, nonce, _WRONG, back)
    step = codes.step_of(front.secret(clerk.user, nonce), text(form, "code"), front.now())
    if step is None:
        return _enrolment(front, request, clerk, nonce, _WRONG_CODE, back)
    with front.db.begin() as tx:
        users.change(tx, clerk.user.id, totp_nonce=nonce, totp_step=step)
        sessions.end_all(tx, "desk", clerk.user.id, but=tokens.kept(clerk.visitor.token))
        audit.write(tx, "authenticator_enrolled", at=front.now(), actor=clerk.user.email, details={})
    return RedirectResponse(ways.inside(text(form, "volver"), "/"), 303)


def _nonce(clerk: Clerk) -> str:
    """Return what makes the secret of this session: another session shows another one."""
    return tokens.kept(f"enrol:{clerk.visitor.token}")[:16]


def _enrolment(
    front: Front, request: Request, clerk: Clerk, nonce: str, problem: str = "", back: str = ""
) -> HTMLResponse:
    secret = front.secret(clerk.user, nonce)
    return front.page(
        request, clerk, "desk/enrol.html", status=422 if problem else 200, problem=problem, back=back,
        spelled=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        square=qr.square(codes.address(secret, clerk.user.email, "Comprobot")),
    )  # fmt: skip
