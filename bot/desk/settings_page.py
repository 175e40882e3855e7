"""Ajustes: what is set, without secrets, and the two switches that stop letters and activations at once (B130)."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.desk.front import Administrator, Here, Posted, text
from bot.desk.office import InOffice
from bot.store import audit, switches

routes = APIRouter()


@routes.get("/ajustes")
def show(request: Request, front: Here, office: InOffice, clerk: Administrator) -> HTMLResponse:
    """Show how everything is set."""
    with front.db.read() as tx:
        standing, waiting = switches.standing(tx), switches.waiting(tx)
    return front.page(
        request, clerk, "desk/settings.html", sections=office.settings_view(), standing=standing,
        is_shadow=office.is_shadow, waiting={name: waiting.get(kind, 0) for name, kind in switches.KINDS.items()},
        is_on={name: name not in standing or standing[name].is_on for name in switches.KINDS},
        in_file={"send": office.sends, "activate": office.activates},
    )  # fmt: skip


@routes.post("/ajustes/{name}")
def turn(front: Here, clerk: Administrator, form: Posted, name: str) -> Response:
    """Turn a switch on or off; the engine asks before its next job."""
    if name not in switches.KINDS:
        raise HTTPException(404)
    is_on, now = text(form, "on") == "si", front.now()
    with front.db.begin() as tx:
        switches.turn(tx, name, is_on=is_on, by=clerk.user.email, at=now)
        audit.write(tx, "switch_turned", at=now, actor=clerk.user.email, details={"switch": name, "on": is_on})
    return RedirectResponse("/ajustes", 303)
