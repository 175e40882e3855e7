"""The demo's desk: the web application in a thread, and two people who may sign in."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import ComprobotError
from bot.store import users
from bot.web import passwords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import House
    from bot.store.users import Role

HOST = "127.0.0.1"
_USUAL = 8080
_READY = 10.0  # seconds


class Login(NamedTuple):
    """Somebody of the demo's staff."""

    email: str
    name: str
    role: Role
    password: str
    may: str


LOGINS = (
    Login("ana@facturamos.example", "Ana R.", "operator", "tres tristes tigres", "resuelve casos"),
    Login("auditora@facturamos.example", "Eva M.", "auditor", "cuatro gatos negros", "ve todo y no cambia nada"),
)


def free_port() -> int:
    """Return the usual port, or another one when somebody has it."""
    for port in (_USUAL, 0):
        with closing(socket.socket()) as line:
            try:
                line.bind((HOST, port))
            except OSError:
                continue
            found: int = line.getsockname()[1]
            return found
    raise ComprobotError("No hay un puerto libre para el escritorio.")


def enrol(house: House) -> None:
    """Write the demo's staff."""
    with house.db.begin() as tx:
        for login in LOGINS:
            users.add(
                tx, email=login.email, name=login.name, role=login.role,
                password_hash=passwords.hashed(login.password), at=house.now(),
            )  # fmt: skip


@contextmanager
def open_desk(house: House) -> Iterator[str]:
    """Serve the desk while the demo lasts; yield its address."""
    import uvicorn

    place = house.settings.web
    config = uvicorn.Config(house.site(), host=place.host, port=place.port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="desk", daemon=True)
    thread.start()
    until = time.monotonic() + _READY
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield place.address
    finally:
        server.should_exit = True
        thread.join(timeout=5)
