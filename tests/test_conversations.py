"""One conversation is one case, whichever way its mails come in; nobody else's mail ever joins it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from story_samples import ANA, BETO, Attached, Paid, mail, receipt

from bot import cases as story_cases
from bot import conversations
from bot.errors import Outdated
from bot.letters import thread_token
from bot.store import cases, tables
from bot.store import conversations as store

if TYPE_CHECKING:
    from houses import Story

SHORT = Paid("$1,000.00 MXN")
UNREFERENCED = Paid(reference="")


def one_case(story: Story, *mail_ids: int) -> bool:
    return len({story.mail(mail_id).case_id for mail_id in mail_ids}) == 1


def body_of_question(story: Story) -> str:
    """Return what a customer's program quotes of our question."""
    part = story.sent()[-1][1].get_body(("plain",))
    assert part is not None
    return "".join(f"> {line}\n" for line in part.get_content().splitlines())


# ---------------------------------------------------------------- the thread


def test_an_answer_joins_by_the_word_in_references_when_a_relay_gave_the_letter_another_id(story: Story) -> None:
    """B62: only the References of our letter come back, under an id that we never gave."""
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))
    ours = [one for one in story.sent()[-1][1]["References"].split() if "C-" in one]

    answer = story.receive(
        mail(text="ref 935447", headers=(("In-Reply-To", "<otro@relay.example>"), ("References", ours[0])))
    )

    assert one_case(story, first, answer)
    assert story.slip_status() == "paid"


def test_an_answer_joins_by_the_word_in_the_quoted_letter(story: Story) -> None:
    """B62: a program that keeps no header of the letter quotes its foot."""
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))

    answer = story.receive(mail(text=f"ref 935447\n\nEl lun, CxC escribió:\n{body_of_question(story)}"))

    assert one_case(story, first, answer)
    assert story.slip_status() == "paid"


def test_a_forged_word_joins_nothing(story: Story) -> None:
    """B54."""
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))
    forged = thread_token.token(b"otra llave", story.case(first).id)

    other = story.receive(mail(text=f"gracias. {forged}"))

    assert not one_case(story, first, other)


def test_a_stranger_does_not_join_by_a_word_that_he_copied(story: Story) -> None:
    """B69: the word is no passport."""
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))
    word = thread_token.token(story.house.token_key, story.case(first).id)

    other = story.receive(mail(text=f"ref 935447 {word}", sender=f"Beto <{BETO}>"))

    assert not one_case(story, first, other)
    assert story.slip_status() == "open"


def test_our_own_letter_that_comes_back_is_known_by_its_signature(story: Story) -> None:
    """B54, B62: without it the same headers are a person's."""
    word = thread_token.token(story.house.token_key, 3)
    ours = story.receive(mail(sender="Reenvío <x@relay.example>", headers=(("X-Comprobot-Id", word),)))
    forged = story.receive(mail(sender="Reenvío <x@relay.example>", headers=(("X-Comprobot-Id", "C-3-aaaaaaaaaaaa"),)))

    assert (story.mail(ours).robot, story.mail(forged).robot) == ("own_letter", None)


# ---------------------------------------------------------------- the slip


def test_the_balance_in_a_new_thread_joins_the_case_of_its_slip(any_story: Story) -> None:
    story = any_story
    story.slip()
    first = story.receive(mail(receipt(SHORT)))
    rest = Paid("$305.00 MXN", hour="10:02", tracking_key="HEYBCO2611221017449999")

    second = story.receive(mail(receipt(rest), subject="otro correo"), "cxc")

    assert one_case(story, first, second)
    assert {claim.case_id for claim in (*story.claims(first), *story.claims(second))} == {story.case(first).id}
    assert story.count(tables.cases) == 2  # the second one says where it went
    with story.house.db.read() as tx:
        assert cases.one(tx, 2).verdict == "Unido al caso 1."
        assert store.merged(tx, 1) == (2,)


def test_a_number_told_in_a_new_thread_completes_the_paper_that_waits_for_it(story: Story) -> None:
    """B72, from a mail of its own."""
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))

    answer = story.receive(mail(text="La referencia es 935447, saludos.", subject="mi referencia"))

    assert one_case(story, first, answer)
    assert story.slip_status() == "paid"


