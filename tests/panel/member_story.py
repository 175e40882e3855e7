"""A whole house with a customer in his panel: what he sends is really read, and the clock is moved by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from desk_site import Browser
from panel_site import enter, hashed
from starlette.testclient import TestClient
from story_samples import ANA, Paid

from bot.store import consents, customers, panel_users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from houses import Story
    from httpx2 import Response

    from bot.model import Panel

File = tuple[str, bytes]
PAID = Paid()
PAPER: File = ("IMG_1187.pdf", PAID.pdf())


@dataclass
class Member:
    """A customer with his browser."""

    story: Story
    address: str = ANA
    username: str = "ana"
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        house = self.story.house
        with house.db.begin() as tx:
            self.id = customers.enrol(tx, [(f"Cliente {self.username}", self.address, None)])[self.address]
            panel_users.add(
                tx, self.id, self.username, at=self.story.clock(), password_hash=hashed("tres tristes tigres")
            )
            notice = house.settings.terms.notice.version
            consents.give(tx, self.id, notice, at=self.story.clock(), address="?")
        self.browser = Browser(TestClient(house.site(), base_url=house.settings.web.address, follow_redirects=False))
        assert enter(self.browser, self.username) == 303

    def get(self, path: str, **more: Any) -> Response:
        return self.browser.get(path, **more)

    def send(self, *files: File, **fields: str) -> Response:
        """Send these files by the form of the page, as a browser does; return where it leads."""
        page = self.get("/panel/comprobante")
        assert page.status_code == 200
        return self.post(files, **fields)

    def post(self, files: Sequence[File], **fields: str) -> Response:
        word = self.browser.page.partition('name="form_word" value="')[2].partition('"')[0]
        sent = [("archivos", (name, content, "application/octet-stream")) for name, content in files]
        return self.browser.client.post(
            "/panel/comprobante",
            data={"form_word": word, **fields},
            files=sent or [("archivos", ("", b"", "application/octet-stream"))],
        )

    def text(self, path: str) -> str:
        """Return the words of a page's middle on one line."""
        answer = self.get(path)
        assert answer.status_code == 200, (answer.status_code, path)
        main = answer.text.partition("<main")[2].partition("</main>")[0].partition(">")[2]
        words = re.sub(r"<(script|svg)\b.*?</\1>", "", main, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())

    def panel(self) -> Panel:
        with self.story.house.db.read() as tx:
            return customers.panel(tx, self.id)
