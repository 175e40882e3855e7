"""What staff do on the pages of a case, over a whole house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk_site import PASSWORD, Browser
from houses import text_of
from starlette.testclient import TestClient
from story_samples import ANA, Paid, mail, receipt

from bot.errors import UncertainDelivery
from bot.store import tables, users
from bot.web import passwords

if TYPE_CHECKING:
    from collections.abc import Callable

    from houses import Story

    from bot.store.users import Role

LARGE = Paid("$14,500.00 MXN")
SHORT = Paid("$1,125.00 MXN")  # without its IVA


def clerk(story: Story, email: str = "ana@x.example", name: str = "Ana R.", role: Role = "operator") -> Browser:
    """Return the browser of a member of the staff, signed in; an approver has his authenticator."""
    with story.house.db.begin() as tx:
        user = users.add(
            tx, email=email, name=name, role=role, password_hash=passwords.hashed(PASSWORD), at=story.clock()
        )
    browser = Browser(TestClient(story.house.site(), base_url="http://127.0.0.1:8080", follow_redirects=False))
    browser.sign_in(email)
    if role != "operator":
        with story.house.db.begin() as tx:
            users.change(tx, user, totp_nonce="n")
            tx.execute(tables.sessions.update().where(tables.sessions.c.owner == user).values(complete=True))
    return browser


def flagged(story: Story) -> int:
    """Return the case of a payment without its IVA, which lies on the desk: it came as junk."""
    story.slip()
    case = story.case(story.receive(mail(receipt(SHORT)), junk=True)).id
    assert story.case(1).state == "desk"
    return case


@pytest.fixture
def short(story: Story) -> int:
    """Give that case."""
    return flagged(story)


def panel(browser: Browser, case: int, name: str, query: str = "") -> dict[str, str]:
    answer = browser.get(f"/casos/{case}/{name}{query}")
    assert answer.status_code == 200, answer.text
    hidden = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', answer.text))
    return {name: value for name, value in hidden.items() if name != "form_word"}


def ask(browser: Browser, case: int, **more: str) -> int:
    return browser.post(f"/casos/{case}/pedir", **(panel(browser, case, "pedir") | {"falta": "iva"} | more)).status_code


def test_a_panel_shows_the_very_letter_and_does_nothing(story: Story, short: int) -> None:
    browser = clerk(story)
    before = story.count(tables.letters)

    browser.get(f"/casos/{short}/pedir?falta=iva&parrafo=Gracias+por+su+paciencia.")

    assert "Falta el IVA de su pago: $180.00" in browser.page
    assert "Gracias por su paciencia." in browser.page
    assert ANA in browser.page
    assert story.count(tables.letters) == before
    assert story.case(1).state == "desk"


def test_asking_waits_half_a_minute_and_then_the_letter_goes_as_it_was_shown(story: Story, short: int) -> None:
    browser = clerk(story)

    assert ask(browser, short, parrafo="Gracias por su paciencia.") == 303
    story.work()
    before = [kind for _, kind in story.sent_kinds()]
    story.clock.pass_by(seconds=31)
    story.work()

    assert "question" not in before
    assert story.sent_kinds()[-1] == (ANA, "question")
    assert "Gracias por su paciencia." in text_of(story.sent()[-1][1])
    assert story.case(1).state == "waiting_customer"


def _case_row(story: Story) -> tuple[object, ...]:
    with story.house.db.read() as tx:
        return tuple(
            tx.execute(tables.cases.select().with_only_columns(*(
                tables.cases.c[name] for name in ("state", "verdict", "reason", "stopped_at", "deadline", "amount")
            ))).one()
        )  # fmt: skip


def _money(story: Story) -> tuple[object, ...]:
    with story.house.db.read() as tx:
        held = tx.execute(tables.allocations.select()).all()
        keys = tx.execute(tables.payment_keys.select()).all()
        slips = tx.execute(tables.slips.select()).all()
        claims = tx.execute(tables.claims.select()).all()
    return tuple(map(tuple, [*held, *keys, *slips])), tuple(map(str, claims))


def undo(browser: Browser, case: int) -> int:
    with_bar = re.search(r'name="decision" value="(\d+)"', browser.page)
    assert with_bar is not None
    return browser.post(f"/casos/{case}/deshacer", decision=with_bar[1]).status_code


def done_page(browser: Browser, case: int, name: str, sent: dict[str, str]) -> None:
    answer = browser.post(f"/casos/{case}/{name}", **sent)
    assert answer.status_code == 303, answer.text
    browser.get(answer.headers["location"])


def test_an_undone_question_leaves_no_trace_outside(any_story: Story) -> None:
    """B107"""
    story = any_story
    case = flagged(story)
    browser, before, sent = clerk(story), (_case_row(story), _money(story)), len(story.sent())

    done_page(browser, case, "pedir", panel(browser, case, "pedir") | {"falta": "iva"})
    assert "se pidieron $180.00. Sale en 30 s." in browser.page
    story.clock.pass_by(seconds=20)
    assert undo(browser, case) == 303
    story.clock.pass_by(minutes=5)
    story.work()

    assert (_case_row(story), _money(story)) == before
    assert len(story.sent()) == sent
    assert story.audited(case)[-2:] == ["claim_ruled", "ruling_undone"]


def test_an_undone_acceptance_gives_slip_keys_and_case_back(any_story: Story) -> None:
    """B107"""
    story = any_story
    case = flagged(story)
    browser, before = clerk(story), (_case_row(story), _money(story))

    sent = panel(browser, case, "aceptar") | {"constancia": "935447", "diferencia": "forgive", "porque": "iva"}
    done_page(browser, case, "aceptar", sent)
    story.work()
    assert story.slip_status() == "paid"
    assert [one.state for one in story.activations()] == ["owed"]
    assert undo(browser, case) == 303
    story.clock.pass_by(minutes=5)
    story.work()

    assert (_case_row(story), _money(story)) == before
    assert [one.state for one in story.activations()] == ["reverted"]
    assert "activation" not in [kind for _, kind in story.sent_kinds()]


def test_what_was_undone_can_be_decided_anew(story: Story, short: int) -> None:
    browser = clerk(story)
    sent = {"constancia": "935447", "diferencia": "pending"}
    done_page(browser, short, "aceptar", panel(browser, short, "aceptar") | sent)
    undo(browser, short)

    done_page(browser, short, "aceptar", panel(browser, short, "aceptar") | sent)
    story.clock.pass_by(seconds=31)
    story.work()

    assert [one.state for one in story.activations()] == ["reverted", "confirmed"]
    assert [kind for _, kind in story.sent_kinds()][-2:] == ["activation", "manual"]


def test_after_half_a_minute_nothing_is_undone(story: Story, short: int) -> None:
    browser = clerk(story)
    done_page(browser, short, "pedir", panel(browser, short, "pedir") | {"falta": "iva"})
    story.clock.pass_by(seconds=30)

    assert undo(browser, short) == 409
    assert "Ya no se puede deshacer" in browser.page
    assert story.case(1).state == "waiting_customer"


def test_nobody_undoes_what_another_one_did(story: Story, short: int) -> None:
    browser, other = clerk(story), clerk(story, "luis@x.example", "Luis M.")
    done_page(browser, short, "pedir", panel(browser, short, "pedir") | {"falta": "iva"})
    other.get("/")

    assert other.post(f"/casos/{short}/deshacer", decision="1").status_code == 409
    assert story.case(1).state == "waiting_customer"


def test_the_second_of_two_clerks_reads_who_was_quicker(story: Story, short: int) -> None:
    """B106"""
    luis, ana = clerk(story, "luis@x.example", "Luis M."), clerk(story)
    typed = panel(ana, short, "aceptar")
    ask(luis, short)
    story.clock.pass_by(seconds=20)

    answer = ana.post(f"/casos/{short}/aceptar", **typed, constancia="935447", diferencia="forgive")

    assert answer.status_code == 409
    assert "Luis M. ya lo resolvió hace 20 s: se pidieron $180.00. Su decisión no se aplicó." in answer.text
    assert story.slip_status() == "open"


def test_the_same_form_sent_twice_is_done_once(story: Story, short: int) -> None:
    """B106"""
    browser = clerk(story)
    typed = panel(browser, short, "pedir") | {"falta": "iva"}

    first, second = (browser.post(f"/casos/{short}/pedir", **typed) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert [one.kind for one in story.letters()].count("question") == 1
    assert story.audited(short).count("claim_ruled") == 1


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("pedir", {}, "Diga qué falta"),
        ("aceptar", {"constancia": "111111"}, "No existe una constancia"),
        ("aceptar", {"constancia": "935447"}, "Faltan $180.00: diga qué se hace con ellos."),
        ("rechazar", {}, "Escriba el motivo"),
        ("ya-aplicado", {"otro": "ese"}, "Diga en qué caso"),
        ("dividir", {"referencia": "935447", "importe": "mil"}, "al menos dos constancias"),
        ("nota", {"nota": " "}, "Escriba la nota"),
        ("revertir", {"constancia": "935447", "motivo": ""}, "Escriba el motivo"),
        ("revertir", {"constancia": "935447", "motivo": "x"}, "no hay una activación de 935447"),
    ],
)
def test_a_wrong_form_comes_back_with_a_sentence(
    story: Story, short: int, name: str, typed: dict[str, str], sentence: str
) -> None:
    browser = clerk(story)
    hidden = panel(browser, short, name)

    answer = browser.post(f"/casos/{short}/{name}", **(hidden | {"falta": ""} | typed))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert story.case(1).state == "desk"
    assert "claim_ruled" not in story.audited(short)


def test_an_auditor_only_looks(story: Story, short: int) -> None:
    """B104"""
    browser = clerk(story, role="auditor")

    assert browser.get(f"/casos/{short}").status_code == 200
    assert "action-bar" not in browser.page
    assert browser.get(f"/casos/{short}/pedir").status_code == 403
    assert browser.post(f"/casos/{short}/pedir", falta="iva").status_code == 403


def large(story: Story) -> int:
    story.slip(amount=1_450_000)
    return story.case(story.receive(mail(receipt(LARGE)))).id


def test_a_large_payment_waits_for_a_second_person(any_story: Story) -> None:
    """B105"""
    story = any_story
    case = large(story)
    ana, luis = clerk(story), clerk(story, "luis@x.example", "Luis M.", "approver")

    done_page(ana, case, "aceptar", panel(ana, case, "aceptar") | {"constancia": "935447"})
    assert story.activations() == ()
    assert story.case(1).state == "desk"
    assert story.case(1).verdict == "Falta una segunda firma: supera $10,000.00. Ana R. aceptó."
    ana.get(f"/casos/{case}")
    assert "Firmar y activar" not in ana.page
    luis.get(f"/casos/{case}")
    assert "Firmar y activar" in luis.page
    done_page(luis, case, "firmar", _signature(luis.page))
    story.clock.pass_by(seconds=31)
    story.work()

    assert [one.state for one in story.activations()] == ["confirmed"]
    assert [one for one in story.audited(case) if one.startswith("signature")] == ["signature_asked", "signature_given"]


def _signature(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(firma|version|vuelta)" value="([^"]*)"', page))


def test_nobody_signs_what_he_accepted_himself(story: Story) -> None:
    """B105: not even with the form of another one's page."""
    case = large(story)
    boss, luis = clerk(story, role="approver"), clerk(story, "luis@x.example", "Luis M.", "approver")
    done_page(boss, case, "aceptar", panel(boss, case, "aceptar") | {"constancia": "935447"})
    luis.get(f"/casos/{case}")
    form = _signature(luis.page)
    boss.get(f"/casos/{case}")

    answer = boss.post(f"/casos/{case}/firmar", **form)

    assert answer.status_code == 422
    assert "Quien aceptó no puede dar la segunda firma." in answer.text
    assert story.activations() == ()


