"""The second factor: six digits of an authenticator (RFC 6238), from a secret that no table holds."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

STEP = 30  # seconds
_AROUND = (0, -1, 1)  # a telephone's clock may be off by a step


def secret(key: bytes, user_id: int, nonce: str) -> str:
    """Return the base32 secret of one enrolment: made with the house's key, which no table holds."""
    digest = hmac.new(key, f"totp:{user_id}:{nonce}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode()


def address(shared: str, email: str, issuer: str) -> str:
    """Return the otpauth:// address that an authenticator scans."""
    import pyotp

    return pyotp.TOTP(shared).provisioning_uri(name=email, issuer_name=issuer)


def step_of(shared: str, typed: str, now: datetime) -> int | None:
    """Return the time step whose code was typed, None when it is none of now: each step is good for one sign-in."""
    import pyotp

    digits = "".join(typed.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return None
    current, totp = int(now.timestamp()) // STEP, pyotp.TOTP(shared)
    steps = (current + around for around in _AROUND)
    return next((step for step in steps if hmac.compare_digest(totp.at(step * STEP), digits)), None)
