"""Constancias: found however they are asked for, told as a story, issued, imported, cancelled."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from desk_site import NOW, Desk
from staffed import a_letter, a_payment, a_slip, enter, open_desk

from bot.desk.slip_pages import wanted_of
from bot.slips.reference import is_ours
from bot.store import audit_search, slips
from bot.store.audit_search import Asked

if TYPE_CHECKING:
    from pathlib import Path

ZONE = "America/Mexico_City"
HEADER = "reference,amount,customer_name,customer_email,rfc,issued_at,expires_at\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give an empty desk."""
    return open_desk(tmp_path)


def _shown(page: str) -> list[str]:
    return re.findall(r'href="/constancias/(\d+)"', page)


@pytest.mark.parametrize(
    "typed",
    ["935447", "935 447", "0935-447", "Ref. 935447", "9354", "optima", "ÓPTIMA papel", "$1,305.00", "PAPE990101AB1"],
)
def test_a_slip_is_found_however_it_is_asked_for(desk: Desk, typed: str) -> None:
    a_slip(desk, rfc="PAPE990101AB1")
    a_slip(desk, "820011", 999, "Ferretería Trejo")

    page = enter(desk, "auditor").get("/constancias", params={"q": typed}).text

    assert _shown(page) == ["935447"]


def test_nothing_found_says_what_was_looked_for(desk: Desk) -> None:
    a_slip(desk)

    page = enter(desk).get("/constancias?q=820").text

    assert "Ninguna constancia coincide con «820»." in page


@pytest.mark.parametrize(
    ("status", "found"), [("open", "900001"), ("expired", "900002"), ("paid", "900003"), ("cancelled", "900004")]
)
def test_a_status_shows_its_slips(desk: Desk, status: str, found: str) -> None:
    a_slip(desk, "900001", expires_at=NOW + timedelta(days=1))
    a_slip(desk, "900002", expires_at=NOW - timedelta(days=1))
    a_slip(desk, "900003", status="paid", paid_at=NOW)
    a_slip(desk, "900004", status="cancelled")

    assert _shown(enter(desk).get(f"/constancias?estado={status}").text) == [found]


def test_who_activated_narrows_the_list(desk: Desk) -> None:
    a_payment(desk, a_slip(desk, "900001"))
    a_payment(desk, a_slip(desk, "900002"), by="ana@x.example")
    browser = enter(desk)

    assert _shown(browser.get("/constancias?estado=paid&quien=bot&desde=2026-11-22").text) == ["900001"]
    assert _shown(browser.get("/constancias?estado=paid&quien=equipo&desde=2026-11-22").text) == ["900002"]


def test_every_page_is_reached_and_no_slip_stands_twice(desk: Desk) -> None:
    for number in range(120):
        a_slip(desk, str(900_000 + number), email="uno@x.example")
    browser, seen, link = enter(desk), list[str](), "/constancias?q=Papel"
    while link:
        page = browser.get(link).text
        seen += _shown(page)
        older = re.search(r'class="button" href="([^"]+)">Anteriores', page)
        link = older[1].replace("&amp;", "&") if older else ""

    assert seen == [str(900_000 + number) for number in reversed(range(120))]


@pytest.mark.parametrize(
    "asked", [{"antes": "x"}, {"antes": "9" * 40}, {"desde": "9999-99-99"}, {"estado": "'--"}, {"q": "%_'\";--"}]
)
def test_a_senseless_address_asks_nothing(asked: dict[str, str]) -> None:
    """B100."""
    wanted = wanted_of(asked, ZONE)

    assert (wanted.before, wanted.since, wanted.status, wanted.reference, wanted.words) == (0, None, "", "", ())


def test_a_slip_tells_its_story_in_order(desk: Desk) -> None:
    slip = a_slip(desk)
    case = a_payment(desk, slip)
    a_letter(desk, case=case)

    page = enter(desk).get("/constancias/935447").text

    told = [page.index(words) for words in (
        "Se emitió por $1,305.00.", "Se aplicó un pago de $1,305.00.", "El panel confirmó la activación.",
        "Carta de activación: enviada.",
    )]  # fmt: skip
    assert told == sorted(told)
    assert f'href="/casos/{case}"' in page


def test_an_unknown_slip_is_no_page(desk: Desk) -> None:
    assert enter(desk).get("/constancias/111111").status_code == 404


def test_a_new_slip_has_its_price_and_a_reference_of_ours(desk: Desk) -> None:
    browser = enter(desk, "operator")
    browser.get("/constancias/nueva")

    answer = browser.post(
        "/constancias/nueva", email="Lupita@Esperanza.example", name="La Esperanza", rfc="", expires_on="2026-12-22",
        **{"quantity.SP0800": "1", "quantity.I05077": "1"},
    )  # fmt: skip

    reference = answer.headers["location"].split("/")[2].partition("?")[0]
    with desk.db.read() as tx:
        slip = slips.named(tx, [reference], now=NOW)[0]
        said = audit_search.page(tx, Asked(event="slip_issued"))
    assert is_ours(reference)
    assert (slip.amount, slip.customer.email, len(slip.lines)) == (130_500, "lupita@esperanza.example", 2)
    assert slip.expires_at is not None
    assert slip.expires_at.isoformat().startswith("2026-12-23T05:59:59")  # midnight in Mexico City
    assert [(one.actor, one.details["reference"]) for one in said] == [("operator@x.example", reference)]


