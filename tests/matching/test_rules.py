"""The mutation matrix of B138: from one claim that activates, each condition flipped alone."""

from __future__ import annotations

import pkgutil
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from vendor_samples import VENDOR

from bot.matching import payment_key, rules
from bot.matching.decide import decide
from bot.matching.match import match
from bot.matching.rules import RULES
from bot.model import Customer, Evidence, Facts, Receipt, Slip, SlipLine, SpentKey, Tolerance, TrustPolicy

if TYPE_CHECKING:
    from bot.model import SlipStatus

NOW = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)  # 13:00 in the centre of Mexico
TREJO = Customer(1, "Comercializadora Hermanos Trejo", "pagos@trejo.example")
LUNA = Customer(2, "Papelería Luna", "luna@luna.example")
SLIP = Slip(
    id=7,
    reference="935447",
    customer=TREJO,
    amount=130500,
    issued_at=datetime(2026, 9, 10, 16, 0, tzinfo=UTC),
    expires_at=datetime(2026, 10, 10, 16, 0, tzinfo=UTC),
    lines=(
        SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57500),
        SlipLine("I05077", "Anualidad NIVEL 1", 1, 55000),
    ),
)
RECEIPT = Receipt(
    references=("935447",),
    candidates=("140926", "26525022"),
    amount=130500,
    currency="MXN",
    paid_on=date(2026, 9, 14),
    paid_time=time(12, 31, 5),
    tracking_key="2026091440014BMOV0000690694259",
    folio="26525022",
    payee_account="****6374",
)
FACTS = Facts(now=NOW, arrived_at=NOW, vendor=VENDOR, trust=TrustPolicy(), sender=TREJO)


def spent(receipt: Receipt, reference: str, *, kept: bool = False) -> tuple[SpentKey, ...]:
    """What the store says of an earlier payment with that receipt."""
    its = payment_key.keys(receipt, VENDOR)
    return tuple(
        SpentKey(key, reference, NOW, tuple(other for other in its if other != key), amount=receipt.amount, kept=kept)
        for key in its
    )


BARE = replace(RECEIPT, tracking_key=None, folio=None)
NEIGHBOUR = replace(SLIP, id=8, reference="935448", customer=LUNA)
SECOND = replace(SLIP, id=9, reference="935449", amount=1)  # a slip of the same customer, for one centavo
PART = replace(RECEIPT, amount=100000)
PRINTED = {"evidence": (Evidence("references", "paper", 1, (0, 0, 10, 10), "Pago 935447", "ocr"),)}


@dataclass(frozen=True)
class Flip:
    """One condition turned round, and what must come of it."""

    rule: str
    outcome: str
    receipt: dict[str, Any] = field(default_factory=dict)
    slip: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    trust: dict[str, Any] = field(default_factory=dict)
    beside: tuple[Slip, ...] = ()  # other slips that it names
    also: tuple[str, ...] = ()  # what cannot but come with it
    said: str = ""  # what staff reads, when it holds a figure

    def judge(self) -> tuple[str, list[str], str]:
        """Return outcome, rules and reasons of the flipped claim."""
        facts = replace(FACTS, trust=replace(FACTS.trust, **self.trust), **self.facts)
        found = match(replace(RECEIPT, **self.receipt), (replace(SLIP, **self.slip), *self.beside), facts)
        decision = decide(found, NOW)
        return (
            decision.outcome,
            [one.rule for one in decision.reasons],
            " ".join(one.reason for one in decision.reasons),
        )


