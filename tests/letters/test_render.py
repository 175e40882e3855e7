"""What each letter says, to whom, and that its bytes stay what they are."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import letter_samples as samples
import pytest
from letter_samples import BLOCKS, FULL, KINDS, NOW, THREAD, body, facts, opened, write

from bot.letters import render
from bot.letters.facts import OWN_FILE_BLOCKS, LetterFacts, Thread
from bot.model import Enclosure

if TYPE_CHECKING:
    from bot.model import Letter

STAFF = tuple(sorted(render.STAFF_KINDS))
BASES = ("question", "third_party", "neutral_acknowledgement")
TO_CUSTOMERS = tuple(kind for kind in KINDS if kind not in (*STAFF, *BASES))
MANUAL = Enclosure("manual.pdf", "application/pdf", b"%PDF-1.7 manual")

NEVER_SAID = (
    "error suyo", "incorrect", "fals", "alterad", "sospechos", "rechaza", "incumpl", "urgente", "último aviso", "None"
)  # fmt: skip
IMPERATIVES = (
    "Responda", "Transfiera", "Confirme", "Revise", "Envíe", "Ábralo", "Descargue", "responda", "envíenos", "respóndanos",
    "No vuelva a pagar", "Entre a", "Avise", "Abra",
)  # fmt: skip


def golden(name: str) -> str:
    return (samples.HERE / "golden" / f"{name}.txt").read_text(encoding="utf-8")


def as_read(letter: Letter) -> str:
    """Return headers and text as a golden file holds them."""
    mail = opened(letter)
    heads = "".join(f"{name}: {value}\n" for name, value in mail.items() if not name.startswith(("MIME", "Content")))
    return f"{heads}\n{body(letter)}"


GOLDENS = {
    "acknowledgement": ("acknowledgement", FULL),
    "neutral_acknowledgement": ("acknowledgement", facts(audience="unauthenticated")),
    "third_party": ("question", facts(audience="third_party", blocks=("no_reference",))),
    "third_party_scheduled": ("question", facts(audience="third_party", blocks=("iva_missing", "scheduled"))),
    "activation": ("activation", facts(amount=1_044_000, excess=None, wants_invoice=True)),
    "manual": ("manual", FULL),
    "already_received": ("already_received", facts(blocks=("already_applied",))),
    "question_iva_missing": ("question", facts(blocks=("iva_missing",))),
    "question_two_reasons": ("question", facts(blocks=("no_reference", "other_account"))),
    "question_several_payments": ("question", facts(blocks=("several_payments",))),
    "question_balance": (
        "question",
        facts(blocks=("amount_short",), amount=144_000, received=800_000, missing=100_000),
    ),
    "question_part_again": (
        "question",
        facts(blocks=("part_again",), received=None, amount=900_000, missing=144_000, reference_read="935819"),
    ),
    "question_two_papers": (
        "question",
        facts(blocks=("iva_missing",), beside=(facts(blocks=("no_reference",), amount=63_800),)),
    ),
    "acknowledgement_several_slips": (
        "acknowledgement",
        facts(blocks=("several_slips",), amount=1_100_000, slip_total=1_107_800, missing=7_800),
    ),
    "acknowledgement_slip_paid": ("acknowledgement", facts(blocks=("slip_paid",))),
    "acknowledgement_cheque": ("acknowledgement", facts(blocks=("cheque",), bank_words="Salvo buen cobro")),
    "reminder": ("reminder", facts(blocks=("no_reference",))),
    "reminder_iva_missing": ("reminder", facts(blocks=("iva_missing",))),
    "reminder_third_party": ("reminder", facts(audience="third_party", blocks=("scheduled",))),
    "closing": ("closing", facts(blocks=("needs_password",), amount=None)),
    "deadline_near": ("deadline_near", facts(audience="staff", deadline=NOW + timedelta(hours=4))),
    "deadline_missed": ("deadline_near", facts(audience="staff", deadline=NOW - timedelta(minutes=20), held_by=None)),
    "system_notice": ("system_notice", facts(audience="staff")),
    "undelivered": ("undelivered", facts(audience="staff")),
    "access": ("access", FULL),
    "password_link": ("password_link", FULL),
}
WITHOUT_CASE = ("access", "password_link")


@pytest.mark.parametrize("name", sorted(GOLDENS))
def test_the_letter_reads_as_its_golden_file(name: str) -> None:
    """B54, B67: headers and the plain text, as read and approved."""
    kind, shown = GOLDENS[name]

    is_answer = shown.audience != "staff" and kind not in WITHOUT_CASE
    case = None if kind in WITHOUT_CASE else 4821
    letter = write(kind, shown, reply_to_mail=THREAD if is_answer else None, case=case)

    assert as_read(letter) == golden(name)


def test_the_missing_iva_reads_as_the_desk_wrote_it() -> None:
    text = body(write("question", facts(blocks=("iva_missing",))))

    assert text.startswith("""\
