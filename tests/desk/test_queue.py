"""Bandeja: what staff see first, filtered by the address, and refreshed without moving a row."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from desk_site import NOW, Browser, Desk
from store_samples import a_claim, a_mail, a_slip

from bot.store import audit, cases, customers, presence, tables
from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import ClaimState

HOUR = timedelta(hours=1)
SHORT = "Faltan $1,440.00: es exactamente el IVA (16 %)."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk with nothing to do."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return Desk(db)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """Give Ana's browser, signed in."""
    return desk.inside()


def a_waiting(desk: Desk, name: str, left: timedelta = 5 * HOUR, state: ClaimState = "desk", **more: Any) -> int:
    """Return a case with that much time left."""
    email = f"{re.sub('[^a-z0-9]', '', name.lower())[:20] or 'x'}@x.example"
    with desk.db.begin() as tx:
        ids = customers.enrol(tx, [(name, email, None)])
        case_id = cases.open_new(
            tx, at=NOW, deadline=desk.now + left, customer_id=ids[email], address=email, subject="Pago"
        )
        stopped = desk.now if state == "waiting_customer" else None
        facts = {"reason": "amount_is_subtotal", "amount": 900_000, "verdict": SHORT, "stopped_at": stopped, **more}
        cases.move(tx, case_id, state, **facts)
    return case_id


def names(page: str) -> list[str]:
    """Return the customers of the rows in order."""
    return [html.unescape(one) for one in re.findall(r"data-open>([^<]*)</a>", page)]


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_the_queue_is_sorted_by_time_left_and_says_it_in_words(desk: Desk, browser: Browser) -> None:
    a_waiting(desk, "Refaccionaria La Esperanza", 5 * HOUR + timedelta(minutes=12))
    a_waiting(desk, "Tarde SA", -timedelta(minutes=35))
    a_waiting(desk, "El Pedregal", timedelta(minutes=42))

    said = plain(browser.get("/").text)

    assert names(browser.page) == ["Tarde SA", "El Pedregal", "Refaccionaria La Esperanza"]
    assert "3 por resolver 1 vencido 1 vence en menos de 1 h" in said
    assert "Vencido hace 35 min" in said
    assert "Quedan 42 min vence hoy 10:42" in said
    assert "Quedan 5 h 12 min vence hoy 15:12" in said
    assert SHORT in said
    assert "$9,000.00" in said


def test_colour_follows_the_time_that_is_left(desk: Desk, browser: Browser) -> None:
    for left in (-1, 3, 11, 20):
        a_waiting(desk, f"Cliente {left}", left * HOUR)

    pills = re.findall(r'class="time"><span class="pill ([a-z]*)"', browser.get("/").text)

    assert pills == ["late", "stop", "warn", ""]


def test_each_chip_counts_what_it_shows(desk: Desk, browser: Browser) -> None:
    ana = 1
    a_waiting(desk, "Iva", 1 * HOUR, taken_by=ana)
    a_waiting(desk, "Otra", 2 * HOUR, reason="other_account")
    a_waiting(desk, "Menos", 3 * HOUR, reason="amount_differs")
    a_waiting(desk, "Espera", 4 * HOUR, "waiting_customer")

    chips = dict(
        re.findall(r'class="pill chip" href="([^"]*)"[^>]*>[^<]*<span class="count">(\d+)', browser.get("/").text)
    )

    assert chips == {"/": "3", "/?solo=mios": "1", "/?solo=libres": "2", "/?solo=importe": "2", "/?solo=cuenta": "1"}
    for address, count in chips.items():
        assert len(names(browser.get(address).text)) == int(count)
    assert names(browser.get("/?solo=importe").text) == ["Iva", "Menos"]
    assert names(browser.get("/?ver=cliente").text) == ["Espera"]
    assert names(browser.get("/?ver=todos").text) == ["Iva", "Otra", "Menos", "Espera"]


def test_who_waits_for_his_customer_shows_no_clock(desk: Desk, browser: Browser) -> None:
    a_waiting(desk, "Espera", HOUR, "waiting_customer")

    said = plain(browser.get("/?ver=cliente").text)

    assert "Espera al cliente desde hoy 10:00" in said
    assert "vence" not in said
    assert 'class="used' not in browser.page