FLIPS = (
    Flip("no_reference", "ask", {"references": ()}),
    Flip("unknown_reference", "ask", {"references": ("935474",)}, said="935474"),
    Flip(
        "reference_near",
        "review",
        {"references": ("935474",)},
        facts={"near": (SLIP,)},
        also=("unknown_reference",),
        said="tiene dos dígitos invertidos: 935474 → 935447",
    ),
    Flip("unknown_reference", "ask", {"references": ("935474",)}, facts={"near": (replace(SLIP, amount=1),)}),
    Flip("unknown_reference", "ask", {"references": ("935449",)}, facts={"near": (SLIP, NEIGHBOUR), "sender": None}),
    Flip("several_references", "review", {"references": ("935447", "935448")}, said="No existe 935448"),
    Flip("sum_differs", "review", {"references": ("935447", "935449")}, beside=(SECOND,), said="Faltan $0.01"),
    Flip("sum_differs", "review", {"references": ("935447", "935449"), "amount": 130502}, beside=(SECOND,)),
    Flip(
        "slips_of_several_customers",
        "review",
        {"references": ("935447", "935449"), "amount": 130501},
        beside=(replace(SECOND, customer=LUNA),),
        said="Hermanos Trejo; Papelería Luna",
    ),
    Flip("another_slip_fits", "review", {"candidates": ("935448",)}, facts={"rivals": (NEIGHBOUR,)}, said="935448"),
    Flip("another_slip_fits", "review", facts={"rivals": (NEIGHBOUR,), "sender": LUNA}),
    Flip(
        "amount_of_another_slip",
        "review",
        {"amount": 58000},
        facts={"rivals": (replace(NEIGHBOUR, customer=TREJO, amount=58000),)},
        also=("amount_differs",),
        said="$580.00 es lo que pide 935448",
    ),
    Flip("amount_unread", "ask", {"amount": None}),
    Flip("amount_unread", "ask", {"amount": 0}),
    Flip("amount_deduced", "review", {"flags": ("amount_deduced",)}, said="$1,305.00 se dedujo"),
    Flip("amount_is_subtotal", "ask", {"amount": 112500}, said="Faltan $180.00"),
    Flip("amount_differs", "ask", {"amount": 100000}, said="Faltan $305.00"),
    Flip("amount_differs", "ask", {"amount": 50000}, slip={"received": 60000}, said="todavía pide $705.00"),
    Flip("off_by_cents", "ask", {"amount": 130499}, said="Faltan $0.01"),
    Flip("off_by_bank_fee", "ask", {"amount": 129804}, said="Faltan $6.96"),
    Flip("iva_withheld", "review", {"amount": 118500}, said="Faltan $120.00"),
    Flip("amount_over", "review", {"amount": 130501}, said="Sobran $0.01"),
    Flip("amount_over", "review", {"amount": 130500}, slip={"received": 100000}, said="solo pide ya $305.00"),
    Flip("amount_over", "review", {"amount": 130600}, trust={"accept_overpayment_up_to": 99}),
    Flip(
        "part_without_key",
        "review",
        {"amount": 100000, "tracking_key": None, "folio": None},
        also=("amount_differs",),
    ),
    Flip("amounts_contradict", "review", {"flags": ("amounts_differ",)}),
    Flip("amount_in_words_differs", "review", {"flags": ("amount_in_words_differs",)}),
    Flip("only_typed", "review", {"flags": ("typed",)}),
    Flip("reference_by_chance", "review", {"references": ("140926",)}, slip={"reference": "140926"}, said="140926"),
    Flip("reference_by_chance", "review", {"references": ("260914",)}, slip={"reference": "260914"}),
    Flip("reference_by_chance", "review", {"references": ("26525022",)}, slip={"reference": "26525022"}),
    Flip(
        "reference_by_chance",
        "review",
        {"references": ("50926",), "paid_on": date(2026, 9, 5)},
        slip={"reference": "50926", "issued_at": datetime(2026, 9, 1, tzinfo=UTC)},
    ),
    Flip("other_account", "ask", {"payee_account": "012164001016446730"}, said="terminada en 6730"),
    Flip("account_unread", "review", {"payee_account": None}),
    Flip("account_unread", "review", {"payee_account": "BBVA"}),
    Flip("account_unread", "review", {"payee_name": "Juan López"}, said="el beneficiario es Juan López"),
    Flip("account_unread", "review", {"payee_name": "SIST****S L**EZ"}),
    Flip("account_unread", "review", {"payee_bank": "BANORTE"}, said="el banco de destino es BANORTE"),
    Flip("account_unread", "review", {"payee_account": None, "convenio": "1712349", "payee_name": "CFE"}, said="CFE"),
    Flip(
        "account_unread",
        "review",
        {"payee_account": None, "convenio": "1712349", "payee_bank": "HSBC"},
        said="el convenio, igual al nuestro, y el banco de destino es HSBC",
    ),
    Flip("other_account", "ask", {"payee_account": "012164001016446730", "convenio": "1712349"}, said="6730"),
    Flip("not_mxn", "review", {"currency": "USD"}, said="USD"),
    Flip("not_mxn", "review", {"currency": None}, trust={"currency_unprinted": "XXX"}),
    Flip("scheduled", "ask", {"status": "scheduled"}),
    Flip("rejected", "ask", {"status": "rejected"}),
    Flip("returned", "ask", {"status": "rejected", "flags": ("returned",)}, said="devolvió"),
    Flip("cheque", "review", {"flags": ("cheque",)}, said="salvo buen cobro"),
    Flip("pending", "ask", {"status": "pending"}),
    Flip("payment_already_used", "review", facts={"spent": spent(RECEIPT, "935447")}, said="935447"),
    Flip(
        "payment_already_used",
        "ignore",
        slip={"status": "paid"},
        facts={"spent": spent(RECEIPT, "935447")},
        also=("slip_paid",),
    ),
    Flip(
        "part_already_received",
        "ask",
        {"amount": 100000},
        slip={"received": 100000},
        facts={"spent": spent(PART, "935447", kept=True)},
        said="faltan $305.00",
    ),
    Flip(
        "repeat_differs",
        "review",
        {"amount": 230500},
        slip={"status": "paid"},
        facts={"spent": spent(RECEIPT, "935447")},
        also=("payment_already_used", "slip_paid"),
        said="$1,305.00 y este comprobante dice $2,305.00",
    ),
    Flip("payment_used_elsewhere", "review", facts={"spent": spent(RECEIPT, "940001")}, said="940001"),
    Flip("payment_maybe_used", "review", facts={"spent": spent(BARE, "940001")}, said="940001"),
    Flip("no_key", "review", {"paid_on": None, "tracking_key": None}, also=("date_unread",)),
    Flip("slip_paid", "review", slip={"status": "paid"}),
    Flip("slip_cancelled", "review", slip={"status": "cancelled"}),
    Flip("slip_expired", "review", slip={"status": "expired", "expires_at": None}),
    Flip("slip_expired", "review", slip={"expires_at": NOW - timedelta(seconds=1)}, said="14/09/2026"),
    Flip("before_slip", "review", {"paid_on": date(2026, 9, 8)}, said="08/09/2026"),
    Flip("date_in_future", "review", {"paid_on": date(2026, 9, 18)}, said="18/09/2026"),
    Flip(
        "stale",
        "review",
        {"paid_on": date(2026, 3, 17)},
        slip={"issued_at": datetime(2026, 3, 1, tzinfo=UTC)},
        said="181 días",
    ),
    Flip("date_unread", "review", {"paid_on": None}),
    Flip("sender_failed", "review", facts={"authenticity": "failed"}),
    Flip("sender_unknown", "review", facts={"sender": None}, trust={"sender_unknown": "review"}),
    Flip("first_time_payer", "review", trust={"first_time_payer": "review"}),
    Flip("junk_folder", "review", facts={"junk": True}),
    Flip("above_limit", "review", trust={"receipt_alone_up_to": 130499}, said="$1,304.99 por comprobante"),
    Flip("above_limit", "review", facts={"customer_today": 4_869_501}, said="$50,000.00 por cliente"),
    Flip("above_limit", "review", facts={"activated_today": 49_869_501}, said="$500,000.00 al día"),
    Flip("above_limit", "review", facts={"activated_last_hour": 500}, said="500 activaciones por hora"),
    Flip("tampered", "review", {"flags": ("tampered",)}),
    Flip("tampered", "review", {"flags": ("covered_text",)}),
    Flip("hidden_text", "review", {"flags": ("hidden_text",)}),
    Flip("low_confidence", "review", {"flags": ("low_confidence",)}),
    Flip("reference_deduced", "review", {"flags": ("reference_deduced",)}),
    Flip("reference_deduced", "review", {"flags": ("reference_deduced",)} | PRINTED, facts={"sender": LUNA}),
    Flip("reference_deduced", "review", {"flags": ("reference_deduced",)} | PRINTED, facts={"sender": None}),
    Flip("second_look_differs", "review", {"flags": ("unconfirmed",)}),
)


