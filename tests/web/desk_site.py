"""A desk with its people and a client in front of it, for the tests of both windows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.testclient import TestClient

from bot import windows
from bot.model import Vendor, Window
from bot.store import users
from bot.web import passwords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpx2 import Response

    from bot.desk.office import Office
    from bot.desk.papers import Papers
    from bot.store.db import Database
    from bot.store.users import Role

TEMPLATES = Path(__file__).parents[2] / "templates"
NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
PASSWORD = "tres tristes tigres"
VENDOR = Vendor(
    "Sistemas Perseo", "Comprobot", ("012164001016446374",), "ventas@x.example", (), "", "", "", (), "cxc@x.example"
)


@dataclass
class Desk:
    """The web application over a real database, with a clock moved by hand."""

    db: Database
    now: datetime = NOW
    logged: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    office: Office | None = None
    opened: Papers | None = None

    def __post_init__(self) -> None:
        self.site = windows.site(
            self.db, TEMPLATES, VENDOR, Window(), address="http://desk.example", intervals={}, key=b"k" * 32,
            now=lambda: self.now, log=lambda event, **said: self.logged.append((event, said)), office=self.office,
            opened=self.opened,
        )  # fmt: skip

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)

    def person(self, email: str = "ana@x.example", role: Role = "operator", name: str = "Ana R.") -> int:
        with self.db.begin() as tx:
            return users.add(
                tx, email=email, name=name, role=role, password_hash=passwords.hashed(PASSWORD), at=self.now
            )

    def browser(self) -> Browser:
        return Browser(TestClient(self.site, base_url="http://desk.example", follow_redirects=False))

    def inside(self, email: str = "ana@x.example", role: Role = "operator", name: str = "Ana R.") -> Browser:
        """Return the browser of a new member of the staff, signed in."""
        self.person(email, role, name)
        browser = self.browser()
        browser.sign_in(email)
        return browser


@dataclass
class Browser:
    """A client that fills our forms: it takes the hidden word from the last page it saw."""

    client: TestClient
    page: str = ""

    def get(self, path: str, **more: Any) -> Response:
        answer: Response = self.client.get(path, **more)
        self.page = answer.text
        return answer

    def post(self, path: str, **fields: str | list[str]) -> Response:
        """Send a form of the page that was seen last."""
        word = re.search(r'name="form_word" value="([^"]+)"', self.page)
        return self.send(path, {"form_word": word[1] if word else "", **fields})

    def send(self, path: str, fields: Mapping[str, str | list[str]], headers: dict[str, str] | None = None) -> Response:
        """Send these fields and nothing else."""
        answer: Response = self.client.post(path, data=dict(fields), headers=headers)
        if answer.status_code not in (303, 401):
            self.page = answer.text
        return answer

    def sign_in(self, email: str, password: str = PASSWORD) -> Response:
        self.get("/entrar")
        return self.post("/entrar", email=email, password=password)
