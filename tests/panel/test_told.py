"""What a page says of a payment is what its letter would say, and of a stranger's slip nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from desk_site import TEMPLATES
from jinja2 import FileSystemLoader

from bot.letters import voice
from bot.model import Customer, Decision, Finding, Judged, LetterPolicy, Receipt, Slip, Vendor
from bot.panel.claims_view import Standing
from bot.panel.told import Teller, Told

if TYPE_CHECKING:
    from bot.model import ClaimState, Outcome

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=20)
ANA, BETO = Customer(1, "Ana", "ana@x.example"), Customer(2, "Beto", "beto@x.example")
SLIP = Slip(7, "935447", ANA, 130_500, NOW - timedelta(days=2), None)
PAPER = Receipt(references=("935447",), amount=112_500, payee_account="012164001016446374", tracking_key="K" * 20)
POLICY = LetterPolicy(
    (("ask", ("question",)), ("review", ("acknowledgement",)), ("duplicate", ("already_received",))),
    (("amount_is_subtotal", "iva_missing"), ("forged", "under_review"), ("unreadable", "unreadable")),
)
VENDOR = Vendor("Perseo", "Perseo", ("012164001016446374",), "ventas@x.example", (), "", "", "", (), "")


def _told(
    state: ClaimState, outcome: Outcome, *rules: str, slips: tuple[Slip, ...] = (SLIP,), paper: Receipt | None = PAPER
) -> Told:
    teller = Teller(
        voice.environment(FileSystemLoader(TEMPLATES / "mail")), POLICY, VENDOR, "America/Mexico_City", ANA, NOW
    )
    found = Decision(outcome, tuple(Finding(rule, "para el equipo") for rule in rules), slips, "bot", NOW)
    return teller.tell(Standing(Judged(paper, found), state, 5, 9), DUE)


@pytest.mark.parametrize(
    ("state", "outcome", "rules", "tone", "heading"),
    [
        ("activated", "activate", (), "ok", "Su panel está activo."),
        ("activating", "activate", (), "ok", "Todo coincide."),
        ("desk", "activate", (), "waits", "Estamos revisando su pago"),
        ("waiting_customer", "ask", ("amount_is_subtotal",), "asks", "Falta el IVA de su pago: $180.00"),
        ("desk", "review", ("forged",), "waits", "Estamos revisando su pago"),
        ("waiting_bank", "review", (), "waits", "Estamos revisando su pago"),
        ("duplicate", "ignore", (), "ok", "Ya teníamos este comprobante"),
        ("rejected", "ignore", ("rejected_by_staff",), "asks", "No pudimos aplicar este comprobante."),
        ("set_aside", "ask", ("amount_is_subtotal",), "asks", "Cerramos su caso por ahora"),
    ],
)
def test_every_state_has_its_words(
    state: ClaimState, outcome: Outcome, rules: tuple[str, ...], tone: str, heading: str
) -> None:
    told = _told(state, outcome, *rules)

    assert (told.tone, told.heading) == (tone, heading)
    assert told.reference == "935447"
    assert told.next
    assert "para el equipo" not in told.message + told.next


@pytest.mark.parametrize("state", ["activated", "activating", "waiting_customer", "desk", "duplicate"])
@pytest.mark.parametrize("outcome", ["activate", "ask", "review", "ignore"])
def test_of_a_strangers_slip_nothing_is_said_whatever_became_of_it(state: ClaimState, outcome: Outcome) -> None:
    """B76"""
    told = _told(state, outcome, "amount_is_subtotal", slips=(replace(SLIP, customer=BETO, amount=999_900),))

    assert told.heading == "Gracias, recibimos su comprobante"
    assert told.message.endswith("avisaremos al titular de la constancia.")
    assert (told.reference, told.tone, told.missing) == (None, "waits", "")


def test_the_paper_is_shown_as_it_was_read_and_nothing_is_made_up() -> None:
    rows = {row.label: row.value for row in _told("desk", "review", paper=replace(PAPER, references=())).rows}

    assert rows["Importe"] == "$1,125.00"
    assert rows["Referencia"] == rows["Fecha"] == rows["Banco"] == "no aparece"
    assert rows["Cuenta de destino"] == "terminada en 6374"


@pytest.mark.parametrize(("sums", "said"), [((130_500, 148_000), "por confirmar"), ((), "no aparece")])
def test_a_sum_that_no_word_tells_is_not_said_to_be_missing(sums: tuple[int, ...], said: str) -> None:
    rows = {row.label: row.value for row in _told("desk", "review", paper=replace(PAPER, amount=None, sums=sums)).rows}

    assert rows["Importe"] == said


def test_dollars_and_a_folio_are_called_so() -> None:
    paper = replace(PAPER, currency="USD", tracking_key=None, folio="7731904")

    rows = {row.label: row.value for row in _told("desk", "review", paper=paper).rows}

    assert (rows["Importe"], rows["Folio"]) == ("$1,125.00 USD", "7731904")
    assert "Clave de rastreo" not in rows


def test_what_the_page_can_take_is_asked_for_on_the_page() -> None:
    assert _told("waiting_customer", "ask", "amount_is_subtotal").next.endswith("y envíe aquí el comprobante.")