def test_the_number_of_another_customers_slip_joins_nothing(story: Story) -> None:
    story.slip()
    story.slip("941108", 130_500, BETO)
    first = story.receive(mail(receipt(UNREFERENCED)))

    answer = story.receive(mail(text="La referencia es 941108.", subject="mi referencia"))

    assert not one_case(story, first, answer)
    assert (story.slip_status(), story.slip_status("941108")) == ("open", "open")


# ---------------------------------------------------------------- the payment


def test_one_payment_mailed_to_both_inboxes_is_one_case(any_story: Story) -> None:
    """Each time the customer writes anew: only the payment tells."""
    story = any_story
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED), to="comprobantes@perseo.mx"))
    second = story.receive(mail(receipt(UNREFERENCED, "otra.html"), to="cxc@perseo.mx", subject="pago"), "cxc")

    assert one_case(story, first, second)
    assert story.audited(1).count("case_merged") == 1


def test_the_same_subject_alone_joins_nothing(story: Story) -> None:
    """B69: "RE: Comprobante" by two customers."""
    story.slip()
    story.slip("941108", 63_800, BETO)
    first = story.receive(mail(receipt(UNREFERENCED), subject="RE: Comprobante"))
    other = replace(UNREFERENCED, amount="$638.00 MXN", tracking_key="HEYBCO2611221017449999")
    second = story.receive(mail(receipt(other), subject="RE: Comprobante", sender=f"Beto <{BETO}>"))

    assert not one_case(story, first, second)


def test_a_strangers_receipt_of_the_same_slip_is_shown_beside_it_and_joins_nothing(story: Story) -> None:
    """B69, B76: neither learns of the other."""
    story.slip()
    first = story.receive(mail(receipt(SHORT)))
    other = Paid("$200.00 MXN", hour="10:02", tracking_key="HEYBCO2611221017449999")

    second = story.receive(mail(receipt(other), sender=f"Beto <{BETO}>"))

    assert not one_case(story, first, second)
    assert "case_linked" in story.audited(story.case(first).id)
    assert "case_linked" in story.audited(story.case(second).id)
    assert all(str(story.case(first).id) not in letter["Subject"] for to, letter in story.sent() if to == BETO)


def test_a_mail_whose_sender_failed_its_check_joins_nothing(story: Story) -> None:
    """B75: anybody can write Ana's name."""
    story.slip()
    first = story.receive(mail(receipt(SHORT)))
    failed = (("Authentication-Results", "mx.perseo.mx; dmarc=fail header.from=papeleria.example"),)

    second = story.receive(mail(receipt(SHORT, "otra.html"), headers=failed))

    assert not one_case(story, first, second)


# ---------------------------------------------------------------- what moves, and what is guarded


def test_the_earlier_promise_holds_and_the_clock_runs(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(Paid("$2,000.00 MXN"))))
    promised = story.case(first).deadline
    story.clock.pass_by(hours=3)

    story.receive(mail(receipt(Paid("$2,000.00 MXN"), "otra.html")))

    assert story.case(first).deadline == promised
    assert story.case(first).stopped_at is None


