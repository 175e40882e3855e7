"""However payments come and are ruled: no payment funds more than it is, and no slip holds more than it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.race import BOUNDLESS, NOW, VENDOR, payment
from bot import cases, judging
from bot.desk.actions import accept, reject
from bot.errors import ComprobotError, Outdated
from bot.matching import day_trace, payment_key, together
from bot.matching.difference import divided
from bot.model import Arrival, Judged
from bot.store import allocations, claims, customers, mails, payments, slips, tables
from bot.store import cases as case_store
from bot.store.claims import Versions
from bot.store.db import Database
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.model import Slip
    from bot.store.claims import Claim
    from bot.store.db import Tx

SLIPS = {"700001": 1_000, "700002": 700, "700003": 1_700}  # centavos
STEPS = st.one_of(
    st.tuples(
        st.just("receive"),
        st.integers(1, 6),  # which payment: a repeated number is the same payment again
        st.sampled_from([300, 700, 1_000, 1_700, 2_000]),
        st.sets(st.sampled_from(sorted(SLIPS)), min_size=1, max_size=2),
    ),
    st.tuples(st.just("accept"), st.integers(0, 9), st.sets(st.sampled_from(sorted(SLIPS)), min_size=1, max_size=2)),
    st.tuples(st.just("reject"), st.integers(0, 9)),
)


@dataclass
class History:
    """One database transaction in which a random history is played."""

    tx: Tx
    claims: list[int] = field(default_factory=list)

    def receive(self, number: int, amount: int, references: set[str]) -> None:
        """Let a payment come in a mail of its own."""
        receipt = replace(payment(number, 0, amount), references=tuple(sorted(references)))
        mail_id, case = self._mail()
        mail, sender = mails.one(self.tx, mail_id), judging.Sender(None, "unknown")
        policy = judging.Policy(VENDOR, BOUNDLESS)
        gathered = judging.gather(self.tx, receipt, mail, sender, policy, told=(), now=NOW)
        judged = together.judged((gathered,), lambda one: judging.judge(one, lambda _: ()))
        end = cases.Settlement(case, "review", judged, (), NOW, wants_invoice=False, versions=Versions("", ""))
        assert cases.settle(self.tx, mail, end, at=NOW)
        self.claims += [claim.id for claim in claims.of_mail(self.tx, mail_id)]

    def _mail(self) -> tuple[int, int]:
        uid = len(self.claims) + 1
        arrival = Arrival("comprobantes", "INBOX", 7, uid, NOW, b"Subject: %d\r\n\r\n" % uid)
        mail_id, _ = mails.keep(self.tx, arrival, junk=False, historic=False, stored_at=NOW)
        case = case_store.open_new(self.tx, at=NOW, deadline=NOW, customer_id=None, address=None, subject="")
        mails.join_case(self.tx, mail_id, case)
        return mail_id, case

    def accept(self, place: int, references: set[str]) -> None:
        """Let a person accept a claim for these slips."""
        self._rule(place, references)

    def reject(self, place: int) -> None:
        """Let a person reject a claim."""
        self._rule(place, None)

    def _rule(self, place: int, references: set[str] | None) -> None:
        """Rule as the desk does; what cannot be leaves nothing behind."""
        if not self.claims:
            return
        claim = self._claim(self.claims[place % len(self.claims)])
        assert claim.receipt is not None
        own = allocations.of_claim(self.tx, claim.id)
        named = slips.named(self.tx, sorted(references or ()), now=NOW)
        shares = divided(
            claim.receipt, tuple(replace(one, received=one.received - own.get(one.id, 0)) for one in named)
        )
        action, said = (accept, ()) if references else (reject, ("no",))
        keys = payment_key.traces(claim.receipt, VENDOR)
        spent = payments.spent(self.tx, day_trace.sought(keys), but_of=claim.id)
        try:
            decision = action.decide(shares, claim.receipt, said, by="lupita", at=NOW)
            with self.tx.begin_nested():
                cases.rule(self.tx, claim, Judged(claim.receipt, decision, keys, spent), (), note="", at=NOW)
        except (ComprobotError, Outdated):
            return

    def _claim(self, claim_id: int) -> Claim:
        mail_id = self.tx.execute(sa.select(tables.claims.c.mail_id).filter_by(id=claim_id)).scalar_one()
        return claims.of_mail(self.tx, mail_id)[0]

    def held(self, by: sa.Column[int]) -> dict[int, int]:
        """Return the centavos that are allocated, by claim or by slip."""
        chosen = sa.select(by, sa.func.sum(tables.allocations.c.amount)).group_by(by)
        return {row[0]: int(row[1]) for row in self.tx.execute(chosen)}


def check(history: History) -> None:
    """I3, I6, and what a slip says that it has received."""
    tx = history.tx
    amounts = {row.id: row.amount for row in tx.execute(sa.select(tables.claims.c.id, tables.claims.c.amount))}
    assert all(held <= amounts[claim] for claim, held in history.held(tables.allocations.c.claim_id).items())
    on = set(tx.execute(sa.select(tables.activations.c.slip_id)).scalars())
    held = history.held(tables.allocations.c.slip_id)
    for slip in _all_slips(tx):
        assert held.get(slip.id, 0) <= slip.amount
        assert (slip.status == "paid") == (slip.id in on)
        if slip.status == "open":
            assert slip.received == held.get(slip.id, 0) < slip.amount
    keys = tx.execute(sa.select(tables.payment_keys.c.claim_id).distinct()).scalars()
    assert set(keys) == set(history.held(tables.allocations.c.claim_id))


def _all_slips(tx: Tx) -> tuple[Slip, ...]:
    return slips.named(tx, sorted(SLIPS), now=NOW)


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give one database for all histories: what each writes is undone."""
    folder: Path = tmp_path_factory.mktemp("histories")
    database = Database(f"sqlite:///{folder / 'comprobot.db'}")
    database.migrate()
    yield database
    database.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=3, max_size=12))
def test_no_payment_funds_slips_beyond_its_amount(one_database: Database, steps: list[tuple[str, ...]]) -> None:
    """I6"""
    with one_database.engine.connect() as tx, tx.begin() as transaction:
        ids = customers.enrol(tx, [("Ana", "ana@x.example", None)])
        slips.add(tx, [NewSlip(number, ids["ana@x.example"], amount, NOW) for number, amount in SLIPS.items()])
        history = History(tx)
        for name, *given_to in steps:
            getattr(history, name)(*given_to)
            check(history)
        transaction.rollback()
