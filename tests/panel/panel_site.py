"""A panel with its customers and a browser in front of it, for the tests of its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from desk_site import NOW, PASSWORD, TEMPLATES, VENDOR, Browser
from starlette.testclient import TestClient

from bot import windows
from bot.desk.office import Office
from bot.model import Panel, PanelTerms, PrivacyNotice, Product, SlipLine, Window
from bot.slips.price import price
from bot.store import consents, customers, panel_users, slips
from bot.store.slips import NewSlip
from bot.web import passwords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from starlette.types import ASGIApp

    from bot.store.db import Database

NOTICE = PrivacyNotice(
    "2026-01", date(2026, 1, 1), ("Usamos sus datos para cobrar.", "No los vendemos."), "## Quién\n\nNosotros.\n\nFin."
)
TERMS = PanelTerms("facturamos@x.example", "Llame a su distribuidor.", "Su pago renueva el panel.", notice=NOTICE)
CATALOG = (
    Product("SP0800", "Actualizacion 3.3 NIVEL A", 57_500, date(2022, 1, 1), version="4.0", level=1),
    Product("I05077", "Anualidad NIVEL 1", 55_000, date(2022, 1, 1), stamps=1000, months=12, level=1),
    Product("I05078", "Anualidad NIVEL 2", 95_000, date(2022, 1, 1), stamps=2500, months=12, level=2),
    Product("TF0100", "Paquete de 100 timbres", 18_000, date(2022, 1, 1), stamps=100),
)
LINES = (SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57_500), SlipLine("I05077", "Anualidad NIVEL 1", 1, 55_000))
_HASHED: dict[str, str] = {}


def hashed(password: str) -> str:
    """Return the hash of a password, made once: argon2 is slow on purpose."""
    return _HASHED.setdefault(password, passwords.hashed(password))


@dataclass
class PanelSite:
    """The web application over a real database, with a clock moved by hand."""

    db: Database
    now: datetime = NOW
    terms: PanelTerms = TERMS
    catalog: tuple[Product, ...] = CATALOG
    logged: list[str] = field(default_factory=list)
    more: dict[str, object] = field(default_factory=dict)  # what else windows.site is handed

    @property
    def site(self) -> ASGIApp:
        """Return the application as the settings of this moment make it."""
        return windows.site(
            self.db, TEMPLATES, VENDOR, Window(), address="http://desk.example", intervals={}, key=b"k" * 32,
            now=lambda: self.now, log=lambda event, **_: self.logged.append(event), office=Office(catalog=self.catalog),
            terms=self.terms, **self.more,  # type: ignore[arg-type]
        )  # fmt: skip

    def routes(self) -> Iterator[tuple[str, str]]:
        """Yield the method and the address of every route of the panel, as the application itself lists them."""
        site: Any = self.site
        routers = [one.original_router for one in site._app.routes if hasattr(one, "original_router")]
        for route in (route for router in routers for route in router.routes):
            for method in sorted(route.methods & {"GET", "POST"}):
                if route.path.startswith("/panel"):
                    yield method, route.path

    def pass_time(self, span: timedelta) -> None:
        self.now += span

    def customer(
        self, username: str = "esperanza", name: str = "Refaccionaria La Esperanza", *, panel: Panel | None = None
    ) -> int:
        """Return the number of a new customer with this name at the door; his address is <username>@x.example."""
        email = f"{username}@x.example"
        with self.db.begin() as tx:
            made = customers.enrol(tx, [(name, email, None)])[email]
            panel_users.add(tx, made, username, at=self.now, password_hash=hashed(PASSWORD))
            if panel is not None:
                customers.write_panel(tx, Panel(made, panel.version, panel.active_until, panel.stamps))
        return made

    def agrees(self, customer: int) -> None:
        """Let a customer have agreed to the notice of today."""
        with self.db.begin() as tx:
            consents.give(tx, customer, self.terms.notice.version, at=self.now, address="?")

    def slip(
        self, customer: int, reference: str = "935447", *, lines: tuple[SlipLine, ...] = LINES,
        expires_at: datetime | None = None,
    ) -> None:  # fmt: skip
        """Write an open slip of a customer."""
        with self.db.begin() as tx:
            slips.add(tx, [NewSlip(reference, customer, price(lines).total, self.now, expires_at, lines)])

    def browser(self) -> Browser:
        return Browser(TestClient(self.site, base_url="http://desk.example", follow_redirects=False))

    def inside(self, username: str = "esperanza", *, agrees: bool = True, panel: Panel | None = None) -> Browser:
        """Return the browser of a customer, made if need be, signed in and, unless told otherwise, agreed."""
        with self.db.read() as tx:
            known = panel_users.by_username(tx, username)
        customer = known.customer_id if known else self.customer(username, f"Cliente {username}", panel=panel)
        if agrees:
            self.agrees(customer)
        browser = self.browser()
        enter(browser, username)
        return browser


def enter(browser: Browser, username: str, password: str = PASSWORD) -> int:
    """Sign in; return the status of the answer."""
    browser.get("/panel/entrar")
    return browser.post("/panel/entrar", username=username, password=password).status_code
