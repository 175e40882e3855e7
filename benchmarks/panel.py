"""A panel among very many slips -> how long a customer waits for his slip, its paper and a new one, median and p95.

    .venv/bin/python -m benchmarks.panel [--postgresql URL] [--slips 1000000] [--times 60]

Every request is another customer's, so that nothing is answered from a cache. PostgreSQL needs the URL of an empty
database, which is filled; SQLite is a file that is removed again.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, NoReturn

import sqlalchemy as sa
from jinja2 import FileSystemLoader
from starlette.testclient import TestClient

from benchmarks.desk import FIRST_REFERENCE, NOW, TEMPLATES, fill, line
from bot import windows
from bot.desk.office import Office
from bot.letters import voice
from bot.model import LetterPolicy, PanelTerms, PrivacyNotice, Product, Vendor, Window
from bot.panel.counter import Counter
from bot.panel.service import Service
from bot.slips import paper
from bot.store import consents, panel_users, sessions, tables
from bot.store.db import Database
from bot.store.sessions import Session
from bot.web import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from httpx2 import Response

VENDOR = Vendor(
    "Sistemas Perseo S.A. de C.V.", "Sistemas Perseo", ("0101644637", "012164001016446374"), "ventas@x.example",
    (("CDMX", "55-9001-5018"),), "", "", "", (), "",
)  # fmt: skip
SINCE = date(2022, 1, 1)
CATALOG = (
    Product("SP0800", "Actualizacion 3.3 NIVEL A", 57_500, SINCE, version="4.0", level=1),
    Product("I05077", "Anualidad NIVEL 1", 55_000, SINCE, stamps=1000, months=12, level=1),
    Product("TF0100", "Paquete de 100 timbres", 18_000, SINCE, stamps=100),
)
TERMS = PanelTerms(notice=PrivacyNotice("1"))
CASES = 2_000
VISITORS = 200  # customers who are signed in
WARM = 3  # requests of each kind that are not counted: they load libraries and fill pools


def main() -> None:
    """Print a line for each page on SQLite, or on PostgreSQL when its URL is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgresql", help="URL of an empty database")
    for name, count in (("slips", 1_000_000), ("times", 60)):
        parser.add_argument(f"--{name}", type=int, default=count)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = Database(asked.postgresql or f"sqlite:///{folder}/panel.db")
        db.migrate()
        fill(db, min(CASES, asked.slips), asked.slips)
        print(f"{asked.slips:,} slips, {VISITORS} customers who are signed in")
        for name, seconds in timed(db, asked.slips, asked.times):
            print(line(name, seconds))
        db.close()


def timed(db: Database, slips: int, times: int) -> Iterator[tuple[str, list[float]]]:
    """Yield each page's name and the seconds of its answers."""
    visitors = let_in(db, slips)
    letters = voice.environment(FileSystemLoader(TEMPLATES / "mail"))
    site = windows.site(
        db, TEMPLATES, VENDOR, Window(), address="http://panel.example", intervals={}, key=b"k" * 32, now=lambda: NOW,
        log=lambda *_, **__: None, office=Office(catalog=CATALOG), terms=TERMS,
        service=Service(nothing, nothing, LetterPolicy((), ()), letters, nothing),
        counter=Counter(draw=partial(paper.slip, TEMPLATES), receipts_to=("comprobantes@x.example",)),
    )  # fmt: skip
    with TestClient(site, base_url="http://panel.example", follow_redirects=False) as client:
        for name, ask in kinds(client).items():
            yield name, list(answers(ask, visitors, times))


def nothing(*_: object) -> NoReturn:
    """Refuse what these pages never ask for."""
    raise NotImplementedError


def kinds(client: TestClient) -> dict[str, Callable[[str, str], Response]]:
    """Return what a customer asks for, each by his cookie and his slip's reference."""

    def get(place: str, cookie: str, reference: str) -> Response:
        return client.get(place.replace("REFERENCE", reference), headers={"Cookie": cookie})

    def make(cookie: str, _: str) -> Response:
        word = tokens.for_forms(cookie.partition("=")[2])
        fields = {"form_word": word, "p": ["SP0800", "I05077"], "total": "130500"}
        return client.post("/panel/constancia/nueva", data=fields, headers={"Cookie": cookie})

    return {
        "slip": partial(get, "/panel/constancia/REFERENCE"),
        "its paper (PDF)": partial(get, "/panel/constancia/REFERENCE.pdf"),
        "what may be paid": partial(get, "/panel/constancia/nueva"),
        "a new slip": make,
        "the way to the newest": partial(get, "/panel/constancia"),
        "the first page": partial(get, "/panel"),
        "where a payment stands": partial(get, "/panel/estado/REFERENCE"),
        "where a receipt goes": partial(get, "/panel/comprobante"),
        "the form of the invoice": partial(get, "/panel/factura/REFERENCE"),
    }


def answers(ask: Callable[[str, str], Response], visitors: Sequence[tuple[str, str]], times: int) -> Iterator[float]:
    """Yield the seconds of each answer until one fails."""
    for number, (cookie, reference) in zip(range(times + WARM), cycle(visitors), strict=False):
        began = time.perf_counter()
        answer = ask(cookie, reference)
        taken = time.perf_counter() - began
        if answer.status_code not in (200, 303) or re.search("/entrar|/aviso", answer.headers.get("location", "")):
            return
        if number >= WARM:
            yield taken


def let_in(db: Database, slips: int) -> list[tuple[str, str]]:
    """Return cookie and reference of customers over the whole table who are signed in; each has one slip with lines."""
    people, found = max(slips // 10, 1), []
    with db.begin() as tx:
        for number in range(1, min(VISITORS, people) + 1):
            slip = number * max(slips // VISITORS - 1, 1)  # no customer twice
            customer, token = slip % people + 1, tokens.fresh()
            if panel_users.of_customer(tx, customer) is not None:
                continue
            user = panel_users.add(tx, customer, f"u{customer}", at=NOW)
            consents.give(tx, customer, TERMS.notice.version, at=NOW, address="here")
            ends = NOW + timedelta(hours=12)
            sessions.begin(tx, Session(tokens.kept(token), "panel", user, True, NOW, NOW, ends, "here"))  # noqa: FBT003
            tx.execute(sa.insert(tables.slip_lines), [
                {"slip_id": slip, "position": place, "code": one.code, "description": one.description, "quantity": 1,
                 "price": one.price + number}
                for place, one in enumerate(CATALOG)
            ])  # fmt: skip
            found.append((f"comprobot-panel={token}", str(FIRST_REFERENCE + slip)))
    return found


if __name__ == "__main__":
    main()