def test_the_claim_itself_activates_without_an_objection() -> None:
    decision = decide(match(RECEIPT, (SLIP,), FACTS), NOW)

    assert (decision.outcome, decision.reasons, decision.slips) == ("activate", (), (SLIP,))
    assert not decision.is_part
    assert (decision.decided_by, decision.decided_at) == ("bot", NOW)


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("****6374", "SISTEMAS PERSE0 SA"),
        ("****6374", "SIST****S PER**O SA"),
        ("****6374", None),
        ("012164001016446374", "Mi facturador"),
    ],
)
def test_the_end_of_our_account_is_enough_beside_our_name_and_the_whole_of_it_beside_any(
    account: str, name: str | None
) -> None:
    receipt = replace(RECEIPT, payee_account=account, payee_name=name)

    assert decide(match(receipt, (SLIP,), FACTS), NOW).outcome == "activate"


@pytest.mark.parametrize("flip", FLIPS, ids=lambda flip: flip.rule)
def test_one_condition_flipped_never_activates_and_says_why(flip: Flip) -> None:
    """B138: flip each condition alone."""
    outcome, found, said = flip.judge()

    assert outcome == flip.outcome
    assert sorted(found) == sorted((flip.rule, *flip.also))
    assert flip.said in said


def test_every_rule_is_flipped_at_least_once() -> None:
    assert {flip.rule for flip in FLIPS} == {rule.NAME for rule in RULES}


