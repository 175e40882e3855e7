"""Real keys in a real browser: signing in, ten kinds of cases cleared, two clerks, and keys that do nothing."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

import pyotp
import sqlalchemy as sa
from browsers import PASSWORD
from playwright.sync_api import Error

from bot.store import tables, users
from bot.web import codes

if TYPE_CHECKING:
    from browsers import Screen, ServedStory

KINDS = (
    "without_iva", "over", "several", "mistyped", "no_receipt", "used", "stale", "above", "dollars", "slip_paid",
)  # fmt: skip


def state(house: ServedStory, kind: str) -> str:
    with house.desk.db.read() as tx:
        found = tx.execute(sa.select(tables.cases.c.state).where(tables.cases.c.id == house.cases[kind]))
        return str(found.scalar_one())


def typed(screen: Screen, words: str) -> None:
    screen.pressed += words
    screen.page.keyboard.type(words)


def tab_to(screen: Screen, what: str) -> None:
    """Press Tab until the focus is on it."""
    for _ in range(40):
        screen.press("Tab")
        if screen.page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    raise AssertionError(what)


def sign_in(screen: Screen, login: str) -> None:
    screen.go("/")
    tab_to(screen, "#email")
    typed(screen, login)
    tab_to(screen, "#password")
    typed(screen, PASSWORD)
    with screen.page.expect_navigation():
        screen.press("Enter")


def reject(screen: Screen, reason: str) -> None:
    screen.panel("r")
    tab_to(screen, "[name=motivo]")
    while not screen.page.evaluate("(value) => document.activeElement.value === value", reason):
        screen.press("ArrowDown")
    screen.confirm()


def test_ten_kinds_of_cases_are_cleared_without_a_mouse(flagged_desk: ServedStory) -> None:
    """DESK.md (e) 9: from the door to an empty queue, by keys alone; a payment above the limit waits for its signature."""
    flagged_desk.desk.person("ana@x.example", "Ana R.", "operator")
    screen = flagged_desk.desk.stranger()

    sign_in(screen, "ana@x.example")
    screen.press("j", "j", "k")
    with screen.page.expect_navigation():
        screen.press("Enter")
    assert screen.text("h1") == "Refaccionaria La Esperanza"
    screen.panel("p").confirm()
    assert "C-2 resuelto: se pidieron $180.14. Sale en 30 s." in screen.text(".done-bar")
    screen.panel("a").confirm()
    assert "constancia 935402 pagada, el panel se activa" in screen.text(".done-bar")
    screen.panel("d").confirm()
    assert "$1,100.00 repartidos en 2 constancias" in screen.text(".done-bar")
    screen.panel("1").confirm()
    assert "constancia 935404 pagada" in screen.text(".done-bar")
    screen.panel("m")
    tab_to(screen, "a[href*='no-es-comprobante']")
    screen.panel("Enter").confirm()
    assert "archivado sin respuesta" in screen.text(".done-bar")
    screen.panel("x")
    tab_to(screen, "#otro")
    typed(screen, "C-1")
    screen.confirm()
    assert "es el mismo pago que C-1" in screen.text(".done-bar")
    reject(screen, "stale")
    screen.panel("a").confirm()
    assert "Espera la firma de otra persona" in screen.text(".done-bar")
    reject(screen, "currency")
    reject(screen, "paid")
    assert screen.text("h1") == "Constructora Luna"  # what is left is the one that somebody else must sign

    assert {kind: state(flagged_desk, kind) for kind in KINDS} == {
        "without_iva": "waiting_customer", "over": "activating", "several": "activating", "mistyped": "activating",
        "no_receipt": "ignored", "used": "duplicate", "stale": "rejected", "above": "desk", "dollars": "rejected",
        "slip_paid": "rejected",
    }  # fmt: skip
    assert screen.complaints == []


def here(screen: Screen) -> str:
    return str(screen.page.evaluate("document.activeElement.id || document.activeElement.localName"))


def test_tab_goes_from_difference_to_difference_and_the_arrows_reach_the_rest(flagged_desk: ServedStory) -> None:
    """DESK.md (e) 3"""
    screen = flagged_desk.desk.screen().go(f"/casos/{flagged_desk.cases['used']}")
    assert here(screen) == "h1"

    screen.press("Tab")
    assert here(screen) == "dato-amount"
    screen.press("Tab", "Tab")  # between them: the pencil of the first
    assert here(screen) == "dato-tracking_key"
    screen.press("ArrowDown")
    assert here(screen) == "dato-references"
    screen.press("ArrowUp", "ArrowUp")
    assert here(screen) == "dato-amount"


def test_a_turned_paper_lies_as_it_was_left(flagged_desk: ServedStory) -> None:
    """DESK.md (e) 16: after the next case, and after a reload."""
    cases = flagged_desk.cases
    screen = flagged_desk.desk.screen().go(f"/casos/{cases['over']}").press("+", "g")
    assert laid(screen) == "paper w150 turned-90"

    screen.go(f"/casos/{cases['several']}")
    assert laid(screen) == "paper w150 turned-0"
    screen.go(f"/casos/{cases['over']}")
    screen.page.reload()

    assert laid(screen) == "paper w150 turned-90"


def laid(screen: Screen) -> str:
    return str(screen.page.evaluate("document.querySelector('[data-paper]').className"))


def test_a_short_payment_is_asked_for_with_two_keys(flagged_desk: ServedStory) -> None:
    """DESK.md (e) 9: at most three from opening the case to its letter."""
    screen = flagged_desk.desk.screen().go(f"/casos/{flagged_desk.cases['without_iva']}")

    screen.panel("p").confirm()
    flagged_desk.work(seconds=31)

    assert screen.pressed == ["p", "Control+Enter"]
    assert flagged_desk.story.sent_kinds()[-1] == ("pagos1@empresa.example", "question")


def test_the_second_signature_is_given_after_password_and_code(flagged_desk: ServedStory) -> None:
    """B103, B105"""
    case, desk = flagged_desk.cases["above"], flagged_desk.desk
    desk.screen().go(f"/casos/{case}").panel("a").confirm()
    luis = desk.person("luis@x.example", "Luis M.", "approver")
    with desk.db.begin() as tx:
        users.change(tx, luis, totp_nonce="n")
    secret = codes.secret(flagged_desk.story.house.token_key, luis, "n")
    screen = desk.stranger()

    sign_in(screen, "luis@x.example")
    tab_to(screen, "#code")
    typed(screen, pyotp.TOTP(secret).at(flagged_desk.story.clock()))
    with screen.page.expect_navigation():
        screen.press("Enter")
    screen.go(f"/casos/{case}")
    tab_to(screen, "[action$='/firmar'] button")
    with screen.page.expect_navigation():
        screen.press("Enter")
    flagged_desk.work(seconds=31)

    assert state(flagged_desk, "above") == "activated"
    assert flagged_desk.story.slip_status("935409") == "paid"


def test_of_two_clerks_at_one_case_the_second_is_told_and_nothing_is_lost(flagged_desk: ServedStory) -> None:
    """B106: what the first one did stands, and the second one's paragraph is still there."""
    case = flagged_desk.cases["without_iva"]
    ana, luis = (flagged_desk.desk.screen(f"{name}@x.example", name) for name in ("Ana", "Luis"))
    ana.go(f"/casos/{case}").panel("p")
    luis.go(f"/casos/{case}").panel("p")
    tab_to(luis, "#parrafo")
    typed(luis, "Gracias por su paciencia.")

    ana.confirm()
    flagged_desk.story.clock.pass_by(seconds=20)
    luis.confirm()

    assert "Ana ya lo resolvió hace 20 s: se pidieron $180.14. Su decisión no se aplicó." in luis.text()
    flagged_desk.work(seconds=31)
    asked = [one for one in flagged_desk.story.letters() if one.kind == "question"]
    assert len(asked) == 1
    luis.go(f"/casos/{case}").panel("p")
    assert luis.page.input_value("#parrafo") == "Gracias por su paciencia."
    assert luis.complaints == []


