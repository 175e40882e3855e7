"""Bitácora: who did what and when, filtered; and whether every row still follows the one before."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.commands.words import EVENTS, KINDS, OUTCOMES, STATES
from bot.desk import exports, pills
from bot.desk.front import Anybody, Here
from bot.desk.slip_pages import day_of
from bot.money import pesos
from bot.store import audit
from bot.store import audit_search as store
from bot.store.audit_search import Asked, Entry

routes = APIRouter()
_KEPT = ("evento", "quien", "caso", "desde", "hasta", "antes")
_COLUMNS = ("renglon", "cuando", "quien", "que", "caso", "detalles")
_DETAILS = {
    "reference": "referencia", "references": "referencias", "amount": "importe", "because": "motivo",
    "email": "correo", "role": "puesto", "was": "antes", "list": "lista", "slips": "constancias",
    "switch": "interruptor", "on": "encendido", "mail": "correo n.º", "claim": "comprobante n.º",
    "letter": "carta n.º", "kind": "tipo", "outcome": "resultado", "reasons": "motivos", "hours": "horas",
    "error": "error", "action": "acción", "into": "en el caso", "state": "estado", "address": "dirección",
    "rules": "razones", "corrected": "lo leído", "to": "a", "note": "nota", "slip": "constancia", "reason": "razón",
    "key": "clave", "from": "desde el caso", "case": "caso", "why": "porque", "letters": "cartas", "user": "usuario",
    "customer": "cliente n.º", "customers": "clientes", "changed": "cambió", "version": "versión", "by": "por",
    "asked_by": "la pidió", "signature": "firma n.º", "decision": "decisión n.º", "undone": "se deshizo",
    "payment_freed": "pago libre", "purpose": "para", "taken_from": "la tenía", "proposed": "propuestas",
    "preselected": "preseleccionada", "agreed": "coincidió",
}  # fmt: skip
_MOST = 300  # characters of one detail on the page


@routes.get("/bitacora")
def listed(request: Request, front: Here, clerk: Anybody) -> HTMLResponse:
    """Show the rows that were asked for, newest first; the chain is followed when that is asked for too."""
    asked = {name: request.query_params.get(name, "").replace("\0", "")[:100] for name in _KEPT}
    with front.db.read() as tx:
        found = store.page(tx, asked_of(asked, front.window.zone), limit=store.PAGE + 1)
        actors = store.actors(tx)
        verdict = audit.verified(tx) if request.query_params.get("comprobar") == "si" else None
    rows, more = found[: store.PAGE], len(found) > store.PAGE
    return front.page(
        request, clerk, "desk/log.html", rows=rows, asked=asked, events=EVENTS, said=said, actors=actors,
        verdict=verdict, older=_link("/bitacora", {**asked, "antes": str(rows[-1].id)}) if more else "",
        export=_link("/bitacora/exportar", {**asked, "antes": ""}), is_narrowed=any(asked.values()),
        check=_link("/bitacora", {**asked, "comprobar": "si"}),
    )  # fmt: skip


def asked_of(asked: dict[str, str], zone: str) -> Asked:
    """Return what the address asks for; what is no day or number asks nothing."""
    case, before, until = asked["caso"].upper().removeprefix("C-").strip(), asked["antes"], day_of(asked["hasta"], zone)
    return Asked(
        event=asked["evento"],
        actor=asked["quien"],
        case_id=int(case) if _is_number(case) else None,
        since=day_of(asked["desde"], zone),
        until=until + timedelta(days=1) if until is not None else None,
        before=int(before) if _is_number(before) else 0,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _link(path: str, asked: dict[str, str]) -> str:
    said = {name: value for name, value in asked.items() if value}
    return path + ("?" + urlencode(said) if said else "")


@routes.get("/bitacora/exportar")
def export(request: Request, front: Here, clerk: Anybody) -> Response:
    """Send the same rows as a file."""
    asked = asked_of(
        {name: request.query_params.get(name, "").replace("\0", "")[:100] for name in _KEPT}, front.window.zone
    )
    rows = (
        (one.id, exports.iso(one.at), one.actor, EVENTS.get(one.event, one.event), one.case_id,
         "; ".join(f"{name}: {value}" for name, value in said(one)))
        for one in store.every(front.db, replace(asked, before=0))
    )  # fmt: skip
    return exports.answer(front, clerk, "bitacora", _COLUMNS, rows)


def said(one: Entry) -> tuple[tuple[str, str], ...]:
    """Return the details of a row, each with its Spanish name; sums of money as staff read them."""
    return tuple((_DETAILS.get(name, name), _value(name, value)[:_MOST]) for name, value in one.details.items())


def _value(name: str, value: object) -> str:
    if name == "amount" and isinstance(value, int):
        return pesos(value)
    if name in ("outcome", "state", "kind"):
        return {**OUTCOMES, **STATES, **KINDS}.get(str(value), str(value))
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(pills.name(one) for one in value) or "ninguna"
    return json.dumps(value, ensure_ascii=False) if value is not None else "nada"
