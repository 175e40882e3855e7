"""Entrar, the six digits, salir: the desk's door."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.front import CODE, ENROL, SECOND_FACTOR, SIGN_IN, Front, Here, Posted, text
from bot.store import audit, sessions, users
from bot.store.users import User
from bot.web import codes, passwords, throttle, tokens
from bot.web.doorkeeper import Visitor

routes = APIRouter()

_NO_MATCH = "El correo o la contraseña no coinciden."
_WRONG_CODE = "Ese código no coincide; espere el siguiente e intente de nuevo."
_DEVICE = "comprobot-equipo"
_DEVICE_DAYS = 180


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
    counters = throttle.keys(email.lower(), _address(request), _device(front, request, email))
    if wait := _wait(front, counters):
        return _door(front, request, wait, email, status=429)
    with front.db.read() as tx:
        user = users.by_email(tx, email)
    if not passwords.fits(user.password_hash if user else None, password) or user is None or not user.active:
        _count_failure(front, counters, email)
        return _door(front, request, _NO_MATCH, email, status=422)
    return _enter(front, request, user, [key for key, _ in counters], text(form, "volver"))


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
    if wait := _wait(front, counters):
        return _code_page(front, request, visitor, wait, status=429)
    step = codes.step_of(front.secret(user, user.totp_nonce), text(form, "code"), front.now())
    with front.db.begin() as tx:
        fresh = step is not None and users.use_step(tx, user.id, step)
    if not fresh:
        _count_failure(front, counters, user.email)
        return _code_page(front, request, visitor, _WRONG_CODE, status=422)
    return _finish(front, request, user, visitor, [key for key, _ in counters], text(form, "volver"))


@routes.post("/salir")
def leave(request: Request, front: Here, form: Posted) -> Response:  # noqa: ARG001  its word was checked
    """End the session."""
    answer = RedirectResponse(SIGN_IN, 303)
    front.keeper.dismiss(answer, front.keeper.visitor(request))
    return answer


def _door(front: Front, request: Request, problem: str = "", email: str = "", *, status: int = 200) -> Response:
    visitor = front.keeper.visitor(request)
    page = front.pages.answer(
        request, "desk/sign_in.html", status=status, form_word=visitor.form_word, problem=problem, email=email,
        back=request.query_params.get("volver", ""),
    )  # fmt: skip
    front.keeper.remember(page, visitor)
    return page


def _code_page(front: Front, request: Request, visitor: Visitor, problem: str = "", *, status: int = 200) -> Response:
    return front.pages.answer(
        request, "desk/sign_in_code.html", status=status, form_word=visitor.form_word, problem=problem,
        back=request.query_params.get("volver", ""),
    )  # fmt: skip


def _enter(front: Front, request: Request, user: User, counters: list[str], back: str) -> Response:
    """Begin the session of who knew the password: a whole one, or one that still waits for the six digits."""
    visitor = front.keeper.visitor(request)
    if user.totp_nonce is None:
        return _finish(front, request, user, visitor, counters, back)
    answer = RedirectResponse(f"{CODE}?volver={_inside(back)}", 303)
    front.keeper.admit(answer, user.id, complete=False, address=_address(request), before=visitor)
    return answer


def _finish(
    front: Front, request: Request, user: User, visitor: Visitor, counters: list[str], back: str
) -> RedirectResponse:
    enrols = user.role in SECOND_FACTOR and user.totp_nonce is None
    answer = RedirectResponse(ENROL if enrols else _inside(back), 303)
    front.keeper.admit(answer, user.id, complete=True, address=_address(request), before=visitor)
    device = tokens.signed(front.key, "device", f"{user.id}:{tokens.fresh()[:16]}")
    answer.set_cookie(
        _DEVICE, device, max_age=_DEVICE_DAYS * 86400, path=SIGN_IN, secure=front.keeper.https, httponly=True,
        samesite="lax",
    )  # fmt: skip
    now = front.now()
    with front.db.begin() as tx:
        sessions.forget_failures(tx, [key for key in counters if not key.startswith("address:")])
        users.change(tx, user.id, signed_in_at=now)
        audit.write(tx, "signed_in", at=now, actor=user.email, details={"address": _address(request)})
    return answer


def _device(front: Front, request: Request, email: str) -> str | None:
    """Return the mark of a browser that has signed in as this very user before."""
    text = tokens.unsigned(front.key, "device", request.cookies.get(_DEVICE, ""))
    if text is None:
        return None
    owner, _, mark = text.partition(":")
    with front.db.read() as tx:
        user = users.by_email(tx, email)
    return mark if user is not None and owner == str(user.id) else None


def _wait(front: Front, counters: tuple[tuple[str, int], ...]) -> str | None:
    now = front.now()
    with front.db.read() as tx:
        failed = sessions.failed(tx, [key for key, _ in counters], since=now - throttle.FORGOTTEN_AFTER)
    until = [
        throttle.blocked_until(failed[key].failures, failed[key].last_at, free)
        for key, free in counters
        if key in failed
    ]
    latest = max(until, default=now)
    return throttle.in_words(latest - now) if latest > now else None


def _count_failure(front: Front, counters: tuple[tuple[str, int], ...], email: str) -> None:
    now = front.now()
    with front.db.begin() as tx:
        for key, _ in counters:
            sessions.count_failure(tx, key, at=now, since=now - throttle.FORGOTTEN_AFTER)
        audit.write(tx, "sign_in_failed", at=now, actor=email[:200] or "?", details={})


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"


def _inside(place: str) -> str:
    """Return a place of this site; anything that could lead elsewhere leads to the queue."""
    safe = place.startswith("/") and not place.startswith(("//", "/\\")) and "\\" not in place and place.isprintable()
    return place if safe else "/"
