"""A password -> its argon2id hash, and whether one fits; a wrong name costs as much time as a wrong password (B103)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12  # characters
LONGEST = 200  # characters: argon2 must not be given megabytes to chew


def complaint(password: str, *about: str) -> str | None:
    """Return why this cannot be a password, in a sentence; None when it can. `about`: name and address of its owner."""
    if len(password) < SHORTEST:
        return f"La contraseña necesita al menos {SHORTEST} caracteres; una frase corta sirve."
    if len(password) > LONGEST:
        return f"La contraseña puede tener hasta {LONGEST} caracteres."
    if len(set(password)) < 5:
        return "Esa contraseña repite muy pocos caracteres."
    folded = password.casefold()
    if any(len(word) > 3 and word.casefold() in folded and len(folded) - len(word) < 6 for word in about):
        return "La contraseña no puede ser casi igual a su nombre o a su correo."
    return None


def objection(new: str, again: str, *about: str) -> tuple[str, str] | None:
    """Return the field of a form, "new" or "again", and why its password cannot be; None when it can."""
    if wrong := complaint(new, *about):
        return "new", wrong
    return None if new == again else ("again", "Las dos contraseñas nuevas no son iguales.")


def hashed(password: str) -> str:
    """Return the argon2id hash."""
    return hasher().hash(password)


def fits(known: str | None, password: str) -> bool:
    """Return whether the password is the one of this hash; without a hash False, after the same time."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        fitting = hasher().verify(known or _of_nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return fitting and known is not None


@cache
def hasher() -> PasswordHasher:
    """Return argon2id with the library's costs: RFC 9106, the second recommended option."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _of_nobody() -> str:
    return hashed("nobody has this password")