def test_an_operator_signs_nothing(story: Story) -> None:
    """B105"""
    case = large(story)
    ana, eva = clerk(story), clerk(story, "eva@x.example", "Eva P.")
    done_page(ana, case, "aceptar", panel(ana, case, "aceptar") | {"constancia": "935447"})
    eva.get(f"/casos/{case}")

    assert eva.post(f"/casos/{case}/firmar", firma="1").status_code == 422
    assert story.activations() == ()


def test_of_two_who_sign_at_once_one_activates(story: Story) -> None:
    """B105, B106"""
    case = large(story)
    ana = clerk(story)
    two = [clerk(story, f"{name}@x.example", name, "approver") for name in ("luis", "eva")]
    done_page(ana, case, "aceptar", panel(ana, case, "aceptar") | {"constancia": "935447"})
    for one in two:
        one.get(f"/casos/{case}")
    forms = [_signature(one.page) for one in two]

    codes = [one.post(f"/casos/{case}/firmar", **form).status_code for one, form in zip(two, forms, strict=True)]

    assert codes == [303, 409]
    assert len(story.activations()) == 1


def test_whatever_else_is_decided_ends_the_request_for_a_signature(story: Story) -> None:
    case = large(story)
    ana, luis = clerk(story), clerk(story, "luis@x.example", "Luis M.", "approver")
    done_page(ana, case, "aceptar", panel(ana, case, "aceptar") | {"constancia": "935447"})

    done_page(luis, case, "rechazar", panel(luis, case, "rechazar") | {"otro": "no está en el banco"})

    assert story.case(1).state == "rejected"
    assert luis.post(f"/casos/{case}/firmar", firma="1").status_code == 409


