from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from vendor_samples import VENDOR

from bot.matching.payment_key import collision, fold, keys, printed, traces, typed
from bot.model import PaymentKey, Receipt, SpentKey

SPEI = Receipt(
    references=("935447",),
    amount=130500,
    paid_on=date(2026, 9, 14),
    paid_time=time(12, 31, 5),
    tracking_key="2026091440014BMOV0000690694259",
    folio="26525022",
    payee_account="012164001016446374",
)


def spent(receipt: Receipt) -> tuple[SpentKey, ...]:
    """Every key of an earlier payment, as the store keeps them."""
    its = traces(receipt, VENDOR)
    at = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)
    return tuple(SpentKey(key, "935447", at, tuple(other for other in its if other != key)) for key in its)


def meets(receipt: Receipt, earlier: Receipt) -> str | None:
    return collision(traces(receipt, VENDOR), spent(earlier))


def test_staff_find_a_payment_by_whatever_its_paper_prints_and_however_they_type_it() -> None:
    assert {typed("935447"), typed("2026 0914 40014 bmov 0000690694259"), typed("265-25022")} <= printed(SPEI)
    assert typed("012 164 00101644637 4") in printed(SPEI)
    assert printed(Receipt(folio="12")) == frozenset()


def test_a_whole_receipt_has_two_strong_keys_and_two_weak_ones() -> None:
    assert [(key.kind, key.strong) for key in keys(SPEI, VENDOR)] == [
        ("tracking_key", True),
        ("folio", True),
        ("account_minute", False),
        ("account_day_reference", False),
    ]


def test_without_a_printed_time_the_reference_and_the_day_stand_for_it() -> None:
    kinds = [key.kind for key in keys(replace(SPEI, paid_time=None), VENDOR)]

    assert kinds == ["tracking_key", "folio", "account_day_reference"]


def test_a_reference_that_only_the_mail_tells_makes_no_key() -> None:
    """F3: one cropped picture, mailed with another number each time, is one payment."""
    cropped = replace(SPEI, paid_time=None, tracking_key=None, folio=None, flags=("reference_told",))

    assert keys(cropped, VENDOR) == ()


def test_two_papers_of_one_payment_that_share_no_strong_key_and_no_minute_may_be_the_same() -> None:
    only_key = replace(SPEI, folio=None, paid_time=None)
    only_folio = replace(SPEI, tracking_key=None)

    assert meets(only_folio, only_key) == "maybe"


def test_two_crops_of_one_picture_that_share_nothing_printed_may_be_one_payment() -> None:
    """I6: one shows its reference alone; of the other, with key and hour, the mail tells another reference."""
    shows_reference = replace(SPEI, paid_time=None, tracking_key=None, folio=None)
    shows_the_rest = replace(SPEI, folio=None, references=("935999",), flags=("reference_told",))

    assert meets(shows_the_rest, shows_reference) == meets(shows_reference, shows_the_rest) == "maybe"


