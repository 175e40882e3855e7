"""Debian's chromium in front of a served desk, for the tests that press real keys."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mail_servers import USERS

from bot.demo.server import MailServer
from bot.store import sessions, users
from bot.store.sessions import Session
from bot.web import passwords, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from houses import Story
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page
    from starlette.types import ASGIApp

    from bot.receipts.reader import Reader
    from bot.store.db import Database
    from bot.store.users import Role

PASSWORD = "tres tristes tigres"
DESK, PHONE = (1280, 800), (390, 844)
QUIET = 400  # milliseconds in which a page that just appeared hears no key (templates/static/desk.js)
_APPEARED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"  # milliseconds
CHROMIUM = shutil.which("chromium") or ""
OFFLINE = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@cache
def axe() -> str:
    """Return axe-core's source: `page.evaluate` takes it past our Content-Security-Policy."""
    return Path(__file__).with_name("web").joinpath("axe.min.js").read_text("utf-8")


@contextmanager
def served(site: ASGIApp) -> Iterator[str]:
    """Serve this web application on a free port; yield its address."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(site, host="127.0.0.1", port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)


def in_a_thread(what: Callable[[], Any]) -> Any:
    """Return what this returns, done beside playwright: its loop runs in our thread, and SMTP wants one of its own."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(what).result()


@dataclass
class Screen:
    """One tab of one person: what was pressed, and what the page complained of."""

    page: Page
    pressed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # the console's errors, CSP reports and dialogs

    def __post_init__(self) -> None:
        self.page.on("dialog", self._asked)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._heard)

    def _asked(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url} {message.text}")

    def go(self, place: str) -> Screen:
        self.page.goto(place)
        return self

    def press(self, *keys: str) -> Screen:
        """Press these keys one after the other, each once the page hears it and has done what the last one said."""
        for key in keys:
            self.heard()
            self.pressed.append(key)
            self.page.keyboard.press(key)
        return self

    def heard(self) -> None:
        """Wait until the page listens: a key too early is no decision."""
        self.until(
            f"{_APPEARED} && performance.now() > {_APPEARED} + {QUIET} && !document.querySelector('[data-sent]')"
        )

    def panel(self, key: str) -> Screen:
        """Press a key that opens a panel, and wait until its heading has the focus."""
        self.press(key)
        self.until("document.activeElement.id === 'panel-title'")
        return self

    def confirm(self) -> Screen:
        """Press Ctrl+Enter and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.press("Control+Enter")
        return self

    def until(self, condition: str) -> None:
        """Wait for this; playwright's own wait_for_function needs an eval that our Content-Security-Policy forbids."""
        look = f"() => new Promise((done) => {{ const look = () => {condition} ? done() : setTimeout(look, 10); look(); }})"
        self.page.evaluate(look)

    def text(self, what: str = "main") -> str:
        """Return the words of a part of the page on one line."""
        return " ".join(self.page.locator(what).first.inner_text().split())

    def too_wide(self) -> int:
        """Return by how many pixels the page can be moved sideways."""
        wide = self.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
        return int(wide)

    def violations(self, *rules: str) -> list[str]:
        """Return what axe finds, all rules when none is named."""
        asked = {"iframes": False} | ({"runOnly": {"type": "rule", "values": list(rules)}} if rules else {})
        self.page.evaluate(axe())
        found = self.page.evaluate("(options) => axe.run(document, options)", asked)
        return [f"{one['id']} {node['target']}" for one in found["violations"] for node in one["nodes"]]


