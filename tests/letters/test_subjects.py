"""One "Re: " before every answer."""

from __future__ import annotations

import pytest

from bot.letters.envelope import SUBJECT_LIMIT
from bot.letters.subjects import answer, bare_subject


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Pago timbres", "Pago timbres"),
        ("RE: Pago", "Pago"),
        ("Re[2]: RV: Fwd: Pago", "Pago"),
        ("[EXT] ENC: RES: R: AW: WG: Pago", "Pago"),
        ("Respuesta: Reenviado: Pago", "Pago"),
        ("\uff32\uff25\uff1a Pago", "Pago"),
        ("=?utf-8?q?RV=3A_Pago_a=C3=B1o?=", "Pago año"),
        ("Referencia 935447", "Referencia 935447"),
        ("Recibo: 12", "Recibo: 12"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_prefixes_of_the_world_are_taken_off(subject: str, bare: str) -> None:
    """B68."""
    assert bare_subject(subject) == bare
    assert answer(subject, "Su panel está activo") == (f"Re: {bare}" if bare else "Su panel está activo")


def test_a_subject_has_an_end() -> None:
    assert len(answer("x" * 900, "")) == SUBJECT_LIMIT
