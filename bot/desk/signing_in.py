"""Entrar, the six digits, salir: the desk's door."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.front import CODE, ENROL, SECOND_FACTOR, SIGN_IN, Front, Here, Posted, text
from bot.store import audit, users
from bot.store.users import User
from bot.web import codes, passwords, throttle, ways
from bot.web.doorkeeper import Visitor
from bot.web.gate import Counters, Gate

routes = APIRouter()

_NO_MATCH = "El correo o la contraseña no coinciden."
_WRONG_CODE = "Ese código no coincide; espere el siguiente e intente de nuevo."


def _gate(front: Front) -> Gate:
    """Return what counts the failures at this door."""
    return Gate(front.db, front.key, front.now, "desk", SIGN_IN, "comprobot-equipo", front.keeper.https)


@routes.get(SIGN_IN)
def sign_in(request: Request, front: Here) -> Response:
    """Show the door, or the desk to whoever is inside."""
    visitor = front.keeper.visitor(request)
    if front.user_of(visitor) is not None and visitor.session is not None and visitor.session.complete:
        return RedirectResponse("/", 303)
    return _door(front, request)


@routes.post(SIGN_IN)
def try_password(request: Request, front: Here, form: Posted) -> Response:
    """Let in who knows the password."""
    email, password = text(form, "email"), str(form.get("password", ""))
    with front.db.read() as tx:
        user = users.by_email(tx, email)
    counters = _gate(front).counters(request, email, user.id if user else None)
    if wait := _gate(front).wait(counters):
        return _door(front, request, wait, email, text(form, "volver"), status=429)
    if not passwords.fits(user.password_hash if user else None, password) or user is None or not user.active:
        _count_failure(front, counters, email)
        return _door(front, request, _NO_MATCH, email, text(form, "volver"), status=422)
    return _enter(front, request, user, counters, text(form, "volver"))


@routes.get(CODE)
def ask_code(request: Request, front: Here) -> Response:
    """Ask for the six digits."""
    visitor = front.keeper.visitor(request)
    if front.user_of(visitor) is None:
        return RedirectResponse(SIGN_IN, 303)
    return _code_page(front, request, visitor)


@routes.post(CODE)
def try_code(request: Request, front: Here, form: Posted) -> Response:
    """Let in who holds the authenticator."""
    visitor = front.keeper.visitor(request)
    user = front.user_of(visitor)
    if user is None or user.totp_nonce is None:
        return RedirectResponse(SIGN_IN, 303)
    counters = ((f"code:{user.id}", throttle.FREE_PER_ACCOUNT),)  # only who knows the password comes this far
    if wait := _gate(front).wait(counters):
        return _code_page(front, request, visitor, wait, text(form, "volver"), status=429)
    step = codes.step_of(front.secret(user, user.totp_nonce), text(form, "code"), front.now())
    with front.db.begin() as tx:
        fresh = step is not None and users.use_step(tx, user.id, step)
    if not fresh:
        _count_failure(front, counters, user.email)
        return _code_page(front, request, visitor, _WRONG_CODE, text(form, "volver"), status=422)
    return _finish(front, request, user, visitor, counters, text(form, "volver"))


@routes.post("/salir")
def leave(request: Request, front: Here, form: Posted) -> Response:  # noqa: ARG001  its word was checked
    """End the session."""
    answer = RedirectResponse(SIGN_IN, 303)
    front.keeper.dismiss(answer, front.keeper.visitor(request))
    return answer


def _door(
    front: Front, request: Request, problem: str = "", email: str = "", back: str = "", *, status: int = 200
) -> Response:
    visitor = front.keeper.visitor(request)
    page = front.pages.answer(
        request, "desk/sign_in.html", status=status, form_word=visitor.form_word, problem=problem, email=email,
        back=back or request.query_params.get("volver", ""),
    )  # fmt: skip
    front.keeper.remember(page, visitor)
    return page


def _code_page(
    front: Front, request: Request, visitor: Visitor, problem: str = "", back: str = "", *, status: int = 200
) -> Response:
    return front.pages.answer(
        request, "desk/sign_in_code.html", status=status, form_word=visitor.form_word, problem=problem,
        back=back or request.query_params.get("volver", ""),
    )  # fmt: skip


def _enter(front: Front, request: Request, user: User, counters: Counters, back: str) -> Response:
    """Begin the session of who knew the password: a whole one, or one that still waits for the six digits."""
    visitor = front.keeper.visitor(request)
    if user.totp_nonce is None:
        return _finish(front, request, user, visitor, counters, back)
    answer = RedirectResponse(f"{CODE}?volver={quote(ways.inside(back, '/'))}", 303)
    front.keeper.admit(answer, user.id, complete=False, address=ways.address(request), before=visitor)
    return answer


def _finish(
    front: Front, request: Request, user: User, visitor: Visitor, counters: Counters, back: str
) -> RedirectResponse:
    enrols = user.role in SECOND_FACTOR and user.totp_nonce is None
    place = ways.inside(back, "/")
    if enrols:
        place = f"{ENROL}?volver={quote(place)}" if place != "/" else ENROL
    answer = RedirectResponse(place, 303)
    front.keeper.admit(answer, user.id, complete=True, address=ways.address(request), before=visitor)
    _gate(front).know_again(answer, user.id)
    now = front.now()
    with front.db.begin() as tx:
        _gate(front).passed(tx, counters)
        users.change(tx, user.id, signed_in_at=now)
        audit.write(tx, "signed_in", at=now, actor=user.email, details={"address": ways.address(request)})
    return answer


def _count_failure(front: Front, counters: Counters, email: str) -> None:
    with front.db.begin() as tx:
        _gate(front).failed(tx, counters)
        audit.write(tx, "sign_in_failed", at=front.now(), actor=email[:200] or "?", details={})
