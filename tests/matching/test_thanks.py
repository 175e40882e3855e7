"""Only courtesy is thanks; one word more is for a person."""

from __future__ import annotations

import pytest

from bot.matching.thanks import only_thanks

REPLY = "Re: Su panel está activo"


@pytest.mark.parametrize(
    "text",
    [
        "Gracias",
        "MUCHÍSIMAS GRACIAS!!!",
        "Recibido.\n\nSaludos cordiales,\nAna Ruiz",
        "Ok",
        "Enterados, buen fin de semana.",
    ],
)
def test_thanks(text: str) -> None:
    assert only_thanks(text, REPLY, "Ana Ruiz")


@pytest.mark.parametrize(
    "text",
    [
        "", "Saludos", "Ana Ruiz", "Gracias?", "Gracias, 935447", "No, gracias", "gracias pero no entra", "Gracias $",
        "Gracias https://x.example", "Ok, cancelen", "Gracias. Lic. Pérez", "gracias " * 40,
    ],
)  # fmt: skip
def test_more_than_thanks(text: str) -> None:
    assert not only_thanks(text, REPLY, "Ana Ruiz")


@pytest.mark.parametrize(
    ("subject", "thanks"), [("Gracias", True), ("", True), ("No puedo entrar", False), ("RE: x", True)]
)
def test_a_subject_of_its_own_says_more(subject: str, thanks: bool) -> None:  # noqa: FBT001
    assert only_thanks("Gracias", subject) is thanks