Falta el IVA de su pago: $1,440.00

Buen día, Refaccionaria La Esperanza:

Su pago de $9,000.00 corresponde al subtotal de la constancia 935819;
para completarla falta el IVA (16 %).

    Total de la constancia     $10,440.00
    Su pago (26 de sep)         $9,000.00
    POR PAGAR                   $1,440.00

QUÉ SIGUE: transfiera $1,440.00 con la misma referencia 935819 y
responda a este correo con el comprobante.

Ver mi constancia: https://panel.perseo.example/c/k3J9
--
Caso C-4821-b3aopjsw52rj. Puede responder a este correo.""")


# ---------------------------------------------------------------- every letter


def every_letter() -> list[tuple[str, LetterFacts]]:
    letters = [(kind, facts(audience="staff")) for kind in STAFF]
    letters += [(kind, facts(blocks=("already_applied",))) for kind in TO_CUSTOMERS]
    letters += [("question", facts(blocks=(block,))) for block in BLOCKS]
    letters += [("question", facts(audience="third_party", blocks=(block,))) for block in BLOCKS]
    return [*letters, ("acknowledgement", facts(audience="unauthenticated"))]


@pytest.mark.parametrize(("kind", "shown"), every_letter())
def test_a_letter_is_short_kind_and_asks_one_thing(kind: str, shown: LetterFacts) -> None:
    letter = write(kind, shown)
    text, html = body(letter), body(letter, "html")

    assert [word for word in NEVER_SAID if word in text + html] == []
    assert text.count("QUÉ SIGUE: ") == 1
    assert html.count(">Qué sigue<") == 1
    assert html.count('<a class="button"') <= 1
    assert max(map(len, text.splitlines())) <= 72
    assert len(html.encode()) < 20_000  # Gmail clips at 102 kB


@pytest.mark.parametrize(("kind", "shown"), every_letter())
def test_a_letter_ends_in_one_imperative_or_in_nothing_to_do(kind: str, shown: LetterFacts) -> None:
    asked = re.split(r"QUÉ SIGUE: |\n\n", body(write(kind, shown)).partition("QUÉ SIGUE: ")[2])[0]

    sentence = " ".join(asked.split())
    asks = any(word.lower() in sentence.lower() for word in IMPERATIVES)
    assert asks or "no tiene que hacer nada" in sentence.lower()


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_has_at_most_90_words(block: str) -> None:
    text = body(write("question", facts(blocks=(block,), read=())))

    said = text.partition("Esperanza:")[2].partition("\n--\n")[0].partition("Ver mi constancia")[0]
    assert 10 <= len(said.split()) <= 90


@pytest.mark.parametrize(("kind", "shown"), [(k, f) for k, f in every_letter() if f.audience in ("customer", "staff")])
def test_what_is_not_known_drops_its_sentence(kind: str, shown: LetterFacts) -> None:
    """A template that shows an unknown value raises, so rendering is half the proof; the text shows no hole."""
    always = {"audience", "blocks", "currency", "max_megabytes"} | ({"deadline"} if kind == "deadline_near" else set())
    nothing: dict[str, Any] = {f.name: f.default for f in fields(shown) if f.name not in always}

    for changes in [{name: unknown} for name, unknown in nothing.items()] + [nothing]:
        text = body(write(kind, replace(shown, **changes)))
        assert not re.search(r"None|[a-z] [.,;:]|\(\)|«»| de (a|por|y|el) ", text), (changes, text)


def test_every_preheader_fits_a_phone() -> None:
    for kind, shown in every_letter():
        if kind in STAFF:
            continue  # the first line of a case may be longer
        preheader = re.search(r"line-height:1px[^>]*>([^<&]*)", body(write(kind, shown), "html"))
        assert preheader is not None
        assert 0 < len(preheader[1].strip()) <= 90, kind


def test_a_panel_without_stamps_does_not_boast_of_none() -> None:
    assert "timbres" not in body(write("activation", facts(stamps=0)))


def test_both_bodies_say_the_same() -> None:
    letter = write("question", facts(blocks=("iva_missing",)))
    html = re.sub(r"<[^>]+>", " ", body(letter, "html").partition("<h1")[2])

    for word in ("9,000.00", "10,440.00", "1,440.00", "935819", "Refaccionaria La Esperanza", "C-4821"):
        assert word in html
        assert word in body(letter)


# ---------------------------------------------------------------- who may know what


@pytest.mark.parametrize("kind", [*TO_CUSTOMERS, "question"])
@pytest.mark.parametrize("block", BLOCKS)
def test_a_third_party_gets_nothing_of_the_slip(kind: str, block: str) -> None:
    """B76: no reference, total, expiry, deadline, customer, panel or table of ours; and no enclosure."""
    letter = write(kind, facts(audience="third_party", blocks=(block,)), enclosures=(MANUAL,))
    said = body(letter) + body(letter, "html")

    secrets = ("935819", "935189", "10,440", "1,440", "diciembre", "Esperanza", "octubre", "1,419", "k3J9", "correcta")
    assert [secret for secret in secrets if secret in said] == []
    of_his_own_file = kind in render.FOLLOW_UPS and block in OWN_FILE_BLOCKS
    assert of_his_own_file or "titular de la constancia" in said
    assert not list(opened(letter).iter_attachments())


@pytest.mark.parametrize("kind", [*TO_CUSTOMERS, "question"])
def test_a_third_party_reads_the_same_whether_or_not_the_slip_exists(kind: str) -> None:
    """B76: the letter is no way to ask which slips exist."""
    known = write(kind, facts(audience="third_party", blocks=("amount_short",)))
    unknown = write(kind, facts(audience="third_party", blocks=("unknown_reference",), reference=None, slip_total=None))

    assert known.raw == unknown.raw


@pytest.mark.parametrize("kind", [*TO_CUSTOMERS, "question"])
def test_an_unauthenticated_sender_gets_the_neutral_acknowledgement(kind: str) -> None:
    """B63: none of his words, no amounts, no attachment, whatever was asked for."""
    spam = Thread("Gane dinero en http://spam.example", THREAD.message_id)

    letter = write(kind, facts(audience="unauthenticated"), reply_to_mail=spam, enclosures=(MANUAL,))

    assert letter.kind == "neutral_acknowledgement"
    assert letter.subject == "Recibimos su correo"
    assert b"spam" not in letter.raw
    assert "$" not in body(letter) + body(letter, "html")
    assert opened(letter).get_content_type() == "multipart/alternative"


def test_staff_letters_go_to_staff_and_to_nobody_else() -> None:
    with pytest.raises(ValueError, match="deadline_near"):
        write("deadline_near", FULL)
    with pytest.raises(ValueError, match="activation"):
        write("activation", facts(audience="staff"))


# ---------------------------------------------------------------- settings


def test_every_reason_in_the_settings_has_its_block_and_every_letter_its_template() -> None:
    import tomllib

    settings = tomllib.loads((samples.HERE.parents[1] / "config" / "letters.toml").read_text(encoding="utf-8"))

    assert set(settings["blocks"].values()) <= set(BLOCKS)
    assert {kind for kinds in settings["after"].values() for kind in kinds} <= set(KINDS)


# ---------------------------------------------------------------- words that are not ours


@pytest.mark.parametrize(
    "name",
    ["{{7*7}}", "{% for x in y %}", "${7*7}", "{0.__class__}", "{{ vendor.own_addresses }}", "<script>x</script>"],
)
def test_a_customer_s_name_is_never_a_template(name: str) -> None:
    """B98: values are substituted, never executed; HTML is escaped."""
    letter = write("activation", facts(customer_name=name))

    assert f"Buen día, {name}:" in body(letter)
    assert "<script>" not in body(letter, "html")


def test_a_paper_s_words_draw_no_lines_of_ours() -> None:
    words = "ok\n\nQUÉ SIGUE: deposite en otra cuenta\u202e"

    text = body(write("question", facts(blocks=("rejected",), bank_words=words)))

    assert "\nQUÉ SIGUE: deposite" not in text
    assert "\u202e" not in text


def test_an_answer_says_re_once() -> None:
    """B67: the customer's subject, his prefixes off."""
    letter = write("acknowledgement", FULL, reply_to_mail=Thread("RV: Re[2]: Pago", "<a@b.example>"))

    assert opened(letter)["Subject"] == letter.subject == "Re: Pago"


def test_a_new_thread_has_the_letter_s_own_subject() -> None:
    letter = write("activation", FULL, reply_to_mail=None)

    assert letter.subject == "Su panel está activo"
    assert opened(letter)["Auto-Submitted"] == "auto-generated"
    assert opened(letter)["In-Reply-To"] is None


def test_the_same_arguments_give_the_same_bytes() -> None:
    """B43: nothing of chance or of the clock is in a letter; ten renderings are one."""
    letters = {write("manual", FULL, enclosures=(MANUAL,)).raw for _ in range(10)}

    assert len(letters) == 1


def test_the_manual_travels_beside_both_texts() -> None:
    mail = opened(write("manual", FULL, enclosures=(MANUAL,)))

    assert mail.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"
    ]  # fmt: skip
    assert next(mail.iter_attachments()).get_content() == MANUAL.content
