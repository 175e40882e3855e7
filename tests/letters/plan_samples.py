"""A slip, two customers and a policy, for the tests of which letters are owed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.model import Customer, Decision, Finding, Judged, LetterPolicy, Outcome, Receipt, Slip, SpentKey

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ANA = Customer(1, "Papelería Ana", "ana@x.example")
BETO = Customer(2, "Abarrotes Beto", "beto@x.example")
SLIP = Slip(1, "935447", ANA, 130500, NOW, None)
POLICY = LetterPolicy(
    after=(
        ("review", ("acknowledgement",)),
        ("ask", ("question",)),
        ("duplicate", ("already_received",)),
        ("remind", ("reminder",)),
    ),
    blocks=(
        ("part_already_received", "part_again"),
        ("slip_expired", "slip_expired"),
        ("cheque", "cheque"),
        ("amount_differs", "amount_short"),
        ("no_reference", "no_reference"),
        ("tampered", "under_review"),
    ),
)


ZONE = "America/Mexico_City"


def who(
    customer: Customer | None = ANA, address: str | None = "ana@x.example", *, failed: bool = False
) -> Correspondent:
    return Correspondent(Thread("Pago", "<a@x>"), address, customer, "failed" if failed else "unknown")


def judged(outcome: Outcome, rule: str, slip: Slip | None = SLIP, spent: tuple[SpentKey, ...] = ()) -> Judged:
    receipt = Receipt(references=("935447",), amount=112500, paid_on=date(2026, 11, 21))
    return Judged(
        receipt, Decision(outcome, (Finding(rule, "Motivo."),), (slip,) if slip else (), "bot", NOW), (), spent
    )
