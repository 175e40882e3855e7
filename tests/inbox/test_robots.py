from __future__ import annotations

from typing import Any

import pytest
from inbound import a_mail

from bot.inbox.robots import blocked_by, ledger_key, never_reply, reply_address
from bot.model import Bounce, LetterPolicy

OWN = ("cxc@perseo.mx", "comprobantes@perseo.mx", "perseo-sistemas.com.mx")

ROBOT_HEADERS = [
    ("auto-submitted", "auto-replied", "auto_submitted"),
    ("auto-submitted", "auto-generated", "auto_submitted"),
    ("auto-submitted", "Auto-Replied (vacation); owner-email=x@y.mx", "auto_submitted"),
    ("auto-submitted", "auto-notified; foo=no", "auto_submitted"),
    ("auto-submitted", "(no) auto-replied", "auto_submitted"),
    ("auto-submitted", "", "auto_submitted"),
    ("precedence", "bulk", "precedence"),
    ("precedence", "Junk", "precedence"),
    ("precedence", "LIST", "precedence"),
    ("precedence", "auto_reply", "precedence"),
    ("list-id", "<avisos.banco.mx>", "list"),
    ("list-unsubscribe", "<mailto:baja@banco.mx>", "list"),
    ("list-help", "<https://lista.mx>", "list"),
    ("list-post", "NO", "list"),
    ("x-loop", "soporte@cliente.mx", "automatic_header"),
    ("x-mlserver", "fml [fml 4.0.3 release (20011202/4.0.3)]", "automatic_header"),
    ("x-bugzilla-reason", "CC", "automatic_header"),
    ("x-autoreply", "yes", "automatic_header"),
    ("x-autorespond", "Fuera", "automatic_header"),
    ("x-autoreply-from", "ana@cliente.mx", "automatic_header"),
    ("x-mail-autoreply", "1", "automatic_header"),
    ("x-auto-response-suppress", "All", "suppress_header"),
    ("x-auto-response-suppress", "DR, OOF, AutoReply", "suppress_header"),
    ("x-auto-response-suppress", "oof", "suppress_header"),
    ("return-path", "<>", "bounce"),
    ("return-path", " < > ", "bounce"),
    ("x-failed-recipients", "cxc@perseo.mx", "bounce"),
    ("content-type", 'multipart/report; report-type=delivery-status; boundary="x"', "report"),
    ("content-type", "Multipart/Report; report-type=disposition-notification", "report"),
    ("content-type", "multipart/report; report-type=feedback-report", "report"),
    ("content-type", "message/delivery-status", "report"),
    ("x-spam-flag", "YES", "spam"),
    ("x-spam-status", "Yes, score=9.1 required=5.0", "spam"),
]

HUMAN_HEADERS = [
    ("auto-submitted", "no"),
    ("auto-submitted", "No (a person); x=auto-replied"),
    ("precedence", "first-class"),
    ("precedence", "normal"),
    ("x-auto-response-suppress", "DR, RN, NRN"),
    ("return-path", "<ana@cliente.mx>"),
    ("content-type", "multipart/mixed; boundary=report"),
    ("x-spam-status", "No, score=-0.1"),
    ("x-spam-flag", "NO"),
    ("x-mailer", "Microsoft Outlook 16.0"),
    ("x-comprobot-id", "C-12-aaaaaaaaaaaa"),  # not signed by us
    ("disposition-notification-to", "ana@cliente.mx"),
]

ROBOT_ADDRESSES = [
    "mailer-daemon@cliente.mx",
    "MAILER-DAEMON@googlemail.com",
    "postmaster@cliente.mx",
    "no-reply@banco.mx",
    "noreply@banco.mx",
    "no_reply@banco.mx",
    "no.reply@banco.mx",
    "noresponder@banco.mx",
    "no-responder@banco.mx",
    "no-responda@banco.mx",
    "donotreply@banco.mx",
    "do-not-reply@banco.mx",
    "DoNotReply@banco.mx",
    "bbva-noreply@banco.mx",
    "noreply+935447@banco.mx",
    "noreply-pagos@banco.mx",
    "no-contestar@banco.mx",
    "notificacion@banco.mx",
    "notificaciones@banco.mx",
    "notifications@banco.mx",
    "notificaciones-spei@banco.mx",
    "bounce@lista.mx",
    "bounces+1-2@lista.mx",
    "bounce-77@lista.mx",
    "cxc-bounces@lista.mx",
    "cxc-bounce@lista.mx",
    "ventas-request@lista.mx",
    "owner-ventas@lista.mx",
    "majordomo@lista.mx",
    "post_master@telefono.mx",
    "bugzilla-daemon@fallas.mx",
    "notificaccion-clientes@banco.mx",
    "notifier.red@cliente.mx",
    "alertas@banco.mx",
    "newsletter@tienda.mx",
    "root@servidor.cliente.mx",
    "nobody@servidor.cliente.mx",
]