def test_every_file_of_the_shelf_is_listed_once_under_its_own_name() -> None:
    files = {module.name for module in pkgutil.iter_modules(rules.__path__)}

    assert sorted(rule.NAME for rule in RULES) == sorted(files)
    assert all(rule.__name__ == f"bot.matching.rules.{rule.NAME}" for rule in RULES)  # type: ignore[attr-defined]


def test_reasons_are_sentences_for_staff_without_an_accusation() -> None:
    for flip in FLIPS:
        said = flip.judge()[2]
        assert said[0].isupper(), flip.rule
        assert said.endswith("."), flip.rule
        assert not re.search(r"fals|fraud|sospech|alterad|incorrect|error|None", said, re.IGNORECASE), said


@pytest.mark.parametrize(
    ("receipt", "slip", "facts"),
    [
        ({"payee_account": "012164001016446374"}, {}, {}),
        ({"payee_account": "CLABE-374"}, {}, {}),
        ({"payee_bank": "BBVA"}, {}, {}),
        ({"payee_account": "012164001016446374", "payee_bank": "BANORTE"}, {}, {}),  # the whole of it is ours
        ({"payee_account": None, "convenio": "1712349"}, {}, {}),  # a service paid under our convenio
        ({"currency": None}, {}, {}),  # not printed: pesos, by the policy
        ({"paid_on": date(2026, 9, 17)}, {}, {}),  # SPEI's next banking day
        ({"paid_on": date(2026, 9, 9)}, {}, {}),  # one day before the slip: the payer's calendar
        (
            {"paid_on": date(2026, 3, 18)},
            {"issued_at": datetime(2026, 3, 1, tzinfo=UTC)},
            {},
        ),  # 180 days: not yet stale
        ({}, {"lines": (SlipLine("S", "Sin IVA", 1, 130500),)}, {}),  # its total is its subtotal
        ({"paid_time": None}, {}, {}),
        ({"tracking_key": None}, {}, {}),  # inside one bank
        ({"folio": None}, {}, {}),
        ({"references": ("130926",)}, {"reference": "130926"}, {}),  # a slip numbered like another day
        ({"references": ("935447", "935447")}, {}, {}),  # original and copy
        ({"payer_name": "SU CONTADOR SC"}, {}, {"sender": None}),  # a third party pays (B76)
        ({"flags": ("reference_deduced",)} | PRINTED, {}, {}),  # printed without a label, and the sender's own slip
        ({}, {}, {"sender": LUNA}),
        ({}, {}, {"authenticity": "unknown"}),
        ({}, {}, {"authenticity": "authenticated"}),
        ({}, {"expires_at": None}, {}),
        ({}, {"expires_at": NOW, "status": "expired"}, {"now": NOW + timedelta(hours=20)}),  # our delay, not his
        ({"amount": 30500}, {"received": 100000}, {}),  # the rest of a slip that holds a part
        ({}, {}, {"rivals": (NEIGHBOUR,)}),  # a neighbour alone is no doubt
        ({"candidates": ("935448",)}, {}, {"rivals": (replace(NEIGHBOUR, amount=1),)}),
        ({"candidates": ("935448",)}, {}, {"rivals": (replace(NEIGHBOUR, status="paid"),)}),
        ({}, {}, {"customer_today": 4_869_500}),
        ({}, {}, {"activated_last_hour": 499}),
    ],
)
def test_what_is_honest_and_ordinary_activates(
    receipt: dict[str, Any], slip: dict[str, Any], facts: dict[str, Any]
) -> None:
    found = match(replace(RECEIPT, **receipt), (replace(SLIP, **slip),), replace(FACTS, **facts))

    assert decide(found, NOW).outcome == "activate", found.findings


