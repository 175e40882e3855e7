"""Labelled receipts, each mailed by its customer, among 20,000 open slips -> what is activated without a person.

    .venv/bin/python -m benchmarks.mails [FOLDER ...] [--slips 20000]

A FOLDER holds truth.jsonl and files/. Around each true slip stand others that a slip of the pen or of the reader would
hit: one digit away, for another customer, with the same amount; and slips numbered like the paper's date, its folio
and its other numbers. The limits of [trust] are raised out of the way: the labels hold amounts of any size.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mailed import Label, came_of, labels, mail_of
from benchmarks.slips_around import slips_for
from bot import clock
from bot.app import House
from bot.model import Arrival
from bot.settings import load
from bot.store import customers, slips
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from datetime import datetime

    from benchmarks.mailed import Came
    from benchmarks.slips_around import Around

PROJECT = Path(__file__).parents[1]
SETTINGS = {
    "OUTGOING__REPLY": "false",
    "TRUST__RECEIPT_ALONE_UP_TO": "100000000.00",
    "TRUST__PER_CUSTOMER_DAY": "100000000.00",
    "TRUST__PER_DAY": "100000000.00",
    "TRUST__PER_HOUR_COUNT": "1000000",
}


def main() -> None:
    """Mail every labelled file, and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[PROJECT / "tests" / "receipts"])
    parser.add_argument("--slips", type=int, default=20_000, help="how many are open in all")
    parser.add_argument("--every-number", action="store_true", help="each number on a paper is somebody's slip as well")
    asked = parser.parse_args()
    for folder in asked.folders:
        some = labels(folder)
        print(f"## {folder.name}: {len(some)} files among {asked.slips:,} open slips\n")
        with tempfile.TemporaryDirectory() as place:
            around = slips_for(some, asked.slips, every_number=asked.every_number)
            _print(_mailed(some, around, f"sqlite:///{place}/mails.db"))


def _mailed(some: list[Label], around: list[Around], database: str) -> list[Came]:
    """Return what came of each file: a house of its own, every mail kept and worked in turn."""
    given = {f"COMPROBOT_{name}": value for name, value in SETTINGS.items()}
    # not later than the queue's own clock, or nothing would be due: some papers speak of a day to come
    now = min(max(label.latest for label in some) + timedelta(days=1), clock.now())
    settings = load(PROJECT / "config", environment=given, database=database)
    with closing(House(settings, PROJECT / "templates", now=lambda: now)) as house:
        _issue(house, some, around, now)
        kept = [(label, _keep(house, label, uid, now)) for uid, label in enumerate(some, 1)]
        house.engine(("mail", "activation")).work_until_empty()
        with house.db.read() as tx:
            return [came_of(tx, label, mail, now) for label, mail in kept]


def _issue(house: House, some: list[Label], around: list[Around], now: datetime) -> None:
    with house.db.begin() as tx:
        ids = customers.enrol(tx, {(slip.name, slip.email, None) for slip in around})
        issued = (min(label.earliest for label in some)) - timedelta(days=3)
        slips.add(tx, [NewSlip(slip.reference, ids[slip.email], slip.amount, min(issued, now)) for slip in around])


def _keep(house: House, label: Label, uid: int, now: datetime) -> int:
    return house.corridor.keep(
        Arrival("comprobantes", "INBOX", 7, uid, now, mail_of(label)), junk=False, historic=False
    )


def _print(every: list[Came]) -> None:
    print("| difficulty | payable | activated | without a person | not payable | false activations |")
    print("| --- | --: | --: | --: | --: | --: |")
    levels = sorted({one.label.difficulty for one in every})
    for name, among in (*((str(level), {level}) for level in levels), ("1-3", {1, 2, 3}), ("all", set(levels))):
        some = [one for one in every if one.label.difficulty in among]
        payable = [one for one in some if one.label.is_payable]
        done = sum(one.is_right for one in payable)
        share = f"{done / len(payable):.1%}" if payable else "-"
        others, false = len(some) - len(payable), sum(len(one.false) for one in some)
        print(f"| {name} | {len(payable)} | {done} | {share} | {others} | {false} |")
    rules = Counter(rule for one in every if one.label.is_payable and not one.is_right for rule in one.rules)
    print("\nRules that kept a payable receipt back:", ", ".join(f"{name} {n}" for name, n in rules.most_common()))
    print()
    for one in every:
        if one.false or one.is_right != one.label.is_payable:
            print(one.line())
    print()


if __name__ == "__main__":
    main()
