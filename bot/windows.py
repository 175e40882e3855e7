"""What the house hands in -> its web application: the desk, and what a monitor asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.desk import account, case_page, papers, queue, signing_in, taking
from bot.desk.front import Front
from bot.desk.papers import Papers
from bot.money import pesos
from bot.web import health
from bot.web import site as web_site
from bot.web.doorkeeper import Doorkeeper
from bot.web.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from starlette.types import ASGIApp

    from bot.model import Vendor, Window
    from bot.store.db import Database


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
    opened: Papers | None = None,
) -> ASGIApp:
    """Return the web application; `address` is the one people type, `intervals` the inboxes' seconds between polls."""
    pages = Pages(_environment(templates), templates / "static", {"brand": vendor.brand})
    https = address.startswith("https://")
    desk = Front(db, pages, Doorkeeper(db, "desk", now, https), key, now, log, window)
    routers = (
        health.router(db, intervals, now), signing_in.routes, account.routes, case_page.routes, papers.routes,
        queue.routes, taking.routes,
    )  # fmt: skip
    fronts = {"desk": desk, "papers": opened or Papers(), "payee_accounts": vendor.payee_accounts}
    return web_site.application(pages, routers, fronts, log, https=https)


def _environment(templates: Path) -> Any:
    """Return the jinja2 environment of the pages: every value escaped, a missing one an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["pesos"] = pesos
    return environment
