"""Mi cuenta: who the customer is to us, the notice he agreed to, and his password."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.panel.front import Consented, Front, Here, Member, Posted
from bot.panel.signing_in import gate
from bot.store import audit, consents, panel_links, panel_users, sessions
from bot.web import passwords, throttle, tokens

routes = APIRouter()
_WRONG = "La contraseña actual no coincide."
_DONE = "Su contraseña cambió; sus otras sesiones se cerraron."


@routes.get("/panel/mi-cuenta")
def account(request: Request, front: Here, member: Consented) -> HTMLResponse:
    """Show the account."""
    return _page(front, request, member)


def _page(
    front: Front, request: Request, member: Member, wrong: tuple[str, str] | None = None, done: str = ""
) -> HTMLResponse:
    with front.db.read() as tx:
        consent = consents.last(tx, member.customer.id)
    return front.page(
        request, member, "panel/account.html", status=422 if wrong else 200, consent=consent, done=done,
        problems=(wrong,) if wrong else (), shortest=passwords.SHORTEST,
    )  # fmt: skip


@routes.post("/panel/mi-cuenta/contrasena")
def change_password(request: Request, front: Here, member: Consented, form: Posted) -> Response:
    """Change the password; every other session and every mailed link of this customer ends."""
    door = gate(front)
    counters = ((f"panel-inside:{member.user.id}", throttle.FREE_PER_ACCOUNT),)  # only who is inside comes this far
    if wait := door.wait(counters):
        return _page(front, request, member, ("old", wait))
    if not passwords.fits(member.user.password_hash, str(form.get("old", ""))):
        with front.db.begin() as tx:
            door.failed(tx, counters)
        return _page(front, request, member, ("old", _WRONG))
    new = str(form.get("new", ""))
    if wrong := passwords.objection(new, str(form.get("again", "")), member.user.username, member.customer.name):
        return _page(front, request, member, wrong)
    now, user = front.now(), member.user
    with front.db.begin() as tx:
        panel_users.change(tx, user.id, password_hash=passwords.hashed(new))
        panel_links.end_all(tx, user.id, at=now)
        sessions.end_all(tx, "panel", user.id, but=tokens.kept(member.visitor.token))
        audit.write(tx, "panel_password_changed", at=now, actor=user.username, details={})
    return _page(front, request, member, done=_DONE)
