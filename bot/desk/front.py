"""What every page of the desk stands on: who is signed in, and what that role may do."""

from collections.abc import (
    Callable,
    Mapping,
)  # without lazy annotations: fastapi reads those of routes as they are made
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from bot.desk.aftermath import told
from bot.model import Window
from bot.store import users
from bot.store.db import Database
from bot.store.users import Role, User
from bot.web import codes, health, ways
from bot.web.doorkeeper import Doorkeeper, Visitor
from bot.web.pages import Pages

EVERYBODY: tuple[Role, ...] = ("operator", "approver", "admin", "auditor")
CLERKS: tuple[Role, ...] = ("operator", "approver", "admin")
SECOND_FACTOR: tuple[Role, ...] = ("approver", "admin")
"""Who signs in with an authenticator too (B103)."""

SIGN_IN, CODE, ENROL = "/entrar", "/entrar/codigo", "/mi-cuenta/autenticador"


@dataclass(frozen=True, slots=True)
class Clerk:
    """A member of the staff at the desk."""

    user: User
    visitor: Visitor

    @property
    def may_act(self) -> bool:
        """Whether this role changes anything."""
        return self.user.role in CLERKS


@dataclass(frozen=True)
class Front:
    """Lets staff in and answers with pages that know them."""

    db: Database
    pages: Pages
    keeper: Doorkeeper
    key: bytes
    now: Callable[[], datetime]
    log: Callable[..., None]
    window: Window  # the promise: its hours, and by which clock staff read the time
    intervals: Mapping[str, int] = field(default_factory=dict)  # inbox -> seconds between two polls

    def clerk(self, request: Request) -> Clerk:
        """Return who is signed in; sends everybody else to the door, and those without their authenticator to it."""
        visitor = self.keeper.visitor(request)
        user = self.user_of(visitor)
        if user is None or visitor.session is None:
            raise ways.elsewhere(SIGN_IN + ways.back(request, "/"), request)
        if not visitor.session.complete:
            raise ways.elsewhere(CODE + ways.back(request, "/"), request)
        if user.role in SECOND_FACTOR and user.totp_nonce is None and not request.url.path.startswith("/mi-cuenta"):
            raise ways.elsewhere(ENROL + ways.back(request, "/"), request)
        return Clerk(user, visitor)

    def user_of(self, visitor: Visitor) -> User | None:
        """Return the active user of a visitor's session."""
        if visitor.session is None:
            return None
        with self.db.read() as tx:
            user = users.one(tx, visitor.session.owner)
        return user if user is not None and user.active else None

    def page(self, request: Request, clerk: Clerk, template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """Return a page of the desk; after an action it says what was done."""
        facts.setdefault("just_done", told(self.db, request.query_params, clerk.user, self.now()))
        facts.setdefault("ailing", self._ailing(request))
        return self.pages.answer(
            request, template, status=status, user=clerk.user, may_act=clerk.may_act,
            form_word=clerk.visitor.form_word, now=self.now(), **facts,
        )  # fmt: skip

    def _ailing(self, request: Request) -> tuple[str, ...]:
        """Return what is wrong with the bot itself, for the bar of a whole page."""
        if request.headers.get("HX-Request") == "true":
            return ()
        with self.db.read() as tx:
            return health.at_a_glance(tx, self.intervals, self.now())

    def secret(self, user: User, nonce: str) -> str:
        """Return the secret that this user's authenticator holds."""
        return codes.secret(self.key, user.id, nonce)


def front_of(request: Request) -> Front:
    """Return the desk's front."""
    found: Front = request.app.state.desk
    return found


async def posted(request: Request) -> FormData:
    """Return the fields of a form of the desk; StaleForm when it is not one."""
    return await front_of(request).keeper.form(request)


def signed_in(request: Request) -> Clerk:
    """Return who is signed in, whatever the role."""
    return front_of(request).clerk(request)


def allowed(*roles: Role) -> Callable[[Request], Clerk]:
    """Return what lets only these roles pass (B104)."""

    def clerk(request: Request) -> Clerk:
        found = signed_in(request)
        if found.user.role not in roles:
            raise HTTPException(403)
        return found

    return clerk


Here = Annotated[Front, Depends(front_of)]
Posted = Annotated[FormData, Depends(posted)]
Anybody = Annotated[Clerk, Depends(signed_in)]
Acting = Annotated[Clerk, Depends(allowed(*CLERKS))]
Administrator = Annotated[Clerk, Depends(allowed("admin"))]

text = ways.text