def test_the_bank_is_asked_of_the_account_whose_end_is_printed() -> None:
    """F6: of two accounts of ours, the one at the printed bank is not the one whose end is shown."""
    vendor = replace(VENDOR, payee_accounts=(*VENDOR.payee_accounts, "072180004455667780"))
    facts = replace(FACTS, vendor=vendor)

    def rules_of(**changed: str) -> list[str]:
        return [one.rule for one in match(replace(RECEIPT, **changed), (SLIP,), facts).findings]  # type: ignore[arg-type]

    assert rules_of(payee_account="****7780", payee_bank="BANORTE") == []
    assert rules_of(payee_account="****6374", payee_bank="BANORTE") == ["account_unread"]


def test_the_issue_day_is_that_of_mexico() -> None:
    """B123: a slip of 20:00 on the 13th in Mexico is of the 14th in UTC, and may have been paid on the 12th."""
    late = replace(SLIP, issued_at=datetime(2026, 9, 14, 2, 0, tzinfo=UTC))

    assert decide(match(replace(RECEIPT, paid_on=date(2026, 9, 12)), (late,), FACTS), NOW).outcome == "activate"


def test_two_honest_equal_payments_of_a_day_both_pass() -> None:
    other = replace(RECEIPT, tracking_key="2026091440014BMOV0000690700001", folio="26525999")
    facts = replace(FACTS, spent=spent(other, "940001"))

    assert decide(match(RECEIPT, (SLIP,), facts), NOW).outcome == "activate"


def test_an_accepted_overpayment_activates() -> None:
    facts = replace(FACTS, trust=TrustPolicy(accept_overpayment_up_to=100))

    assert decide(match(replace(RECEIPT, amount=130600), (SLIP,), facts), NOW).outcome == "activate"


@pytest.mark.parametrize(
    ("cause", "amount"), [("cents", 130401), ("bank_fee", 129804), ("iva_withheld", 118500)], ids=str
)
def test_a_difference_is_borne_up_to_what_the_tolerance_of_its_cause_says(cause: str, amount: int) -> None:
    missing = SLIP.amount - amount

    def outcome(tolerance: Tolerance) -> str:
        return decide(match(replace(RECEIPT, amount=amount), (SLIP,), replace(FACTS, tolerance=tolerance)), NOW).outcome

    def only(centavos: int) -> dict[str, Any]:
        return {cause: centavos}

    boundless: dict[str, Any] = {"cents": 99_999, "bank_fee": 99_999, "iva_withheld": 99_999}

    assert outcome(Tolerance(**only(missing))) == "activate"
    assert outcome(Tolerance(**only(missing - 1))) != "activate"
    assert outcome(Tolerance(**(boundless | {cause: 0}))) != "activate"