HUMAN_ADDRESSES = [
    "ana@cliente.mx",
    "noe@cliente.mx",
    "noreplyana@cliente.mx",
    "nora.reply@cliente.mx",
    "bouncer@cliente.mx",
    "requests@cliente.mx",
    "notario@cliente.mx",
    "maestro@cliente.mx",
    "notificado@cliente.mx",
    "reply@cliente.mx",
    "postmastersa@cliente.mx",
    "alertaspatrimoniales@cliente.mx",
    "rootman@cliente.mx",
    "ventas-admin@cliente.mx",
]


@pytest.mark.parametrize(("name", "value", "reason"), ROBOT_HEADERS)
def test_a_header_of_a_robot_gets_no_answer(name: str, value: str, reason: str) -> None:
    """B56"""
    assert never_reply(a_mail((name, value)), OWN) == reason


@pytest.mark.parametrize(("name", "value"), HUMAN_HEADERS)
def test_a_header_of_a_person_is_no_hindrance(name: str, value: str) -> None:
    """B57"""
    assert never_reply(a_mail((name, value)), OWN) is None


def test_one_robot_header_among_human_ones_is_enough() -> None:
    """B56: a relay added a second line."""
    mail = a_mail(("auto-submitted", "no"), ("auto-submitted", "auto-replied"))

    assert never_reply(mail, OWN) == "auto_submitted"


def test_a_header_made_to_keep_us_busy_does_not() -> None:
    """B92"""
    mail = a_mail(("auto-submitted", "(" * 30_000 + ")" * 30_000), ("precedence", "(" * 60_000), subject="[!]" * 20_000)

    assert never_reply(mail, OWN) == "auto_submitted"


@pytest.mark.parametrize("address", ROBOT_ADDRESSES)
def test_a_robots_address_gets_no_answer(address: str) -> None:
    """B56"""
    assert never_reply(a_mail(from_address=address), OWN) == "noreply_address"


@pytest.mark.parametrize("address", HUMAN_ADDRESSES)
def test_a_persons_address_is_no_hindrance(address: str) -> None:
    """B56"""
    assert never_reply(a_mail(from_address=address), OWN) is None


@pytest.mark.parametrize(
    "address",
    [
        "cxc@perseo.mx", "CXC@Perseo.MX", "cxc+935447@perseo.mx", "ventas@perseo-sistemas.com.mx",
        "x@correo.perseo-sistemas.com.mx",
    ],
)  # fmt: skip
def test_we_never_answer_ourselves(address: str) -> None:
    """B56"""
    assert never_reply(a_mail(from_address=address), OWN) == "own_address"


@pytest.mark.parametrize("address", ["ana@perseo.mx", "x@otraperseo-sistemas.com.mx"])
def test_a_name_that_only_looks_like_ours_is_a_stranger(address: str) -> None:
    assert never_reply(a_mail(from_address=address), OWN) is None


def test_a_mail_without_usable_sender_gets_no_answer() -> None:
    """B11"""
    assert never_reply(a_mail(from_address=None), OWN) == "no_sender"


def test_an_absence_notice_gets_no_answer() -> None:
    """B58"""
    assert never_reply(a_mail(subject="Fuera de la oficina"), OWN) == "absence_notice"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana@Cliente.mx", "ana@cliente.mx"),
        (" ana@cliente.mx ", "ana@cliente.mx"),
        ("ana+pagos@cliente.mx", "ana@cliente.mx"),
        ("ana+a+b@cliente.mx", "ana@cliente.mx"),
        ("a.n.a@gmail.com", "ana@gmail.com"),
        ("ana.perez+1@googlemail.com", "anaperez@gmail.com"),
    ],
)
def test_spellings_of_one_address_are_counted_together(one: str, other: str) -> None:
    """B60"""
    assert ledger_key(one) == ledger_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.na@cliente.mx", "ana@cliente.mx"),
        ("ana@cliente.mx", "ana@cliente.com"),
        ("+52656@cliente.mx", "+52871@cliente.mx"),
        ("ana-pagos@cliente.mx", "ana@cliente.mx"),
    ],
)
def test_different_addresses_are_counted_apart(one: str, other: str) -> None:
    """B60"""
    assert ledger_key(one) != ledger_key(other)


