"""What every page of the panel stands on: which customer is signed in, and whether he has agreed to the notice."""

from collections.abc import Callable  # without lazy annotations: fastapi reads those of routes as they are made
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from bot.model import Customer, Panel, PanelTerms, Product, SlipLine, Vendor, Window
from bot.panel import order
from bot.slips import renewal
from bot.store import consents, customers, greetings, panel_users, panel_view
from bot.store.db import Database, Tx
from bot.store.panel_users import PanelUser
from bot.web import ways
from bot.web.doorkeeper import Doorkeeper, Visitor
from bot.web.pages import Pages

SIGN_IN = "/panel/entrar"


@dataclass(frozen=True, slots=True)
class Member:
    """A customer in his panel."""

    user: PanelUser
    customer: Customer
    panel: Panel
    visitor: Visitor


@dataclass(frozen=True)
class Front:
    """Lets customers in and answers with pages that know them."""

    db: Database
    pages: Pages
    keeper: Doorkeeper
    key: bytes
    now: Callable[[], datetime]
    log: Callable[..., None]
    vendor: Vendor
    window: Window
    terms: PanelTerms
    products: tuple[Product, ...]

    def member(self, request: Request) -> Member:
        """Return who is signed in; sends everybody else to the door."""
        found = self.found(self.keeper.visitor(request))
        if found is None:
            raise ways.elsewhere(SIGN_IN + ways.back(request, order.HOME), request)
        return found

    def found(self, visitor: Visitor) -> Member | None:
        """Return the customer of a visitor's session."""
        if visitor.session is None or not visitor.session.complete:
            return None
        with self.db.read() as tx:
            user = panel_users.one(tx, visitor.session.owner)
            if user is None or not user.active:
                return None
            customer = customers.one(tx, user.customer_id)
            panel = customers.panel(tx, user.customer_id)
        return Member(user, customer, panel, visitor) if customer is not None else None

    def consented(self, member: Member) -> bool:
        """Return whether he has agreed to the notice of today."""
        with self.db.read() as tx:
            return consents.given(tx, member.customer.id, self.terms.notice.version)

    def next_place(self, member: Member, wanted: str = order.HOME) -> str:
        """Return the page that he is shown next: the notice, the greeting, the renewal, else the one he wanted."""
        session = member.visitor.session
        put_off = session is not None and session.put_off
        with self.db.read() as tx:
            return order.next_place(
                consented=consents.given(tx, member.customer.id, self.terms.notice.version),
                greeting=bool(greetings.due(tx, member.customer.id)),
                renewal=not put_off and self._renewal(tx, member),
                wanted=ways.inside(wanted, order.HOME),
            )

    def _renewal(self, tx: Tx, member: Member) -> bool:
        """Return whether he is led to what he may renew: not while he has a slip to pay, or money of his is with us."""
        customer = member.customer.id
        if panel_view.has_open(tx, customer, now=self.now()) or panel_view.has_money_here(tx, customer):
            return False
        return bool(self.offered(tx, member))

    def offered(self, tx: Tx, member: Member) -> tuple[SlipLine, ...]:
        """Return what this customer is offered today."""
        lines, coming = panel_view.bought(tx, member.customer.id), panel_view.coming(tx, member.customer.id)
        return renewal.offered(
            self.products, member.panel, lines, self.today(), renew_days=self.terms.renew_days, coming=coming
        )

    def today(self) -> date:
        """Return the day where the vendor lives."""
        return self.now().astimezone(ZoneInfo(self.window.zone)).date()

    def page(
        self, request: Request, member: Member | None, template: str, *, status: int = 200, **facts: Any
    ) -> HTMLResponse:
        """Return a page of the panel: with its top bar, or, for nobody yet, without."""
        visitor = member.visitor if member is not None else self.keeper.visitor(request)
        answer = self.pages.answer(
            request, template, status=status, member=member, form_word=visitor.form_word, now=self.now(),
            today=self.today(), terms=self.terms, **facts,
        )  # fmt: skip
        self.keeper.remember(answer, visitor)
        return answer


def front_of(request: Request) -> Front:
    """Return the panel's front."""
    found: Front = request.app.state.panel
    return found


async def posted(request: Request) -> FormData:
    """Return the fields of a form of the panel; StaleForm when it is not one."""
    return await front_of(request).keeper.form(request)


def visiting(request: Request) -> Member:
    """Return who is signed in, whether he has agreed to the notice or not."""
    return front_of(request).member(request)


def consented(request: Request) -> Member:
    """Return who is signed in and has agreed to the notice of today; nothing else opens before."""
    member = visiting(request)
    if not front_of(request).consented(member):
        raise ways.elsewhere(order.NOTICE, request)
    return member


Here = Annotated[Front, Depends(front_of)]
Posted = Annotated[FormData, Depends(posted)]
Visiting = Annotated[Member, Depends(visiting)]
Consented = Annotated[Member, Depends(consented)]
