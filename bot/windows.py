"""What the house hands in -> its web application: the desk, the panel, and what a monitor asks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.desk import (
    account,
    acting,
    beside,
    board,
    bulk,
    case_page,
    invitation,
    log_page,
    mail_pages,
    papers,
    queue,
    search,
    settings_page,
    signing_in,
    slip_import,
    slip_new,
    slip_pages,
    taking,
    template_pages,
    user_pages,
)
from bot.desk.front import Front
from bot.desk.office import Office
from bot.desk.papers import Papers
from bot.model import PanelTerms
from bot.money import pesos
from bot.panel import account as panel_account
from bot.panel import (
    consulting,
    greeting,
    invoice_page,
    manual_page,
    notice,
    recovery,
    renewing,
    sending,
    slip_offer,
    slip_page,
)
from bot.panel import home as panel_home
from bot.panel import signing_in as panel_signing_in
from bot.panel.counter import Counter
from bot.panel.front import Front as PanelFront
from bot.web import health, moments
from bot.web import site as web_site
from bot.web.doorkeeper import Doorkeeper
from bot.web.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from starlette.types import ASGIApp

    from bot.deeds import Deeds
    from bot.model import Vendor, Window
    from bot.panel.service import Service
    from bot.store.db import Database


_OF_THE_PANEL = (
    panel_signing_in.routes, recovery.routes, notice.routes, renewing.routes, panel_account.routes,
    panel_home.routes, slip_offer.routes, slip_page.routes, invoice_page.routes,
    sending.routes, consulting.routes, greeting.routes, manual_page.routes,
)  # fmt: skip


def site(
    db: Database,
    templates: Path,
    vendor: Vendor,
    window: Window,
    *,
    address: str,
    intervals: Mapping[str, int],
    key: bytes,
    now: Callable[[], datetime],
    log: Callable[..., None],
    office: Office | None = None,
    opened: Papers | None = None,
    deeds: Deeds | None = None,
    terms: PanelTerms | None = None,
    send_link: Callable[[str], None] = lambda _: None,
    counter: Counter | None = None,
    service: Service | None = None,
) -> ASGIApp:
    """Return the web application; `address` is the one people type, `intervals` the inboxes' seconds between polls."""
    office = replace(office or Office(intervals=intervals), address=address)
    pages = Pages(_environment(templates, window.zone), templates / "static", {"brand": vendor.brand, "vendor": vendor})
    https = address.startswith("https://")
    desk = Front(db, pages, Doorkeeper(db, "desk", now, https), key, now, log, window, intervals)
    panel = PanelFront(
        db, pages, Doorkeeper(db, "panel", now, https), key, now, log, vendor, window, terms or PanelTerms(),
        office.catalog,
    )  # fmt: skip
    routers = (
        *_OF_THE_PANEL,
        health.router(db, intervals, now), signing_in.routes, account.routes, invitation.routes, board.routes,
        slip_new.routes, slip_import.routes, slip_pages.routes, mail_pages.routes, template_pages.routes,
        log_page.routes, user_pages.routes, settings_page.routes, case_page.routes, papers.routes, queue.routes,
        taking.routes, bulk.routes, search.routes, beside.routes,
        acting.routes,  # the last: its panels are any word behind a case's number
    )  # fmt: skip
    fronts = {
        "desk": desk, "panel": panel, "send_link": send_link, "office": office, "papers": opened or Papers(),
        "payee_accounts": vendor.payee_accounts, "deeds": deeds, "counter": counter or Counter(),
        "service": service,
    }  # fmt: skip
    return web_site.application(pages, routers, fronts, log, https=https)


def _environment(templates: Path, zone: str) -> Any:
    """Return the jinja2 environment of the pages: every value escaped, a missing one an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        pesos=pesos, span=moments.span, day=moments.day, long_day=moments.long_day,
        moment=partial(moments.moment, zone=zone), day_of=partial(moments.day_of, zone=zone),
    )  # fmt: skip
    return environment