def test_one_payment_for_several_slips_of_one_customer_activates_to_the_centavo() -> None:
    """B138, B141"""
    receipt = replace(RECEIPT, references=("935447", "935449"), amount=130501)

    decision = decide(match(receipt, (SLIP, SECOND), FACTS), NOW)

    assert (decision.outcome, decision.slips, decision.slip) == ("activate", (SLIP, SECOND), None)


@pytest.mark.parametrize("status", ["paid", "cancelled", "expired"])
def test_of_several_slips_one_that_is_not_open_keeps_all_from_being_activated(status: SlipStatus) -> None:
    """B138"""
    receipt = replace(RECEIPT, references=("935447", "935449"), amount=130501)
    second = replace(SECOND, status=status, expires_at=None)

    found = match(receipt, (SLIP, second), FACTS)

    assert decide(found, NOW).outcome == "review"
    assert [one.rule for one in found.findings] == [f"slip_{status}"]


def test_a_short_payment_with_a_strong_key_is_kept_and_nothing_else_is() -> None:
    """B141"""
    kept = decide(match(PART, (SLIP,), FACTS), NOW)
    doubtful = decide(match(replace(PART, payee_account=None), (SLIP,), FACTS), NOW)
    withheld = decide(match(replace(RECEIPT, amount=118500), (SLIP,), FACTS), NOW)

    assert (kept.outcome, kept.still_due, kept.is_part) == ("ask", 30500, True)
    assert [doubtful.is_part, withheld.is_part] == [False, False]


def test_with_its_last_part_a_slip_counts_whole_against_the_limits() -> None:
    """B131: many small papers do not switch on what one large paper could not."""
    facts = replace(FACTS, trust=TrustPolicy(receipt_alone_up_to=130499))
    last = replace(RECEIPT, amount=30500)

    found = match(last, (replace(SLIP, received=100000),), facts)

    assert [one.rule for one in found.findings] == ["above_limit"]


def test_a_policy_that_accepts_a_failed_sender_is_obeyed() -> None:
    facts = replace(FACTS, authenticity="failed", trust=TrustPolicy(sender_failed="accept"))

    assert decide(match(RECEIPT, (SLIP,), facts), NOW).outcome == "activate"


def test_the_subtotal_is_also_known_by_the_lines() -> None:
    odd = replace(SLIP, amount=130501)
    bare = replace(SLIP, lines=())

    for slip in (odd, bare):
        found = match(replace(RECEIPT, amount=112500), (slip,), FACTS)
        assert [one.rule for one in found.findings] == ["amount_is_subtotal"]


def test_a_repeat_without_its_reference_is_a_repeat() -> None:
    facts = replace(FACTS, spent=spent(RECEIPT, "935447"), sender=None)
    cropped = replace(RECEIPT, references=(), payee_account=None)

    assert decide(match(cropped, (), facts), NOW).outcome == "ignore"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 230500},
        {"payee_account": "****6730"},
        {"status": "rejected"},
        {"flags": ("tampered",)},
        {"currency": "USD"},
    ],
)
def test_a_repeat_that_says_something_else_than_before_goes_to_a_person(change: dict[str, Any]) -> None:
    """F4: an old receipt of which one field has changed."""
    paid = replace(SLIP, status="paid")
    facts = replace(FACTS, spent=spent(RECEIPT, "935447"))

    assert decide(match(replace(RECEIPT, **change), (paid,), facts), NOW).outcome == "review"


def test_the_reason_for_a_card_number_shows_only_its_end() -> None:
    """B111."""
    found = match(replace(RECEIPT, payee_account="4152 3133 0000 1234"), (SLIP,), FACTS)

    assert found.findings[0].rule == "other_account"
    assert "1234" in found.findings[0].reason
    assert "4152" not in found.findings[0].reason