def test_an_undone_signature_waits_again(story: Story) -> None:
    case = large(story)
    ana, luis = clerk(story), clerk(story, "luis@x.example", "Luis M.", "approver")
    done_page(ana, case, "aceptar", panel(ana, case, "aceptar") | {"constancia": "935447"})
    luis.get(f"/casos/{case}")
    done_page(luis, case, "firmar", _signature(luis.page))

    assert undo(luis, case) == 303
    luis.get(f"/casos/{case}")

    assert "Firmar y activar" in luis.page
    assert story.slip_status() == "open"


def accepted(story: Story, browser: Browser, case: int) -> None:
    sent = panel(browser, case, "aceptar") | {"constancia": "935447", "diferencia": "forgive", "porque": "iva"}
    done_page(browser, case, "aceptar", sent)
    story.clock.pass_by(seconds=31)
    story.work()


def test_a_reversal_takes_the_panel_back_and_opens_the_slip(any_story: Story) -> None:
    """B107, B53: with its reason; the letters of the activation are not repeated for it."""
    story = any_story
    case = flagged(story)
    browser = clerk(story)
    accepted(story, browser, case)

    form = panel(browser, case, "revertir") | {"constancia": "935447", "motivo": "el banco lo devolvió"}
    done_page(browser, case, "revertir", form)
    story.clock.pass_by(seconds=31)
    story.work()

    assert (story.slip_status(), story.case(1).state) == ("open", "desk")
    assert [one.state for one in story.activations()] == ["reverted"]
    assert story.sent_kinds()[-1] == (ANA, "reversal")
    assert "el banco lo devolvió" in text_of(story.sent()[-1][1])
    assert story.count(tables.payment_keys) > 0
    assert story.audited(case)[-1] == "activation_reverted"


