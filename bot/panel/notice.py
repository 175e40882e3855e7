"""Aviso de privacidad: read, agreed to, kept; until then nothing else opens."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.panel.front import Front, Here, Member, Posted, Visiting
from bot.panel.order import NOTICE
from bot.store import audit, consents
from bot.web import ways

routes = APIRouter()
_TICK = "Marque la casilla para continuar."
_CHANGED = "El aviso cambió mientras usted lo leía. Léalo de nuevo, por favor."

Part = tuple[str, str]
"""A heading ("h2") or a paragraph ("p"), and its words."""


def parts(text: str) -> tuple[Part, ...]:
    r"""Return the headings and paragraphs of a notice.

    >>> parts("## Quién\n\nNosotros,\nlos de siempre.")
    (('h2', 'Quién'), ('p', 'Nosotros, los de siempre.'))
    """
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    return tuple(("h2", block[3:]) if block.startswith("## ") else ("p", block) for block in blocks if block)


@routes.get(NOTICE)
def read(request: Request, front: Here, member: Visiting) -> HTMLResponse:
    """Show the notice: to agree to, or, once agreed, to read again."""
    return _page(front, request, member)


@routes.post(NOTICE)
def agree(request: Request, front: Here, member: Visiting, form: Posted) -> Response:
    """Keep that he agreed to the version he read, and when."""
    version = front.terms.notice.version
    if ways.text(form, "version") != version:
        return _page(front, request, member, _CHANGED)
    if ways.text(form, "agreed") != "si":
        return _page(front, request, member, _TICK)
    address, now = ways.address(request), front.now()
    with front.db.begin() as tx:
        if not consents.given(tx, member.customer.id, version):
            consents.give(tx, member.customer.id, version, at=now, address=address)
            audit.write(tx, "panel_consent", at=now, actor=member.user.username, details={"version": version})
    return RedirectResponse(front.next_place(member), 303)


def _page(front: Front, request: Request, member: Member, problem: str = "") -> HTMLResponse:
    with front.db.read() as tx:
        last = consents.last(tx, member.customer.id)
    is_given = last is not None and last.version == front.terms.notice.version
    return front.page(
        request, member, "panel/notice.html", status=422 if problem else 200, notice=front.terms.notice,
        parts=parts(front.terms.notice.text), last=last, is_given=is_given, problem=problem,
    )  # fmt: skip