@pytest.mark.parametrize("lost", [{"paid_time": None, "folio": None}, {"tracking_key": None, "folio": None}])
def test_equal_payments_of_a_day_are_told_apart_by_a_key_or_by_the_hour(lost: dict[str, object]) -> None:
    other = replace(
        SPEI, tracking_key="2026091440014BMOV0000690700001", paid_time=time(15, 2), folio=None, references=("935999",)
    )

    assert meets(other, replace(SPEI, **lost)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("misread", ["2026091440014BMOV0000690694258", "2026091440014BMOV000069069425"])
def test_a_key_that_differs_by_one_character_may_be_the_same_one_misread(misread: str) -> None:
    """F4"""
    assert meets(replace(SPEI, tracking_key=misread, folio=None), SPEI) == "maybe"


@pytest.mark.parametrize("cut", ["2026091440014BMOV0000", "BMOV0000690694259"])
@pytest.mark.parametrize("hour", [SPEI.paid_time, None])
def test_a_key_that_the_edge_of_a_picture_cuts_may_be_the_same_one(cut: str, hour: time | None) -> None:
    """F3"""
    cropped = replace(SPEI, tracking_key=cut, folio=None, paid_time=hour, references=("935999",))

    assert meets(cropped, SPEI) == meets(SPEI, cropped) == "maybe"


def test_a_receipt_with_nothing_on_it_has_no_key() -> None:
    assert keys(Receipt(references=("935447",), amount=130500), VENDOR) == ()


@pytest.mark.parametrize("tracking_key", [None, "", "HSBC32246", "0000000000000000"])
def test_a_short_or_empty_tracking_key_is_none(tracking_key: str | None) -> None:
    kinds = [key.kind for key in keys(replace(SPEI, tracking_key=tracking_key), VENDOR)]

    assert "tracking_key" not in kinds


@pytest.mark.parametrize("change", [{"folio": "12"}, {"folio": "000000"}, {"amount": None}, {"paid_on": None}])
def test_a_folio_alone_identifies_nothing(change: dict[str, object]) -> None:
    kinds = [key.kind for key in keys(replace(SPEI, **change), VENDOR)]  # type: ignore[arg-type]

    assert "folio" not in kinds


def test_the_shortest_keys_that_count() -> None:
    """HSBC prints ten characters (receipts 018-020)."""
    short = replace(SPEI, tracking_key="HSBC322464", folio="1234")

    assert [key.value for key in keys(short, VENDOR)][:2] == ["H58C322464", "1234/130500/2026-09-14"]


def test_look_alikes_are_one_character() -> None:
    assert fold("2026O914 4001-4bm0v") == fold("20260914 40014BMOV")
    assert fold("Z5B1") == fold("2S8I")


@pytest.mark.parametrize(
    "again",
    [
        {"tracking_key": "2026091440014BM0V0000690694259", "folio": None},
        {"tracking_key": "2026 0914 4001 4BMOV 0000690694259", "folio": None, "paid_time": None},
        {"tracking_key": None},  # cropped: the folio remains
        {"tracking_key": None, "paid_time": None, "payee_account": None},
        {"folio": None, "paid_on": None, "amount": None},
        {"references": ("935999",)},
    ],
)
def test_the_same_payment_is_known_in_another_paper(again: dict[str, object]) -> None:
    """F2: the same payment photographed twice may lose one of its keys."""
    assert meets(replace(SPEI, **again), SPEI) == "same"  # type: ignore[arg-type]


def test_two_honest_equal_payments_of_one_minute_both_pass() -> None:
    other = replace(SPEI, tracking_key="2026091440014BMOV0000690700001", folio="26525999", references=("935999",))

    assert meets(other, SPEI) is None


def test_honest_equal_payments_inside_one_bank_are_told_apart_by_their_folios() -> None:
    first = replace(SPEI, tracking_key=None)
    second = replace(first, folio="26525999")

    assert meets(second, first) is None


def test_two_numbers_of_one_minute_that_are_called_otherwise_may_be_of_one_payment() -> None:
    """I6: a bank prints a folio and an authorisation; one crop of its picture shows the one, another the other."""
    folio = replace(SPEI, tracking_key=None, folio_label="folio", references=("935999",), flags=("reference_told",))
    other = replace(folio, folio="900217", folio_label="no. de autorizacion")

    assert meets(other, folio) == meets(folio, other) == "maybe"
    assert meets(replace(other, tracking_key="2026091440014BMOV0000690700001"), SPEI) is None
    assert meets(replace(other, paid_time=time(15, 2)), folio) is None
    assert meets(replace(other, folio_label="FOLIO"), folio) is None  # two honest payments of one minute
    assert meets(replace(other, folio_label=None), folio) is None


def test_equal_payments_without_a_strong_key_in_common_may_be_the_same() -> None:
    only_key = replace(SPEI, folio=None)
    only_folio = replace(SPEI, tracking_key=None)

    assert meets(only_folio, only_key) == "maybe"
    assert meets(replace(SPEI, folio=None, tracking_key=None), only_key) == "maybe"


@pytest.mark.parametrize("printed", ["****6374", "0101644637", "012164********6374", "*4637", None])
def test_the_mask_of_the_account_does_not_hide_the_payment(printed: str | None) -> None:
    bare = replace(SPEI, tracking_key=None, folio=None)

    assert meets(replace(bare, payee_account=printed), bare) == "maybe"


@pytest.mark.parametrize(
    "change",
    [
        {"paid_time": time(12, 32)},
        {"amount": 130501},
        {"paid_on": date(2026, 9, 15)},
        {"payee_account": "032180000118359719"},
    ],
)
def test_another_minute_amount_day_or_account_is_another_payment(change: dict[str, object]) -> None:
    bare = replace(SPEI, tracking_key=None, folio=None)

    assert meets(replace(bare, **change), bare) is None  # type: ignore[arg-type]


def test_one_strong_key_in_common_outweighs_another_that_differs() -> None:
    """A misread tracking key does not make a second payment of the same folio, amount and day."""
    assert meets(replace(SPEI, tracking_key="2026091440014BMOV0000690694250"), SPEI) == "same"


def test_of_several_earlier_payments_one_that_cannot_be_told_apart_is_enough() -> None:
    told_apart = replace(SPEI, tracking_key="2026091440014BMOV0000690700001", folio=None)
    bare = replace(SPEI, tracking_key=None, folio=None)
    mine = keys(replace(SPEI, folio=None), VENDOR)

    assert collision(mine, spent(told_apart)) is None
    assert collision(mine, spent(told_apart) + spent(bare)) == "maybe"


def test_keys_compare_by_kind_and_value() -> None:
    value = "2026091440014BMOV"
    at = datetime(2026, 9, 14, tzinfo=UTC)

    assert collision((PaymentKey("tracking_key", value),), (SpentKey(PaymentKey("folio", value), "1", at, ()),)) is None
