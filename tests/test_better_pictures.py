"""A payment whose sum no word tells, and a better picture of it: what is known again, what ends and what does not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from houses import text_of
from story_samples import BETO, Attached, mail, pdf

from bot.ruling import Person
from bot.ruling import Word as Said

if TYPE_CHECKING:
    from houses import Story

OURS = "012164001016446374"
KEY = "HEYBCO2611221017444836"
STAFF = Person("ana@x.example", "Ana R.")
REF, REF2 = ("Referencia", "935447"), ("Referencia", "935812")
SUMS = ("$1,305.00", "$1,480.00")
UNTIMED = (
    "Comprobante de transferencia", ("Cuenta destino", OURS), ("Beneficiario", "SISTEMAS PERSEO SA DE CV"),
    ("Fecha", "22/11/2026"),
)  # fmt: skip
NOKEY = (*UNTIMED, ("Hora", "08:18"))
HEAD = (*NOKEY, ("Clave de rastreo", KEY))
FOLIO = ("Folio", "884412")
GOOD = (*HEAD, REF, ("Monto", "$1,305.00"))
FROM_BETO = f"Beto <{BETO}>"


def paper(*rows: Any, name: str = "pago.pdf") -> Attached:
    return Attached(name, pdf([(row, "") if isinstance(row, str) else row for row in rows]))


def picture(*rows: Any) -> Attached:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(26)
    drawn = Image.new("RGB", (1000, 80 + 70 * len(rows)), "white")
    for n, row in enumerate(rows):
        for k, text in enumerate((row,) if isinstance(row, str) else row):
            ImageDraw.Draw(drawn).text((40 + 440 * k, 40 + 70 * n), text, font=font, fill="black")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return Attached("pago.png", out.getvalue())


def accept(story: Story, mail_id: int) -> None:
    said = Said("accept", claim_id=story.claims(mail_id)[-1].id)
    story.house.deeds.decide(story.case(mail_id).id, said, STAFF)
    story.clock.pass_by(minutes=2)
    story.work()


def letters(story: Story) -> list[str]:
    return [f"{message['Subject']} :: {text_of(message)}" for _, message in story.sent()]


# ---- in which currency


def test_dollars_beside_an_unread_screen_in_pesos_activate_nothing(story: Story) -> None:
    story.slip()
    unread = paper(*HEAD, REF, "$1,305.00 MXN", "$1,480.00 MXN")
    mail_id = story.receive(mail(unread, paper(*HEAD, REF, ("Monto", "USD 1,305.00"), name="b.pdf")))

    assert "not_mxn" in story.rules(mail_id)
    assert story.slip_status() == "open"


def test_a_foot_of_the_unread_screen_makes_no_dollars_of_pesos(story: Story) -> None:
    story.slip()
    unread = paper(*HEAD, REF, *SUMS, "Consulte el tipo de cambio en sucursal")
    mail_id = story.receive(mail(unread, paper(*HEAD, REF, ("Monto", "$1,305.00 MXN"), name="b.pdf")))

    assert story.mail(mail_id).outcome == "activate"


# ---- whatever is printed is read


def test_that_mail_is_answered(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(picture(*HEAD, REF, "Cargo 500.00 0.00", "Saldo 1,480.00 1,305.00")))
    for _ in range(4):
        story.clock.pass_by(minutes=30)
        story.work()

    assert (story.mail(mail_id).state, len(story.sent())) == ("decided", 1)  # ("set_aside", 0)


# ---- an honest payment of somebody else


def test_a_teller_s_short_folio_and_the_same_charge_are_no_proof(story: Story) -> None:
    """Two customers, two branches, folio 1234 of the day, $10.00 of charge on both papers."""
    story.slip()
    story.slip("935812", 148_000, BETO)
    accept(story, story.receive(mail(paper(*UNTIMED, ("Folio", "1234"), REF, "$1,305.00", "$1,705.00", "$10.00"))))
    story.clock.pass_by(hours=3)
    other = paper(*UNTIMED, ("Folio", "1234"), "$1,480.00", "$2,000.00", "$10.00")
    mail_id = story.receive(mail(other, sender=FROM_BETO))

    assert story.mail(mail_id).outcome == "ask"


def test_with_its_reference_it_is_no_fraud(story: Story) -> None:
    story.slip()
    story.slip("935812", 148_000, BETO)
    accept(story, story.receive(mail(paper(*UNTIMED, ("Folio", "1234"), REF, "$1,305.00", "$1,705.00", "$10.00"))))
    story.clock.pass_by(hours=3)
    other = paper(*UNTIMED, ("Folio", "1234"), REF2, "$1,480.00", "$2,000.00", "$10.00")
    mail_id = story.receive(mail(other, sender=FROM_BETO))

    assert "payment_used_elsewhere" not in story.rules(mail_id)  # two have to sign, and the strong key cannot be spent


def test_two_payments_of_one_order_with_the_order_s_folio_and_total(story: Story) -> None:
    story.slip()
    story.slip("935812", 148_000)
    accept(story, story.receive(mail(paper(*NOKEY, FOLIO, REF, "$1,305.00", "$2,785.00"))))
    story.clock.pass_by(hours=3)
    mail_id = story.receive(mail(paper(*UNTIMED, ("Hora", "08:19"), FOLIO, "$1,480.00", "$2,785.00")))

    assert story.mail(mail_id).outcome == "ask"


def test_a_stranger_s_equal_charge_of_the_day_brings_no_applied_payment_into_doubt(story: Story) -> None:
    """Staff read "igual cuenta, importe y fecha" of two papers whose amounts nobody read: the charge is equal."""
    story.slip()
    story.slip("935812", 148_000, BETO)
    ok = ("Estatus", "Operacion exitosa")
    first = story.receive(mail(paper(*UNTIMED, ok, REF, "$1,305.00", "$1,705.00", "$10.00")))
    accept(story, first)
    story.clock.pass_by(hours=3)
    other = paper(*UNTIMED, ok, REF2, "$1,500.00", "$2,000.00", "$10.00")
    mail_id = story.receive(mail(other, sender=FROM_BETO))

    assert "payment_maybe_used" not in story.rules(mail_id)
    assert "payment_doubted" not in story.audited(story.case(first).id)


# ---- one payment, one slip


def test_the_sum_that_staff_took_is_spent_wherever_it_stands(story: Story) -> None:
    story.slip()
    story.slip("935812", 148_000)
    rows = tuple(f"${n}.00" for n in (101, 203, 307, 411, 517, 623, 729, 831))
    accept(story, story.receive(mail(paper(*NOKEY, FOLIO, *rows, *SUMS), text="Mi referencia es 935447")))
    story.clock.pass_by(hours=3)
    mail_id = story.receive(mail(paper(*NOKEY, FOLIO, REF2, ("Monto", "$1,480.00"))))

    assert story.mail(mail_id).outcome == "review"
    assert story.slip_status("935812") == "open"


# ---- a better picture that tells less


def test_the_better_picture_that_tells_less_is_seen(story: Story) -> None:
    """A person took 1,305.00; the readable picture of the very payment says 500.00. (claims.amount is None now.)"""
    story.slip()
    accept(story, story.receive(mail(paper(*HEAD, REF, *SUMS))))
    story.clock.pass_by(hours=3)
    mail_id = story.receive(mail(paper(*HEAD, REF, ("Monto", "$500.00"))))

    assert "repeat_differs" in story.rules(mail_id)
    assert story.mail(mail_id).outcome == "review"


@pytest.mark.parametrize("order", ["poorer_first", "better_first_control"])
def test_a_paper_of_the_same_key_with_another_amount_stays_with_staff(story: Story, order: str) -> None:
    """_end_lesser_papers: same tracking key, $9,305.00 and $1,305.00; one of the two was changed or misread."""
    story.slip()
    papers = [paper(*HEAD, ("Monto", "$9,305.00")), paper(*GOOD)]
    if order != "poorer_first":
        papers.reverse()
    ids = []
    for one in papers:
        ids.append(story.receive(mail(one)))
        story.clock.pass_by(hours=1)
    other = story.claims(ids[papers.index(papers[0] if order == "poorer_first" else papers[1])])[0]

    assert other.state in ("waiting_customer", "desk")  # poorer first: "duplicate", nobody is told


# ---- a payment that waits keeps waiting


def _waits_still(story: Story, first: int) -> None:
    assert story.claims(first)[0].state in ("waiting_customer", "desk")
    answer = story.receive(mail(text="La referencia es 935812", subject="dato"))
    assert "amount_deduced" in story.rules(answer)


def test_two_payments_of_one_minute_with_the_same_charge(story: Story) -> None:
    """conversations._kin: merged as "el mismo pago"; claims.supersede then ignores what has no amount."""
    story.slip()
    story.slip("935812", 148_000)
    first = story.receive(mail(paper(*HEAD, "$1,480.00", "$2,000.00", "$10.00")))
    story.clock.pass_by(hours=1)
    accept(story, story.receive(mail(paper(*NOKEY, FOLIO, REF, "$1,305.00", "$3,000.00", "$10.00"))))

    _waits_still(story, first)


@pytest.mark.parametrize("rows", [(*HEAD,), (*NOKEY, FOLIO)], ids=["weak: ignored", "order's folio: duplicate"])
def test_a_screen_that_lists_both_payments_of_a_minute(story: Story, rows: Any) -> None:
    story.slip()
    story.slip("935812", 148_000)
    first = story.receive(mail(paper(*rows, "$1,480.00", "$1,305.00")))
    story.clock.pass_by(hours=1)
    story.receive(mail(paper(*NOKEY, FOLIO, REF, ("Monto", "$1,305.00"))))

    _waits_still(story, first)


# ---- without a slip nothing is deduced


def test_without_a_slip_nothing_is_deduced_and_the_customer_is_asked(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(picture(*HEAD, "50.00", "1,305.00", "1,480.00")))

    said = " ".join(reason.reason for claim in story.claims(mail_id) for reason in claim.reasons)
    assert "$0.00" not in said
    assert (story.mail(mail_id).outcome, story.rules(mail_id)) == ("ask", {"no_reference", "amount_unread"})


def test_a_list_of_accounts_beside_a_certain_receipt_is_no_claim_unless_it_tells_another_hour(story: Story) -> None:
    story.slip()
    rows = ("Datos de pago", "Sistemas Perseo", OURS, "Referencia 935447", "$1,305.00")
    for hour, claims in (("22/11/2026 08:18", 1), ("20/11/2026 09:00", 2)):
        mail_id = story.receive(mail(paper(*GOOD), paper(*rows, hour, name="b.pdf")))
        assert len(story.claims(mail_id)) == claims


# ---- what ends is told


def test_the_audit_says_that_a_claim_ended_and_that_its_signature_did(story: Story) -> None:
    story.slip()
    first = story.receive(mail(paper(*HEAD, REF, *SUMS, ("Estatus", "Programada"))))
    accept(story, first)  # waits for a second signature
    story.clock.pass_by(hours=1)
    story.receive(mail(paper(*GOOD)))
    (claim, *_) = story.claims(first)

    assert claim.state == "duplicate"
    assert set(story.audited(story.case(first).id)) - {"mail_decided", "signature_asked", "case_merged", "activated"}


# ---- one payment for two slips


def test_the_better_picture_of_a_payment_for_two_slips_ends_the_poorer_one(story: Story) -> None:
    story.slip()
    story.slip("935812", 90_000)
    both = ("Concepto", "pago 935447 935812")
    first = story.receive(mail(paper(*HEAD, both, "$1,305.00", "$2,205.00")))
    story.clock.pass_by(hours=1)
    second = story.receive(mail(paper(*HEAD, both, ("Monto", "$2,205.00"))))

    assert story.mail(second).outcome == "activate"
    assert story.case(first).id == story.case(second).id
    assert story.claims(first)[0].state == "duplicate"


# ---- what does not end


def test_reversed_the_better_one_is_on_the_desk_and_the_ended_one_stays_ended(any_story: Story) -> None:
    story = any_story
    story.slip()
    first = story.receive(mail(paper(*HEAD, REF, *SUMS)))
    story.clock.pass_by(hours=1)
    second = story.receive(mail(paper(*GOOD)))
    story.house.deeds.reverse(story.case(second).id, "935447", "No llego", STAFF, frees_payment=True)
    story.clock.pass_by(minutes=3)
    story.work()

    assert (story.claims(first)[0].state, story.claims(second)[0].state) == ("duplicate", "desk")
    assert story.case(first).state == "desk"
    again = story.receive(mail(paper(*HEAD, REF, *SUMS)))
    assert (story.mail(again).outcome, story.rules(again)) == ("review", {"amount_deduced"})


def test_what_another_day_says_is_not_ended(story: Story) -> None:
    story.slip()
    first = story.receive(mail(paper(*UNTIMED[:3], ("Fecha", "19/11/2026"), ("Clave de rastreo", KEY), *SUMS, REF)))
    story.clock.pass_by(hours=1)
    story.receive(mail(paper(*GOOD)))

    assert story.claims(first)[0].state == "desk"  # before_slip
