"""slips import and slips list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import issuing
from bot.commands.front import csv_text, house, print_json, print_table
from bot.errors import BadRow
from bot.money import pesos, plain
from bot.slips import imported
from bot.store import slips as slip_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.app import House
    from bot.model import Slip
    from bot.slips.imported import ImportedSlip


def import_csv(file: Path, config: Path | None, database: str | None) -> None:
    """Take every slip of the file, or none; BadRow names every bad row at once, in the order of the file."""
    text = csv_text(file)
    with house(config, database) as built:
        good, bad = imported.examined(text, zone=built.settings.window.zone, now=built.now())
        with built.db.begin() as tx:
            known = slip_store.known_references(tx, [row.reference for row in good])
            wrong = {row.line: _exists(row) for row in good if row.reference in known}
            wrong |= {one.line: one.sentence for one in bad}
            if wrong:
                raise BadRow("\n".join(wrong[line] for line in sorted(wrong)))
            taken = issuing.take_in(tx, good, by="terminal", at=built.now())
    print(f"{taken} constancias importadas.")


def _exists(row: ImportedSlip) -> str:
    return f"Renglón {row.line}: la referencia {row.reference} ya existe."


def listed(config: Path | None, database: str | None, *, json: bool) -> None:
    """List every slip, in the order in which they came."""
    with house(config, database) as built:
        if json:
            for slip in _all(built):
                print_json(_row(slip))
            return
        rows = [(slip.reference, pesos(slip.amount), slip.customer.name, slip.status) for slip in _all(built)]
        print_table("Constancias", ("Referencia", "Importe", "Cliente", "Estado"), rows)


def _all(built: House) -> Iterator[Slip]:
    after = 0
    while True:
        with built.db.read() as tx:
            page = slip_store.listed(tx, now=built.now(), after=after)
        yield from page
        if not page:
            return
        after = page[-1].id


def _row(slip: Slip) -> dict[str, str | None]:
    return {
        "reference": slip.reference,
        "amount": plain(slip.amount),
        "customer_name": slip.customer.name,
        "customer_email": slip.customer.email,
        "rfc": slip.customer.rfc,
        "issued_at": slip.issued_at.isoformat(),
        "expires_at": slip.expires_at.isoformat() if slip.expires_at else None,
        "status": slip.status,
        "paid_at": slip.paid_at.isoformat() if slip.paid_at else None,
    }
