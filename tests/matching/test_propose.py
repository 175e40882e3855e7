"""What a payment could mean is ranked and explained, and only a single repaired typo stands preselected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from proposal_samples import LUNA, TREJO, slip

from bot.matching.propose import Around, proposals
from bot.model import Receipt
from bot.slips.reference import is_ours

if TYPE_CHECKING:
    from bot.model import Customer, Proposal, Slip

PRINTED = Receipt(references=("935441",), amount=130_500, paid_on=date(2026, 9, 14))


def _proposed(receipt: Receipt, *slips: Slip, sender: Customer | None = None) -> tuple[Proposal, ...]:
    return proposals(receipt, slips, Around(sender, is_ours))


def test_the_one_open_slip_a_digit_away_with_the_exact_amount_stands_first_and_preselected() -> None:
    """Issue 4, typo repair: proposed, never activated."""
    (first, *others) = _proposed(PRINTED, slip("935449", 99_900), slip("935447"), slip("812004", customer=LUNA))

    assert (first.references, first.preselected) == (("935447",), True)
    assert first.score >= 90
    assert set(first.why) >= {
        "La referencia difiere en un dígito que se confunde al leer: 935441 → 935447.",
        "El importe es exacto: $1,305.00.",
    }
    assert all(other.score < 90 and not other.preselected for other in others)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "paid"},
        {"status": "cancelled"},
        {"status": "expired"},
        {"amount": 130_501},
        {"received": 100},
        {"issued_at": datetime(2026, 9, 20, tzinfo=UTC)},
    ],
)
def test_what_cannot_have_been_paid_is_not_preselected_and_says_why(change: dict[str, Any]) -> None:
    found = _proposed(PRINTED, slip(**change), sender=TREJO)

    assert [one.preselected for one in found] == [False]
    assert found[0].score < 90
    assert found[0].why_not


def test_two_slips_a_digit_away_are_never_chosen_between() -> None:
    """B140."""
    found = _proposed(PRINTED, slip("935447"), slip("935440", customer=LUNA))

    assert [one.preselected for one in found] == [False, False]


def test_of_two_slips_a_digit_away_the_senders_own_stands_first() -> None:
    found = _proposed(PRINTED, slip("935447"), slip("935440", customer=LUNA), sender=TREJO)

    assert [(one.references[0], one.preselected) for one in found] == [("935447", True), ("935440", False)]
    assert found[1].why_not == ("Lo envió otro cliente: Comercializadora Hermanos Trejo S.A. de C.V.",)


def test_two_wrong_digits_are_only_a_proposal() -> None:
    (found,) = _proposed(replace(PRINTED, references=("985441",)), slip("935447"))

    assert not found.preselected
    assert "La referencia difiere en dos dígitos que se confunden al leer: 985441 → 935447." in found.why


def test_a_check_digit_that_fails_says_so() -> None:
    """Row 26: 935446 carries one, 935441 does not."""
    (found,) = _proposed(PRINTED, slip("935446"))

    assert "El dígito verificador de 935441 no cuadra y el de 935446 sí." in found.why
    assert not any("verificador" in sentence for sentence in _proposed(PRINTED, slip("935447"))[0].why)


def test_without_a_reference_sender_name_and_amount_rank() -> None:
    """Row 41."""
    receipt = replace(PRINTED, references=(), payer_name="PAPELERIA LUNA")
    own, name, price = (
        slip("935447"),
        slip("812004", customer=LUNA),
        slip("700001", customer=replace(LUNA, id=9, name="X")),
    )

    found = _proposed(receipt, price, name, own, sender=TREJO)

    assert [one.references[0] for one in found[:2]] == ["935447", "812004"]
    assert "Lo envió el propio cliente: Comercializadora Hermanos Trejo S.A. de C.V." in found[0].why[0]
    assert "El pagador se llama igual que el cliente: Papelería Luna." in found[1].why
    assert found[0].score > found[1].score
    assert not any(one.preselected for one in found)


def test_a_price_that_many_slips_ask_for_says_little() -> None:
    receipt = replace(PRINTED, references=())
    many = [
        slip(str(700_000 + number), customer=replace(LUNA, id=number, name=str(number))) for number in range(10, 30)
    ]

    assert _proposed(receipt, many[0])[0].score > 2 * _proposed(receipt, *many)[0].score
    assert len(_proposed(receipt, *many)) <= 5


def test_the_subtotal_is_known_as_such() -> None:
    (found,) = _proposed(replace(PRINTED, references=("935447",), amount=112_500), slip("935447"))

    assert "El importe es el de la constancia sin IVA; faltan $180.00." in found.why
    assert found.why_not == ("Faltan $180.00 para los $1,305.00 que pide la constancia.",)


def test_the_rest_of_a_part_payment_is_exact() -> None:
    (found,) = _proposed(replace(PRINTED, references=(), amount=30_500), slip("935447", received=100_000))

    assert "El importe completa lo que faltaba: $305.00." in found.why


def test_the_only_slips_of_the_payer_that_add_up_are_proposed_never_preselected() -> None:
    """Row 39."""
    receipt = replace(PRINTED, references=(), amount=243_500)

    first = _proposed(receipt, slip("935447"), slip("935460", 113_000), slip("935461", 77_700), sender=TREJO)[0]

    assert (first.references, first.preselected) == (("935447", "935460"), False)
    assert first.why[0] == "Suman exactamente $2,435.00: 935447 ($1,305.00) + 935460 ($1,130.00)."
    assert first.why[-1] == "Ninguna otra combinación de sus constancias abiertas da esa suma."


def test_two_ways_to_add_up_are_said_to_be_two() -> None:
    receipt = replace(PRINTED, references=(), amount=500)
    found = _proposed(
        receipt, *(slip(f"93544{amount // 100}", amount) for amount in (100, 200, 300, 400)), sender=TREJO
    )
    sums = [one for one in found if len(one.references) > 1]

    assert [one.why_not for one in sums] == [
        ("Hay otra combinación de sus constancias abiertas que da la misma suma.",)
    ]


def test_a_sum_without_the_slip_that_is_named_says_so() -> None:
    receipt = replace(PRINTED, references=("935447",), amount=500)
    found = _proposed(receipt, slip("935447", 999), slip("935460", 200), slip("935461", 300))

    assert ("El comprobante nombra 935447, que no entra en la suma.",) in [one.why_not for one in found]


def test_strangers_slips_are_not_added_up() -> None:
    receipt = replace(PRINTED, references=(), amount=500)

    assert all(len(one.references) == 1 for one in _proposed(receipt, slip("935460", 200), slip("935461", 300)))
