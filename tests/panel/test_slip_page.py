"""Constancia: what to type when paying, its paper, what is left after a part, and its end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from desk_site import TEMPLATES
from panel_site import PanelSite
from store_samples import arrival

from bot.errors import SettingsMistake
from bot.model import Decision, FiscalData, InvoiceRequest, Receipt
from bot.panel.counter import Counter
from bot.slips import paper
from bot.store import allocations, cases, claims, invoices, mails, panel_users, slips, uploads
from bot.store.claims import Versions
from bot.store.db import Database
from bot.store.uploads import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk_site import Browser

    from bot.model import Slip

PLACE = "/panel/constancia/935447"
COUNTER = Counter(
    draw=lambda facts: paper.slip(TEMPLATES, facts),
    receipts_to=("comprobantes@x.example", "cxc@x.example"),
    bank_hints=(("BBVA", "Escriba {referencia} en el concepto."),),
)


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    """Give a panel whose customer has the open slip 935447 for $1,305.00."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    site = PanelSite(db, more={"counter": COUNTER})
    site.slip(site.customer(), expires_at=site.now + timedelta(days=30))
    return site


def slip_of(panel: PanelSite, reference: str = "935447") -> Slip:
    with panel.db.read() as tx:
        return slips.named(tx, [reference], now=panel.now)[0]


def receives(panel: PanelSite, amount: int) -> None:
    """Let a part payment be kept for the slip."""
    with panel.db.begin() as tx:
        assert slips.keep(tx, slip_of(panel).id, amount, received=0)


def sends_a_receipt(panel: PanelSite, state: str = "desk") -> None:
    """Let a receipt of the slip be with staff."""
    slip = slip_of(panel)
    with panel.db.begin() as tx:
        mail, _ = mails.keep(tx, arrival(), junk=False, historic=False, stored_at=panel.now)
        case = cases.open_new(
            tx, at=panel.now, deadline=panel.now + timedelta(days=1), customer_id=slip.customer.id, address="a@x.example",
            subject="Pago",
        )  # fmt: skip
        claims.add(
            tx, case_id=case, mail_id=mail, position=0, state=state,  # type: ignore[arg-type]
            receipt=Receipt(references=("935447",), amount=130500), versions=Versions("1", "2"),
            decision=Decision("review", (), (slip,), "bot", panel.now),
        )  # fmt: skip


def said(browser: Browser) -> str:
    """Return the words of the page, as they are seen."""
    shown = re.sub(r"<(svg|noscript).*?</\1>", " ", browser.page.partition("<main")[2], flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_the_three_things_to_type_come_first_each_to_be_copied(panel: PanelSite) -> None:
    browser = panel.inside()

    browser.get(PLACE)

    assert "Pague $1,305.00 con la referencia 935447" in said(browser)
    assert "vence el 22 de diciembre de 2026" in said(browser)
    assert "MIL TRESCIENTOS CINCO PESOS 00/100 M.N." in said(browser)
    assert re.findall(r'data-copy="([^"]+)"', browser.page) == ["935447", "1305.00", "012164001016446374"]
    assert "<span>012</span><span>164</span><span>00101644637</span><span>4</span>" in browser.page  # no blank between
    assert "Beneficiario Sistemas Perseo" in said(browser)


def test_it_says_where_the_reference_goes_and_the_receipt(panel: PanelSite) -> None:
    browser = panel.inside()

    browser.get(PLACE)

    assert "escriba 935447 en «Concepto» o «Motivo»" in said(browser)
    assert "BBVA Escriba 935447 en el concepto." in said(browser)
    assert 'href="mailto:cxc@x.example?subject=Pago%20referencia%20935447"' in browser.page
    assert 'href="/panel/comprobante?constancia=935447"' in browser.page


def test_its_lines_add_up(panel: PanelSite) -> None:
    browser = panel.inside()

    browser.get(PLACE)

    assert "Subtotal $1,125.00 IVA 16 % $180.00 Total $1,305.00" in said(browser)


def test_the_paper_is_the_slip(panel: PanelSite) -> None:
    browser = panel.inside()

    answer = browser.client.get(f"{PLACE}.pdf")

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="constancia-935447.pdf"'
    (page,) = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_range().split())
    for words in ("935447", "$1,305.00", "comprobantes@x.example o cxc@x.example", "Refaccionaria La Esperanza"):
        assert words in text