def test_a_misread_amount_is_corrected_in_place_and_nothing_is_activated(flagged_desk: ServedStory) -> None:
    """DESK.md: `e` edits the value that differs; what was read before stays beside it."""
    screen = flagged_desk.desk.screen().go(f"/casos/{flagged_desk.cases['over']}")

    screen.press("e")
    screen.until("document.activeElement.id === 'amount'")
    typed(screen, "1307.00")
    screen.confirm()

    assert "corregido por Ana R. (antes 2000.00)" in screen.text(".compare")
    assert "todo coincide con la constancia 935402; falta que alguien lo acepte" in screen.text(".verdict")
    assert state(flagged_desk, "over") == "desk"
    assert flagged_desk.story.slip_status("935402") == "open"


def everything(house: ServedStory) -> dict[str, list[tuple[object, ...]]]:
    """Return every row but who is signed in, who looks, and who has taken a case in hand."""
    known = {table.name: table for table in tables.metadata.sorted_tables}
    aside = ("sessions", "viewers", "cases", "audit", "attempts", "users")
    asked = {name: sa.select(table) for name, table in known.items() if name not in aside}
    cases = [one for one in tables.cases.c if one.name not in ("taken_by", "taken_at")]
    asked["cases"] = sa.select(*cases)
    asked["audit"] = sa.select(tables.audit).where(tables.audit.c.event.notin_(("case_taken", "case_let_go")))
    with house.desk.db.read() as tx:
        return {name: sorted((tuple(row) for row in tx.execute(one)), key=str) for name, one in asked.items()}