def test_two_mails_of_one_payment_settled_at_once_end_in_one_case(
    any_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is overtaken between its look for others and its own decision: it is judged again, beside the first."""
    story = any_story
    story.slip()
    slow = story.keep(mail(receipt(UNREFERENCED)))
    quick = story.keep(mail(receipt(UNREFERENCED, "otra.html"), subject="pago"))
    joined, seen = conversations.joined, []

    def overtaken(*given: object, **named: object) -> int:
        found = joined(*given, **named)  # type: ignore[arg-type]
        seen.append(1)
        if len(seen) == 1:
            story.house.corridor.work_mail(quick, 1)
        return found

    monkeypatch.setattr(conversations, "joined", overtaken)
    story.work()

    assert one_case(story, slow, quick)
    assert [story.mail(one).state for one in (slow, quick)] == ["decided", "decided"]


def test_a_case_that_was_merged_takes_nothing_more(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(SHORT)))
    rest = Paid("$305.00 MXN", hour="10:02", tracking_key="HEYBCO2611221017449999")
    story.receive(mail(receipt(rest)))

    nothing = conversations.Sought(frozenset(), (), frozenset(), None)
    who, _ = None, None
    with story.house.db.begin() as tx, pytest.raises(Outdated):
        conversations.hold_together(tx, 2, who, nothing, story.house.settings.vendor, ())  # type: ignore[arg-type]


def test_a_letter_that_fails_after_the_merge_raises_the_case_that_is_left(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))
    story.receive(mail(receipt(UNREFERENCED, "otra.html"), subject="pago"))

    with story.house.db.begin() as tx:
        story_cases.letter_failed(tx, 2, 1, "No se pudo avisar.", at=story.clock())
        assert not cases.move(tx, 2, "desk")

    assert (story.case(first).id, story.case(first).state, story.case(first).verdict) == (
        1,
        "desk",
        "No se pudo avisar.",
    )


def test_a_letter_that_failed_before_the_merge_keeps_the_case_on_the_desk(story: Story) -> None:
    """I2, B48: his next mail settles everything, and still somebody must tell him."""
    story.slip()
    first = story.receive(mail(receipt(SHORT)))
    with story.house.db.begin() as tx:
        story_cases.letter_failed(tx, 1, 1, "No se pudo avisar.", at=story.clock())

    story.receive(mail(receipt(Paid("$305.00 MXN", hour="10:02", tracking_key="HEYBCO2611221017449999"))))

    assert story.slip_status() == "paid"
    assert (story.case(first).state, story.case(first).verdict) == ("desk", "No se pudo avisar.")


def test_a_late_answer_to_a_letter_of_the_merged_case_finds_the_other(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))
    into = story.case(first).id
    with story.house.db.begin() as tx:
        other = cases.open_new(tx, at=story.clock(), deadline=story.clock(), customer_id=1, address=ANA, subject="otro")
        store.absorb(tx, other, into, state="reading")
    word = thread_token.token(story.house.token_key, other)

    answer = story.receive(mail(text=f"gracias {word}"))

    assert one_case(story, first, answer)


def test_a_picture_that_is_no_receipt_is_sought_by_nothing(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(UNREFERENCED)))
    other = story.receive(mail(Attached("nota.html", b"<p>Hola</p>"), text="Hola, una duda."))

    assert not one_case(story, first, other)


def test_many_mails_of_one_payment_worked_by_many_threads_are_one_case(any_story: Story) -> None:
    """Whoever settles second sees the first, whatever the order: a lock per slip and per key holds them apart."""
    story = any_story
    story.slip()
    over = Paid("$2,000.00 MXN")
    kept = [story.keep(mail(receipt(over, f"pago{number}.html"), subject=f"pago {number}")) for number in range(6)]

    workers = [threading.Thread(target=story.house.engine(("mail",)).work_until_empty) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    story.clock.pass_by(minutes=30)
    story.work()

    assert [story.mail(one).state for one in kept] == ["decided"] * len(kept)
    assert one_case(story, *kept)
    assert len({claim.case_id for one in kept for claim in story.claims(one)}) == 1


def test_who_shares_a_case_does_not_say_what_the_other_one_paid(story: Story) -> None:
    """B76: a stranger's part and its owner's own payment stand in one case; his number is not for her paper."""
    story.slip()
    story.slip("935999", email=BETO)
    part = Paid("$600.00 MXN", hour="07:00", tracking_key="HEYBCO2611221017440001")
    story.receive(mail(receipt(part), sender=BETO))
    asked = next(letter for to, letter in story.sent() if to == ANA)
    hers = story.receive(mail(receipt(UNREFERENCED), headers=(("In-Reply-To", asked["Message-ID"]),)))

    his = story.receive(mail(sender=BETO, text="935999"))

    assert one_case(story, hers, his)
    assert story.rules(his) == {"no_receipt"}
    assert story.slip_status("935999") == "open"
