"""Solicitar factura: prefilled, checked field by field, read from a Constancia, kept with the slip."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from constancia_samples import company, drawn, person
from desk_site import Desk
from panel_site import PanelSite

from bot.errors import UnreadableMail
from bot.invoice.filled_in import FIELDS
from bot.model import FiscalData, InvoiceRequest
from bot.panel.counter import Counter
from bot.store import invoices, slips, tables
from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path

    from desk_site import Browser

    from bot.model import Document
    from bot.receipts.reader import Reader

PLACE = "/panel/factura/935447"
TYPED = {
    "rfc": "gode-561231-gr8", "legal_name": "Emma Gómez Díaz", "regime": "612", "postal_code": "32000",
    "cfdi_use": "G03", "email": "Emma@x.example",
}  # fmt: skip
ASKED = FiscalData("GODE561231GR8", "EMMA GÓMEZ DÍAZ", "612", "32000", "G03", "emma@x.example", "panel")


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    """Give a panel whose customer has the open slip 935447."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    site = PanelSite(db)
    site.slip(site.customer(), expires_at=site.now + timedelta(days=30))
    return site


def kept(panel: PanelSite, reference: str = "935447") -> InvoiceRequest | None:
    with panel.db.read() as tx:
        return invoices.of_slip(tx, slips.named(tx, [reference], now=panel.now)[0].id)


def shown(browser: Browser) -> dict[str, str]:
    """Return what stands in the form."""
    fields = dict(re.findall(r'<input id="(\w+)" name="\w+" type="\w+" value="([^"]*)"', browser.page))
    chosen = re.findall(r'<select id="(\w+)".*?</select>', browser.page, re.DOTALL)
    parts = {name: browser.page.partition(f'<select id="{name}"')[2].partition("</select>")[0] for name in chosen}
    fields |= {name: "".join(re.findall(r'value="(\w+)" selected', part)) for name, part in parts.items()}
    return {name: fields[name] for name in FIELDS}


def said(browser: Browser) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", browser.page.partition("<main")[2]).split())


def test_what_he_asks_for_is_kept_with_the_slip(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)

    answer = browser.post(PLACE, **TYPED)

    assert answer.headers["location"] == f"{PLACE}?hecho=guardada"
    assert kept(panel) == InvoiceRequest(ASKED)
    browser.get(f"{PLACE}?hecho=guardada")
    assert "Le enviaremos la factura a emma@x.example" in said(browser)
    assert shown(browser) == TYPED | {"rfc": ASKED.rfc, "legal_name": ASKED.legal_name, "email": ASKED.email}


def test_who_asked_before_finds_his_data_again(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)
    browser.post(PLACE, **TYPED)
    with panel.db.read() as tx:
        customer = slips.named(tx, ["935447"], now=panel.now)[0].customer.id
    panel.slip(customer, "935454")

    browser.get("/panel/factura/935454")

    assert shown(browser)["rfc"] == "GODE561231GR8"
    assert kept(panel, "935454") is None


def test_who_never_asked_finds_his_own_address(panel: PanelSite) -> None:
    browser = panel.inside()

    browser.get(PLACE)

    assert shown(browser) == dict.fromkeys(FIELDS, "") | {"email": "esperanza@x.example"}


def test_a_mistake_is_told_beside_its_field_and_above_and_nothing_typed_is_lost(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)

    answer = browser.post(PLACE, **TYPED | {"rfc": "GODE561231GR", "postal_code": ""})

    assert answer.status_code == 422
    sentence = "El RFC tiene 13 letras y números; escribió 12."
    assert f'<a href="#rfc">{sentence}</a>' in browser.page
    assert f'id="rfc-error">{sentence}' in browser.page
    assert '<a href="#postal_code">' in browser.page
    assert shown(browser) == TYPED | {"rfc": "GODE561231GR", "postal_code": ""}
    assert kept(panel) is None


def test_only_the_regimes_of_his_kind_and_their_uses_can_be_chosen(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)

    browser.post(PLACE, **TYPED | {"paso": "opciones", "regime": "605"})

    assert kept(panel) is None
    assert 'value="601"' not in browser.page
    assert '<option value="605" selected>' in browser.page
    assert 'value="G03"' not in browser.page
    assert "Hay un problema" not in said(browser)


