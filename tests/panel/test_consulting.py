"""Consultar: a customer sees where his payment stands, whichever way it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from member_story import PAID, PAPER, Member
from story_samples import BETO, mail, receipt

from bot.store import slips

if TYPE_CHECKING:
    from houses import Story


@pytest.fixture
def ana(story: Story) -> Member:
    """Give a customer with an open slip of $1,305.00, signed in."""
    story.slip()
    return Member(story)


def test_without_a_slip_he_is_offered_one(story: Story) -> None:
    said = Member(story).text("/panel")

    assert said.startswith("No tiene constancias abiertas. Generar constancia de pago")


def test_a_mailed_receipt_moves_the_four_steps(ana: Member) -> None:
    before = ana.text("/panel")
    ana.story.clock.pass_by(minutes=20)
    ana.story.keep(mail(receipt(PAID, "pago.pdf")))
    ana.story.clock.pass_by(minutes=1)
    ana.story.house.engine(("mail",)).work_until_empty()
    found = ana.text("/panel")
    ana.story.clock.pass_by(minutes=1)
    ana.story.work()

    after = ana.text("/panel/estado/935447")

    assert "Falta una cosa: su pago de $1,305.00" in before
    assert "Estamos activando su panel" in found
    assert "Recibido 23 nov 2026, 10:20" in found
    assert "Leído 23 nov 2026, 10:21" in found
    assert "Activo a más tardar mañana a las 10:20" in found
    assert "Su panel está activo" in after
    assert "Activo 23 nov 2026, 10:22" in after
    assert "No falta nada de su parte" in after


def test_a_part_says_what_is_left_and_how_to_pay_it(ana: Member) -> None:
    ana.send(("pago.pdf", replace(PAID, amount="$1,125.00 MXN").pdf()), constancia="935447")
    ana.story.work()

    page = ana.get("/panel").text
    said = ana.text("/panel")

    assert "Faltan $180.00 de su constancia 935447" in said
    assert "recibimos $1,125.00" in said
    assert "espera su respuesta" in said
    assert 'class="button solid" href="/panel/comprobante?constancia=935447"' in page
    assert page.count("button solid") == 1


def test_a_payment_that_names_no_slip_is_spoken_of_beside_it(ana: Member) -> None:
    ana.story.receive(mail(receipt(replace(PAID, reference="", amount="$700.00 MXN"), "pago.pdf")))

    said = ana.text("/panel")

    assert "Su constancia 935447 espera su pago" in said
    assert "Un pago que aún no está en una constancia" in said
    assert "$700.00" in said


def test_several_slips_each_have_their_page(ana: Member) -> None:
    ana.story.slip("946004", 63_800, issued_at=ana.story.clock() - timedelta(days=1))
    ana.send(PAPER, constancia="935447")
    ana.story.work()

    newest = ana.text("/panel")
    other = ana.text("/panel/estado/935447")

    assert "Su constancia 946004 espera su pago" in newest
    assert "935447 · $1,305.00 pagada" in newest
    assert "Su panel está activo" in other
    assert "946004 · $638.00 por pagar" in other


def test_a_cancelled_and_an_expired_one_say_so(ana: Member) -> None:
    ana.story.slip("946004", 63_800, expires_at=ana.story.clock() - timedelta(hours=1))
    with ana.story.house.db.begin() as tx:
        one = slips.named(tx, ["935447"], now=ana.story.clock())[0]
        slips.cancel(tx, one.id, because="error", at=ana.story.clock())

    assert "La constancia 935447 está cancelada" in ana.text("/panel/estado/935447")
    assert "Su constancia 946004 venció" in ana.text("/panel/estado/946004")


def test_another_customers_slip_is_as_one_that_does_not_exist(ana: Member) -> None:
    """B104"""
    ana.story.slip("946004", email=BETO)

    stranger, none = ana.get("/panel/estado/946004"), ana.get("/panel/estado/946005")

    assert stranger.status_code == none.status_code == 404
    assert stranger.text.replace("946004", "") == none.text.replace("946005", "")


def test_somebody_elses_payment_of_his_slip_shows_nothing_of_the_payer(ana: Member) -> None:
    """B76"""
    ana.story.receive(mail(receipt(PAID, "pago.pdf"), sender=f"Beto <{BETO}>"))

    said = ana.text("/panel")

    assert "Su panel está activo" in said
    assert "HEYBCO2611221017444836" not in said
    assert BETO not in said
