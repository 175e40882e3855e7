"""What a stranger may write into every field of a mail, in a real browser: none of it runs, on no page (B94, B97)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from browsers import Served, served
from case_samples import NOW, whole_case
from desk_site import Desk

from bot.desk.papers import Papers
from bot.store import tables
from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

# After PortSwigger's and OWASP's collections: each calls alert or sets window.ran in another way.
PAYLOADS = (
    "<script>alert(1)</script>", "<ScRiPt >window.ran=1</sCrIpT>", "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>", "<img/src=x onerror=window.ran=1//", "<svg onload=alert(1)>",
    "<svg/onload=window.ran=1>", "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x>",
    "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>",
    "<math><mtext><img src=x onerror=alert(1)>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>", "<form action=javascript:alert(1)><button autofocus>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import'//evil.example/x.css';</style>",
    '" autofocus onfocus="alert(1)', "' onmouseover='alert(1)' x='", '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>", "</svg><script>alert(1)</script>", "{{7*7}}{% include 'x' %}${7*7}",
    "javascript:alert(1)", "<div hx-get=/ajustes hx-trigger=load hx-on:load=alert(1)>",
    "<p id=panel data-panel data-decide data-open>x", "<p tabindex=0 hx-on::after-request=alert(1)>", "\u202e<script>alert(1)//",
)  # fmt: skip
PAGES = (
    "/?ver=todos", "/buscar?q=%3Cscript%3Ealert(1)%3C/script%3E", "/buscar?q=935819", "/bitacora", "/correos", "/correos/1",
    "/constancias", "/constancias/935819", "/tablero", "/usuarios", "/ajustes?x=%3Cscript%3E", "/mi-cuenta?listo=%3Cscript%3E",
    "/entrar?volver=javascript:alert(1)", "/?hecho=%3Cscript%3E", "/casos/1?vuelta=%3Cscript%3Ealert(1)%3C/script%3E",
)  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path, chromium: Browser) -> Iterator[Served]:
    """Give a desk where every text of a case is hostile, another payload a case: names, files, references, notes."""
    db = Database(f"sqlite:///{tmp_path / 'hostile.db'}")
    db.migrate()
    for number, payload in enumerate(PAYLOADS, 1):
        whole_case(db, payload, uid=number)
    with db.begin() as tx:
        tx.execute(sa.update(tables.users).values(name=PAYLOADS[0]))
    with served(Desk(db, opened=Papers()).site) as address:
        desk = Served(address, db, lambda: NOW, chromium)
        yield desk
        desk.close()
    db.close()


def test_no_payload_in_any_field_runs_on_any_page(hostile: Served) -> None:
    """No dialog, no script, no request to another place, no breach of our policy; the words stand there as words."""
    screen = hostile.screen(name=PAYLOADS[0], role="admin")
    elsewhere: set[str] = set()
    screen.page.on("request", lambda one: elsewhere.add(one.url) if not one.url.startswith(hostile.address) else None)
    seen = {}

    for number, payload in enumerate(PAYLOADS, 1):
        screen.go(f"/casos/{number}")
        seen[payload] = " ".join(payload.split()) in screen.text("body")
        assert screen.page.evaluate(
            "window.ran === undefined && !document.querySelector('main script, main [onerror]')"
        )
    for place in PAGES:
        screen.go(place)
        assert screen.page.evaluate("window.ran === undefined")

    assert [
        one for one in screen.complaints if "frame is sandboxed" not in one
    ] == []  # in a letter's frame: as it should
    assert elsewhere == set()
    assert {payload for payload, shown in seen.items() if not shown} == set()


def test_a_mails_own_html_runs_nothing_in_its_frame(hostile: Served) -> None:
    """B94: it is sanitised, and stands in a sandbox besides."""
    screen = hostile.screen()

    for letter in range(1, 4):
        answer = screen.page.goto(f"/casos/{letter}/cartas/{letter}/marco")
        assert answer is not None
        assert "sandbox" in answer.headers["content-security-policy"]

    assert [one for one in screen.complaints if one.startswith("dialog")] == []
