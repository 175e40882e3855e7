"""No strong key is spent twice, no slip is paid twice, and what a receipt names is found by its reference."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from store_samples import HOUR, NOW, a_case, a_claim, a_mail, a_slip

from bot.model import Panel, PaymentKey, SlipLine
from bot.store import activations, customers, payments, slips
from bot.store.db import Database  # noqa: TC001
from bot.store.slips import NewSlip

TRACKING = PaymentKey("tracking_key", "2026091740014BMOV0000690694259")
OTHER_TRACKING = PaymentKey("tracking_key", "2026091740014BMOV0000690694260")
MINUTE = PaymentKey("account_minute", "4637|130500|2026-09-14T12:31")


def test_a_strong_key_is_spent_once_over_all_slips(db: Database) -> None:
    """I6."""
    with db.begin() as tx:
        first, second = a_slip(tx), a_slip(tx, "935448")
        claim, other = a_claim(tx, mail=a_mail(tx, 1)), a_claim(tx, mail=a_mail(tx, 2))

        assert payments.spend(tx, (TRACKING, MINUTE), claim_id=claim, slip_id=first.id, at=NOW)
        assert not payments.spend(tx, (TRACKING,), claim_id=other, slip_id=second.id, at=NOW)

        (spent,) = payments.spent(tx, (TRACKING, OTHER_TRACKING))
        assert (spent.key, spent.slip_reference, spent.companions) == (TRACKING, "935447", (MINUTE,))


def test_two_honest_payments_may_share_a_weak_key(db: Database) -> None:
    """The third is held against both of them."""
    with db.begin() as tx:
        first, second = a_slip(tx), a_slip(tx, "935448")
        claim, other = a_claim(tx, mail=a_mail(tx, 1)), a_claim(tx, mail=a_mail(tx, 2))
        payments.spend(tx, (TRACKING, MINUTE), claim_id=claim, slip_id=first.id, at=NOW)

        assert payments.spend(tx, (OTHER_TRACKING, MINUTE), claim_id=other, slip_id=second.id, at=NOW)

        found = payments.spent(tx, (MINUTE,))
        assert {(one.slip_reference, one.companions) for one in found} == {
            ("935447", (TRACKING,)),
            ("935448", (OTHER_TRACKING,)),
        }


def test_no_keys_ask_nothing(db: Database) -> None:
    with db.read() as tx:
        assert payments.spent(tx, ()) == ()


def test_a_slip_is_paid_once(db: Database) -> None:
    with db.begin() as tx:
        slip = a_slip(tx)

        assert slips.pay(tx, slip.id, received=0, at=NOW)
        assert not slips.pay(tx, slip.id, received=0, at=NOW)
        assert slips.one(tx, slip.id, now=NOW).status == "paid"


def test_a_slip_is_found_by_its_reference_with_customer_and_lines(db: Database) -> None:
    line = SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57500)
    with db.begin() as tx:
        ids = customers.enrol(tx, [("Ana", "ANA@x.example", "XAXX010101000")])
        slips.add(tx, [NewSlip("935447", ids["ana@x.example"], 66700, NOW, None, (line,))])

        (slip,) = slips.named(tx, ["000000", "935447"], now=NOW)

    assert (slip.customer.email, slip.customer.rfc, slip.lines, slip.amount) == (
        "ana@x.example",
        "XAXX010101000",
        (line,),
        66700,
    )


def test_slips_come_in_the_order_in_which_they_are_asked_for(db: Database) -> None:
    with db.begin() as tx:
        for reference in ("935447", "935448", "935449"):
            a_slip(tx, reference)

        assert [slip.reference for slip in slips.named(tx, ["935449", "935447"], now=NOW)] == ["935449", "935447"]


def test_an_open_slip_past_its_expiry_is_expired(db: Database) -> None:
    with db.begin() as tx:
        a_slip(tx, expires_at=NOW + HOUR)

        assert slips.named(tx, ["935447"], now=NOW)[0].status == "open"
        late = slips.named(tx, ["935447"], now=NOW + 2 * HOUR)[0]
        assert late.status == "expired"
        assert slips.open_of(tx, late.customer.id, now=NOW + 2 * HOUR) == ()


def test_a_reference_exists_once(db: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), db.begin() as tx:
        a_slip(tx)
        a_slip(tx)


def test_a_slip_has_one_activation_ever(db: Database) -> None:
    """B39."""
    with db.begin() as tx:
        slip, case = a_slip(tx), a_case(tx)
        claim = a_claim(tx, case=case)
        owed = activations.owe(
            tx, slip.id, case_id=case, claim_id=claim, key="k", amount=130500, wants_invoice=True, at=NOW
        )

    with pytest.raises(sa.exc.IntegrityError), db.begin() as tx:
        activations.owe(
            tx, slip.id, case_id=case, claim_id=claim, key="other", amount=130500, wants_invoice=False, at=NOW
        )

    with db.begin() as tx:
        assert activations.confirm(tx, owed, at=NOW)
        assert not activations.confirm(tx, owed, at=NOW)
        assert not activations.doubt(tx, owed)
        assert (activations.amount_since(tx, NOW - HOUR), activations.amount_since(tx, NOW + HOUR)) == (130500, 0)
        assert activations.amount_since(tx, NOW - HOUR, slip.customer.id) == 130500
        assert activations.count_since(tx, NOW - HOUR) == 1
        assert customers.has_paid_before(tx, slip.customer.id)


def test_a_customer_is_found_by_any_case_of_the_address_and_enrolled_once(db: Database) -> None:
    with db.begin() as tx:
        first = customers.enrol(tx, [("Ana", "ana@x.example", None), ("Beto", "beto@x.example", None)])
        again = customers.enrol(tx, [("Ana María", "Ana@X.example", None)])

        assert again["ana@x.example"] == first["ana@x.example"]
        found = customers.by_email(tx, "ANA@X.EXAMPLE")
        assert found is not None
        assert found.name == "Ana"
        assert customers.by_email(tx, None) is None


def test_a_panel_is_written_and_read_back(db: Database) -> None:
    with db.begin() as tx:
        customer = a_slip(tx).customer.id
        assert customers.panel(tx, customer) == Panel(customer, "3.3", None, 0)
        for stamps in (5, 6):
            customers.write_panel(tx, Panel(customer, "3.3", NOW.date(), stamps))

        assert customers.panel(tx, customer) == Panel(customer, "3.3", NOW.date(), 6)
