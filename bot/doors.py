"""Settings -> the mail doors as plain functions: an inbox opened, a letter sent."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.inbox import imap
from bot.inbox.oauth import Client, Tokens
from bot.letters import smtp

_WORD = re.compile(rb"(?im)^X-Comprobot-Id: ([\w-]{1,40})\r?$")  # the signed word that every letter carries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.settings import InboxSettings, OAuthTable, Settings


@dataclass(frozen=True)
class MailDoors:
    """IMAP and SMTP as these settings reach them; access tokens are kept for as long as they last."""

    settings: Settings
    _tokens: dict[str, Tokens] = field(default_factory=dict)

    def open_inbox(self, inbox: InboxSettings) -> AbstractContextManager[imap.Inbox]:
        """Open one inbox; DoorClosed with the reason when it does not open."""
        return imap.open_inbox(
            inbox.host,
            inbox.port,
            inbox.user,
            self._tokens_of(f"inboxes__{inbox.name}", inbox.oauth) or inbox.password.get_secret_value(),
            tls=inbox.tls,
            cafile=str(inbox.cafile) if inbox.cafile else None,
        )

    def send(self, raw: bytes, recipient: str, handing_over: Callable[[], None]) -> None:
        """Send one letter; the errors are those of letters.smtp."""
        out = self.settings.outgoing
        sender = out.bounce_address or out.from_address
        if out.verp and (word := _WORD.search(raw)):
            sender = sender.replace("@", f"+{word[1].decode()}@")
        smtp.send(raw, sender=sender, recipient=recipient, handing_over=handing_over, **self._outgoing_server())

    def find_sent(self, message_ids: Sequence[str]) -> frozenset[str]:
        """Return those of our Message-IDs that lie among the copies of what was sent (B46); DoorClosed when away."""
        out = self.settings.outgoing
        inbox = next(one for one in self.settings.inboxes if one.name == out.lookup_inbox)
        with self.open_inbox(inbox) as box:
            box.select(out.lookup_folder or box.sent_folder())
            return frozenset(one for one in message_ids if box.holds(one))

    def check_outgoing(self) -> None:
        """Try the SMTP server without sending anything; DoorClosed or LetterRefused with the reason."""
        smtp.check(**self._outgoing_server())

    def _outgoing_server(self) -> dict[str, Any]:
        """Return how the SMTP server is reached."""
        out = self.settings.outgoing
        return {
            "host": out.host,
            "port": out.port,
            "user": out.user or None,
            "password": self._tokens_of("outgoing", out.oauth) or out.password.get_secret_value() or None,
            "tls": out.tls,
            "cafile": str(out.cafile) if out.cafile else None,
        }

    def _tokens_of(self, name: str, oauth: OAuthTable) -> Callable[..., str] | None:
        if not oauth.provider:
            return None
        if name not in self._tokens:
            client = Client(
                oauth.provider, oauth.client_id, oauth.client_secret.get_secret_value(),
                oauth.refresh_token.get_secret_value(), oauth.tenant, oauth.endpoint,
            )  # fmt: skip
            keep = partial(_keep_secret, self.settings.secrets, f"{name}__oauth__refresh_token")
            self._tokens[name] = Tokens(client, keep)
        return self._tokens[name].token


def _keep_secret(folder: Path | None, name: str, secret: str) -> None:
    """Write a secret that the provider has replaced into its file, if it came from one: the old one will end."""
    file = folder / name if folder is not None else None
    if file is None or not file.is_file():
        return
    fresh = file.with_name(f".{name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as line:
        line.write(secret)
        line.flush()
        os.fsync(line.fileno())
    fresh.replace(file)
