"""A cookie -> who is there; a form -> whether it came from a page of ours (B101, B102)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from bot.errors import ComprobotError
from bot.store import sessions
from bot.store.sessions import Session
from bot.web import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bot.store.db import Database
    from bot.store.sessions import Window

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)  # a page view is no reason to write each time
ALONE = ("/cuenta", "/presencia", "/leyendo")
"""How the addresses end that an open page asks by itself: they keep nobody signed in."""
STALE_FORM = "Esta página es de antes de que entrara o saliera. Vuelva a abrirla e intente de nuevo; no se guardó nada."


_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class StaleForm(ComprobotError):
    """The form does not carry the word of this visitor, or comes from another site."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser, signed in or not."""

    token: str  # of its cookie
    is_new: bool  # the cookie is still to be set
    session: Session | None

    @property
    def form_word(self) -> str:
        """Return what each form of this visitor carries."""
        return tokens.for_forms(self.token)


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Lets people into one window."""

    db: Database
    window: Window
    now: Callable[[], datetime]
    https: bool  # plain http (a first try on one's own machine) cannot carry Secure cookies

    @property
    def cookie(self) -> str:
        """Return the name of the window's cookie."""
        return f"{'__Host-' if self.https else ''}comprobot-{self.window}"

    def visitor(self, request: Request) -> Visitor:
        """Return who is there; a session that is over is none."""
        token = request.cookies.get(self.cookie, "")
        if not token:
            return Visitor(tokens.fresh(), is_new=True, session=None)
        return Visitor(token, is_new=False, session=self._session(token, alone=request.url.path.endswith(ALONE)))

    def _session(self, token: str, *, alone: bool) -> Session | None:
        now, kept = self.now(), tokens.kept(token)
        with self.db.read() as tx:
            found = sessions.find(tx, kept, self.window)
        if found is None:
            return None
        over = now >= found.ends_at or now - found.seen_at >= IDLE
        if over or (not alone and now - found.seen_at >= _NOTED_EVERY):
            with self.db.begin() as tx:
                if over:
                    sessions.end(tx, kept)
                else:
                    sessions.touch(tx, kept, at=now)
        return None if over else found

    def admit(self, response: Response, owner: int, *, complete: bool, address: str, before: Visitor) -> None:
        """Begin a session under a new cookie; what the browser held before is worth nothing any more (B102)."""
        now, token = self.now(), tokens.fresh()
        with self.db.begin() as tx:
            sessions.end(tx, tokens.kept(before.token))
            sessions.begin(
                tx, Session(tokens.kept(token), self.window, owner, complete, now, now, now + ABSOLUTE, address)
            )
        self._set(response, token)

    def dismiss(self, response: Response, visitor: Visitor) -> None:
        """End the session."""
        with self.db.begin() as tx:
            sessions.end(tx, tokens.kept(visitor.token))
        response.delete_cookie(self.cookie, path="/", secure=self.https, httponly=True, samesite="lax")

    def remember(self, response: Response, visitor: Visitor) -> None:
        """Set the cookie of a visitor who had none, so that his first form is known as his."""
        if visitor.is_new:
            self._set(response, visitor.token)

    def _set(self, response: Response, token: str) -> None:
        response.set_cookie(self.cookie, token, path="/", secure=self.https, httponly=True, samesite="lax")

    async def form(self, request: Request) -> FormData:
        """Return the fields of a form of ours; StaleForm when it is not."""
        if not _from_here(request):
            raise StaleForm(STALE_FORM)
        fields = await request.form(max_files=20, max_fields=500)
        token, word = request.cookies.get(self.cookie, ""), fields.get("form_word")
        if not token or not isinstance(word, str) or not tokens.same(word, tokens.for_forms(token)):
            raise StaleForm(STALE_FORM)
        _assert_text(text for pair in fields.multi_items() for text in pair if isinstance(text, str))
        return fields


def readable(request: Request) -> None:
    """Refuse an address whose question holds what no text holds, before any route asks the database with it."""
    _assert_text(text for pair in request.query_params.multi_items() for text in pair)


def _assert_text(texts: Iterable[str]) -> None:
    """Refuse a NUL, which PostgreSQL keeps in no text, and half a character, which no file and no database keeps."""
    if any(_NO_TEXT.search(text) for text in texts):
        raise HTTPException(400)


def _from_here(request: Request) -> bool:
    """Return whether the browser says that the form stands on a page of this very host, or says nothing."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin == "null":  # what Chromium says of every form under our own Referrer-Policy: no-referrer
        return site == "same-origin"
    if origin is None:
        return site in (None, "same-origin", "none")
    return urlsplit(origin).netloc == request.headers.get("host", "")
