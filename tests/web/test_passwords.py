"""A password is kept as an expensive hash, and one that is easily guessed is refused."""

from __future__ import annotations

import re
from subprocess import run
from sys import executable

import pytest

from bot.web import passwords


def test_a_hash_costs_what_rfc_9106_recommends() -> None:
    """B103: argon2id, at least 64 MiB and three passes; the tests themselves use less, so a process of its own is asked."""
    asked = "from bot.web import passwords; print(passwords.hashed('tres tristes tigres'))"
    made = run([executable, "-c", asked], capture_output=True, text=True, check=True).stdout

    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", made)
    assert found is not None
    assert (int(found[1]) >= 65536, int(found[2]) >= 3) == (True, True)


def test_only_the_password_itself_fits() -> None:
    known = passwords.hashed("tres tristes tigres")

    assert passwords.fits(known, "tres tristes tigres")
    assert not passwords.fits(known, "tres tristes tigreS")
    assert not passwords.fits(None, "nobody has this password")
    assert not passwords.fits("no hash at all", "tres tristes tigres")


@pytest.mark.parametrize("password", ["corta", "a" * 201, "abababababababab", "ana.ramirez12"])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    assert passwords.complaint(password, "Ana", "ana.ramirez") is not None
    assert passwords.complaint("tres tristes tigres", "Ana", "ana.ramirez") is None