def test_a_reverted_slip_is_activated_again_with_letters_of_its_own(story: Story, short: int) -> None:
    browser = clerk(story)
    accepted(story, browser, short)
    form = panel(browser, short, "revertir") | {"constancia": "935447", "motivo": "era de otro"}
    done_page(browser, short, "revertir", form)

    accepted(story, browser, short)

    assert [one.state for one in story.activations()] == ["reverted", "confirmed"]
    assert [kind for _, kind in story.sent_kinds()].count("activation") == 2
    assert len({one.idempotency_key for one in story.activations()}) == 2


def test_the_letters_of_a_reverted_activation_die_unsent(story: Story, short: int, pause: Callable[[], None]) -> None:
    """B53"""
    browser = clerk(story)
    sent = panel(browser, short, "aceptar") | {"constancia": "935447", "diferencia": "forgive"}
    done_page(browser, short, "aceptar", sent)
    story.clock.pass_by(seconds=31)
    story.house.engine(("activation",)).work_until_empty()

    form = panel(browser, short, "revertir") | {"constancia": "935447", "motivo": "era de otro"}
    done_page(browser, short, "revertir", form)
    pause()
    story.work()

    assert {one.kind: one.state for one in story.letters() if one.kind in ("activation", "manual")} == {
        "activation": "cancelled",
        "manual": "cancelled",
    }


