"""BRK13: an amount that no word tells. test_break_* say what should be and FAIL today; test_control_*, test_* pass."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from houses import open_story, text_of
from story_samples import ANA, BETO, Attached, mail, pdf
from test_replaying import again

from bot.errors import ComprobotError
from bot.inbox.handed_in import HandedIn
from bot.ruling import Person, Word
from bot.store import customers, slip_state, uploads

if TYPE_CHECKING:
    from houses import Story

OURS = "012164001016446374"
KEY, OTHER_KEY = "HEYBCO2611221017444836", "HEYBCO2611221017444899"
STAFF = Person("ana@x.example", "Ana R.")
REF = ("Referencia", "935447")
SUMS = (("$1,305.00", ""), ("$1,480.00", ""))
NOKEY = (
    "Comprobante de transferencia", ("Cuenta destino", OURS), ("Beneficiario", "SISTEMAS PERSEO SA DE CV"),
    ("Fecha", "22/11/2026"), ("Hora", "08:18"),
)  # fmt: skip
HEAD = (*NOKEY, ("Clave de rastreo", KEY))
LATER = (*NOKEY[:4], ("Hora", "10:44"), ("Clave de rastreo", OTHER_KEY))
FOLIO = ("Folio", "884412")
GOOD = (*HEAD, REF, ("Monto", "$1,305.00"))


def paper(*rows: Any, name: str = "pago.pdf") -> Attached:
    return Attached(name, pdf([(row, "") if isinstance(row, str) else row for row in rows]))


def likely(*sums: str, when: str = "22/11/2026 10:44") -> Attached:
    """A payment that only its digits make one: flag `likely`."""
    return paper("Transferencia", "Sistemas Perseo", OURS, *sums, "Referencia 935447", when, name="b.pdf")


def accept(story: Story, mail_id: int, claim: int = -1) -> None:
    said = Word("accept", claim_id=story.claims(mail_id)[claim].id)
    story.house.deeds.decide(story.case(mail_id).id, said, STAFF)
    story.clock.pass_by(minutes=2)
    story.work()


def upload(story: Story, *files: HandedIn, reference: str | None = None) -> int:
    """Hand in at the panel; without a file it is the click that says of which slip the payment is."""
    with story.house.db.read() as tx:
        who = customers.by_email(tx, ANA)
    assert who is not None
    sent = story.house.uploading.answer(who, files, "", reference)
    story.work()
    with story.house.db.read() as tx:
        found = uploads.one(tx, sent.id, who.id)
    assert found is not None
    return found.mail_id


def hand(*rows: Any) -> HandedIn:
    return HandedIn("p.pdf", paper(*rows).content)


def letters(story: Story) -> list[str]:
    return [f"{message['Subject']} :: {text_of(message)}" for _, message in story.sent()]


def wait_for_all_letters(story: Story) -> list[str]:
    story.clock.pass_by(hours=50)
    story.sweep()
    story.clock.pass_by(days=16)
    story.sweep()
    return [kind for _, kind in story.sent_kinds()]


# ---- one payment, one slip


def test_the_good_picture_of_a_spent_payment_activates_a_second_slip(story: Story) -> None:
    """Deduced 1,305 for A, accepted; then the same payment (same folio, minute, account) as 1,480 for B: by itself."""
    story.slip()
    story.slip("935812", 148_000)
    first = story.receive(mail(paper(*NOKEY, FOLIO, *SUMS), text="Mi referencia es 935447"))
    accept(story, first)
    story.clock.pass_by(hours=3)

    again_ = story.receive(mail(paper(*NOKEY, FOLIO, ("Referencia", "935812"), ("Monto", "$1,480.00"))))

    assert story.mail(again_).outcome == "review"
    assert story.slip_status("935812") == "open"


# ---- the same file for another slip


@pytest.mark.parametrize("sums", [SUMS, (("Monto", "$1,305.00"),)], ids=["unlabelled", "labelled_control"])
def test_the_same_file_byte_for_byte_for_another_slip_is_known(story: Story, sums: Any) -> None:
    story.slip()
    story.slip("935812", 148_000)
    one = paper(*NOKEY, FOLIO, *sums)
    first = story.receive(mail(one, text="Mi referencia es 935447"))
    if story.slip_status() == "open":
        accept(story, first)
    story.clock.pass_by(hours=3)

    second = story.receive(mail(one, text="Mi referencia es 935812"))

    assert {"payment_used_elsewhere", "payment_maybe_used"} & story.rules(second)
    accept(story, second)  # asks for a second signature when it is known
    assert story.slip_status("935812") == "open"


def test_a_crop_of_an_applied_picture_for_another_slip_is_known(story: Story) -> None:
    story.slip()
    story.slip("935812", 148_000)
    story.receive(mail(paper(*NOKEY, FOLIO, REF, ("Monto", "$1,305.00"))))
    assert story.slip_status() == "paid"

    second = story.receive(mail(paper(*NOKEY, FOLIO, *SUMS), text="Mi referencia es 935812"))

    assert {"payment_used_elsewhere", "payment_maybe_used"} & story.rules(second)


def test_two_clicks_in_the_panel_make_two_payments_of_one_picture(story: Story) -> None:
    story.slip()
    story.slip("935812", 148_000)
    upload(story, hand(*NOKEY, FOLIO, *SUMS))
    clicks = [upload(story, reference=one) for one in ("935447", "935812")]
    accept(story, clicks[0])

    with pytest.raises(ComprobotError, match="No existe una constancia"):  # the first click ended the question
        accept(story, clicks[1])
    assert story.slip_status("935812") == "open"


# ---- a further payment beside a certain one


@pytest.mark.parametrize(
    ("asked", "certain", "other"),
    [
        (130_500, (*GOOD, ("Estatus", "Rechazada")), likely("$1,305.00")),
        (130_500, (*GOOD, ("Estatus", "Rechazada")), likely("$1,305.00", "$9,200.00")),
        (130_500, (*GOOD, ("Estatus", "Programada")), likely("$1,305.00")),
        (130_500, (*GOOD, ("Estatus", "En proceso")), likely("$1,305.00")),
        (261_000, GOOD, likely("$1,305.00", when="20/11/2026 10:44")),
        (130_500, (*HEAD, REF, ("Monto", "$500.00")), likely("$805.00", "$1,200.00")),
        (130_500, GOOD, likely("$1,305.00", "$9,200.00", when="20/11/2026 10:44")),
    ],
    ids=["rejected_retried", "rejected_retried_sums", "scheduled", "pending", "equal_half", "rest_sums", "paid_twice"],
)
def test_a_further_payment_is_not_lost(story: Story, asked: int, certain: Any, other: Attached) -> None:
    story.slip(amount=asked)
    mail_id = story.receive(mail(paper(*certain), other))

    assert len(story.claims(mail_id)) == 2, letters(story)


def test_in_mails_of_their_own_both_halves_are_claims(story: Story) -> None:
    story.slip(amount=261_000)
    story.receive(mail(paper(*GOOD)))
    assert len(story.claims(story.receive(mail(likely("$1,305.00", when="20/11/2026 10:44"))))) == 1


# ---- in which currency


@pytest.mark.parametrize(
    "rows",
    [(("Monto", "USD $1,305.00"),), (("Moneda", "USD"), *SUMS), ("USD $1,305.00", "USD $1,480.00")],
    ids=["labelled_control", "field", "beside"],
)
def test_dollars_are_objected_to_and_two_sign(story: Story, rows: Any) -> None:
    story.slip()
    mail_id = story.receive(mail(paper(*HEAD, REF, *rows)))

    assert story.activations() == ()
    accept(story, mail_id)
    assert story.slip_status() == "open"  # B105: it waits for the second signature
    assert "not_mxn" in story.rules(mail_id)


def test_a_corrected_amount_of_dollars_does_not_agree_in_everything(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(paper(*HEAD, REF, ("Moneda", "USD"), *SUMS)))
    for said in ("1480.00", "1305.00"):
        story.house.deeds.correct(story.case(mail_id).id, None, {"amount": said}, STAFF, None)

    assert "not_mxn" in story.rules(mail_id)


# ---- the sum in words


@pytest.mark.parametrize("other", ["$1,305.00", "$1,305.00 total"])
def test_words_that_tell_another_sum_are_objected_to(story: Story, other: str) -> None:
    story.slip()
    mail_id = story.receive(mail(paper(*HEAD, REF, other, "$500.00 abonado", "Quinientos pesos 00/100 M.N.")))
    (claim,) = story.claims(mail_id)
    assert claim.receipt is not None

    assert claim.receipt.amount != 130_500 or "amount_in_words_differs" in story.rules(mail_id)


# ---- whose slip tells the sum


@pytest.mark.parametrize("who", ["another_customer", "paid", "cancelled"])
def test_only_the_slip_that_is_meant_tells_the_sum(story: Story, who: str) -> None:
    story.slip("935447", 200_000)
    story.slip("612340", 148_000, BETO if who == "another_customer" else ANA)
    if who == "paid":
        story.receive(mail(paper(*LATER, ("Referencia", "612340"), ("Monto", "$1,480.00"))))
    if who == "cancelled":
        from bot.store import slips

        with story.house.db.begin() as tx:
            found = slips.named(tx, ["612340"], now=story.clock())[0]
            assert slips.cancel(tx, found.id, because="x", at=story.clock())
    words = "Va mi pago. Mi folio de cliente es 612340"
    mail_id = story.receive(mail(paper(*HEAD, REF, "$1,480.00", "$1,900.00"), text=words))

    said = " ".join(reason.reason for claim in story.claims(mail_id) for reason in claim.reasons)
    assert "Pagó $1,480.00" not in said
    assert not any("de $1,480.00" in one for one in letters(story)[-1:])


# ---- what the customer is told


def test_the_repeat_of_a_part_is_not_acknowledged_as_its_rest(story: Story) -> None:
    """One payment of 500, mailed twice: first he is asked for 805, then told that a payment of 805 was read."""
    story.slip()
    story.receive(mail(paper(*HEAD, REF, ("Monto", "$500.00"))))
    story.clock.pass_by(hours=1)
    mail_id = story.receive(mail(paper(*HEAD, REF, "$500.00", "$805.00")))

    assert "Recibimos su comprobante de $805.00" not in letters(story)[-1]
    assert "LO QUE LEÍMOS Importe por confirmar" in letters(story)[-1]
    assert not any("completa lo que faltaba" in why for one in story.claims(mail_id)[0].proposals for why in one.why)


# ---- a question that was answered


def test_an_answered_question_is_not_asked_again(story: Story) -> None:
    story.slip()
    upload(story, hand(*HEAD, *SUMS))
    answer = upload(story, reference="935447")
    with story.house.db.read() as tx:
        who = customers.by_email(tx, ANA)
        assert who is not None
        open_ = slip_state.without_slip(tx, who.id, story.clock() - timedelta(days=60), 50)
    assert story.rules(answer) == {"amount_deduced"}
    said = Word("reject", ("No llegó al banco",), claim_id=story.claims(answer)[0].id)
    story.house.deeds.decide(story.case(answer).id, said, STAFF)
    story.clock.pass_by(minutes=2)
    story.work()
    kinds = wait_for_all_letters(story)

    assert open_ == ()  # his panel no longer asks of which slip that payment is
    assert not {"reminder", "closing"} & set(kinds), letters(story)[-2:]  # "Solo nos falta: la referencia"


@pytest.mark.parametrize("first", [SUMS, (("Monto", "$1,305.00"),)], ids=["unlabelled", "labelled_control"])
def test_nothing_is_asked_about_a_payment_that_is_applied(story: Story, first: Any) -> None:
    """Asked about a paper without reference; the good picture, same tracking key, comes in a mail of its own."""
    story.slip()
    story.receive(mail(paper(*HEAD, *first)))
    story.clock.pass_by(hours=1)
    story.receive(mail(paper(*GOOD)))
    assert story.slip_status() == "paid"

    assert not {"reminder", "closing"} & set(wait_for_all_letters(story)), letters(story)[-2:]


# ---- after a correction


def test_the_sum_of_the_wrong_reference_does_not_stay(story: Story) -> None:
    story.slip()
    story.slip("935812", 148_000)
    mail_id = story.receive(mail(paper(*HEAD, REF, *SUMS)))
    story.house.deeds.correct(story.case(mail_id).id, None, {"references": "935812"}, STAFF, None)

    assert story.rules(mail_id) == {"amount_deduced"}  # now: also amount_of_another_slip, amount_differs


# ---- several slips, several parts


def test_the_sum_of_both_named_slips_is_printed_and_nothing_is_missing(story: Story) -> None:
    story.slip()
    story.slip("935812", 90_000)
    rows = (REF, ("Concepto", "pago 935447 935812"), "$1,305.00", "$2,205.00")
    mail_id = story.receive(mail(paper(*HEAD, *rows)))

    assert "sum_differs" not in story.rules(mail_id)  # "Pagó $1,305.00; ... Faltan $900.00"


def test_beside_a_part_of_the_same_mail_the_rest_is_deduced(story: Story) -> None:
    story.slip()
    part, rest = paper(*HEAD, REF, ("Monto", "$500.00")), paper(*LATER, REF, "$805.00", "$1,305.00", name="b.pdf")
    mail_id = story.receive(mail(part, rest))

    assert [claim.receipt.amount for claim in story.claims(mail_id) if claim.receipt] != [50_000, 130_500]


# ---- beside the good picture


def test_after_the_good_picture_the_deduced_one_can_be_closed(story: Story) -> None:
    """Not only of amount_deduced: the desk claim stays, under "Todo coincide", and alarms."""
    story.slip()
    first = story.receive(mail(paper(*HEAD, REF, *SUMS)))
    story.clock.pass_by(hours=1)
    second = story.receive(mail(paper(*GOOD)))
    assert story.mail(second).outcome == "activate"
    case = story.case(first)

    assert (case.state, case.verdict) != ("desk", "Todo coincide con la constancia 935447.")


def test_one_mail_with_both_pictures_says_which_was_paid(story: Story) -> None:
    story.slip()
    deduced = paper(*HEAD, REF, "$1,305.00", "$5.00", "$1,310.00")
    mail_id = story.receive(mail(deduced, paper(*GOOD, name="b.pdf")))

    assert story.mail(mail_id).outcome == "activate"  # now a review: "sin decir cuál se pagó"


# ---- whichever way it came in


def test_the_good_one_then_the_deduced_one(story: Story) -> None:
    story.slip()
    story.receive(mail(paper(*GOOD)))
    again_ = story.receive(mail(paper(*HEAD, REF, *SUMS)))

    assert story.mail(again_).outcome == "ignore"
    assert len(story.activations()) == 1
    assert story.sent_kinds()[-1] == (ANA, "already_received")


def test_uploads_and_mails_crosswise(story: Story) -> None:
    story.slip()
    first = upload(story, hand(*HEAD, *SUMS), reference="935447")
    second = story.receive(mail(paper(*HEAD, *SUMS), text="ref 935447"))
    assert story.activations() == ()
    third = upload(story, hand(*GOOD))
    assert story.mail(third).outcome == "activate"
    assert story.case(first).id == story.case(second).id == story.case(third).id


def test_the_part_s_repeat_cannot_be_accepted(story: Story) -> None:
    story.slip()
    story.receive(mail(paper(*HEAD, REF, ("Monto", "$500.00"))))
    mail_id = story.receive(mail(paper(*HEAD, REF, "$500.00", "$805.00")))
    with pytest.raises(ComprobotError, match="ya se usó"):
        accept(story, mail_id)


def test_no_other_correction_takes_the_objection_away(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(paper(*HEAD, REF, *SUMS)))
    for field, said in (
        ("folio", "884412"), ("payer_bank", "BBVA"), ("paid_on", "21/11/2026"), ("tracking_key", "ABC1234567890"),
        ("status", "programado"), ("status", "pagado"), ("payee_account", "*6374"), ("currency", "MXN"),
    ):  # fmt: skip
        story.house.deeds.correct(story.case(mail_id).id, None, {field: said}, STAFF, None)
        story.work()
        assert "amount_deduced" in story.rules(mail_id)
        assert (story.claims(mail_id)[0].state, story.slip_status()) == ("desk", "open")


def test_answers_clicks_and_replay(story: Story) -> None:
    story.slip()
    story.receive(mail(paper(*HEAD, *SUMS)))
    answer = story.receive(mail(text="La referencia es 935447", subject="dato"))
    assert story.rules(answer) == {"amount_deduced"}
    story.clock.pass_by(hours=1)
    accept(story, answer)
    assert not any(one.differs or one.activates for one in again(story).values())


def test_early_expired_filler_and_twice(story: Story) -> None:
    early = story.receive(mail(paper(*HEAD, REF, *SUMS)))
    assert story.rules(early) == {"unknown_reference", "amount_unread"}
    story.slip("935812", expires_at=story.clock() - timedelta(hours=1))
    assert "slip_expired" in story.rules(story.receive(mail(paper(*LATER, ("Referencia", "935812"), *SUMS))))
    story.slip("935900")
    raw = mail(paper(*LATER, ("Referencia", "8844121"), *SUMS), text="Mi referencia es 935900")
    first = story.receive(raw)
    assert "amount_deduced" in story.rules(first)
    assert story.receive(raw, "cxc") == first
    assert story.activations() == ()


def test_shadow(tmp_path: Any, mail_server: Any, reader: Any) -> None:
    changes = {"OUTGOING__EFFECTS": "shadow"}
    with open_story(f"sqlite:///{tmp_path / 's.db'}", mail_server, reader, changes=changes) as shadow:
        shadow.slip()
        mail_id = shadow.receive(mail(paper(*HEAD, REF, *SUMS)))
        assert shadow.rules(mail_id) == {"amount_deduced"}
        assert (shadow.sent(), shadow.activations()) == ([], ())
