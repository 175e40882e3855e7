from __future__ import annotations

import pytest
from inbound import a_mail

from bot.inbox.authenticity import authenticity

OURS = "mx.perseo.mx"
ENTRY = ("received", "from mail.cliente.mx (mail.cliente.mx [203.0.113.5]) by mx.perseo.mx with ESMTPS id 1; Tue")
INSIDE = ("received", "from mx.perseo.mx by imap.perseo.mx with LMTP id 2; Tue")
LOCAL = ("received", "from localhost (localhost [127.0.0.1]) by localhost (Postfix) with ESMTP id 3")
FOREIGN = ("received", "from laptop (unknown [198.51.100.7]) by mail.cliente.mx with ESMTPSA id 4; Tue")


def results(text: str, server: str = OURS) -> tuple[str, str]:
    return ("authentication-results", f"{server}; {text}")


PASS = results("spf=pass smtp.mailfrom=cliente.mx; dkim=pass header.d=cliente.mx; dmarc=pass header.from=cliente.mx")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("dmarc=pass header.from=cliente.mx", "authenticated"),
        ("dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=cliente.mx", "authenticated"),
        ("DMARC=Pass header.From=Cliente.MX", "authenticated"),
        ("dmarc=pass action=none header.from=cliente.mx;compauth=pass reason=100", "authenticated"),
        ("dmarc = pass header.from = cliente.mx", "authenticated"),
        ("dmarc=fail (p=NONE) header.from=cliente.mx", "failed"),
        ("dmarc=fail header.from=otro.mx", "failed"),
        ("dmarc=none header.from=cliente.mx", "unknown"),
        ("dmarc=temperror header.from=cliente.mx", "unknown"),
        ("dmarc=permerror header.from=cliente.mx", "unknown"),
        ("dmarc=bestguesspass header.from=cliente.mx", "unknown"),
        ("dmarc=pass header.from=evil.mx", "unknown"),
        ("dmarc=pass header.from=evil-cliente.mx", "unknown"),
        ("dmarc=pass", "unknown"),
        ("spf=pass smtp.mailfrom=cliente.mx", "unknown"),
        ("dkim=pass header.d=cliente.mx", "unknown"),
        ("spf=pass smtp.mailfrom=evil.mx; dkim=pass header.d=evil.mx", "unknown"),
        ("none", "unknown"),
        ("", "unknown"),
    ],
)
def test_only_dmarc_for_the_very_sender_counts(text: str, verdict: str) -> None:
    """B74"""
    assert authenticity(a_mail(results(text), ENTRY, FOREIGN), OURS) == verdict


@pytest.mark.parametrize(
    "text",
    [
        'spf=none smtp.mailfrom="a; dmarc=pass header.from=cliente.mx; "@evil.mx; dmarc=none header.from=cliente.mx',
        "spf=none (a; dmarc=pass header.from=cliente.mx) smtp.mailfrom=evil.mx",
        "spf=none ((nested) ; dmarc=pass header.from=cliente.mx) smtp.mailfrom=evil.mx",
        r'spf=none smtp.mailfrom="a\"; dmarc=pass header.from=cliente.mx"@evil.mx',
        "spf=none smtp.mailfrom=a; dmarc=pass header.from=cliente.mx @evil.mx; dmarc=none header.from=cliente.mx",
        "spf=none (open; dmarc=pass header.from=cliente.mx",
        "x-dmarc=pass header.from=cliente.mx",
    ],
)
def test_words_of_the_sender_that_the_receiver_repeats_prove_nothing(text: str) -> None:
    """B73"""
    assert authenticity(a_mail(results(text), ENTRY, FOREIGN), OURS) == "unknown"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((PASS, ENTRY, FOREIGN), id="above our own hop, as Postfix milters write it"),
        pytest.param((ENTRY, PASS, FOREIGN), id="below our own hop, as Gmail writes it"),
        pytest.param((INSIDE, LOCAL, PASS, ENTRY, FOREIGN), id="after more hops of ours"),
        pytest.param((("received", "by 2002:a05:6a00:1::1 with SMTP id x"), ENTRY, PASS), id="a hop without name"),
        pytest.param((results("dmarc=fail header.from=cliente.mx", "otro.mx"), PASS, ENTRY), id="another's above"),
        pytest.param((("authentication-results", PASS[1].replace(";", " 1;", 1)), ENTRY), id="with a version"),
        pytest.param((("authentication-results", PASS[1].replace("mx.", "MX.", 1)), ENTRY), id="capital letters"),
        pytest.param((("arc-authentication-results", "i=1; mx.perseo.mx; dmarc=fail"), PASS), id="ARC is not it"),
    ],
)
def test_the_word_of_our_receiver_counts(headers: tuple[tuple[str, str], ...]) -> None:
    """B73"""
    assert authenticity(a_mail(*headers), OURS) == "authenticated"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((), id="none at all"),
        pytest.param((ENTRY, FOREIGN, PASS), id="forged below the first foreign hop"),
        pytest.param((results("dmarc=pass header.from=cliente.mx", "mx.evil.mx"), ENTRY), id="of another server"),
        pytest.param((results("spf=none"), ENTRY, PASS), id="forged below our own"),
        pytest.param((results("dmarc=pass header.from=cliente.mx", "evil.mx mx.perseo.mx"), ENTRY), id="id second"),
        pytest.param(
            (("received", "from x by mx.perseo.mx.evil.mx with ESMTP"), PASS), id="a hop that looks like ours"
        ),
        pytest.param((("received", "from x (by mx.perseo.mx) by mail.evil.mx"), PASS), id="our name in a comment"),
        pytest.param((("received", "from x by perseo.mx.evil with ESMTP"), PASS), id="our name in front"),
        pytest.param((("received", "from by.mx.perseo.mx by a.evil.mx with ESMTP"), PASS), id="our name after from"),
    ],
)
def test_any_other_word_is_no_word(headers: tuple[tuple[str, str], ...]) -> None:
    """B73"""
    assert authenticity(a_mail(*headers), OURS) == "unknown"


def test_a_failure_below_our_own_word_is_not_ours() -> None:
    """B73"""
    mail = a_mail(PASS, ENTRY, results("dmarc=fail header.from=cliente.mx"))

    assert authenticity(mail, OURS) == "authenticated"


def test_without_a_configured_receiver_nothing_is_known() -> None:
    """B75: and that alone stops nothing."""
    assert authenticity(a_mail(PASS, ENTRY), None) == "unknown"
    assert authenticity(a_mail(PASS, ENTRY), "") == "unknown"


def test_a_mail_without_strict_sender_is_never_authenticated() -> None:
    """B77"""
    assert authenticity(a_mail(PASS, ENTRY, from_address=None), OURS) == "unknown"


@pytest.mark.parametrize(
    ("authserv_id", "by", "own"),
    [
        ("perseo.com.mx", "mail.perseo.com.mx", True),
        ("perseo.com.mx", "evil.com.mx", False),
        ("mx.perseo.com.mx", "imap.perseo.com.mx", True),
        ("mx.perseo.com.mx", "evil.com.mx", False),
        ("perseo.mx", "evil.mx", False),
        ("mx.google.com", "mx.google.com", True),
        ("mx.google.com", "mail.evil.com", False),
    ],
)
def test_the_neighbours_of_our_domain_are_not_us(authserv_id: str, by: str, own: bool) -> None:  # noqa: FBT001
    """B73"""
    mail = a_mail(
        ("received", f"from x by {by} with ESMTP id 1"), results("dmarc=pass header.from=cliente.mx", authserv_id)
    )

    assert (authenticity(mail, authserv_id) == "authenticated") is own
