"""Lines of `comprobot read --json` + labels -> how many values are right, wrong or missing, by field, kind and layout.

    .venv/bin/python benchmarks/score.py [--truth tests/receipts/truth.jsonl] [--crowd 20000] [RESULTS.jsonl]

Without RESULTS it opens the labelled files itself and judges them twice: alone, and beside a list of the slips they
mean, with their neighbours of one other digit when a crowd is asked for. --leave-one-layout-out judges each file also
without the words that its own layout alone taught (benchmarks/held_out.py).
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from benchmarks import held_out
from benchmarks.lines import opened, told
from bot.money import parse_amount
from bot.receipts.reader import Reader
from bot.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).parent
TRUTH = HERE.parent / "tests" / "receipts" / "truth.jsonl"
FIELDS = {
    "references": "references",
    "amount": "amount",
    "currency": "currency",
    "paid_at": "paid_at",
    "status": "status",
    "tracking_key": "tracking_key",
    "payee_account": "beneficiary_account_printed",
    "folio": "folio",
    "payer_bank": "payer_bank",
    "payer_name": "payer_name",
}
"""Name of a field in our lines -> its name in the labels."""

Verdict = Literal["right", "wrong", "missing", "absent"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one payment: what is printed, what was read, and the verdict."""

    file: str
    field: str
    printed: Any
    read: Any
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled file beside what was read in it."""

    file: str
    kind: str
    layout: str
    difficulty: int
    is_receipt: bool
    said_receipt: bool
    values: tuple[Value, ...]
    payments: int  # printed
    both: int  # payments of which reference and amount are both right
    surplus: int  # payments that nobody made

    def wrong(self, field: str) -> int:
        """Return how many values of the field are wrong; missing ones are not."""
        return sum(value.field == field and value.verdict == "wrong" for value in self.values)


def verdict(field: str, printed: Any, read: Any) -> Verdict:
    """Return whether what was read is right, wrong or missing; absent when there was nothing to read and nothing was.

    A part of what stands there, one of two references, a day without its time or a name that the paper cuts, is
    missing rather than wrong. How a mask is drawn (****6374, ••6374) and whether a bank calls itself one do not count.
    """
    if not printed and not read:
        return "absent"
    if not read:
        return "missing"
    if not printed:
        return "wrong"
    if field == "references":
        return "right" if set(read) == set(printed) else "missing" if set(read) < set(printed) else "wrong"
    if _plain(field, read) == _plain(field, printed) or (field == "paid_at" and printed == f"{read}:00"):
        return "right"
    return "missing" if field in ("paid_at", "payer_name") and printed.startswith(read) else "wrong"


def scored(label: Row, line: Row) -> Scored:
    """Return the line scored by its label: each printed payment beside the read one that is most like it."""
    left = list(line["payments"])
    values: list[Value] = []
    both = 0
    for printed in label["payments"]:
        nearest = max(left, key=lambda payment: _likeness(printed, payment), default=None)
        if nearest is not None:
            left.remove(nearest)
        told = [_value(label["file"], field, printed, nearest or {}) for field in FIELDS]
        both += all(value.verdict in ("right", "absent") for value in told if value.field in ("references", "amount"))
        values += told
    return Scored(
        file=label["file"],
        kind=label["kind"],
        layout=label.get("layout") or "-",
        difficulty=label.get("difficulty") or 0,
        is_receipt=label["is_receipt"],
        said_receipt=line["is_receipt"],
        values=tuple(values),
        payments=len(label["payments"]),
        both=both,
        surplus=len(left),
    )


def score(labels: Iterable[Row], lines: Iterable[Row]) -> tuple[Scored, ...]:
    """Return every label scored, in order; a file without a line counts as one in which nothing was read."""
    by_name = {Path(line["file"]).name: line for line in lines}
    nothing: Row = {"is_receipt": False, "payments": []}
    return tuple(scored(label, by_name.get(label["file"], nothing)) for label in labels)


def summary(files: tuple[Scored, ...]) -> dict[str, int]:
    """Return the counts that must be nought or nearly so, and those that should be all."""
    return {
        "payments": sum(one.payments for one in files),
        "reference and amount right": sum(one.both for one in files),
        "wrong amounts": sum(one.wrong("amount") for one in files),
        "wrong references": sum(one.wrong("references") for one in files),
        "payments on what is no receipt": sum(one.surplus for one in files if not one.is_receipt),
        "payments too many on receipts": sum(one.surplus for one in files if one.is_receipt),
        "receipts taken for none, or none for receipts": sum(one.is_receipt != one.said_receipt for one in files),
    }


def fields_table(files: tuple[Scored, ...]) -> str:
    """Return a Markdown table: each field's values right, wrong and missing."""
    counts = Counter((value.field, value.verdict) for one in files for value in one.values)
    rows = [(field, *(counts[field, word] for word in ("right", "wrong", "missing"))) for field in FIELDS]
    return _table(("field", "right", "wrong", "missing"), rows)