def test_what_staff_and_mails_knew_is_replaced_by_his_own_word(panel: PanelSite) -> None:
    with panel.db.begin() as tx:
        slip = slips.named(tx, ["935447"], now=panel.now)[0]
        invoices.write(tx, slip.id, InvoiceRequest(FiscalData("REX200115AB1"), "03"), at=panel.now)
    browser = panel.inside()
    browser.get(PLACE)

    browser.post(PLACE, **TYPED)

    assert kept(panel) == InvoiceRequest(ASKED, "03")
    with panel.db.read() as tx:
        assert slips.named(tx, ["935447"], now=panel.now)[0].customer.email == "esperanza@x.example"  # B79
        actors = tx.execute(sa.select(tables.audit.c.actor).filter_by(event="invoice_data_kept")).scalars().all()
    assert actors == ["panel:esperanza"]


def test_what_is_over_has_no_invoice(panel: PanelSite) -> None:
    panel.pass_time(timedelta(days=31))
    browser = panel.inside()

    browser.get(PLACE)

    assert "venció y no lleva factura" in said(browser)
    assert browser.post(PLACE, **TYPED).status_code == 409
    assert "Guardamos sus datos" not in said(browser)
    assert kept(panel) is None


# ---------------------------------------------------------------- "llenar por mí"


def with_reader(panel: PanelSite, reader: Reader) -> Browser:
    panel.more["counter"] = Counter(read=reader.read_file)
    browser = panel.inside()
    browser.get(PLACE)
    return browser


def upload(browser: Browser, content: bytes, name: str = "csf.pdf", **fields: str) -> int:
    word = re.search(r'name="form_word" value="([^"]+)"', browser.page)
    assert word is not None
    answer = browser.client.post(
        f"{PLACE}/constancia", data={"form_word": word[1], **fields}, files={"file": (name, content)}
    )
    browser.page = answer.text
    return answer.status_code


def test_the_constancia_fills_the_form_and_nothing_is_kept_yet(panel: PanelSite, reader: Reader) -> None:
    browser = with_reader(panel, reader)

    assert upload(browser, drawn(company()), email="emma@x.example", cfdi_use="G03") == 200

    assert shown(browser) == {
        "rfc": "MAB9307148T4", "legal_name": "MAQUINADOS ALFA BRAVO", "regime": "601", "postal_code": "06700",
        "cfdi_use": "G03", "email": "emma@x.example",
    }  # fmt: skip
    assert "Revíselos y guarde; todavía no se ha guardado nada." in said(browser)
    assert kept(panel) is None
    assert browser.post(PLACE, **shown(browser)).status_code == 303
    assert kept(panel) is not None


def test_of_several_regimes_he_chooses(panel: PanelSite, reader: Reader) -> None:
    browser = with_reader(panel, reader)
    both = (("Régimen de Arrendamiento", "01/01/2020", ""), ("Régimen Simplificado de Confianza", "01/01/2022", ""))

    upload(browser, drawn(person(*both)))

    assert "Tiene varios regímenes (606, 626): elija el de esta compra." in said(browser)
    assert shown(browser)["regime"] == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Elija el archivo de su Constancia"),
        (b"%PDF-1.4 nada", "no parece una Constancia"),
        (b"MZ\x90\x00", "no parece una Constancia"),
        (b"0" * 10_000_001, "pesa más de 10 MB"),
    ],
    ids=["none", "broken", "program", "large"],
)
def test_another_file_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    panel: PanelSite, reader: Reader, content: bytes, sentence: str
) -> None:
    browser = with_reader(panel, reader)

    assert upload(browser, content, **TYPED) == 422

    assert sentence in said(browser)
    assert shown(browser) == TYPED
    assert kept(panel) is None


def test_a_file_that_kills_its_reader_and_a_crowd_are_told_apart(panel: PanelSite) -> None:
    def dies(_: str, __: bytes) -> tuple[Document, ...]:
        raise UnreadableMail("killed")

    counter = Counter(read=dies)
    panel.more["counter"] = counter
    browser = panel.inside()
    browser.get(PLACE)

    upload(browser, b"%PDF-1.4")
    assert "No pudimos leer el archivo." in said(browser)
    while counter.seats.acquire(blocking=False):
        pass
    upload(browser, b"%PDF-1.4")
    assert "Estamos leyendo otros archivos." in said(browser)


def test_a_request_is_shown_to_staff(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(PLACE)
    browser.post(PLACE, **TYPED)

    clerk = Desk(panel.db, now=panel.now).inside()
    clerk.get("/constancias/935447")

    assert "EMMA GÓMEZ DÍAZ" in clerk.page
    assert "GODE561231GR8" in clerk.page
