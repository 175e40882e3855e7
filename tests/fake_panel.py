"""Somebody else's panel over real HTTP, with a ledger of its own and faults on request."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self
from urllib.parse import unquote

SECRET = "un secreto entre dos casas"
Fault = Literal["dies_before", "dies_after", "500_before", "500_after", "slow_after", "slow_before", "422", "425"]


class FakePanel:
    """Switches slips on, each key once; `faults` befall the next calls in turn, `is_mute` every read-back."""

    def __init__(self, slowness: float = 1.0) -> None:
        self.kept: dict[str, dict[str, Any]] = {}  # by key
        self.switched: Counter[str] = Counter()  # how often each slip was switched on
        self.calls: list[tuple[str, str]] = []
        self.unsigned = 0
        self.faults: list[Fault] = []
        self.is_mute = False
        self.slowness = slowness  # seconds
        self._lock = threading.Lock()
        panel = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                panel.answer(self)

            do_POST = do_GET  # noqa: N815 - its name

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/api"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, ask: BaseHTTPRequestHandler) -> None:
        body = ask.rfile.read(int(ask.headers.get("Content-Length") or 0))
        self.calls.append((ask.command, ask.path))
        if not self._is_signed(ask, body):
            self.unsigned += 1
            self._say(ask, 401, {})
        elif ask.command == "GET":
            self._read_back(ask)
        else:
            self._switch(ask, json.loads(body))

    def _is_signed(self, ask: BaseHTTPRequestHandler, body: bytes) -> bool:
        at = ask.headers.get("X-Comprobot-Timestamp", "")
        signed = f"{at}.{ask.command} {ask.path}.".encode() + body
        expected = "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, ask.headers.get("X-Comprobot-Signature", ""))

    def _read_back(self, ask: BaseHTTPRequestHandler) -> None:
        found = self.kept.get(unquote(ask.path.rpartition("/")[2]))
        if self.is_mute:
            self._say(ask, 503, {})
        elif found is None:
            self._say(ask, 404, {})
        else:
            self._say(ask, 200, found)

    def _switch(self, ask: BaseHTTPRequestHandler, said: dict[str, Any]) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault in ("422", "425"):
            self._say(ask, int(fault), {})
        elif fault == "500_before":
            self._say(ask, 500, {})
        elif fault == "dies_before":
            self._hang_up(ask)
        else:
            if fault == "slow_before":
                time.sleep(self.slowness)
            status, kept = self._apply(said)
            if fault == "slow_after":
                time.sleep(self.slowness)
            if fault == "dies_after":
                self._hang_up(ask)
            else:
                self._say(ask, 500 if fault == "500_after" else status, kept)

    def _apply(self, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self._lock:
            kept = self.kept.get(said["key"])
            if kept is not None:
                same = (kept["slip"], kept["amount"]) == (said["slip"], said["amount"])
                return (200, kept) if same else (409, {})
            self.switched[said["slip"]] += 1
            shown = {"version": "4.0", "active_until": "2027-11-23", "stamps": 419}
            kept = {"key": said["key"], "slip": said["slip"], "amount": said["amount"], "panel": shown}
            self.kept[said["key"]] = kept
            return 201, kept

    def _say(self, ask: BaseHTTPRequestHandler, status: int, said: dict[str, Any]) -> None:
        content = json.dumps(said).encode()
        try:
            ask.send_response(status)
            ask.send_header("Content-Length", str(len(content)))
            ask.end_headers()
            ask.wfile.write(content)
        except OSError:
            self._hang_up(ask)

    def _hang_up(self, ask: BaseHTTPRequestHandler) -> None:
        ask.close_connection = True
        ask.connection.shutdown(socket.SHUT_RDWR)
