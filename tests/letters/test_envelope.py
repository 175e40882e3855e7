"""The bytes on the wire: only our headers, whatever a mail says of itself."""

from __future__ import annotations

import pytest
from letter_samples import FULL, NOW, THREAD, body, opened, write

from bot.errors import LetterRefused
from bot.letters import envelope
from bot.letters.facts import Thread
from bot.letters.thread_token import token
from bot.letters.voice import Words

OURS = [
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    "Auto-Submitted", "X-Auto-Response-Suppress", "X-Comprobot-Id", "MIME-Version", "Content-Type",
]  # fmt: skip

ATTACKS = [
    "hola\r\nBcc: victima@otra.example",
    "hola\nBcc: victima@otra.example\n\ncuerpo",
    "=?utf-8?q?hola=0D=0ABcc=3A_victima=40otra.example?=",
    "=?utf-8?b?aG9sYQ0KQmNjOiB2aWN0aW1hQG90cmEuZXhhbXBsZQ==?=",
    "=?utf-8?q?=3D=3Futf-8=3Fq=3Fhola=3D0D=3D0ABcc=3D3A=5Fx=3F=3D?=",
    "hola\x00\x0b\x0c\x85\u2028Bcc: victima@otra.example",
    "=?utf-8?q?" + "a" * 5000 + "?=",
    "=?x-unknown?q?hola?= =?utf-8?b?%%%?=",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_subject_never_becomes_a_header(attack: str) -> None:
    """B99: a raw copy of an encoded subject injects Bcc through EmailMessage of Python 3.11.7."""
    letter = write("acknowledgement", FULL, reply_to_mail=Thread(attack, THREAD.message_id))

    mail = opened(letter)
    assert sorted(mail.keys()) == sorted(OURS)
    assert not any(line.lower().startswith(b"bcc") for line in letter.raw.splitlines())
    assert len(str(mail["Subject"])) <= envelope.SUBJECT_LIMIT


@pytest.mark.parametrize("attack", ATTACKS)
def test_message_ids_that_are_none_are_left_out(attack: str) -> None:
    """B99: In-Reply-To and References carry strict Message-IDs only."""
    thread = Thread("Pago", "<bien@cliente.example>", (attack, f"<{attack}@x>", "<otro@cliente.example>"))

    mail = opened(write("acknowledgement", FULL, reply_to_mail=thread))

    assert sorted(mail.keys()) == sorted(OURS)
    of_the_case = f"<{token(b'secret', 4821)}@perseo.example>"
    assert mail["References"] == f"<otro@cliente.example> {of_the_case} <bien@cliente.example>"


@pytest.mark.parametrize(
    "to", ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>", "nadie", "", "a b@c.example"]
)
def test_a_letter_goes_to_one_plain_address(to: str) -> None:
    """B64, B99."""
    with pytest.raises(LetterRefused):
        write("acknowledgement", FULL, to=to)


def test_the_bytes_are_read_back_before_they_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """B99: were the cleaning to fail, the letter is refused and not sent."""
    monkeypatch.setattr(envelope, "cleaned", lambda value, _limit: value)

    with pytest.raises(LetterRefused):
        envelope.seal(
            Words("Hola", "", "Hola\n", "<p>Hola</p>\n"),
            subject=ATTACKS[2],
            sender=("Sistemas Perseo", "comprobantes@perseo.example"),
            to="lupita@esperanza.example",
            message_id="<1@perseo.example>",
            token="0",
            answers=None,
            now=NOW,
            enclosures=(),
        )


def test_long_chains_keep_the_first_and_the_last() -> None:
    """B67: References = original chain (at most 20, first and last kept) + the id answered."""
    chain = tuple(f"<{number}@cliente.example>" for number in range(60))

    mail = opened(write("acknowledgement", FULL, reply_to_mail=Thread("Pago", "<60@cliente.example>", chain)))

    ids = str(mail["References"]).split()
    assert len(ids) == 20
    assert ids[0] == "<0@cliente.example>"
    assert ids[-2:] == ["<59@cliente.example>", "<60@cliente.example>"]
    assert mail["In-Reply-To"] == "<60@cliente.example>"


def test_long_message_ids_are_never_encoded() -> None:
    """Python's own folding writes ids of more than 78 characters as encoded words, and the thread is torn."""
    long = f"<{'A' * 90}@{'b' * 40}.prod.outlook.com>"

    letter = write("acknowledgement", FULL, reply_to_mail=Thread("Pago", long, ("<primero@cliente.example>",)))

    thread = f"<{token(b'secret', 4821)}@perseo.example>"
    assert f"References: <primero@cliente.example>\r\n {thread}\r\n {long}\r\n".encode() in letter.raw
    assert f"In-Reply-To: {long}\r\n".encode() in letter.raw


def test_lines_are_as_smtp_wants_them() -> None:
    """RFC 5321 4.5.3.1.6: CRLF, at most 998 octets; everything in seven bits."""
    raw = write("acknowledgement", FULL, reply_to_mail=Thread("ñ" * 400, THREAD.message_id)).raw

    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert raw.isascii()


def test_our_own_letters_are_known_by_their_token() -> None:
    """B54, B62: the signed word of the case is a header, in the Message-ID, in References and at the foot."""
    letter = write("acknowledgement", FULL)

    word, mail = token(b"secret", 4821), opened(letter)
    assert mail["X-Comprobot-Id"] == word
    assert mail["Message-ID"] == letter.message_id == f"<c4821.question.{word}@perseo.example>"
    assert f"<{word}@perseo.example>" in mail["References"]
    assert word in body(letter)
    assert word in body(letter, "html")


def test_a_letter_that_answers_nothing_stands_in_the_thread_of_its_case() -> None:
    mail = opened(write("acknowledgement", FULL, reply_to_mail=None))

    assert mail["In-Reply-To"] is None
    assert mail["References"] == f"<{token(b'secret', 4821)}@perseo.example>"
