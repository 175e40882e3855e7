"""The reader's figures on the labelled files: what is right, and that nothing is confidently wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import held_out, lines, score
from bot.model import Vendor

if TYPE_CHECKING:
    from bot.receipts.reader import Reader

HERE = Path(__file__).parent
TRUTH = [json.loads(row) for row in (HERE / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
COMPARED = {
    "references": "references",
    "amount": "amount",
    "currency": "currency",
    "paid_at": "paid_at",
    "tracking_key": "tracking_key",
    "status": "status",
    "payee_account": "beneficiary_account_printed",
    "folio": "folio",
    "payer_bank": "payer_bank",
}  # ours -> the labels' name


@pytest.fixture(scope="session")
def opened(reader: Reader) -> dict[str, lines.Opened]:
    """Give every labelled file as the child reads it."""
    return {row["file"]: lines.opened(reader, HERE / "files" / row["file"]) for row in TRUTH}


@pytest.fixture(scope="session")
def told(reader: Reader, opened: dict[str, lines.Opened]) -> dict[str, dict[str, Any]]:
    """Give what `comprobot read` says of every labelled file, second look at text layers included."""
    return {name: lines.told(reader, one, VENDOR) for name, one in opened.items()}


@pytest.fixture(scope="session")
def left_out(reader: Reader, opened: dict[str, lines.Opened]) -> tuple[score.Scored, ...]:
    """Give every file scored as it is read without the words that its own layout alone taught."""
    layouts = {row["file"]: row["layout"] for row in TRUTH}
    return score.score(TRUTH, held_out.told(reader, opened, layouts, VENDOR))


@pytest.fixture(scope="session")
def wrong(told: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any, Any]]:
    """Give (file, field, read, printed) for each value that is missing or wrong, and print them."""
    rows = [
        (row["file"], ours, payment[ours] if payment else None, printed[theirs])
        for row in TRUTH
        for printed in row["payments"]
        for payment in [_nearest(told[row["file"]]["payments"], printed)]
        for ours, theirs in COMPARED.items()
        if not payment or not _equal(ours, payment[ours], printed[theirs])
    ]
    for file, field, got, printed in rows:
        print(f"{file[:40]:40} {field:14} read {got!s:28} printed {printed}")  # noqa: T201
    return rows


def test_reference_and_amount_are_both_right(wrong: list[tuple[str, str, Any, Any]]) -> None:
    payments = sum(len(row["payments"]) for row in TRUTH)
    missed = {file for file, field, _, _ in wrong if field in ("references", "amount")}

    assert payments == 56
    assert 1 - len(missed) / payments >= 0.97


def test_no_amount_and_no_reference_is_confidently_wrong(wrong: list[tuple[str, str, Any, Any]]) -> None:
    assert [row for row in wrong if row[1] in ("references", "amount") and row[2]] == []


def test_the_other_fields_are_right(wrong: list[tuple[str, str, Any, Any]]) -> None:
    by_field = Counter(field for _, field, got, _ in wrong if got is not None)

    assert by_field["paid_at"] <= 1
    assert by_field["tracking_key"] <= 2
    assert by_field["status"] == by_field["currency"] == by_field["payee_account"] == 0
    assert by_field["folio"] <= 2


def test_every_payment_is_found_once(told: dict[str, dict[str, Any]]) -> None:
    counts = {row["file"]: len(told[row["file"]]["payments"]) for row in TRUTH}

    assert counts == {row["file"]: len(row["payments"]) for row in TRUTH}


@pytest.mark.parametrize("row", [row for row in TRUTH if not row["is_receipt"]], ids=lambda row: row["file"])
def test_what_is_no_receipt_claims_nothing_and_says_what_it_is(
    row: dict[str, Any], told: dict[str, dict[str, Any]]
) -> None:
    assert told[row["file"]]["payments"] == []
    assert set(row["reasons"]) <= set(told[row["file"]]["flags"])


def test_a_changed_text_layer_is_called_tampered(told: dict[str, dict[str, Any]]) -> None:
    (tampered,) = [row["file"] for row in TRUTH if "tampered" in row["reasons"]]
    (hidden,) = [row["file"] for row in TRUTH if "hidden_text" in row["reasons"]]

    assert "tampered" in told[tampered]["flags"]
    assert "hidden_text" in told[hidden]["flags"]
    assert [file for file, one in told.items() if "tampered" in one["flags"]] == [tampered]


def test_the_tables_of_the_readme_are_true(told: dict[str, dict[str, Any]]) -> None:
    files = score.score(TRUTH, told.values())
    readme = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")

    assert score.fields_table(files) in readme
    assert score.groups_table(files, "kind", lambda one: one.kind) in readme


def test_a_layout_never_seen_is_read_nearly_as_well_and_no_amount_is_wrong(left_out: tuple[score.Scored, ...]) -> None:
    counts = score.summary(left_out)

    assert counts["reference and amount right"] / counts["payments"] >= 0.85
    assert counts["wrong amounts"] == counts["payments on what is no receipt"] == 0


def test_the_table_of_layouts_left_out_is_true(left_out: tuple[score.Scored, ...]) -> None:
    readme = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
    counts = score.summary(left_out)

    assert score.left_out_table(left_out) in readme
    assert f"then both right in {counts['reference and amount right']} of {counts['payments']}." in readme


def _nearest(payments: list[dict[str, Any]], printed: dict[str, Any]) -> dict[str, Any] | None:
    def distance(payment: dict[str, Any]) -> int:
        return sum(not _equal(ours, payment[ours], printed[theirs]) for ours, theirs in COMPARED.items())

    return min(payments, key=distance, default=None)


def _equal(field: str, got: Any, printed: Any) -> bool:
    if field == "paid_at" and got and printed:
        return printed in {got, f"{got}:00"}
    return bool(got == printed)