def test_two_new_slips_have_two_references_and_jump_over_known_ones(desk: Desk) -> None:
    browser = enter(desk)
    fields = {"email": "a@x.example", "name": "A", "expires_on": "2026-12-22", "quantity.SP0800": "1"}

    def made() -> str:
        browser.get("/constancias/nueva")
        return browser.post("/constancias/nueva", **fields).headers["location"].split("/")[2].partition("?")[0]

    from bot.slips.reference import next_reference

    first = made()
    number = int(first[:-1])
    _, known = next_reference(number + 1)
    a_slip(desk, known)
    second = made()

    assert len({first, second, known}) == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "nadie"}, "Escriba el correo del cliente"),
        ({"name": ""}, "Es un cliente nuevo"),
        ({"rfc": "123"}, "no tiene la forma de un RFC"),
        ({"quantity.SP0800": "0"}, "elija al menos un producto"),
        ({"quantity.SP0800": "-1"}, "caben de 0 a 999"),
        ({"quantity.SP0800": "uno"}, "son números enteros"),
        ({"quantity.SP0800": "0", "quantity.VIEJO": "1"}, "elija al menos un producto"),
        ({"expires_on": "2026-11-21"}, "debe ser hoy o después"),
        ({"expires_on": "mañana"}, "debe ser hoy o después"),
    ],
)
def test_what_is_missing_of_a_new_slip_is_said_and_the_rest_kept(
    desk: Desk, changed: dict[str, str], sentence: str
) -> None:
    fields = {"email": "a@x.example", "name": "A & B", "rfc": "", "expires_on": "2026-12-22", "quantity.SP0800": "2"}
    browser = enter(desk)
    browser.get("/constancias/nueva")

    answer = browser.post("/constancias/nueva", **{**fields, **changed})

    assert answer.status_code == 422
    assert sentence in answer.text
    if "name" not in changed:
        assert 'value="A &amp; B"' in answer.text


def test_a_slip_is_cancelled_with_its_reason(desk: Desk) -> None:
    a_slip(desk)
    browser = enter(desk, "operator")
    browser.get("/constancias/935447")

    assert browser.post("/constancias/935447/cancelar", because="x").status_code == 422
    assert browser.post("/constancias/935447/cancelar", because="Se emitió dos veces").status_code == 303
    page = browser.get("/constancias/935447").text
    assert "Se emitió dos veces" in page
    assert "cancelada" in page


@pytest.mark.parametrize("state", [{"received": 100}, {"status": "paid"}, {"status": "cancelled"}])
def test_a_slip_with_money_or_at_its_end_is_not_cancelled(desk: Desk, state: dict[str, Any]) -> None:
    a_slip(desk, **state)
    browser = enter(desk)
    page = browser.get("/constancias/935447").text

    assert "Cancelar la constancia" not in page
    browser.get("/constancias/nueva")
    answer = browser.post("/constancias/935447/cancelar", because="porque sí, por favor")
    assert "No se canceló" in answer.text
    with desk.db.read() as tx:
        assert slips.named(tx, ["935447"], now=NOW)[0].status == state.get("status", "open")


def _upload(desk: Desk, text: str | bytes) -> tuple[object, str]:
    browser = enter(desk, "operator")
    page = browser.get("/constancias/importar").text
    word = re.search(r'name="form_word" value="([^"]+)"', page)
    assert word is not None
    raw = text.encode() if isinstance(text, str) else text
    answer = browser.client.post(
        "/constancias/importar", data={"form_word": word[1]}, files={"file": ("a.csv", raw, "text/csv")}
    )
    browser.page = answer.text
    return browser, answer.text


def test_an_import_shows_the_good_and_the_bad_rows_before_it_keeps_any(desk: Desk) -> None:
    a_slip(desk, "900009")
    text = HEADER + (
        '900001,"1,305.00",Uno,uno@x.example,,,\n900002,abc,Dos,dos@x.example,,,\n'
        "900001,5.00,Otra,otra@x.example,,,\n900009,5.00,Ya,ya@x.example,,,\n900003,9.00,Tres,tres@x.example,,,\n"
    )
    browser, page = _upload(desk, text)

    assert "2 renglones buenos, 3 con problema" in page
    assert "Importar los 2" in page
    assert "No es un importe: &#39;abc&#39;." in page
    assert "La referencia 900009 ya existe." in page
    assert re.search(r"900009</td>\s*<td[^>]*>5\.00</td>", page)  # its amount stands there too
    with desk.db.read() as tx:
        assert slips.known_references(tx, ["900001", "900003"]) == frozenset()
    kept = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert kept is not None
    import html

    done = browser.post("/constancias/importar/guardar", text=html.unescape(kept[1]))  # type: ignore[attr-defined]
    assert done.headers["location"] == "/constancias?hecho=2"
    with desk.db.read() as tx:
        assert slips.known_references(tx, ["900001", "900002", "900003"]) == {"900001", "900003"}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "el archivo no es CSV"),
        (HEADER.encode() + "900001,5.00,Peña,a@x.example,,,".encode("latin-1"), "CSV UTF-8"),
        (b"a,b\n1,2\n", "faltan las columnas reference, amount"),
        (b"", "Elija un archivo CSV."),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_in_a_sentence(desk: Desk, raw: bytes, sentence: str) -> None:
    assert sentence in _upload(desk, raw)[1]


def test_an_export_holds_every_slip_and_no_formula(desk: Desk) -> None:
    """B97."""
    for number in range(60):
        a_slip(desk, str(900_000 + number), name='=HYPERLINK("http://evil.example")')

    answer = enter(desk, "auditor").get("/constancias/exportar")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert len(lines) == 61
    assert all("\"'=HYPERLINK(" in line for line in lines[1:])
    assert "attachment" in answer.headers["content-disposition"]
