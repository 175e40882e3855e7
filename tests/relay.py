"""A line to a server that a test can tamper with: what the server says passes through `alter`."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable


class CutLine(Exception):
    """Raised by `alter`: the line breaks here; the bytes given still pass."""

    def __init__(self, last: bytes = b"") -> None:
        super().__init__()
        self.last = last


class Relay:
    """A port that hands every connection on to another one, a thread for each direction."""

    host = "127.0.0.1"

    def __init__(
        self,
        port: int,
        alter: Callable[[bytes], bytes] = bytes,
        alter_client: Callable[[bytes], bytes] = bytes,
    ) -> None:
        """Take the server's port and what happens to the bytes of the server, and to those of the client."""
        self.said = bytearray()  # all that clients said
        self.connections = 0
        self._target = port
        self._alter, self._alter_client = alter, alter_client
        self._listener = socket.create_server((self.host, 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        """Start to listen."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Cut every line."""
        for line in (self._listener, *self._open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection((self.host, self._target))
                self.connections += 1
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each small answer waits 40 ms
                self._open += [client, server]
                threading.Thread(target=self._pass, args=(server, client, self._alter), daemon=True).start()
                threading.Thread(target=self._listen, args=(client, server), daemon=True).start()

    def _listen(self, client: socket.socket, server: socket.socket) -> None:
        def noted(chunk: bytes) -> bytes:
            self.said.extend(chunk)
            return self._alter_client(chunk)

        self._pass(client, server, noted)

    def _pass(self, source: socket.socket, target: socket.socket, alter: Callable[[bytes], bytes]) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                try:
                    target.sendall(alter(chunk))
                except CutLine as cut:
                    target.sendall(cut.last)
                    break
            for end in (source, target):
                end.shutdown(socket.SHUT_RDWR)