@pytest.fixture
def pause(story: Story) -> Callable[[], None]:
    """Give what lets an hour pass."""
    return lambda: story.clock.pass_by(hours=1)


def test_one_payment_is_divided_to_the_centavo(story: Story) -> None:
    story.slip()
    story.slip("935812", 80_000)
    case = story.case(story.receive(mail(receipt(Paid("$2,115.00 MXN", reference="935447 935821"))))).id
    browser = clerk(story)
    hidden = panel(browser, case, "dividir")
    word = re.search(r'name="form_word" value="([^"]+)"', browser.page)
    assert word is not None
    shares = {"referencia": ["935447", "935812", "a_favor"], "importe": ["1305.00", "800.00", "5.00"]}
    sent = hidden | {"form_word": word[1]} | shares

    wrong = browser.client.post(f"/casos/{case}/dividir", data=sent)
    right = browser.client.post(f"/casos/{case}/dividir", data=sent | {"importe": ["1305.00", "800.00", "10.00"]})

    assert wrong.status_code == 422
    assert "Quedan por repartir $5.00" in wrong.text
    assert right.status_code == 303
    assert story.held(1) == {"935447": 130_500, "935812": 80_000}


def test_the_customer_reads_why_his_payment_is_not_applied(story: Story, short: int) -> None:
    browser = clerk(story)

    done_page(browser, short, "rechazar", panel(browser, short, "rechazar") | {"motivo": "returned"})
    story.clock.pass_by(seconds=31)
    story.work()

    assert story.case(1).state == "rejected"
    assert story.sent_kinds()[-1] == (ANA, "question")
    assert "se avisó al cliente, motivo «el banco lo devolvió»" in browser.page


@pytest.mark.parametrize(
    ("name", "typed", "state"),
    [("ya-aplicado", {"otro": "C-2"}, "duplicate"), ("no-es-comprobante", {}, "ignored")],
)
def test_what_needs_no_answer_ends_without_a_letter(
    story: Story, short: int, name: str, typed: dict[str, str], state: str
) -> None:
    story.slip("935448", email="beto@ferreteria.example")
    applied = Paid(reference="935448", tracking_key="OTRA", hour="10:10")
    story.receive(mail(receipt(applied), sender="Beto <beto@ferreteria.example>"))
    browser, sent = clerk(story), len(story.sent())

    done_page(browser, short, name, panel(browser, short, "mas") | typed)
    story.clock.pass_by(seconds=31)
    story.work()

    assert story.case(1).state == state
    assert len(story.sent()) == sent


def test_a_note_and_a_look_at_the_bank_stay_in_the_story(story: Story, short: int) -> None:
    browser = clerk(story)
    done_page(browser, short, "nota", panel(browser, short, "nota") | {"nota": "Llamó: paga el lunes."})
    accepted(story, browser, short)

    done_page(browser, short, "banco", panel(browser, short, "mas"))

    assert {"note", "bank_confirmed"} <= set(story.audited(short))
    with story.house.db.read() as tx:
        assert tx.execute(tables.activations.select()).mappings().one()["bank_confirmed_at"] is not None


def test_a_letter_goes_once_more_with_the_same_bytes(story: Story, short: int) -> None:
    browser = clerk(story)
    ask(browser, short)
    story.clock.pass_by(seconds=31)
    story.work()
    first = story.letters()[0]

    assert f"cartas/{first.id}/reenviar" in browser.get(f"/casos/{short}/mas").text  # there is a button for it
    done_page(browser, short, f"cartas/{first.id}/reenviar", panel(browser, short, "mas"))
    story.clock.pass_by(seconds=31)
    story.work()

    again = [message["Message-ID"] for _, message in story.sent()]
    assert again == [first.message_id, first.message_id]