def test_an_address_keeps_filter_and_page_on_the_way_to_a_case(desk: Desk, browser: Browser) -> None:
    for number in range(52):
        a_waiting(desk, f"Cliente {number}", number * HOUR)

    browser.get("/?solo=importe&hoja=2")

    assert names(browser.page) == ["Cliente 50", "Cliente 51"]
    assert "Casos 51 a 52 de 52" in plain(browser.page)
    assert 'href="/?solo=importe"' in browser.page
    assert '/casos/51?solo=importe"' in browser.page


def test_a_row_names_the_slip_or_asks_whether_it_is_the_proposed_one(desk: Desk, browser: Browser) -> None:
    case_id = a_waiting(desk, "Esperanza")
    with desk.db.begin() as tx:
        mail = a_mail(tx)
        tx.execute(tables.mails.update().values(case_id=case_id))
        a_claim(tx, slip=a_slip(tx), mail=mail, case=case_id)

    said = plain(browser.get("/").text)

    assert "935447 comprobantes@ sin tomar" in said


def test_an_empty_queue_tells_what_became_of_the_day(desk: Desk, browser: Browser) -> None:
    assert "Hoy todavía no llega ningún comprobante" in plain(browser.get("/").text)
    with desk.db.begin() as tx:
        a_claim(tx, state="activated", case=_done(desk, tx))
        tx.execute(tables.mails.update().values(state="decided"))

    said = plain(browser.get("/").text)

    assert "Nada por resolver. Hoy llegó 1 comprobante: 1 se activó solo y 0 los resolvió el equipo." in said


def _done(desk: Desk, tx: Any) -> int:
    case_id = cases.open_new(tx, at=NOW, deadline=NOW + HOUR, customer_id=None, address=None, subject="Pago")
    cases.move(tx, case_id, "activated")
    return case_id


def test_an_empty_filter_leads_back(desk: Desk, browser: Browser) -> None:
    a_waiting(desk, "Esperanza")

    said = browser.get("/?solo=fecha").text

    assert "Ningún caso con estos filtros." in plain(said)
    assert 'href="/">Quitar filtros' in said


def test_the_refresh_counts_what_others_did_and_brings_no_rows(desk: Desk, browser: Browser) -> None:
    case_id = a_waiting(desk, "Esperanza")
    address = html.unescape(re.findall(r'hx-get="(/bandeja/cuenta[^"]*)"', browser.get("/?solo=importe").text)[0])
    desk.pass_time(seconds=30)
    with desk.db.begin() as tx:
        audit.write(tx, "mail_decided", at=desk.now, actor="bot", case_id=case_id, details={})

    first = browser.get(address, headers={"HX-Request": "true"}).text
    again = browser.get(html.unescape(re.findall(r'hx-get="([^"]*)"', first)[0]), headers={"HX-Request": "true"}).text

    assert "Actualizado 10:00 · 1 cambio, ver" in plain(first)
    assert "1 cambio, ver" in plain(again)
    assert 'href="/?solo=importe"' in first
    assert "Esperanza" not in first
    assert "<html" not in first


def test_marked_cases_are_taken_and_let_go_together(desk: Desk, browser: Browser) -> None:
    luis = desk.person("luis@x.example", name="Luis M.")
    free, mine, his = (a_waiting(desk, name) for name in ("Libre", "Mía", "Suya"))
    with desk.db.begin() as tx:
        presence.take(tx, his, luis, holder=None, at=NOW)
    browser.get("/?solo=importe")

    answer = browser.post("/bandeja/tomar", vuelta="?solo=importe", caso=[str(free), str(mine), str(his), "x", "999"])

    assert answer.headers["location"] == "/?solo=importe&tomados=2&ocupados=2"
    said = plain(browser.get(answer.headers["location"]).text)
    assert "2 casos tomados. 2 los tienen ya otra persona" in said
    assert "Míos 2" in said
    answer = browser.post("/bandeja/soltar", vuelta="", caso=[str(free), str(his)])
    assert answer.headers["location"] == "/?soltados=1&ocupados=1"
    with desk.db.read() as tx:
        assert [presence.holder(tx, one) for one in (free, mine, his)] == [None, 1, luis]
        assert [row["event"] for row in audit.of_case(tx, free)] == ["case_taken", "case_let_go"]


def test_only_who_may_act_sees_boxes_and_takes(desk: Desk) -> None:
    case_id = a_waiting(desk, "Esperanza")
    auditor = desk.inside("eva@x.example", "auditor", "Eva")

    assert "data-mark" not in auditor.get("/").text
    assert auditor.post("/bandeja/tomar", caso=str(case_id)).status_code == 403
    assert auditor.post(f"/casos/{case_id}/tomar").status_code == 403


