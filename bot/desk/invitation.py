"""A link that opens once -> the password that its owner chooses; it needs no table, for a used one fits no more."""

import hashlib
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.desk.front import Front, Here, Posted
from bot.desk.office import Office
from bot.store import audit, sessions, users
from bot.store.users import User
from bot.web import passwords, tokens

routes = APIRouter()
_VALID = timedelta(hours=48)
_PURPOSE = "invitation"
_OVER = "Este enlace ya se usó o venció. Pida otro al administrador."


def link(front: Front, office: Office, user: User) -> str:
    """Return the address at which this user chooses a password within two days."""
    until = int((front.now() + _VALID).timestamp())
    token = tokens.signed(front.key, _PURPOSE, f"{user.id}-{until}-{_stamp(user)}")
    return f"{office.address.rstrip('/')}/contrasena/{token}"


def _stamp(user: User) -> str:
    """Return what changes with the password: a link from before it opens nothing."""
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]


def _invited(front: Front, token: str) -> User:
    said = tokens.unsigned(front.key, _PURPOSE, token)
    user_id, until, stamp = (said or "0-0-").split("-")
    with front.db.read() as tx:
        user = users.one(tx, int(user_id))
    late = datetime.fromtimestamp(int(until), UTC) < front.now()
    if user is None or late or not user.active or stamp != _stamp(user):
        raise HTTPException(404)
    return user


@routes.get("/contrasena/{token}")
def ask(request: Request, front: Here, token: str) -> HTMLResponse:
    """Show the form, or that the link is over."""
    try:
        user = _invited(front, token)
    except HTTPException:
        return _page(front, request, None, "", status=404)
    return _page(front, request, user, token)


def _page(
    front: Front, request: Request, user: User | None, token: str, problem: str = "", status: int = 200
) -> HTMLResponse:
    visitor = front.keeper.visitor(request)
    answer = front.pages.answer(
        request, "desk/invitation.html", status=status, who=user, token=token, problem=problem, over=_OVER,
        form_word=visitor.form_word,
    )  # fmt: skip
    front.keeper.remember(answer, visitor)
    return answer


@routes.post("/contrasena/{token}")
def choose(request: Request, front: Here, form: Posted, token: str) -> Response:
    """Keep the password; every session of this user ends."""
    try:
        user = _invited(front, token)
    except HTTPException:
        return _page(front, request, None, "", status=404)
    new = str(form.get("new", ""))
    wrong = passwords.objection(new, str(form.get("again", "")), user.name, user.email.partition("@")[0])
    if wrong:
        return _page(front, request, user, token, wrong[1], status=422)
    with front.db.begin() as tx:
        users.change(tx, user.id, password_hash=passwords.hashed(new))
        sessions.end_all(tx, "desk", user.id)
        audit.write(tx, "password_changed", at=front.now(), actor=user.email, details={"by": "link"})
    return RedirectResponse("/entrar", 303)
