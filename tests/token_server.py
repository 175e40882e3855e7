"""A token server of our own: it keeps a ledger of what it was asked, and answers as it is told."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class TokenServer:
    """What it says next, and what it heard."""

    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # the last one is repeated
    asked: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def answer(self, form: str) -> tuple[int, bytes]:
        self.asked.append({name: values[0] for name, values in parse_qs(form).items()})
        status, said = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        return status, json.dumps(said).encode()


@contextmanager
def run_token_server(*answers: tuple[int, dict[str, Any]]) -> Iterator[TokenServer]:
    """Give a token server on a free port."""
    server = TokenServer(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = server.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.address = f"http://127.0.0.1:{http.server_port}/token"
    Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def granted(token: str = "the-token", **more: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, **more}