def test_a_case_is_taken_over_only_from_the_hands_that_the_page_showed(desk: Desk, browser: Browser) -> None:
    """B106: two clerks press at once; the second one's page was older."""
    luis, eva = desk.person("luis@x.example", name="Luis M."), desk.person("eva@x.example", name="Eva")
    case_id = a_waiting(desk, "Esperanza")
    with desk.db.begin() as tx:
        presence.take(tx, case_id, luis, holder=None, at=NOW)
    browser.get("/")

    for shown, after in (("", luis), (str(eva), luis), (str(luis), 1)):
        answer = browser.post(f"/casos/{case_id}/tomar", tiene=shown, vuelta="?ver=todos")
        assert answer.headers["location"] == f"/casos/{case_id}?ver=todos"
        with desk.db.read() as tx:
            assert presence.holder(tx, case_id) == after
    browser.post(f"/casos/{case_id}/soltar")
    with desk.db.read() as tx:
        assert presence.holder(tx, case_id) is None


def test_nobody_takes_what_is_done(desk: Desk, browser: Browser) -> None:
    case_id = a_waiting(desk, "Esperanza", state="activated")
    browser.get("/")

    browser.post(f"/casos/{case_id}/tomar", tiene="")

    with desk.db.read() as tx:
        assert presence.holder(tx, case_id) is None


def test_who_else_looks_is_shown_at_once_and_gone_after_45_seconds(desk: Desk, browser: Browser) -> None:
    luis = desk.inside("luis@x.example", name="Luis M.")
    case_id = a_waiting(desk, "Esperanza")
    for one in (luis, browser):
        one.get("/")
    path = f"/casos/{case_id}/presencia"

    assert plain(luis.post(path).text) == ""
    luis.get("/")
    browser.get("/")
    assert plain(browser.post(path).text) == "Luis M. también lo está viendo"
    desk.pass_time(seconds=46)
    browser.get("/")
    assert plain(browser.post(path).text) == ""
    assert luis.get("/") is not None
    assert luis.post("/casos/999/presencia").status_code == 404


def test_whatever_stands_in_a_case_is_shown_as_text(desk: Desk, browser: Browser) -> None:
    """B97."""
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    a_waiting(desk, evil, verdict=evil, reason=evil)

    page = browser.get("/").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert names(page) == [evil]


@pytest.mark.parametrize("made_up", ["?ver=x&solo=x&hoja=x", "?hoja=99999", "?tomados=<b>&ocupados=-1", "?solo=otros"])
def test_an_address_that_somebody_made_up_is_no_error(desk: Desk, browser: Browser, made_up: str) -> None:
    a_waiting(desk, "Esperanza")

    answer = browser.get(f"/{made_up}")

    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_the_case_page_leads_on_within_the_filter(desk: Desk, browser: Browser) -> None:
    first, _, third = (
        a_waiting(desk, "Uno", 1 * HOUR),
        a_waiting(desk, "Dos", 2 * HOUR, reason="other_account"),
        a_waiting(desk, "Tres", 3 * HOUR),
    )

    page = browser.get(f"/casos/{first}?solo=importe").text

    assert "1 de 2" in plain(page)
    assert f'rel="next" aria-keyshortcuts="j" href="/casos/{third}?solo=importe"' in page
    assert f'hx-post="/casos/{first}/presencia"' in page


def test_the_view_goes_out_as_a_file_that_runs_nothing(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B97: every case of the filter, however many pages it has, in the order of the queue."""
    monkeypatch.setattr("bot.store.queue._AT_ONCE", 2)
    for number in range(5):
        a_waiting(desk, f"=Cliente {number}", 5 * HOUR)
    a_waiting(desk, "Otro", state="waiting_customer")

    link = re.search(r'href="(/bandeja/exportar[^"]*)"', browser.get("/").text)
    assert link is not None
    lines = browser.get(link[1]).content.decode("utf-8-sig").splitlines()
    others = browser.get("/bandeja/exportar?ver=cliente").content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("caso,vence,estado,cliente")
    assert [line.split(",")[3] for line in lines[1:]] == [f"'=Cliente {number}" for number in range(5)]
    assert '"Faltan $1,440.00: es exactamente el IVA (16 %)."' in lines[1]
    assert len(others) == 2