def test_without_a_paper_the_page_still_stands(panel: PanelSite) -> None:
    def broken(_: Mapping[str, object]) -> bytes:
        raise SettingsMistake("paper/slip.typ: ...")

    panel.more["counter"] = replace(COUNTER, draw=broken)
    browser = panel.inside()

    answer = browser.get(f"{PLACE}.pdf")

    assert answer.status_code == 500
    assert "No pudimos generar el PDF. Los datos de esta página son válidos para pagar." in said(browser)
    assert "Pague $1,305.00 con la referencia 935447" in said(browser)


def test_after_a_part_payment_only_the_rest_is_asked_for(panel: PanelSite) -> None:
    receives(panel, 112500)
    browser = panel.inside()

    browser.get(PLACE)

    assert "Faltan $180.00 de su constancia 935447" in said(browser)
    assert "CIENTO OCHENTA PESOS 00/100 M.N." in said(browser)
    assert 'data-copy="180.00"' in browser.page
    assert "Ya no se puede cancelar: recibimos $1,125.00" in said(browser)


def test_what_has_expired_shows_no_account_and_leads_to_a_new_one(panel: PanelSite) -> None:
    panel.pass_time(timedelta(days=31))
    browser = panel.inside()

    browser.get(PLACE)

    assert "Su constancia 935447 venció el 22 de diciembre de 2026" in said(browser)
    assert "CLABE" not in said(browser)
    assert "/panel/constancia/nueva?elegido=1&amp;p=SP0800&amp;p=I05077" in browser.page
    assert browser.client.get(f"{PLACE}.pdf").headers["location"] == PLACE


def test_what_has_expired_after_a_part_is_not_to_be_paid_twice(panel: PanelSite) -> None:
    receives(panel, 112500)
    panel.pass_time(timedelta(days=31))
    browser = panel.inside()

    browser.get(PLACE)

    assert "Tenemos $1,125.00 que ya pagó de ella" in said(browser)
    assert "Generar una nueva" not in said(browser)


def test_what_has_expired_while_its_receipt_is_with_us_is_not_to_be_paid_twice(panel: PanelSite) -> None:
    sends_a_receipt(panel)
    panel.pass_time(timedelta(days=31))
    browser = panel.inside()

    browser.get(PLACE)

    assert "no genere otra ni pague de nuevo" in said(browser)
    assert ("Generar una nueva" in said(browser), "envíe su comprobante" in said(browser)) == (False, False)


def test_who_cancels_may_make_another(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)

    answer = browser.post(f"{PLACE}/cancelar", otra="1")

    assert answer.headers["location"] == "/panel/constancia/nueva?elegido=1&p=SP0800&p=I05077"
    assert slip_of(panel).status == "cancelled"
    browser.get(PLACE)
    assert "Por favor no pague con esa referencia." in said(browser)
    assert "CLABE" not in said(browser)


@pytest.mark.parametrize("state", ["desk", "waiting_bank", "waiting_customer", "activating"])
def test_a_slip_whose_receipt_is_with_us_is_not_cancelled(panel: PanelSite, state: str) -> None:
    browser = panel.inside()
    browser.get(PLACE)
    sends_a_receipt(panel, state)

    assert browser.post(f"{PLACE}/cancelar").status_code == 409
    assert "No se canceló: mientras tanto recibimos" in said(browser)
    assert "Ahora no se puede cancelar" in said(browser)
    assert slip_of(panel).status == "open"


@pytest.mark.parametrize(("named", "status"), [("935447", 409), (None, 409), ("935450", 303)])
def test_a_slip_whose_receipt_is_being_read_is_not_cancelled(panel: PanelSite, named: str | None, status: int) -> None:
    browser = panel.inside()
    browser.get(PLACE)
    with panel.db.begin() as tx:
        mail, _ = mails.keep(tx, arrival(), junk=False, historic=False, stored_at=panel.now)
        assert uploads.add(tx, Upload("w", slip_of(panel).customer.id, "d", mail, named, (), panel.now))

    assert browser.post(f"{PLACE}/cancelar").status_code == status
    assert slip_of(panel).status == ("open" if status == 409 else "cancelled")


