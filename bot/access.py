"""A customer without a password -> a letter with a link that opens once: both are written, or neither."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine import promise
from bot.inbox.robots import ledger_key
from bot.letters import render
from bot.letters.facts import LetterFacts
from bot.store import audit, customers, letters, panel_links, panel_users

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import jinja2

    from bot.model import Customer, Letter, Vendor
    from bot.store.db import Database, Tx
    from bot.store.panel_links import Purpose
    from bot.store.panel_users import PanelUser

VALID: dict[Purpose, timedelta] = {"welcome": timedelta(hours=72), "recovery": timedelta(minutes=30)}
_KINDS: dict[Purpose, str] = {"welcome": "access", "recovery": "password_link"}
_AT_MOST = 3  # links that open at the same time: nobody fills a customer's mailbox


@dataclass(frozen=True, slots=True)
class Access:
    """Mails customers their way into the panel."""

    db: Database
    environment: jinja2.Environment
    vendor: Vendor
    sender: str  # [panel] from_address
    address: str  # of the house, as people type it
    secret: bytes
    new_id: Callable[[], str]
    now: Callable[[], datetime]
    log: Callable[..., None]
    is_silent: bool = False  # in shadow nothing is mailed

    def recover(self, username: str) -> None:
        """Mail a link to a customer who forgot his password; whether there is one with this name, nobody is told."""
        with self.db.read() as tx:
            user = panel_users.by_username(tx, username)
            full = user is None or panel_links.waiting(tx, user.id, now=self.now()) >= _AT_MOST
        if user is None or not user.active or full or self.is_silent:
            self.log("panel_link_withheld", known=user is not None)
            return
        with self.db.begin() as tx:
            self.mail(tx, user, "recovery")

    def mail(self, tx: Tx, user: PanelUser, purpose: Purpose) -> None:
        """Queue the letter with a new link; in shadow it waits for nobody and is not written."""
        customer = customers.one(tx, user.customer_id)
        if customer is None or self.is_silent:
            return
        word = self.link_word(tx, user, purpose)
        letter = self._letter(user, customer, purpose, word)
        queued = letters.queue(tx, None, letter, recipient_key=ledger_key(letter.to), at=self.now())
        if queued is not None:
            promise(tx, "letter", queued, due=self.now())

    def link_word(self, tx: Tx, user: PanelUser, purpose: Purpose) -> str:
        """Return the word of a new link: it is nowhere but in the letter, and there until that is sent."""
        word, now = secrets.token_urlsafe(32), self.now()
        panel_links.add(tx, word, user.id, purpose, ends_at=now + VALID[purpose])
        audit.write(tx, "panel_link_made", at=now, actor="bot", details={"user": user.username, "purpose": purpose})
        return word

    def link(self, word: str) -> str:
        """Return the address that a link's word opens."""
        return f"{self.address.rstrip('/')}/panel/contrasena/{word}"

    def _letter(self, user: PanelUser, customer: Customer, purpose: Purpose, word: str) -> Letter:
        facts = LetterFacts("customer", customer_name=customer.name, username=user.username, access_url=self.link(word))
        return render.letter(
            self.environment, _KINDS[purpose], case=None, to=customer.email, sender=self.sender, vendor=self.vendor,
            facts=facts, reply_to_mail=None, message_id=self.new_id(), now=self.now(), secret=self.secret,
            cause=panel_links.kept(word),
        )  # fmt: skip
