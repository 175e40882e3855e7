"""Usuarios: who works at the desk, what each may do, and the ways an administrator helps or stops somebody."""

import re

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.commands.words import ROLES
from bot.desk import exports, invitation
from bot.desk.front import Administrator, Clerk, Front, Here, Posted, text
from bot.desk.office import InOffice, Office
from bot.store import audit, sessions, users
from bot.store.db import Tx
from bot.store.users import Role, User
from bot.web import passwords, tokens

routes = APIRouter()
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_LAST_ADMIN = "Es el único administrador activo: nombre primero a otro."
_DONE = {
    "puesto": "Cambió el puesto de {name}; sus sesiones se cerraron.",
    "cerrar": "La cuenta de {name} quedó cerrada y sus sesiones terminaron.",
    "abrir": "La cuenta de {name} quedó abierta.",
    "sesiones": "Las sesiones de {name} se cerraron.",
    "codigo": "{name} ya no tiene aplicación de códigos; sus sesiones se cerraron.",
    "contrasena": "La contraseña de {name} cambió; sus sesiones se cerraron.",
}


@routes.get("/usuarios")
def listed(request: Request, front: Here, clerk: Administrator) -> HTMLResponse:
    """Show everybody."""
    return _list(front, request, clerk)


def _list(
    front: Front, request: Request, clerk: Clerk, problems: tuple[tuple[str, str], ...] = (), **more: object
) -> HTMLResponse:
    with front.db.read() as tx:
        everybody = users.listed(tx)
    facts = {"written": {}, "link": "", "invited": None, **more}
    return front.page(
        request, clerk, "desk/users.html", status=422 if problems else 200, everybody=everybody, roles=ROLES,
        problems=problems, wrong=dict(reversed(problems)), **facts,
    )  # fmt: skip


@routes.post("/usuarios")
def add(request: Request, front: Here, office: InOffice, clerk: Administrator, form: Posted) -> Response:
    """Add somebody, with a typed password or with a link that lets them choose one."""
    written = {name: text(form, name) for name in ("email", "name", "role")}
    email, role = written["email"].lower(), _role(written["role"])
    password = str(form.get("password", ""))
    problems = []
    if not _ADDRESS.fullmatch(email):
        problems.append(("email", "Escriba un correo, como luis@empresa.mx."))
    if not written["name"]:
        problems.append(("name", "Escriba su nombre."))
    if role is None:
        problems.append(("role", "Elija un puesto."))
    if password and (wrong := passwords.complaint(password, written["name"], email.partition("@")[0])):
        problems.append(("password", wrong))
    with front.db.read() as tx:
        if users.by_email(tx, email) is not None:
            problems.append(("email", f"Ya hay un usuario con el correo {email}."))
    if problems or role is None:
        return _list(front, request, clerk, tuple(problems), written=written)
    kept = passwords.hashed(password or tokens.fresh())  # without a password only the link opens the account
    with front.db.begin() as tx:
        made = users.add(tx, email=email, name=written["name"][:120], role=role, password_hash=kept, at=front.now())
        _write(tx, front, clerk, "user_added", email=email, role=role)
        user = _one(tx, made)
    link = "" if password else invitation.link(front, office, user)
    return _list(front, request, clerk, link=link, invited=user)


def _role(name: str) -> Role | None:
    return next((one for one in ROLES if one == name), None)


def _one(tx: Tx, user_id: int) -> User:
    found = users.one(tx, user_id) if user_id < 2**62 else None
    if found is None:
        raise HTTPException(404)
    return found


def _write(tx: Tx, front: Front, clerk: Clerk, event: str, **details: object) -> None:
    audit.write(tx, event, at=front.now(), actor=clerk.user.email, details=details)


