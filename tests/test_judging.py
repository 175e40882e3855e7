"""The mutation matrix over a real database: from one mail whose payment activates, each condition flipped alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot import judging
from bot.matching import payment_key, together
from bot.matching.rules import RULES
from bot.model import Arrival, Decision, Evidence, Receipt, SlipLine, Tolerance, TrustPolicy, Vendor
from bot.store import activations, allocations, cases, claims, customers, mails, payments, slips, tables
from bot.store.claims import Versions
from bot.store.db import Database
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.model import Authenticity, Judged
    from bot.store.db import Tx

NOW = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)  # 13:00 in the centre of Mexico
VENDOR = Vendor("Sistemas Perseo", "Perseo", ("012164001016446374",), "", (), "", "", "", (), "")
ANA, BETO, NOBODY = "ana@x.example", "beto@x.example", "nadie@x.example"
BOX = (10.0, 10.0, 90.0, 20.0)
WHOLE = Receipt(
    references=("935447",),
    candidates=("140926", "26525022"),
    amount=130_500,
    currency="MXN",
    paid_on=date(2026, 9, 14),
    paid_time=time(12, 31, 5),
    tracking_key="2026091440014BMOV0000690694259",
    folio="26525022",
    payee_account="012164001016446374",
    evidence=(Evidence("amount", "d", 1, BOX, "$1,305.00", "ocr"),),
)
BARE = replace(WHOLE, tracking_key=None, folio=None)
CROPPED = replace(WHOLE, paid_time=None, tracking_key=None, references=("612341",))
OTHER = replace(WHOLE, tracking_key="2026091440014BMOV0000690700001", folio="26525999")
IVA = (SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57_500), SlipLine("I05077", "Anualidad NIVEL 1", 1, 55_000))


@dataclass
class World:
    """A database with one open slip, as a test changes it before the mail is judged."""

    tx: Tx

    def slip(self, reference: str, amount: int = 130_500, owner: str = ANA, **more: Any) -> None:
        ids = customers.enrol(self.tx, [(owner, owner, None)])
        more.setdefault("issued_at", NOW - timedelta(days=4))
        slips.add(self.tx, [NewSlip(reference, ids[owner], amount, **more)])

    def change(self, reference: str = "935447", **values: Any) -> None:
        self.tx.execute(sa.update(tables.slips).filter_by(reference=reference).values(**values))

    def paid_before(self, reference: str, receipt: Receipt, *, kept: bool = False) -> None:
        """Let an earlier mail have paid this slip, or a part of it that is kept."""
        (slip,) = slips.named(self.tx, [reference], now=NOW)
        case = cases.open_new(self.tx, at=NOW, deadline=NOW, customer_id=None, address=None, subject="")
        claim = claims.add(
            self.tx, case_id=case, mail_id=self.mail(100 + slip.id), position=0, state="waiting_customer" if kept else "activated",
            receipt=receipt, decision=Decision("ask" if kept else "activate", (), (slip,), "bot", NOW),
            versions=Versions("", ""),
        )  # fmt: skip
        assert payments.spend(
            self.tx, payment_key.traces(receipt, VENDOR), claim_id=claim, slip_id=slip.id, at=NOW
        )  # fmt: skip
        allocations.add(self.tx, claim, slip.id, receipt.amount or 0)
        self.change(reference, **({"received": receipt.amount} if kept else {"status": "paid", "paid_at": NOW}))

    def another_paid(self, receipt: Receipt) -> None:
        """Let an earlier mail have paid another slip."""
        self.slip("612340")
        self.paid_before("612340", receipt)

    def paid_twice(self, receipt: Receipt, later: Receipt) -> None:
        """Let two earlier mails have paid two other slips."""
        self.another_paid(receipt)
        self.slip("612341")
        self.paid_before("612341", later)

    def activated(self, number: int, amount: int, owner: str, ago: timedelta = timedelta(0)) -> None:
        """Let a slip have been activated some time ago."""
        self.slip(f"80{number:04d}", amount, owner)
        (slip,) = slips.named(self.tx, [f"80{number:04d}"], now=NOW)
        case = cases.open_new(self.tx, at=NOW, deadline=NOW, customer_id=None, address=None, subject="")
        claim = claims.add(
            self.tx, case_id=case, mail_id=self.mail(10 + number), position=0, state="activated", receipt=None,
            decision=Decision("activate", (), (slip,), "bot", NOW), versions=Versions("", ""),
        )  # fmt: skip
        activations.owe(
            self.tx, slip.id, case_id=case, claim_id=claim, key=str(number), amount=amount, wants_invoice=False,
            at=NOW - ago,
        )  # fmt: skip
        self.change(slip.reference, status="paid")

    def mail(self, uid: int, *, junk: bool = False) -> int:
        arrival = Arrival("comprobantes", "INBOX", 7, uid, NOW, b"Subject: %d\r\n\r\n" % uid)
        return mails.keep(self.tx, arrival, junk=junk, historic=False, stored_at=NOW)[0]


@dataclass(frozen=True)
class Flip:
    """One condition turned round, and what must come of it."""

    rule: str
    outcome: str
    paper: dict[str, Any] = field(default_factory=dict)
    world: Callable[[World], object] = lambda _: None
    trust: dict[str, Any] = field(default_factory=dict)
    sender: str = ANA
    authenticity: Authenticity = "authenticated"
    junk: bool = False
    second_look: str = "$1,305.00"
    also: tuple[str, ...] = ()  # what cannot but come with it


def judge(world: World, flip: Flip) -> Judged:
    """Return the one claim of the mail, judged over the database as the corridor does."""
    receipt = replace(WHOLE, **flip.paper)
    proofs = (*WHOLE.evidence, *flip.paper.get("evidence", ()))
    with_look = replace(receipt, evidence=proofs if receipt.amount else ())
    mail = mails.one(world.tx, world.mail(1, junk=flip.junk))
    sender = judging.Sender(customers.by_email(world.tx, flip.sender), flip.authenticity)
    policy = judging.Policy(VENDOR, TrustPolicy(**flip.trust), Tolerance())
    gathered = judging.gather(world.tx, with_look, mail, sender, policy, told=(), now=NOW)
    seen = flip.second_look if receipt.amount == WHOLE.amount or not receipt.amount else f"${receipt.amount / 100:,.2f}"
    (one,) = together.judged((gathered,), lambda each: judging.judge(each, lambda looks: (seen,) * len(looks)))
    return one


def both(paper: dict[str, Any]) -> dict[str, Any]:
    return {"references": ("935447", "936211"), **paper}


FLIPS = (
    # the same payment again
    Flip("payment_already_used", "ignore", world=lambda w: w.paid_before("935447", WHOLE), also=("slip_paid",)),
    Flip("payment_used_elsewhere", "review", world=lambda w: w.another_paid(WHOLE)),
    Flip("payment_maybe_used", "review", world=lambda w: w.another_paid(BARE)),
    Flip("payment_maybe_used", "review", world=lambda w: w.another_paid(replace(BARE, paid_time=None))),
    Flip(  # an honest payment of that day came first: the crop behind it is seen all the same
        "payment_maybe_used",
        "review",
        {"folio": None},
        lambda w: w.paid_twice(OTHER, CROPPED),
    ),
    Flip(
        "repeat_differs",
        "review",
        {"amount": 230_500},
        lambda w: w.paid_before("935447", replace(WHOLE, folio=None)),
        also=("payment_already_used", "slip_paid"),
    ),
    Flip(
        "part_already_received",
        "ask",
        {"amount": 100_000},
        lambda w: w.paid_before("935447", replace(WHOLE, amount=100_000), kept=True),
    ),
    # which slip
    Flip("no_reference", "ask", {"references": (), "candidates": ()}),
    Flip("unknown_reference", "ask", {"references": ("612399",)}),
    Flip("reference_near", "review", {"references": ("935474",)}, also=("unknown_reference",)),
    Flip("several_references", "review", both({})),
    Flip(
        "slips_of_several_customers", "review", both({"amount": 210_500}), lambda w: w.slip("936211", 80_000, BETO)
    ),
    Flip("sum_differs", "review", both({"amount": 210_499}), lambda w: w.slip("936211", 80_000)),
    Flip("sum_differs", "review", both({"amount": 210_501}), lambda w: w.slip("936211", 80_000)),
    Flip(
        "reference_by_chance", "review", {"references": ("140926",), "candidates": ()}, lambda w: w.slip("140926")
    ),
    Flip("reference_deduced", "review", {"references": (), "candidates": ("935447",)}),
    Flip("another_slip_fits", "review", {"candidates": ("612340",)}, lambda w: w.slip("612340", owner=BETO)),
    Flip("another_slip_fits", "review", world=lambda w: w.slip("612340", owner=BETO), sender=BETO),
    Flip(
        "amount_of_another_slip",
        "review",
        {"amount": 99_000},
        lambda w: w.slip("612340", 99_000),
        also=("amount_differs",),
    ),
    Flip("slip_paid", "review", world=lambda w: w.paid_before("935447", OTHER)),
    Flip("slip_cancelled", "review", world=lambda w: w.change(status="cancelled")),
    Flip("slip_expired", "review", world=lambda w: w.change(expires_at=NOW - timedelta(seconds=1))),
    # how much, where to, and whether at all
    Flip("amount_unread", "ask", {"amount": None}),
    Flip("amount_deduced", "review", {"amount": None, "sums": (130_500, 132_000)}),
    Flip("amount_is_subtotal", "ask", {"amount": 112_500}),
    Flip("iva_withheld", "review", {"amount": 118_500}),
    Flip("off_by_bank_fee", "ask", {"amount": 129_920}),
    Flip("off_by_cents", "ask", {"amount": 130_499}),
    Flip("amount_differs", "ask", {"amount": 100_000}),
    Flip("amount_over", "review", {"amount": 130_501}),
    Flip("amount_over", "review", world=lambda w: w.change(received=1)),
    Flip("part_without_key", "review", {"amount": 100_000, "tracking_key": None, "folio": None}, also=("amount_differs",)),
    Flip("amount_in_words_differs", "review", {"flags": ("amount_in_words_differs",)}),
    Flip("amounts_contradict", "review", {"flags": ("amounts_differ",)}),
    Flip("other_account", "ask", {"payee_account": "012164001016446730"}),
    Flip("account_unread", "review", {"payee_account": None}),
    Flip("not_mxn", "review", {"currency": "USD"}),
    Flip("scheduled", "ask", {"status": "scheduled"}),
    Flip("rejected", "ask", {"status": "rejected"}),
    Flip("returned", "ask", {"status": "rejected", "flags": ("returned",)}),
    Flip("pending", "ask", {"status": "pending"}),
    Flip("cheque", "review", {"flags": ("cheque",)}),
    # when
    Flip("before_slip", "review", {"paid_on": date(2026, 9, 8)}),
    Flip("date_in_future", "review", {"paid_on": date(2026, 9, 18)}),
    Flip("stale", "review", {"paid_on": date(2026, 3, 17)}, lambda w: w.change(issued_at=NOW - timedelta(days=190))),
    Flip("date_unread", "review", {"paid_on": None}),
    # who sent it, and how far a receipt is believed
    Flip("sender_failed", "review", authenticity="failed"),
    Flip("sender_unknown", "review", sender=NOBODY, trust={"sender_unknown": "review"}),
    Flip("first_time_payer", "review", trust={"first_time_payer": "review"}),
    Flip("junk_folder", "review", junk=True),
    Flip("above_limit", "review", trust={"receipt_alone_up_to": 130_499}),
    Flip("above_limit", "review", world=lambda w: w.activated(1, 4_869_501, ANA)),
    Flip("above_limit", "review", world=lambda w: w.activated(1, 49_869_501, BETO)),
    Flip("above_limit", "review", world=lambda w: w.activated(1, 100, BETO), trust={"per_hour_count": 1}),
    # what looks like deceit, and how well it was read
    Flip("tampered", "review", {"flags": ("tampered",)}),
    Flip("hidden_text", "review", {"flags": ("hidden_text",)}),
    Flip("only_typed", "review", {"flags": ("typed",)}),
    Flip("no_key", "review", {"paid_on": None, "tracking_key": None}, also=("date_unread",)),
    Flip("low_confidence", "review", {"flags": ("low_confidence",)}),
    Flip("second_look_differs", "review", second_look="$7,305.00"),
)  # fmt: skip

FILLER, CONCEPT = "7165605", "PAGO 935447 PERSEO"


def two_numbers(first: str, second: str, **more: Any) -> dict[str, Any]:
    """Return what is read of a paper with his slip in the concept and seven random digits in the field for it."""
    fields = ("references", "other_reference")
    places = tuple(
        Evidence(field, "d", 1, BOX, text, "text") for field, text in zip(fields, (first, second), strict=True)
    )
    return {"flags": ("ambiguous_reference",), "evidence": places, **more}


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give one database for all: what a test writes is undone."""
    folder: Path = tmp_path_factory.mktemp("judging")
    database = Database(f"sqlite:///{folder / 'comprobot.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def world(one_database: Database) -> Iterator[World]:
    """Give a world with one open slip, whose changes vanish with the test."""
    with one_database.engine.connect() as tx, tx.begin() as transaction:
        opened = World(tx)
        opened.slip("935447", lines=IVA)
        yield opened
        transaction.rollback()


def test_the_mail_itself_activates(world: World) -> None:
    decision = judge(world, Flip("", "activate")).decision

    assert (decision.outcome, decision.reasons) == ("activate", ())
    assert [slip.reference for slip in decision.slips] == ["935447"]


@pytest.mark.parametrize("flip", FLIPS, ids=lambda flip: flip.rule)
def test_one_condition_flipped_never_activates(world: World, flip: Flip) -> None:
    """B138"""
    flip.world(world)

    decision = judge(world, flip).decision

    assert decision.outcome == flip.outcome
    assert sorted(reason.rule for reason in decision.reasons) == sorted((flip.rule, *flip.also))


def test_every_rule_is_flipped() -> None:
    assert {rule.NAME for rule in RULES} - {flip.rule for flip in FLIPS} == set()


@pytest.mark.parametrize(
    ("paper", "change"),
    [
        ({"amount": 30_500}, lambda w: w.paid_before("935447", replace(OTHER, amount=100_000), kept=True)),
        ({"references": ("935447", "936211"), "amount": 210_500}, lambda w: w.slip("936211", 80_000)),
        ({}, lambda w: w.another_paid(OTHER)),  # an honest equal payment of that minute
        ({}, lambda w: w.activated(1, 4_869_501, ANA, timedelta(hours=25))),
        ({}, lambda w: w.slip("935448", owner=BETO)),  # a neighbour with the same amount
        (two_numbers(FILLER, CONCEPT, references=(FILLER,), candidates=("935447",)), lambda _: None),
        (two_numbers(CONCEPT, FILLER, candidates=(FILLER,)), lambda w: w.slip(FILLER, 8_700, BETO)),
    ],
    ids=[
        "the_rest_of_a_slip",
        "two_slips",
        "equal_payments",
        "a_day_later",
        "a_neighbour",
        "a_filler_in_its_field",
        "a_filler_that_is_a_slip",
    ],
)
def test_what_is_honest_activates(world: World, paper: dict[str, Any], change: Callable[[World], object]) -> None:
    """B138"""
    change(world)

    assert judge(world, Flip("", "activate", paper)).decision.outcome == "activate"
