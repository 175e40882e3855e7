"""Caso: what staff see of one case."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from case_samples import NOW, SHA, add_claim, inbound, receipt, switch_on, whole_case
from desk_site import Desk

from bot.desk.papers import Papers
from bot.model import Arrival
from bot.plain import to_plain
from bot.store import allocations, audit, cases, doubts, mails, slips
from bot.store.tables import activations
from bot.store.tables import cases as case_table
from bot.store.tables import claims as claim_table

if TYPE_CHECKING:
    from bot.store.db import Database

XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\"--><svg/onload=alert(1)>",
    "</textarea></style></script><script>alert(1)</script>",
    "javascript:alert(1)",
    '" onmouseover="alert(1)" style="x:expression(1)" a="',
    "{{ 7777 * 7 }}{% raw %}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "\u202egnp.exe",
)


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


class Looked(HTMLParser):
    """What in a page acts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.acts: list[str] = []
        self.frames = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.frames += tag == "iframe"
        if tag in ("script", "style", "object", "embed", "base") and not (said.get("src") or "").startswith("/static/"):
            self.acts.append(tag)
        if tag == "iframe" and ("sandbox" not in said or "srcdoc" in said):
            self.acts.append("open frame")
        self.acts += [name for name in said if name.startswith("on") or name in ("style", "srcdoc")]
        values = (value or "" for value in said.values())
        self.acts += [value for value in values if value.lower().lstrip().startswith("javascript:")]
        if tag in ("img", "image", "iframe") and not (said.get("src") or said.get("href") or "/").startswith("/"):
            self.acts.append(tag)


