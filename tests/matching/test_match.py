from __future__ import annotations

from datetime import UTC, date, datetime

from bot.matching.match import match
from bot.model import Customer, Facts, Receipt, Slip, TrustPolicy, Vendor

NOW = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)
VENDOR = Vendor("Perseo", "Perseo", ("0101644637",), "", (), "", "", "", (), "")
FACTS = Facts(now=NOW, arrived_at=NOW, vendor=VENDOR, trust=TrustPolicy())


def slip(reference: str, amount: int = 130500) -> Slip:
    return Slip(int(reference), reference, Customer(1, "Trejo", "pagos@trejo.example"), amount, NOW, None)


def receipt(*references: str, candidates: tuple[str, ...] = ()) -> Receipt:
    return Receipt(
        references, candidates, 130500, "MXN", date(2026, 9, 14), folio="26525022", payee_account="*4637"
    )  # fmt: skip


def test_the_one_named_slip_stands_beside_the_receipt() -> None:
    found = match(receipt("935447"), (slip("935447"),), FACTS)

    assert found.slip == slip("935447")
    assert found.findings == ()


def test_a_slip_that_only_a_candidate_names_is_never_the_one() -> None:
    found = match(receipt(candidates=("935447",)), (slip("935447"),), FACTS)

    assert found.slip is None
    assert found.slips == ()
    assert [one.rule for one in found.findings] == ["no_reference"]


def test_a_second_slip_that_fits_as_well_raises_doubt() -> None:
    """B140: ambiguity is never resolved automatically."""
    found = match(receipt("935447", candidates=("940001",)), (slip("935447"), slip("940001")), FACTS)

    assert found.slip == slip("935447")
    assert [one.rule for one in found.findings] == ["another_slip_fits"]


def test_slips_that_are_all_named_and_paid_to_the_centavo_stand_together() -> None:
    """B138"""
    found = match(receipt("935447", "935448"), (slip("935447", 65250), slip("935448", 65250)), FACTS)

    assert found.slip is None
    assert [one.reference for one in found.slips] == ["935447", "935448"]
    assert found.findings == ()


def test_two_references_of_which_one_is_known_stay_several() -> None:
    found = match(receipt("935447", "935448"), (slip("935447"),), FACTS)

    assert "several_references" in [one.rule for one in found.findings]


def test_all_objections_are_there_at_once_in_the_order_of_the_shelf() -> None:
    bad = Receipt(("935447",), amount=100, status="scheduled", flags=("tampered",))

    found = match(bad, (slip("935447"),), FACTS)

    assert [one.rule for one in found.findings] == [
        "tampered",
        "amount_differs",
        "part_without_key",
        "account_unread",
        "scheduled",
        "date_unread",
        "no_key",
    ]
