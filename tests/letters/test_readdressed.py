"""The same letter to another address."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.errors import ComprobotError
from bot.letters.readdressed import readdressed
from bot.model import Letter


def frozen() -> Letter:
    message = EmailMessage(SMTP)
    message["To"], message["Subject"], message["Message-ID"] = "ana@x.example", "Su panel está activo", "<1@x>"
    message.set_content("Ya quedó: señal.")
    message.add_alternative("<p>Ya quedó: señal.</p>", subtype="html")
    return Letter("activation", "slip-935447", "ana@x.example", "Su panel está activo", "<1@x>", message.as_bytes())


def test_nothing_but_the_address_and_the_number_changes() -> None:
    before = frozen()

    after = readdressed(before, "pagos@y.example", "<2@x>", ())

    assert (after.to, after.message_id, after.cause) == ("pagos@y.example", "<2@x>", "slip-935447")
    lines = {line for line in after.raw.splitlines() if line not in before.raw.splitlines()}
    assert lines == {b"To: pagos@y.example", b"Message-ID: <2@x>"}


@pytest.mark.parametrize(
    "to",
    ["", "ana", "a@b", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example", "<a@b.example>", "a b@c.example"],
)
def test_what_is_no_address_gets_no_letter(to: str) -> None:
    with pytest.raises(ComprobotError, match="no es una dirección"):
        readdressed(frozen(), to, "<2@x>", ())


@pytest.mark.parametrize("to", ["CXC@perseo.mx", "nadie@facturamos.example"])
def test_no_letter_goes_to_ourselves(to: str) -> None:
    with pytest.raises(ComprobotError, match="es nuestra"):
        readdressed(frozen(), to, "<2@x>", ("cxc@perseo.mx", "facturamos.example"))
