"""Client, secret and refresh token -> an access token that an IMAP or SMTP server takes, renewed before it ends."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from bot.errors import DoorClosed, EntryRefused

if TYPE_CHECKING:
    from collections.abc import Callable

Provider = Literal["google", "microsoft"]
TIMEOUT = 30  # seconds for the answer of the token server
EARLY = 120  # seconds before its end at which a token is renewed
_ENDPOINTS: dict[Provider, str] = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
}
_SCOPES: dict[Provider, str] = {
    "google": "https://mail.google.com/",
    "microsoft": "https://outlook.office365.com/.default",
}


@dataclass(frozen=True, slots=True)
class Client:
    """How we are known at a provider; without a refresh token the client itself is let in (Microsoft 365)."""

    provider: Provider
    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    tenant: str = "common"
    endpoint: str = ""  # empty: the provider's own


class Tokens:
    """The access token of one account, shared by threads."""

    def __init__(self, client: Client, keep: Callable[[str], None] = lambda _token: None) -> None:
        """Ask for nothing yet; `keep` is told a refresh token that took the place of the one we have."""
        self._client, self._keep = client, keep
        self._refresh_token = client.refresh_token
        self._token, self._ends = "", 0.0
        self._lock = Lock()

    def token(self, *, fresh: bool = False) -> str:
        """Return an access token, a new one if `fresh`.

        EntryRefused when the provider does not know us any more; DoorClosed when it is away.
        """
        with self._lock:
            if fresh or time.monotonic() >= self._ends:
                self._renew()
            return self._token

    def _renew(self) -> None:
        answer = self._asked()
        self._token = str(answer.get("access_token", ""))
        if not self._token:
            raise EntryRefused(f"{self._where()} no dio un permiso de acceso; vuelva a autorizar la cuenta")
        self._ends = time.monotonic() + float(answer.get("expires_in", 3600)) - EARLY
        follower = str(answer.get("refresh_token") or "")
        if follower and self._refresh_token and follower != self._refresh_token:
            self._refresh_token = follower
            self._keep(follower)

    def _asked(self) -> dict[str, Any]:
        try:
            from authlib.common.errors import AuthlibBaseError
            from authlib.integrations.requests_client import OAuth2Session
            from requests import RequestException
        except ModuleNotFoundError as error:
            raise DoorClosed('para entrar con OAuth instale también: pip install "comprobot[oauth]"') from error
        one = self._client
        session = OAuth2Session(
            one.client_id,
            one.client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106  the name of a method
            timeout=TIMEOUT,
        )
        try:
            if self._refresh_token:
                found = session.refresh_token(self._address(), refresh_token=self._refresh_token)
            else:
                found = session.fetch_token(
                    self._address(), grant_type="client_credentials", scope=_SCOPES[one.provider]
                )
        except AuthlibBaseError as error:
            raise EntryRefused(
                f"{self._where()} no renovó el permiso ({error.error or 'sin motivo'}); vuelva a autorizar la cuenta"
            ) from error
        except (RequestException, ValueError) as error:
            raise DoorClosed(f"{self._where()} no contesta ({type(error).__name__}); se intentará más tarde") from error
        return dict(found)

    def _address(self) -> str:
        return self._client.endpoint or _ENDPOINTS[self._client.provider].format(tenant=self._client.tenant)

    def _where(self) -> str:
        return {"google": "Google", "microsoft": "Microsoft 365"}[self._client.provider]
