"""Random words for cookies and links, and signatures that only this house can make."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def fresh() -> str:
    """Return 256 random bits as text that fits a cookie or a link."""
    return secrets.token_urlsafe(32)


def kept(token: str) -> str:
    """Return what the database keeps of a token: whoever reads the table cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def for_forms(token: str) -> str:
    """Return the word that each form of the visitor with this cookie must carry (B101)."""
    return hashlib.sha256(b"form:" + token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Return whether two secrets are equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def signed(key: bytes, purpose: str, text: str) -> str:
    """Return `text` with a signature for this purpose."""
    return f"{text}.{_signature(key, purpose, text)}"


def unsigned(key: bytes, purpose: str, token: str) -> str | None:
    """Return the text that was signed for this purpose; None when it was not."""
    text, _, signature = token.rpartition(".")
    return text if text and same(signature, _signature(key, purpose, text)) else None


def _signature(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()[:40]