def groups_table(files: tuple[Scored, ...], name: str, group: Callable[[Scored], object]) -> str:
    """Return a Markdown table: payments of each group, both right, and wrong amounts and references."""
    grouped: dict[str, list[Scored]] = defaultdict(list)
    for one in files:
        grouped[str(group(one))].append(one)
    rows = [
        (key, sum(one.payments for one in some), sum(one.both for one in some),
         sum(one.wrong("amount") + one.wrong("references") for one in some), sum(one.surplus for one in some))
        for key, some in sorted(grouped.items())
    ]  # fmt: skip
    return _table((name, "payments", "both right", "wrong", "too many"), rows)


def left_out_table(files: tuple[Scored, ...]) -> str:
    """Return a Markdown table: layouts that have payments, each read without the words that it alone taught."""
    return groups_table(tuple(one for one in files if one.payments), "layout", lambda one: held_out.family(one.layout))


def slips(labels: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """Return reference and amount of the slips that the labelled payments mean, as if all of them were open."""
    found: dict[str, str] = {}
    for label in labels:
        for payment in label["payments"]:
            meant = [label["intended_reference"]] if label.get("intended_reference") else payment["references"]
            amounts = label.get("slip_amounts") or [label.get("slip_total") or payment["amount"]] * len(meant)
            found.update(zip(meant, amounts, strict=False))
    return tuple(found.items())


def crowd(meant: Iterable[tuple[str, str]], size: int) -> dict[str, int | None]:
    """Return that many open slips: the given ones, all that differ from them by one digit, then others.

    A neighbour asks for the same amount as the slip beside it, the others for one of those amounts.
    """
    found: dict[str, int | None] = {reference: parse_amount(amount) for reference, amount in meant}
    for reference, total in tuple(found.items()):
        for place, digit in ((place, digit) for place in range(1, len(reference)) for digit in "0123456789"):
            found.setdefault(reference[:place] + digit + reference[place + 1 :], total)
    others = (str(number) for number in itertools.count(900_000, 13))
    totals = itertools.cycle(tuple(found.values()) or (None,))
    while len(found) < size:
        found.setdefault(next(others), next(totals))
    return dict(itertools.islice(found.items(), size))


def _plain(field: str, value: Any) -> Any:
    if field == "payee_account":
        return re.sub(r"[^0-9]+", "*", value)
    return re.sub(r"^BANCO (?:DEL )?", "", value) if field == "payer_bank" else value


def _likeness(printed: Row, payment: Row) -> int:
    return sum(payment[ours] == printed[theirs] for ours, theirs in FIELDS.items())


def _value(file: str, field: str, printed: Row, payment: Row) -> Value:
    wanted, got = printed[FIELDS[field]], payment.get(field)
    return Value(file, field, wanted, got, verdict(field, wanted, got))


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, ("---", *("--:" for _ in head[1:])), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _print(title: str, files: tuple[Scored, ...]) -> None:
    print(f"## {title}\n")
    for name, count in summary(files).items():
        print(f"{count:5} {name}")
    print(f"\n{fields_table(files)}\n")
    for name in ("kind", "difficulty", "layout"):
        print(f"{groups_table(files, name, lambda one, name=name: getattr(one, name))}\n")  # type: ignore[misc]
    for value in (value for one in files for value in one.values if value.verdict in ("wrong", "missing")):
        print(f"{value.verdict:7} {value.field:13} {value.file[:40]:40} read {value.read}, printed {value.printed}")


def main() -> None:
    """Print the tables of a results file, or of what the reader says now."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("results", nargs="?", type=Path, help="lines of `comprobot read --json`")
    parser.add_argument("--truth", type=Path, default=TRUTH, help="labels, one JSON object a file")
    parser.add_argument(
        "--crowd", type=int, default=0, help="how many slips are open, the meant and their neighbours first"
    )
    parser.add_argument("--leave-one-layout-out", action="store_true", help="without each layout's own words, too")
    asked = parser.parse_args()
    labels = _rows(asked.truth)
    if asked.results:
        _print(asked.results.name, score(labels, _rows(asked.results)))
        return
    _judge(labels, asked.truth.parent / "files", asked)


def _judge(labels: list[Row], folder: Path, asked: argparse.Namespace) -> None:
    vendor = load(HERE.parent / "config", environment={}).vendor
    meant = slips(labels)
    listed = crowd(meant, asked.crowd or len(meant))
    reader = Reader()
    files = {label["file"]: opened(reader, folder / label["file"]) for label in labels}
    _print("Alone", score(labels, [told(reader, one, vendor) for one in files.values()]))
    with_slips = [told(reader, one, vendor, listed) for one in files.values()]
    _print(f"With {len(listed)} slips", score(labels, with_slips))
    if asked.leave_one_layout_out:
        layouts = {label["file"]: label.get("layout") or "-" for label in labels}
        left_out = score(labels, held_out.told(reader, files, layouts, vendor))
        _print("Layouts the words were not shaped on", left_out)
        print(f"\n{left_out_table(left_out)}")
    reader.close()


if __name__ == "__main__":
    main()
