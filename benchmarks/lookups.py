"""A thousand and a million open slips -> how long one receipt's exact and near references take to be found, on both.

    .venv/bin/python -m benchmarks.lookups [--postgresql URL]

Every number is taken, so each mistyped reference has as many open slips around it as there can be. PostgreSQL needs
the URL of an empty database (postgresql+psycopg://...), which is filled; SQLite is a file that is removed again.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.matching import near
from bot.store import lookups, slips, tables
from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Slip
    from bot.store.db import Tx

FIRST = 935_000  # the slips are numbered from here on
SIZES = (1_000, 1_000_000)
PRICES = (63_800, 92_800, 130_500, 145_000, 261_000, 371_200)  # centavos
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
CHUNK = 20_000

Question = tuple[str, "Callable[[Tx, int], tuple[Slip, ...]]"]


def main() -> None:
    """Print the table for SQLite, and for PostgreSQL when its URL is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgresql", help="URL of an empty database")
    parser.add_argument("--rounds", type=int, default=500, help="how often each question is asked")
    asked = parser.parse_args()
    print("| database | question | found | 1,000: median ms | 1,000,000: median ms | p95 | times |")
    print("| --- | --- | --: | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as folder:
        _table("SQLite", [f"sqlite:///{folder}/{size}.db" for size in SIZES], asked.rounds)
    if asked.postgresql:
        _table("PostgreSQL", _schemas(asked.postgresql), asked.rounds)


def _schemas(url: str) -> list[str]:
    """Return the URLs of two schemas of one PostgreSQL database, made anew."""
    engine = sa.create_engine(url)
    with engine.begin() as tx:
        for size in SIZES:
            tx.execute(sa.text(f"create schema of_{size}"))
    engine.dispose()
    return [
        sa.make_url(url)
        .update_query_dict({"options": f"-csearch_path=of_{size}"})
        .render_as_string(hide_password=False)
        for size in SIZES
    ]


def _table(name: str, urls: list[str], rounds: int) -> None:
    databases = [Database(url) for url in urls]
    for database, size in zip(databases, SIZES, strict=True):
        database.migrate()
        _fill(database, size)
    for what, ask in _questions():
        few, many, hits = _asked(databases, ask, rounds)
        p95 = quantiles(many, n=20, method="inclusive")[-1]
        cells = (1000 * median(few), 1000 * median(many), 1000 * p95, median(many) / median(few))
        print(f"| {name} | {what} | {median(hits):.0f} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |")
    for database in databases:
        database.close()


def _questions() -> Iterator[Question]:
    """Yield what is asked about one receipt; `number` is the mistyped reference, less FIRST."""

    def exact_and_near(tx: Tx, number: int) -> tuple[Slip, ...]:
        printed = str(FIRST + number)
        exact = slips.named(tx, (printed,), now=NOW)
        return exact + lookups.near(tx, tuple(near.neighbours(printed)), PRICES[number % len(PRICES)], now=NOW)

    yield "exact and near references", exact_and_near
    yield "a customer's open slips", lambda tx, number: lookups.of_customers(tx, (1 + number // 4,), now=NOW)
    yield "slips of an amount", lambda tx, number: lookups.of_amount(tx, PRICES[number % len(PRICES)], now=NOW)


def _asked(
    databases: list[Database], ask: Callable[[Tx, int], tuple[Slip, ...]], rounds: int
) -> tuple[list[float], list[float], list[int]]:
    """Return the seconds of each round for the few and for the many, asked in turn, and how many slips were found."""
    dice = random.Random(7)  # noqa: S311 - a repeatable choice, no secret
    taken: list[list[float]] = [[], []]
    hits = []
    with databases[0].read() as few, databases[1].read() as many:
        for _ in range(rounds + rounds // 10):  # the first tenth only warms up
            for place, tx in enumerate((few, many)):
                number = dice.randrange(SIZES[place])
                near.neighbours.cache_clear()
                begun = time.perf_counter()
                hits.append(len(ask(tx, number)))
                taken[place].append(time.perf_counter() - begun)
    return taken[0][rounds // 10 :], taken[1][rounds // 10 :], hits


def _fill(database: Database, size: int) -> None:
    """Add slips with one line each, four a customer, and let the database count them."""
    for begin in range(0, size, CHUNK):
        numbers = range(begin, min(begin + CHUNK, size))
        with database.begin() as tx:
            people = sorted({number // 4 for number in numbers})
            tx.execute(sa.insert(tables.customers), [_customer(one) for one in people])
            tx.execute(sa.insert(tables.slips), [_slip(number) for number in numbers])
            tx.execute(sa.insert(tables.slip_lines), [_line(number) for number in numbers])
    with database.begin() as tx:
        tx.execute(sa.text("analyze"))


def _customer(number: int) -> dict[str, object]:
    return {"id": number + 1, "name": f"Cliente {number}", "email": f"c{number}@cliente.example", "rfc": None}


def _slip(number: int) -> dict[str, object]:
    price = PRICES[number % len(PRICES)]
    return {"id": number + 1, "reference": str(FIRST + number), "customer_id": number // 4 + 1, "amount": price,
            "issued_at": NOW, "status": "open"}  # fmt: skip


def _line(number: int) -> dict[str, object]:
    return {"slip_id": number + 1, "position": 1, "code": "I05077", "description": "Anualidad", "quantity": 1,
            "price": PRICES[number % len(PRICES)] * 100 // 116}  # fmt: skip


if __name__ == "__main__":
    main()
