"""Every answer -> the headers that keep a browser from being used against us, and no body larger than allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""Content-Security-Policy of every page (B96); a route that shows foreign HTML sets a stricter one of its own."""

_ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
    (b"vary", b"HX-Request"),
)
_ON_HTTPS = ((b"strict-transport-security", b"max-age=31536000; includeSubDomains"),)


class Guarded:
    """An application whose every answer, errors included, carries the headers, and that reads no endless body."""

    def __init__(self, app: ASGIApp, *, https: bool, largest: int) -> None:
        """Wrap `app`; `largest` is the most bytes of a request's body."""
        self._app = app
        self._headers = _ALWAYS + (_ON_HTTPS if https else ())
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left = self._largest

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
            return message

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._added(list(message["headers"]))
            await send(message)

        if _announced(scope) > self._largest:
            await _refuse(with_headers)
            return
        try:
            await self._app(scope, counted, with_headers)
        except TooLarge:
            await _refuse(with_headers)

    def _added(self, own: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        named = {name.lower() for name, _ in own}
        return own + [(name, value) for name, value in self._headers if name not in named]


class TooLarge(Exception):
    """The request's body is larger than this server reads."""


def _announced(scope: Scope) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


async def _refuse(send: Send) -> None:
    body = "Lo que envió es demasiado grande; no se guardó nada.".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
