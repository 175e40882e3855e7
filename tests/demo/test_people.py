from datetime import UTC, datetime

from bot.demo import people
from bot.slips import reference

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)


def test_a_dozen_customers_have_addresses_that_reach_nobody() -> None:
    addresses = {who.email for who in people.customers()}

    assert len(addresses) == 12
    assert all(address.endswith(".example") for address in addresses)


def test_the_slip_of_the_manual_asks_for_1305_pesos() -> None:
    slip = next(slip for slip in people.slips(NOW) if slip.reference == "935447")

    assert [line.code for line in slip.lines] == ["SP0800", "I05077"]
    assert slip.subtotal == 112500
    assert slip.amount == 130500


def test_every_slip_is_open_now_and_small_enough_to_be_believed() -> None:
    slips = people.slips(NOW)

    assert len({slip.reference for slip in slips}) == len(slips) >= 12
    assert all(slip.issued_at < NOW < slip.expires_at for slip in slips)
    assert all(slip.amount < 1_000_000 for slip in slips)
    assert all(slip.customer in people.customers() for slip in slips)


def test_no_reference_reads_as_a_day() -> None:
    for slip in people.slips(NOW):
        assert reference.normalise(slip.reference) == slip.reference
        assert int(slip.reference[:2]) > 31