def test_a_rejected_receipt_hinders_nothing(panel: PanelSite) -> None:
    sends_a_receipt(panel, "rejected")
    browser = panel.inside()
    browser.get(PLACE)

    assert browser.post(f"{PLACE}/cancelar").status_code == 303


def test_money_that_came_in_meanwhile_is_not_cancelled_away(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)
    receives(panel, 112500)

    assert browser.post(f"{PLACE}/cancelar").status_code == 409
    assert slip_of(panel).status == "open"


def test_a_paid_slip_leads_to_its_activation(panel: PanelSite) -> None:
    with panel.db.begin() as tx:
        slips.pay(tx, slip_of(panel).id, received=0, at=panel.now)
    browser = panel.inside()

    browser.get(PLACE)

    assert "Su constancia 935447 está pagada" in said(browser)
    assert 'href="/panel/estado/935447"' in browser.page
    assert "CLABE" not in said(browser)


def test_an_asked_invoice_is_named(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)
    assert "¿La necesita? Solicitar factura" in said(browser)
    with panel.db.begin() as tx:
        wanted = InvoiceRequest(FiscalData("REX200115AB1", source="panel"))
        invoices.write(tx, slip_of(panel).id, wanted, at=panel.now)

    browser.get(PLACE)

    assert "La pidió para el RFC REX200115AB1" in said(browser)


def test_the_shortest_way_leads_to_the_newest_open_slip(panel: PanelSite) -> None:
    browser = panel.inside()
    with panel.db.read() as tx:
        user = panel_users.by_username(tx, "esperanza")
    assert user is not None

    assert browser.get("/panel/constancia").headers["location"] == PLACE
    panel.pass_time(timedelta(minutes=1))
    panel.slip(user.customer_id, "935448")
    assert browser.get("/panel/constancia").headers["location"] == "/panel/constancia/935448"


def test_without_an_open_slip_it_says_so(panel: PanelSite) -> None:
    browser = panel.inside("luis")

    browser.get("/panel/constancia")

    assert "No tiene constancias abiertas" in said(browser)
    assert 'href="/panel/constancia/nueva"' in browser.page


def test_a_slip_from_elsewhere_is_shown_without_lines(panel: PanelSite) -> None:
    with panel.db.begin() as tx:
        slips.add(tx, [slips.NewSlip("123456", slip_of(panel).customer.id, 99900, panel.now)])
    browser = panel.inside()

    browser.get("/panel/constancia/123456")

    assert "Pague $999.00 con la referencia 123456" in said(browser)
    assert "¿Qué estoy pagando?" not in said(browser)
    assert browser.client.get("/panel/constancia/123456.pdf").status_code == 200


@pytest.mark.parametrize("query", ["hecho=%3Cscript%3E", "hecho=generada&x=1"])
def test_an_address_cannot_make_the_page_say_things(panel: PanelSite, query: str) -> None:
    browser = panel.inside()

    browser.get(f"{PLACE}?{query}")

    assert "<script>" not in browser.page.partition("<main")[2]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("desk", "Ya recibimos un comprobante de esta constancia y lo estamos revisando. Ver cómo va"),
        ("waiting_customer", "Recibimos un comprobante de esta constancia y nos falta algo de usted. Ver qué falta"),
        ("rejected", ""),
    ],
)
def test_a_receipt_that_is_here_is_told(panel: PanelSite, state: str, sentence: str) -> None:
    sends_a_receipt(panel, state)
    browser = panel.inside()

    browser.get(PLACE)

    assert sentence in said(browser)
    assert ("un comprobante de esta constancia" in said(browser)) == bool(sentence)


def test_a_part_that_is_kept_waits_for_nobody(panel: PanelSite) -> None:
    """Its claim is open until the rest comes, and there is nothing to look at."""
    sends_a_receipt(panel, "waiting_customer")
    receives(panel, 112500)
    with panel.db.begin() as tx:
        allocations.add(tx, 1, slip_of(panel).id, 112500)
    browser = panel.inside()

    browser.get(PLACE)

    assert "Faltan $180.00 de su constancia 935447" in said(browser)
    assert "un comprobante de esta constancia" not in said(browser)
