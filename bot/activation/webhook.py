"""Paid slip -> somebody else's panel switched on over HTTP, which is read back before it is asked twice (B40).

The contract is docs/panel-webhook.md.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.errors import DoorClosed, EntryRefused, PanelRefused, UncertainDelivery
from bot.model import Panel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.model import Activation

LARGEST = 65_536  # bytes of an answer
_LATER = (408, 425, 429)  # neither done nor refused


@dataclass(frozen=True, slots=True)
class WebPanel:
    """A panel that belongs to someone else."""

    url: str  # https://panel.example/api
    secret: bytes = field(repr=False)
    now: Callable[[], datetime]
    timeout: float = 30.0  # seconds for each answer
    cafile: str | None = None

    def activate(self, owed: Activation, panel: Panel) -> Panel:
        """Return the panel as it is once the slip is switched on.

        DoorClosed: it is not, and may be later. PanelRefused: it never will be. UncertainDelivery: nobody can tell.
        """
        found = self._read_back(owed, panel)
        if found is not None:
            return found
        try:
            status, body = self._ask("POST", "/activations", owed.idempotency_key, _content(owed))
        except DoorClosed as silent:
            return self._after_silence(owed, panel, str(silent))
        if status in (200, 201):
            return _switched(body, owed, panel)
        if status >= 500 or status < 400:
            return self._after_silence(owed, panel, f"el panel contestó {status}")
        raise _refused(status, owed)

    def _after_silence(self, owed: Activation, panel: Panel, why: str) -> Panel:
        """Return what the panel did without saying so."""
        try:
            found = self._read_back(owed, panel)
        except DoorClosed as silent:
            raise UncertainDelivery(f"No se sabe si el panel activó {owed.slip.reference}: {why}; {silent}") from silent
        if found is None:
            raise DoorClosed(f"El panel no activó {owed.slip.reference}: {why}; se intentará de nuevo.")
        return found

    def _read_back(self, owed: Activation, panel: Panel) -> Panel | None:
        """Return the panel if it knows our key; None when it does not; DoorClosed when it does not say."""
        status, body = self._ask("GET", f"/activations/{quote(owed.idempotency_key, safe='')}", owed.idempotency_key)
        if status == 200:
            return _switched(body, owed, panel)
        if status == 404:
            return None
        if status in (401, 403):
            raise EntryRefused(f"El panel no aceptó nuestra firma ({status}); revise [panel] secret y los relojes.")
        raise DoorClosed(f"El panel no dice si activó {owed.slip.reference}: contestó {status}.")

    def _ask(self, method: str, path: str, key: str, body: bytes = b"") -> tuple[int, bytes]:
        """Return status and body of one answer; DoorClosed when there is none."""
        place = urlsplit(self.url)
        path = place.path.rstrip("/") + path
        line = self._line(place.scheme, place.hostname or "", place.port)
        try:
            line.request(method, path, body or None, self._headers(method, path, key, body))
            answer = line.getresponse()
            return answer.status, answer.read(LARGEST)
        except (OSError, http.client.HTTPException) as error:
            raise DoorClosed(f"El panel {place.hostname} no contesta: {error or type(error).__name__}") from error
        finally:
            line.close()

    def _line(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self.timeout)
        context = ssl.create_default_context(cafile=self.cafile)  # B51
        return http.client.HTTPSConnection(host, port, timeout=self.timeout, context=context)

    def _headers(self, method: str, path: str, key: str, body: bytes) -> dict[str, str]:
        at = str(int(self.now().timestamp()))
        return {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Comprobot-Timestamp": at,
            "X-Comprobot-Signature": f"sha256={signature(self.secret, at, method, path, body)}",
        }


def signature(secret: bytes, timestamp: str, method: str, path: str, body: bytes) -> str:
    """Return the HMAC-SHA256, hexadecimal, over `timestamp.METHOD path.body`."""
    return hmac.new(secret, f"{timestamp}.{method} {path}.".encode() + body, hashlib.sha256).hexdigest()


def _content(owed: Activation) -> bytes:
    slip, customer = owed.slip, owed.slip.customer
    said = {
        "key": owed.idempotency_key,
        "slip": slip.reference,
        "amount": slip.amount,
        "customer": {"name": customer.name, "email": customer.email, "rfc": customer.rfc},
        "lines": [{"code": line.code, "quantity": line.quantity} for line in slip.lines],
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _switched(body: bytes, owed: Activation, panel: Panel) -> Panel:
    """Return what the answer says; PanelRefused when our key stands for something else there (B41)."""
    try:
        said = json.loads(body)
        mine = said["key"], said["slip"], said["amount"]
        shown = said["panel"]
        until = date.fromisoformat(shown["active_until"]) if shown["active_until"] else None
        switched = Panel(panel.customer_id, str(shown["version"]), until, int(shown["stamps"]))
    except (ValueError, KeyError, TypeError) as error:
        raise DoorClosed("El panel contestó algo que no se entiende; vea docs/panel-webhook.md.") from error
    if mine != (owed.idempotency_key, owed.slip.reference, owed.slip.amount):
        raise PanelRefused(f"El panel tiene la clave {owed.idempotency_key} para otra constancia u otro importe.")
    return switched


def _refused(status: int, owed: Activation) -> DoorClosed | PanelRefused:
    if status in (401, 403):
        return EntryRefused(f"El panel no aceptó nuestra firma ({status}); revise [panel] secret y los relojes.")
    if status in _LATER:
        return DoorClosed(f"El panel no activa {owed.slip.reference} por ahora ({status}).")
    if status == 409:
        return PanelRefused(f"El panel tiene la clave {owed.idempotency_key} para otra constancia u otro importe.")
    return PanelRefused(f"El panel no activa la constancia {owed.slip.reference}: contestó {status}.")