@contextmanager
def tabs(browser: Browser, address: str) -> Iterator[Callable[..., Screen]]:
    """Yield what opens a tab of nobody in particular; `options` are those of a context of playwright."""
    contexts = []

    def opened(size: tuple[int, int] = PHONE, **options: Any) -> Screen:
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=address, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Screen(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@dataclass
class Served:
    """A desk that answers on a port of this machine, and the browser in front of it."""

    address: str
    db: Database
    now: Callable[[], datetime]
    browser: Browser
    cookies: dict[str, str] = field(default_factory=dict)  # by login
    open: list[BrowserContext] = field(default_factory=list)

    def person(self, login: str = "ana@x.example", name: str = "Ana R.", role: Role = "operator") -> int:
        """Return the id of a new member of the staff."""
        with self.db.begin() as tx:
            return users.add(
                tx, email=login, name=name, role=role, password_hash=passwords.hashed(PASSWORD), at=self.now()
            )

    def screen(
        self, login: str = "ana@x.example", name: str = "Ana R.", role: Role = "operator", *, cookie: str | None = None,
        size: tuple[int, int] = DESK, **options: Any,
    ) -> Screen:  # fmt: skip
        """Return a tab of somebody who is signed in; `options` are those of a context of playwright."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, base_url=self.address, **options
        )
        context.set_default_timeout(15_000)
        self.open.append(context)
        if cookie is None:
            self.cookies[login] = cookie = self.cookies.get(login) or self._session(self.person(login, name, role))
        if cookie:
            context.add_cookies([{"name": "comprobot-desk", "value": cookie, "url": self.address}])
        return Screen(context.new_page())

    def stranger(self, **options: Any) -> Screen:
        """Return a tab of nobody."""
        return self.screen(cookie="", **options)

    def _session(self, user: int) -> str:
        token, now = tokens.fresh(), self.now()
        with self.db.begin() as tx:
            users.change(tx, user, totp_nonce="taken")
            ends = now + timedelta(hours=12)
            sessions.begin(tx, Session(tokens.kept(token), "desk", user, True, now, now, ends, "here"))  # noqa: FBT003
        return token

    def close(self) -> None:
        for context in self.open:
            context.close()


@dataclass
class ServedStory:
    """A whole house behind the desk."""

    story: Story
    desk: Served
    cases: dict[str, int]  # by the kind of trouble: see tests/flagged.py

    def work(self, **span: float) -> None:
        """Let time go by and work what is due then."""
        self.story.clock.pass_by(**span)
        in_a_thread(self.story.work)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give Debian's chromium without a window."""
    if not CHROMIUM:
        pytest.skip("no chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OFFLINE))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def flagged_database(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> tuple[Path, dict[str, int]]:
    """Give a database in which every kind of flagged case waits, made once; who wants it works on a copy."""
    import flagged
    from houses import MORNING, open_story

    file = tmp_path_factory.mktemp("flagged") / "comprobot.db"

    def build() -> dict[str, int]:
        begin = MORNING - timedelta(hours=20)
        with MailServer(dict(USERS)) as server, open_story(f"sqlite:///{file}", server, reader, begin) as story:
            return flagged.build(story)

    return file, in_a_thread(build)


@pytest.fixture
def flagged_story(
    tmp_path: Path, flagged_database: tuple[Path, dict[str, int]], reader: Reader
) -> Iterator[tuple[Story, dict[str, int]]]:
    """Give a house with a case of every kind, and their numbers."""
    from houses import open_story

    source, cases = flagged_database
    with closing(sqlite3.connect(source)) as made, closing(sqlite3.connect(tmp_path / "comprobot.db")) as copy:
        made.backup(copy)
    url = f"sqlite:///{tmp_path / 'comprobot.db'}"
    with MailServer(dict(USERS)) as server, open_story(url, server, reader) as story:
        vars(story.house)["desk_reader"] = reader  # the same warm child draws the pages
        yield story, cases


@pytest.fixture
def flagged_desk(flagged_story: tuple[Story, dict[str, int]], chromium: Browser) -> Iterator[ServedStory]:
    """Give the same house with its desk served, and chromium in front of it."""
    story, cases = flagged_story
    with served(story.house.site()) as address:
        desk = Served(address, story.house.db, story.clock, chromium)
        yield ServedStory(story, desk, cases)
        desk.close()
