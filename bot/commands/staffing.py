"""user add, list, password, close: who works at the desk, from the terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from bot.commands.front import house, print_json, print_table
from bot.commands.words import ROLES
from bot.errors import ComprobotError
from bot.store import audit, sessions, users
from bot.web import passwords

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_VALUES: dict[str, dict[str, object]] = {
    "close": {"active": False},
    "open": {"active": True},
    "code": {"totp_nonce": None},
}


def add(config: Path | None, database: str | None, *, email: str, name: str, role: str, ask: Callable[[], str]) -> None:
    """Add a member of the staff; ComprobotError, and nobody added, when something does not fit."""
    email = email.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        raise ComprobotError(f"«{email}» no es un correo.")
    known = next((one for one in ROLES if one == role), None)
    if known is None:
        raise ComprobotError(f"No hay un puesto «{role}»; hay {', '.join(ROLES)}.")
    with house(config, database) as built:
        with built.db.read() as tx:
            if users.by_email(tx, email) is not None:
                raise ComprobotError(f"Ya hay un usuario con el correo {email}.")
        password = _password(ask, name, email)
        with built.db.begin() as tx:
            users.add(
                tx, email=email, name=name.strip() or email, role=known, password_hash=passwords.hashed(password),
                at=built.now(),
            )  # fmt: skip
            audit.write(tx, "user_added", at=built.now(), actor="terminal", details={"email": email, "role": role})
    title, sentence = ROLES[known]
    print(f"Listo: {email} entra como {title.lower()} ({known}). {sentence}")


def listed(config: Path | None, database: str | None, *, json: bool) -> None:
    """List the staff."""
    with house(config, database) as built, built.db.read() as tx:
        found = users.listed(tx)
    if json:
        for user in found:
            print_json({"email": user.email, "name": user.name, "role": user.role, "active": user.active,
                        "authenticator": user.totp_nonce is not None})  # fmt: skip
        return
    rows = [
        (user.name, user.email, " · ".join((user.role, *ROLES[user.role])), "sí" if user.totp_nonce else "no",
         "activo" if user.active else "cerrado")
        for user in found
    ]  # fmt: skip
    print_table("Usuarios del escritorio", ("Nombre", "Correo", "Puesto", "Código", ""), rows)


def change(config: Path | None, database: str | None, *, email: str, what: str, ask: Callable[[], str]) -> None:
    """Give a new password, take the authenticator away, close or open an account; its sessions end."""
    with house(config, database) as built:
        with built.db.read() as tx:
            user = users.by_email(tx, email)
        if user is None:
            raise ComprobotError(f"No hay un usuario con el correo {email}.")
        values = _VALUES.get(what) or {"password_hash": passwords.hashed(_password(ask, user.name, user.email))}
        with built.db.begin() as tx:
            users.change(tx, user.id, **values)
            sessions.end_all(tx, "desk", user.id)
            audit.write(tx, f"user_{what}", at=built.now(), actor="terminal", details={"email": user.email})
    print(f"Listo: {user.email}. Sus sesiones abiertas se cerraron.")


def _password(ask: Callable[[], str], name: str, email: str) -> str:
    password = ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if wrong := passwords.complaint(password, name, email.partition("@")[0]):
        raise ComprobotError(wrong)
    return password