def test_the_next_case_of_the_filter_opens_with_what_was_done(story: Story, short: int) -> None:
    story.slip("935812", 1_450_000, email="beto@ferreteria.example")
    other = story.case(
        story.receive(mail(receipt(Paid("$14,500.00 MXN", "935812", hour="10:10", tracking_key="X1Y2Z3W4"))))
    ).id
    browser = clerk(story)

    answer = browser.post(f"/casos/{short}/pedir", **(panel(browser, short, "pedir") | {"falta": "iva"}))

    assert answer.headers["location"].startswith(f"/casos/{other}?")
    browser.get(answer.headers["location"])
    assert f"<strong>C-{short}</strong> resuelto: se pidieron $180.00." in browser.page


def test_a_panel_beside_the_receipt_is_the_panel_alone(story: Story, short: int) -> None:
    browser = clerk(story)

    answer = browser.get(f"/casos/{short}/pedir", headers={"HX-Request": "true"})

    assert answer.text.lstrip().startswith("<section")
    assert "<html" not in answer.text


@pytest.mark.parametrize(("word", "state"), [("si", "confirmed"), ("no", "reverted")])
def test_staff_say_whether_a_silent_panel_is_on(story: Story, word: str, state: str) -> None:
    """B40"""

    def silent(*_: object) -> None:
        raise UncertainDelivery("nobody answers")

    vars(story.house)["_activate"] = silent
    story.slip()
    case = story.case(story.receive(mail(receipt()))).id
    browser = clerk(story)
    hidden = panel(browser, case, "mas")
    assert "El panel no confirmó" in browser.page

    answer = browser.post(f"/casos/{case}/panel", **hidden, quedo=word)

    assert answer.status_code == 303
    with story.house.db.read() as tx:
        assert tx.execute(tables.activations.select()).mappings().one()["state"] == state
    assert "El panel no confirmó" not in browser.get(f"/casos/{case}/mas").text


def test_a_division_that_leaves_a_rest_shows_its_letter_before_it_goes(story: Story) -> None:
    story.slip("935447", 60_000)
    story.slip("935448", 50_000)
    case = story.case(story.receive(mail(receipt(Paid("$1,000.00 MXN"))))).id
    browser = clerk(story)

    offered = panel(browser, case, "dividir")

    assert "transfiera $100.00 con la misma referencia 935448" in " ".join(browser.page.split())
    assert offered["para"] == ANA
    shares = {"referencia": ["935447", "935448"], "importe": ["600.00", "400.00"]}
    assert browser.client.post(f"/casos/{case}/dividir", data=_with_word(browser, offered) | shares).status_code == 303
    assert story.received("935448") == 40_000


def test_shares_changed_after_their_letter_was_shown_are_shown_again(story: Story) -> None:
    story.slip("935447", 60_000)
    story.slip("935448", 50_000)
    case = story.case(story.receive(mail(receipt(Paid("$1,000.00 MXN"))))).id
    browser = clerk(story)
    offered = _with_word(browser, panel(browser, case, "dividir"))

    shares = {"referencia": ["935447", "935448"], "importe": ["500.00", "500.00"]}
    answer = browser.client.post(f"/casos/{case}/dividir", data=offered | shares)

    assert answer.status_code == 422
    assert "Lea abajo la carta que pide el resto" in answer.text
    assert "transfiera $100.00 con la misma referencia 935447" in " ".join(answer.text.split())
    assert story.received("935447") == 0


def _with_word(browser: Browser, hidden: dict[str, str]) -> dict[str, str | list[str]]:
    """Return the fields of a panel with the word that proves that the page is ours."""
    word = re.search(r'name="form_word" value="([^"]*)"', browser.page)
    assert word is not None
    return {**hidden, "form_word": word[1]}


@pytest.mark.parametrize(
    ("rule", "solid"),
    [("cheque", False), ("activation_reverted", False), ("amount_differs", True), ("junk_folder", True)],
)
def test_nothing_is_recommended_while_the_bank_has_no_cheque_or_once_staff_took_it_back(
    story: Story, short: int, rule: str, *, solid: bool
) -> None:
    with story.house.db.begin() as tx:
        tx.execute(tables.claims.update().values(reasons=[{"rule": rule, "reason": "Motivo."}]))

    page = clerk(story).get(f"/casos/{short}").text

    assert ('class="button solid"' in page) is solid