def text_of(page: str) -> str:
    """Return the words of a page without its tags, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_case_says_in_one_sentence_what_is_wrong_and_where_it_was_read(desk: Desk, db: Database) -> None:
    sample = whole_case(db)

    page = text_of(desk.inside().get(f"/casos/{sample.case}").text)

    assert "Pagó $9,000.00; la constancia 935819 pide $10,440.00." in page
    assert "Quedan 5 h 12 min · vence hoy 15:12" in page
    assert "Pagó sin IVA Otra cuenta" in page
    assert "Importe $9,000.00 página 1, leído de la imagen, «9,000.00 MXN» $10,440.00 $9,000.00 + IVA $1,440.00" in page
    assert "faltan $1,440.00" in page
    assert "se descartó 260926 (es la fecha)" in page
    assert "es la fecha: descartada" in page
    assert "La referencia es exacta" in page
    assert "1 de 1" in page
    assert "Sin tomar" in page


def test_boxes_and_crop_are_drawn_over_the_page_in_its_own_units(desk: Desk, db: Database) -> None:
    sample = whole_case(db)

    page = desk.inside().get(f"/casos/{sample.case}").text

    assert page.count('viewBox="0 0 1080 2000"') + page.count('viewBox="0 0 1080.0 2000.0"') == 1
    assert len(re.findall(rf'href="/casos/{sample.case}/papeles/{SHA}/1"', page)) == 2  # the page, and its crop
    assert re.findall(r'<g class="mark (\w+)" data-field="(\w+)">', page) == [
        ("differs", "amount"), ("match", "references"), ("discarded", "candidates"),
    ]  # fmt: skip


@pytest.mark.parametrize("x", XSS)
def test_no_word_of_a_stranger_acts_in_the_page(desk: Desk, db: Database, x: str) -> None:
    """B97: subject, names, texts, files, reasons, letters and history, each with the payload in it."""
    sample = whole_case(db, x)
    switch_on(db, sample)
    browser = desk.inside()

    for place in (f"/casos/{sample.case}", f"/casos/{sample.case}/cartas/{sample.letter}"):
        answer = browser.get(place)

        assert answer.status_code == 200
        assert Looked(answer.text).acts == []
        assert "54439" not in answer.text


def test_mail_html_stands_only_in_a_sandboxed_frame(desk: Desk, db: Database) -> None:
    """B94."""
    sample = whole_case(db)

    looked = Looked(desk.inside().get(f"/casos/{sample.case}").text)

    assert looked.frames == 1
    assert looked.acts == []


def test_the_earlier_cases_of_the_customer_and_what_happened_are_told(desk: Desk, db: Database) -> None:
    first, second = whole_case(db), whole_case(db, uid=2)
    with db.begin() as tx:
        owner = tx.execute(sa.select(case_table.c.customer_id).filter_by(id=first.case)).scalar_one()
        tx.execute(sa.update(case_table).filter_by(id=second.case).values(customer_id=owner))
    switch_on(db, second)

    page = desk.inside().get(f"/casos/{second.case}").text

    assert f'href="/casos/{first.case}"' in page
    assert "se decidió un correo" in text_of(page)
    assert "No se pudo" in text_of(page)
    assert "ESPERANZA" in text_of(page)


def test_a_case_knows_its_neighbours_and_keeps_the_filter(desk: Desk, db: Database) -> None:
    found = [whole_case(db, uid=uid).case for uid in (1, 2, 3)]

    page = desk.inside().get(f"/casos/{found[1]}?motivo=importe&archivo={SHA}").text

    assert "2 de 3" in page
    assert f'rel="prev" aria-keyshortcuts="k" href="/casos/{found[0]}?motivo=importe"' in page
    assert f'rel="next" aria-keyshortcuts="j" href="/casos/{found[2]}?motivo=importe"' in page


def test_of_several_receipts_the_one_that_waits_is_shown_first(desk: Desk, db: Database) -> None:
    sample = whole_case(db)
    with db.begin() as tx:
        done = add_claim(tx, sample.case, sample.mail, None, "", "rejected", position=1)
        tx.execute(sa.update(claim_table).filter_by(id=done).values(receipt=None))
    browser = desk.inside()

    usual = browser.get(f"/casos/{sample.case}").text
    asked = browser.get(f"/casos/{sample.case}?comprobante={done}").text

    assert re.search(rf'comprobante={sample.claim}" aria-current="page"', usual)
    assert re.search(rf'comprobante={done}" aria-current="page"', asked)
    assert "No leímos ningún pago" in asked


def test_while_it_is_read_the_mail_is_there_already(desk: Desk, db: Database) -> None:
    desk = Desk(db, opened=Papers(read_mail=lambda _raw: inbound()))
    with db.begin() as tx:
        case = cases.open_new(tx, at=NOW, deadline=NOW, customer_id=None, address=None, subject="Pago")
        arrival = Arrival("cxc", "INBOX", 7, 1, NOW, b"Subject: x\r\n\r\nhola")
        mail, _ = mails.keep(tx, arrival, junk=False, historic=False, stored_at=NOW)
        mails.join_case(tx, mail, case)

    page = text_of(desk.inside().get(f"/casos/{case}").text)

    assert "Leyendo el comprobante… (suele tardar 2 s)" in page
    assert "Anexo mi pago" in page


def test_a_mail_that_kills_its_reader_does_not_kill_the_page(desk: Desk, db: Database) -> None:
    """B17: it is told to be set aside, and can be saved whole."""
    with db.begin() as tx:
        case = cases.open_new(tx, at=NOW, deadline=NOW, customer_id=None, address=None, subject="Pago")
        arrival = Arrival("cxc", "INBOX", 7, 1, NOW, b"Subject: x\r\n\r\nhola")
        mail, _ = mails.keep(tx, arrival, junk=False, historic=False, stored_at=NOW)
        mails.join_case(tx, mail, case)
        mails.set_aside(tx, mail, at=NOW)
        cases.move(tx, case, "desk", verdict="No se pudo abrir.")

    answer = desk.inside().get(f"/casos/{case}")

    assert "Hay correos apartados" in text_of(answer.text)
    assert f"/casos/{case}/correos/{mail}/mensaje.eml" in answer.text


def test_a_merged_case_leads_to_the_one_it_went_into(desk: Desk, db: Database) -> None:
    kept, gone = whole_case(db), whole_case(db, uid=2)
    with db.begin() as tx:
        tx.execute(sa.update(case_table).filter_by(id=gone.case).values(merged_into=kept.case, state="ignored"))
    browser = desk.inside()

    assert f'<a href="/casos/{kept.case}">caso C-{kept.case}</a>' in browser.get(f"/casos/{gone.case}").text
    assert f'<a href="/casos/{gone.case}">C-{gone.case}</a>' in browser.get(f"/casos/{kept.case}").text


def test_what_the_bank_has_not_confirmed_yet_is_marked(desk: Desk, db: Database) -> None:
    sample = whole_case(db, state="activated")
    switch_on(db, sample)
    browser = desk.inside()

    before = text_of(browser.get(f"/casos/{sample.case}").text)
    with db.begin() as tx:
        tx.execute(sa.update(activations).values(bank_confirmed_at=NOW))
    after = text_of(browser.get(f"/casos/{sample.case}").text)
    with db.begin() as tx:
        tx.execute(sa.update(activations).values(state="reverted"))
    taken_back = text_of(browser.get(f"/casos/{sample.case}").text)

    assert "935819 por confirmar con el banco" in before
    assert "Lo decidió el bot, hoy 10:00." in before
    assert "935819 confirmado por el banco" in after
    assert "confirmado por el banco" not in taken_back


def test_an_applied_payment_that_a_later_paper_may_be_is_shown_in_doubt_until_somebody_has_decided(
    desk: Desk, db: Database
) -> None:
    first, later = whole_case(db, state="activated"), whole_case(db, uid=2)
    with db.begin() as tx:
        allocations.add(tx, first.claim, slips.named(tx, ["935819"], now=NOW)[0].id, 900_000)
        for case, other, event in ((first, later, doubts.DOUBTED), (later, first, doubts.RESEMBLES)):
            said = {"case": other.case, "claim": other.claim}
            audit.write(tx, event, at=NOW, actor="bot", case_id=case.case, details=said)
    browser = desk.inside()

    def page(case: int) -> str:
        return browser.get(f"/casos/{case}").text

    def ruled(state: str) -> None:
        with db.begin() as tx:
            tx.execute(sa.update(claim_table).filter_by(id=later.claim).values(state=state))

    where = f'<a href="/casos/{later.case}?comprobante={later.claim}">caso C-{later.case}</a>'
    assert "Este pago está en duda" in page(first.case)
    assert where in page(first.case)
    assert 'class="verdict warn"' in page(first.case)
    assert f'Compárelo con <a href="/casos/{first.case}?comprobante={first.claim}">C-{first.case}</a>' in page(
        later.case
    )
    ruled("rejected")
    assert "en duda" not in page(first.case)
    assert 'class="verdict ok"' in page(first.case)
    ruled("activated")
    assert "se aceptó después otro comprobante" in page(first.case)
    assert "en duda" not in page(first.case)
    ruled("desk")
    with db.begin() as tx:
        allocations.remove(tx, first.claim)  # its activation was taken back
    assert "en duda" not in page(first.case)


def test_an_auditor_looks_and_chooses_nothing(desk: Desk, db: Database) -> None:
    """B104."""
    sample = whole_case(db)

    page = desk.inside("aud@x.example", "auditor").get(f"/casos/{sample.case}").text

    assert "Constancias posibles" in page
    assert "/aceptar" not in page


def test_there_is_no_page_for_a_case_that_is_none(desk: Desk) -> None:
    browser = desk.inside()

    assert browser.get("/casos/77").status_code == 404
    assert browser.get("/casos/77/cartas/1").status_code == 404
    assert browser.get("/casos/99999999999999999999").status_code == 422
    assert desk.browser().get("/casos/77").status_code == 303


def test_a_long_conversation_costs_no_more_questions_than_a_short_one(desk: Desk, db: Database) -> None:
    sample, browser = whole_case(db), desk.inside()
    short = _asked(db, browser, sample.case)
    for uid in range(2, 14):
        other = whole_case(db, uid=uid)
        with db.begin() as tx:
            tx.execute(sa.update(claim_table).filter_by(case_id=other.case).values(case_id=sample.case))
            mails.join_case(tx, other.mail, sample.case)

    assert _asked(db, browser, sample.case) == short


def _asked(db: Database, browser: object, case: int) -> int:
    """Return how many statements one look at a case costs."""
    said: list[str] = []

    def heard(*args: object) -> None:
        said.append(str(args[2]))

    sa.event.listen(db.engine, "before_cursor_execute", heard)
    assert browser.get(f"/casos/{case}").status_code == 200  # type: ignore[attr-defined]
    sa.event.remove(db.engine, "before_cursor_execute", heard)
    return len(said)


def test_a_receipt_without_its_values_still_has_its_page(desk: Desk, db: Database) -> None:
    sample = whole_case(db)
    empty = receipt(
        references=(), amount=None, paid_on=None, paid_time=None, tracking_key=None, folio=None, payer_name=None,
        payee_account=None, evidence=(),
    )  # fmt: skip
    with db.begin() as tx:
        tx.execute(sa.update(claim_table).values(receipt=to_plain(empty), slip_id=None))

    page = text_of(desk.inside().get(f"/casos/{sample.case}").text)

    assert page.count("sin dato") >= 6
    assert "Este pago todavía no tiene constancia" in page