@pytest.mark.parametrize(
    ("sender", "reply_to", "on_file", "answer"),
    [
        ("ana@cliente.mx", None, (), "ana@cliente.mx"),
        ("ana@cliente.mx", "pagos@cliente.mx", (), "pagos@cliente.mx"),
        ("ana@cliente.mx", "Pagos@CLIENTE.mx", (), "Pagos@CLIENTE.mx"),
        ("ana@cliente.mx", "ana@evil.mx", (), "ana@cliente.mx"),
        ("ana@cliente.mx", "ana@sub.cliente.mx", (), "ana@cliente.mx"),
        ("ana@cliente.mx", "ana@gmail.com", ("ana@gmail.com",), "ana@gmail.com"),
        ("ana@cliente.mx", "a.na+x@gmail.com", ("ana@gmail.com",), "a.na+x@gmail.com"),
        ("ana@cliente.mx", "otra@gmail.com", ("ana@gmail.com",), "ana@cliente.mx"),
        (None, "pagos@cliente.mx", ("pagos@cliente.mx",), None),
        (None, None, (), None),
    ],
)
def test_one_address_is_answered(
    sender: str | None, reply_to: str | None, on_file: tuple[str, ...], answer: str | None
) -> None:
    """B64"""
    mail = a_mail(from_address=sender, reply_to=reply_to, cc=("jefe@cliente.mx",), to=("cxc@perseo.mx", "x@y.mx"))

    assert reply_address(mail, on_file) == answer


POLICY = LetterPolicy(after=(), blocks=(), public_domains=("gmail.com",))
NOTHING_YET: dict[str, Any] = {
    "acknowledgements_today": 0, "automatic_today": 0, "domain_last_hour": 0, "all_last_hour": 0,
    "address": "ana@cliente.mx", "kind": "acknowledgement",
}  # fmt: skip


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ({}, None),
        ({"acknowledgements_today": 2, "automatic_today": 4, "domain_last_hour": 19, "all_last_hour": 299}, None),
        ({"acknowledgements_today": 3}, "acknowledgements_per_day"),
        ({"acknowledgements_today": 3, "kind": "missing"}, None),
        ({"acknowledgements_today": 1, "kind": "neutral_acknowledgement"}, "acknowledgements_per_day"),
        ({"kind": "neutral_acknowledgement"}, None),
        ({"automatic_today": 5}, "automatic_per_day"),
        ({"automatic_today": 5, "kind": "missing"}, "automatic_per_day"),
        ({"domain_last_hour": 20}, "per_domain_hour"),
        ({"domain_last_hour": 20, "address": "ana@GMAIL.com"}, None),
        ({"all_last_hour": 300}, "breaker_per_hour"),
        ({"all_last_hour": 300, "automatic_today": 9}, "breaker_per_hour"),
        ({"all_last_hour": 999, "automatic_today": 99, "domain_last_hour": 99, "kind": "activation"}, None),
        ({"all_last_hour": 999, "automatic_today": 99, "domain_last_hour": 99, "kind": "manual"}, None),
    ],
)
def test_limits_stop_a_letter(what: dict[str, Any], limit: str | None) -> None:
    """B59, B63"""
    assert blocked_by(POLICY, **(NOTHING_YET | what)) == limit


@pytest.mark.parametrize(
    "subject",
    [
        "Delivery failure notification", "No se pudo entregar: su mensaje", "Fwd: Returned mail: see transcript for details",
        "RV: Fwd: Undelivered Mail Returned to Sender", "complaint about message from 192.0.2.222",
    ],
)  # fmt: skip
def test_what_says_that_a_mail_did_not_arrive_is_not_answered(subject: str) -> None:
    """B56, B65: also where no header says that a machine wrote it."""
    assert never_reply(a_mail(subject=subject), OWN) == "bounce_words"
    assert never_reply(a_mail(bounce=Bounce(("ana@cliente.mx",), is_final=True, marks=())), OWN) == "bounce_words"
    assert never_reply(a_mail(subject=f"Pago, y su correo dice: {subject}"), OWN) is None


@pytest.mark.parametrize("subject", ["Leído: Su constancia", "No leído: Su constancia", "Read: invitation", "Leido: x"])
def test_a_receipt_of_reading_is_not_answered(subject: str) -> None:
    """B56"""
    assert never_reply(a_mail(subject=subject), OWN) == "read_receipt"


@pytest.mark.parametrize("subject", ["Leí su correo: ya pagué", "Pago leído", "Ready for my receipt"])
def test_who_writes_of_reading_is_a_person(subject: str) -> None:
    assert never_reply(a_mail(subject=subject), OWN) is None
