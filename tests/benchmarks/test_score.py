"""The judge is judged first: what counts as right, wrong and missing."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.score import FIELDS, crowd, fields_table, groups_table, score, scored, slips, summary, verdict

PRINTED = {
    "references": ["935447"], "amount": "1305.00", "currency": "MXN", "paid_at": "2026-09-14T12:31:00",
    "tracking_key": None, "folio": "77", "payer_name": None, "payer_bank": "BBVA",
    "beneficiary_account_printed": "****4637", "status": "completed",
}  # fmt: skip
READ = {ours: PRINTED[theirs] for ours, theirs in FIELDS.items()}


def label(*payments: dict[str, Any], file: str = "a.pdf", **more: Any) -> dict[str, Any]:
    usual = {"kind": "pdf_text", "layout": "bbva", "difficulty": 1, "is_receipt": bool(payments)}
    return {"file": file, "payments": list(payments), **usual, **more}


def line(*payments: dict[str, Any], file: str = "dir/a.pdf") -> dict[str, Any]:
    return {"file": file, "payments": list(payments), "is_receipt": bool(payments)}


@pytest.mark.parametrize(
    ("field", "printed", "read", "expected"),
    [
        ("amount", "1305.00", "1305.00", "right"),
        ("amount", "1305.00", "1304.00", "wrong"),
        ("amount", "1305.00", None, "missing"),
        ("folio", None, "77", "wrong"),
        ("folio", None, None, "absent"),
        ("references", ["1", "2"], ["2", "1"], "right"),
        ("references", ["1", "2"], ["2"], "missing"),
        ("references", ["1", "2"], ["2", "3"], "wrong"),
        ("references", [], ["3"], "wrong"),
        ("references", [], [], "absent"),
        ("paid_at", "2026-09-14T12:31:00", "2026-09-14T12:31", "right"),
        ("paid_at", "2026-09-14T12:31", "2026-09-14T12:31", "right"),
        ("paid_at", "2026-09-14T12:31:07", "2026-09-14", "missing"),
        ("paid_at", "2026-09-14", "2026-09-15", "wrong"),
        ("payer_name", "ANA SOLIS PEREZ", "ANA SOLIS PE", "missing"),
        ("payer_name", "ANA SOLIS PEREZ", "ANA LUZ", "wrong"),
        ("paid_at", "2026-09-14", "2026-09-14T12:31", "wrong"),
        ("payee_account", "012164····6374", "012164****6374", "right"),
        ("payee_account", "****6374", "****6375", "wrong"),
        ("payer_bank", "BANCO AZTECA", "AZTECA", "right"),
    ],
)
def test_a_value_is_right_wrong_or_missing(field: str, printed: Any, read: Any, expected: str) -> None:
    assert verdict(field, printed, read) == expected


def test_two_payments_are_compared_each_with_its_own() -> None:
    other_printed, other_read = {**PRINTED, "amount": "580.00"}, {**READ, "amount": "580.00"}

    one = scored(label(PRINTED, other_printed), line(other_read, READ))

    assert (one.both, one.surplus) == (2, 0)


def test_one_payment_does_not_stand_for_two() -> None:
    one = scored(label(PRINTED, PRINTED), line(READ))

    assert (one.payments, one.both, one.surplus) == (2, 1, 0)
    assert [value.verdict for value in one.values if value.field == "amount"] == ["right", "missing"]


def test_a_payment_on_what_is_no_receipt_is_counted() -> None:
    files = score([label(), label(PRINTED, file="b.pdf")], [line(READ), line(READ, READ, file="b.pdf")])

    counts = summary(files)

    assert counts["payments on what is no receipt"] == 1
    assert counts["payments too many on receipts"] == 1
    assert counts["receipts taken for none, or none for receipts"] == 1
    assert counts["reference and amount right"] == counts["payments"] == 1


def test_a_file_that_was_not_read_is_all_missing() -> None:
    counts = summary(score([label(PRINTED)], []))

    assert counts["reference and amount right"] == counts["wrong amounts"] == 0


def test_the_tables_count_by_field_and_by_group() -> None:
    wrong = {**READ, "amount": "1.00", "folio": None}

    files = score([label(PRINTED), label(PRINTED, file="b.pdf", layout="nu")], [line(READ), line(wrong, file="b.pdf")])

    assert "| amount | 1 | 1 | 0 |" in fields_table(files)
    assert "| folio | 1 | 0 | 1 |" in fields_table(files)
    assert groups_table(files, "layout", lambda one: one.layout).splitlines()[2:] == [
        "| bbva | 1 | 1 | 0 | 0 |",
        "| nu | 1 | 0 | 1 | 0 |",
    ]


def test_the_slips_are_those_that_the_payers_meant() -> None:
    two = {**PRINTED, "references": ["1", "2"], "amount": "30.00"}

    found = slips(
        [
            label(PRINTED, slip_total="1500.00"),
            label({**PRINTED, "references": ["935474"]}, intended_reference="935999"),
            label(two, slip_amounts=["10.00", "20.00"]),
        ]
    )

    assert found == (("935447", "1500.00"), ("935999", "1305.00"), ("1", "10.00"), ("2", "20.00"))


def test_a_crowd_is_the_meant_slips_and_those_one_digit_beside_them() -> None:
    found = crowd([("935447", "1305.00"), ("948198", "986.00")], 1000)

    assert len(found) == 1000
    assert [found[one] for one in ("935447", "935448", "935407", "985447")] == [130_500] * 4
    assert [found[one] for one in ("948198", "948199")] == [98_600] * 2
    assert set(found.values()) == {130_500, 98_600}
    assert crowd([("935447", "1305.00")], 1) == {"935447": 130_500}