@routes.get("/usuarios/exportar")
def export(front: Here, clerk: Administrator) -> Response:
    """Send the staff as a file."""
    with front.db.read() as tx:
        everybody = users.listed(tx)
    rows = (
        (one.name, one.email, ROLES[one.role][0], "activo" if one.active else "cerrado",
         "sí" if one.totp_nonce else "no", exports.iso(one.signed_in_at))
        for one in everybody
    )  # fmt: skip
    columns = ("nombre", "correo", "puesto", "cuenta", "codigo", "ultima_entrada")
    return exports.answer(front, clerk, "usuarios", columns, rows)


@routes.get("/usuarios/{user_id}")
def one(request: Request, front: Here, clerk: Administrator, user_id: int) -> HTMLResponse:
    """Show what can be changed of one account."""
    return _page(front, request, clerk, user_id)


def _page(
    front: Front, request: Request, clerk: Clerk, user_id: int, problem: str = "", link: str = ""
) -> HTMLResponse:
    with front.db.read() as tx:
        found = _one(tx, user_id)
    done = _DONE.get(request.query_params.get("hecho", ""), "").format(name=found.name)
    return front.page(
        request, clerk, "desk/user.html", status=422 if problem else 200, one=found, roles=ROLES, problem=problem,
        link=link, done=done, is_self=found.id == clerk.user.id,
    )  # fmt: skip


@routes.post("/usuarios/{user_id}/{what}")
def change(
    request: Request, front: Here, office: InOffice, clerk: Administrator, form: Posted, user_id: int, what: str
) -> Response:
    """Change one thing of an account; whoever is changed has to sign in again."""
    if what == "enlace":
        return _invite(front, office, request, clerk, user_id)
    if what not in _DONE:
        raise HTTPException(404)
    with front.db.begin() as tx:
        user = _one(tx, user_id)
        values, details, problem = _values(what, user, text(form, "role"), str(form.get("password", "")))
        if problem or (_loses_admin(user, values) and not _another_admin(tx, user)):
            return _page(front, request, clerk, user_id, problem or _LAST_ADMIN)
        if values:
            users.change(tx, user.id, **values)
        if what != "abrir":
            own = tokens.kept(clerk.visitor.token) if user.id == clerk.user.id and what == "sesiones" else ""
            sessions.end_all(tx, "desk", user.id, but=own)
        _write(tx, front, clerk, _EVENTS[what], email=user.email, **details)
    return RedirectResponse(f"/usuarios/{user_id}?hecho={what}", 303)


_EVENTS = {
    "puesto": "user_role_changed", "cerrar": "user_close", "abrir": "user_open", "sesiones": "user_sessions_ended",
    "codigo": "user_code", "contrasena": "user_password",
}  # fmt: skip


def _values(what: str, user: User, role: str, password: str) -> tuple[dict[str, object], dict[str, object], str]:
    """Return the columns that change, what the log says of it, and why it cannot be."""
    match what:
        case "puesto":
            chosen = _role(role)
            return {"role": chosen}, {"was": user.role, "role": role}, "" if chosen else "Elija un puesto."
        case "cerrar" | "abrir":
            return {"active": what == "abrir"}, {}, ""
        case "codigo":
            return {"totp_nonce": None}, {}, ""
        case "contrasena":
            wrong = passwords.complaint(password, user.name, user.email.partition("@")[0])
            return ({} if wrong else {"password_hash": passwords.hashed(password)}), {}, wrong or ""
    return {}, {}, ""


def _loses_admin(user: User, values: dict[str, object]) -> bool:
    is_admin = user.role == "admin" and user.active
    return is_admin and (values.get("role", "admin") != "admin" or values.get("active", True) is False)


def _another_admin(tx: Tx, user: User) -> bool:
    return any(one.role == "admin" and one.active and one.id != user.id for one in users.listed(tx))


def _invite(front: Front, office: Office, request: Request, clerk: Clerk, user_id: int) -> HTMLResponse:
    """Show a link with which this user chooses a new password, once."""
    with front.db.begin() as tx:
        user = _one(tx, user_id)
        _write(tx, front, clerk, "user_invited", email=user.email)
    return _page(front, request, clerk, user_id, link=invitation.link(front, office, user))