def on_a_button(screen: Screen) -> bool:
    """Return whether Enter would press a button: that is no accident; also when the page is just changing."""
    try:
        return bool(screen.page.evaluate("document.activeElement.matches('button, [type=submit], summary')"))
    except Error:
        return True


def go_at_last(screen: Screen, place: str) -> None:
    """Open a page and wait until it hears keys, though the last key may just have led elsewhere."""
    for _ in range(20):
        try:
            screen.go(place).heard()
        except Error:  # interrupted by another navigation
            screen.page.wait_for_timeout(200)  # milliseconds
            continue
        return
    raise AssertionError(place)


def test_a_thousand_keys_change_nothing_without_ctrl_enter(flagged_desk: ServedStory) -> None:
    """DESK.md (e) 10: an arm on the keyboard, a cat; Enter and the space bar do only what a focused button says."""
    dice, pressed = random.Random(31), 0
    keys = [*string.ascii_letters, *string.digits, *"/?[],.+-*'{}<", "Enter", "Space", "Tab", "Shift+Tab", "Escape"]
    keys += ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "PageDown", "Backspace", "Delete", "F2"]
    screen, before = flagged_desk.desk.screen(), everything(flagged_desk)
    opened: set[str] = set()
    screen.page.on("request", lambda one: opened.add(one.url.partition("?")[0].rpartition("/")[2]))

    while pressed < 1000:
        go_at_last(screen, f"/casos/{dice.choice(list(flagged_desk.cases.values()))}")
        for key in dice.choices(keys, k=50):
            if key not in ("Enter", "Space") or not on_a_button(screen):
                screen.page.keyboard.press(key)
                pressed += 1

    assert everything(flagged_desk) == before
    panels = {"aceptar", "pedir", "rechazar", "ya-aplicado", "dividir", "mas", "nota", "corregir"}
    assert len(panels & opened) > 3, "a slow machine may miss some keys, but not most"
    assert screen.complaints == []
