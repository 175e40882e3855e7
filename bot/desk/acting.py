"""A panel opened or sent -> what will happen, in sentences; or what was done, and the next case."""

# ruff: noqa: FAST003  the number of the case reaches a route through its dependency
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from bot.deeds import Deeds, shown
from bot.desk import panels, previews
from bot.desk.actions.accept import UNDECIDED
from bot.desk.filters import Filter
from bot.desk.front import Acting, Clerk, Front, Here, Posted, text
from bot.desk.panels import Typed
from bot.desk.papers import Number
from bot.errors import ComprobotError, DoorClosed, Overtaken
from bot.receipts import corrected
from bot.ruling import Done, Person, Word
from bot.store import case_view, cases, claims, queue
from bot.store.claims import Claim
from bot.store.db import Tx
from bot.web import moments

routes = APIRouter()


def deeds_of(request: Request) -> Deeds:
    """Return what the desk does with cases."""
    found: Deeds = request.app.state.deeds
    return found


Doing = Annotated[Deeds, Depends(deeds_of)]


@dataclass(frozen=True)
class AtCase:
    """One request about one case."""

    request: Request
    front: Front
    clerk: Clerk
    deeds: Deeds
    number: int

    @property
    def person(self) -> Person:
        """Return who decides."""
        user = self.clerk.user
        return Person(user.email, user.name, user.role in ("approver", "admin"))


def at_case(request: Request, front: Here, clerk: Acting, deeds: Doing, number: Number) -> AtCase:
    """Return who does what here; the auditor looks on only."""
    return AtCase(request, front, clerk, deeds, number)


Desk = Annotated[AtCase, Depends(at_case)]


@routes.get("/casos/{number}/{panel}")
def show(desk: Desk, panel: str) -> Response:
    """Show a panel: nothing is done by looking at it."""
    if panel not in panels.TITLES:
        raise HTTPException(404)
    asked = desk.request.query_params
    typed = _typed(dict(asked), asked.getlist("falta"), asked.getlist("referencia"), asked.getlist("importe"))
    return _panel(desk, panel, typed)


@routes.post("/casos/{number}/firmar")
def sign(desk: Desk, form: Posted) -> Response:
    """Give the second signature (B105)."""
    try:
        done = desk.deeds.sign(desk.number, _whole(form, "firma") or 0, desk.person, _whole(form, "version"))
    except Overtaken as late:
        return _overtaken(desk, late, form)
    return _next(desk, form, done)


@routes.post("/casos/{number}/nota")
def note(desk: Desk, form: Posted) -> Response:
    """Keep a note."""
    return _plainly(desk, form, "nota", "nota", lambda: desk.deeds.note(desk.number, text(form, "nota"), desk.person))


@routes.post("/casos/{number}/corregir")
def correct(desk: Desk, form: Posted) -> Response:
    """Keep what this person reads on the paper, judged anew."""
    said = {name: text(form, name) for name in corrected.FIELDS if name in form}
    claim, version = _whole(form, "comprobante"), _whole(form, "version")
    return _plainly(
        desk, form, "corregir", "corregido", lambda: desk.deeds.correct(desk.number, claim, said, desk.person, version)
    )


@routes.post("/casos/{number}/banco")
def bank(desk: Desk, form: Posted) -> Response:
    """Write that the bank shows the payment."""
    return _plainly(desk, form, "mas", "banco", lambda: desk.deeds.bank_saw(desk.number, desk.person))


@routes.post("/casos/{number}/leer-de-nuevo")
def release(desk: Desk, form: Posted) -> Response:
    """Read again what was set aside, or say that a failed letter was seen."""
    return _plainly(desk, form, "mas", "leido", lambda: desk.deeds.release(desk.number, desk.person))


@routes.post("/casos/{number}/cartas/{letter}/reenviar")
def resend(desk: Desk, form: Posted, letter: Number) -> Response:
    """Send a letter once more."""
    return _plainly(desk, form, "mas", "reenviada", lambda: desk.deeds.resend(desk.number, letter, desk.person))


@routes.post("/casos/{number}/panel")
def vouch(desk: Desk, form: Posted) -> Response:
    """Say of an activation in doubt whether the panel is on (B40)."""
    is_on = text(form, "quedo") == "si"
    return _plainly(
        desk, form, "mas", "quedo" if is_on else "no-quedo",
        lambda: desk.deeds.vouch(desk.number, text(form, "constancia"), desk.person, is_on=is_on),
    )  # fmt: skip


@routes.post("/casos/{number}/carta")
def mend_letter(desk: Desk, form: Posted) -> Response:
    """Send a letter that did not arrive once more, or elsewhere, or be done with it; the case is seen then."""
    letter, how = _whole(form, "carta") or 0, text(form, "como")

    def do() -> None:
        if how == "misma":
            desk.deeds.resend(desk.number, letter, desk.person)
        elif how == "otra":
            desk.deeds.readdress(desk.number, letter, text(form, "direccion"), desk.person)
        elif how != "visto":
            raise ComprobotError("Diga qué se hace con la carta.")
        desk.deeds.seen(desk.number, desk.person)

    return _plainly(desk, form, "carta", "visto" if how == "visto" else "reenviada", do)


@routes.post("/casos/{number}/revertir")
def reverse(desk: Desk, form: Posted) -> Response:
    """Take an activation back (B107)."""
    return _plainly(
        desk, form, "revertir", "revertida",
        lambda: desk.deeds.reverse(
            desk.number, text(form, "constancia"), text(form, "motivo"), desk.person, to_do=text(form, "sigue"),
            frees_payment=bool(text(form, "libera")), version=_whole(form, "version"),
        ),
    )  # fmt: skip


@routes.post("/casos/{number}/deshacer")
def undo(desk: Desk, form: Posted) -> Response:
    """Undo what this person just decided: nothing of it has gone out."""
    try:
        desk.deeds.undo(_whole(form, "decision") or 0, desk.person)
    except ComprobotError as late:
        if isinstance(late, DoorClosed):
            raise
        return _said(desk, 409, str(late), form)
    return RedirectResponse(_address(f"/casos/{desk.number}", _filter(form), listo="deshecho"), 303)


@routes.post("/casos/{number}/{panel}")
def decide(desk: Desk, form: Posted, panel: str) -> Response:
    """Carry out what a panel said would happen."""
    if panel not in panels.ACTIONS:
        raise HTTPException(404)
    typed = _typed(_fields(form), _all(form, "falta"), _all(form, "referencia"), _all(form, "importe"))
    word = _word(panel, typed)
    try:
        if panel == "dividir" and typed.get("visto") != ";".join(word.said):
            _assert_nothing_unseen(desk, word)
        done = desk.deeds.decide(desk.number, _chosen(word), desk.person)
    except Overtaken as late:
        return _overtaken(desk, late, form)
    except ComprobotError as wrong:
        if isinstance(wrong, DoorClosed):
            raise
        return _panel(desk, panel if panel in panels.TITLES else "mas", typed, str(wrong))
    return _next(desk, form, done)


def _assert_nothing_unseen(desk: AtCase, word: Word) -> None:
    """Refuse shares that were changed after their letters were shown, if they write to a customer."""
    if desk.deeds.weigh(desk.number, word, desk.person).letters:
        raise ComprobotError("Lea abajo la carta que pide el resto y confirme.")


# ---------------------------------------------------------------- what was typed


def _typed(fields: dict[str, str], missing: list[str], references: list[str], amounts: list[str]) -> Typed:
    shares = tuple((one.strip(), amount.strip()) for one, amount in zip(references, amounts, strict=False))
    return Typed(fields, tuple(missing), tuple(share for share in shares if any(share)))


def _fields(form: FormData) -> dict[str, str]:
    return {name: text(form, name) for name in form}


def _all(form: FormData, name: str) -> list[str]:
    return [one for one in form.getlist(name) if isinstance(one, str)]


def _whole(form: FormData, name: str) -> int | None:
    return _number(text(form, name))


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 17 else None


def _word(panel: str, typed: Typed) -> Word:
    """Return what the fields of a panel say."""
    said: dict[str, tuple[str, ...]] = {
        "aceptar": (typed.get("diferencia"), *typed.get("porque").split()) if typed.get("diferencia") else (),
        "pedir": typed.missing,
        "dividir": tuple(f"{reference}={amount}" for reference, amount in typed.shares if amount),
        "rechazar": (typed.get("motivo"),) if typed.get("motivo") else tuple(typed.get("otro").split()),
        "ya-aplicado": (typed.get("otro"),),
    }
    named = typed.get("constancia") or None
    if panel == "dividir":
        named = ",".join(reference for reference, amount in typed.shares if amount and reference != "a_favor")
    return Word(
        panels.ACTIONS[panel], said.get(panel, ()), named, _number(typed.get("comprobante")),
        _number(typed.get("version")), typed.get("parrafo"), typed.get("para") or None, bool(typed.get("banco")),
    )  # fmt: skip


def _chosen(word: Word) -> Word:
    """Return the word so that nothing is forgiven which nobody said to forgive."""
    return replace(word, said=(UNDECIDED,)) if word.action == "accept" and not word.said else word


def _filter(form: FormData) -> Filter:
    return Filter.of(dict(parse_qsl(text(form, "vuelta").removeprefix("?"))))


# ---------------------------------------------------------------- what is shown


def _panel(desk: AtCase, panel: str, typed: Typed, problem: str = "") -> Response:
    """Return the panel with what was typed; as a page of its own, or for htmx alone."""
    now = desk.front.now()
    with desk.front.db.read() as tx:
        head = case_view.head(tx, desk.number)
        if head is None:
            raise HTTPException(404)
        claim = _claim(tx, desk.number, _number(typed.get("comprobante")))
        if panel == "pedir" and not typed.missing and claim is not None and not problem:
            typed = Typed(typed.fields, previews.what_is_missing(claim.reasons))
        facts = panels.facts(tx, head, claim, panel, typed, now)
    if panel == "dividir" and not typed.shares:  # what is offered is looked at, and not complained of
        facts |= _previewed(desk, panel, replace(typed, shares=tuple(facts["rows"]))) | {"complaint": ""}
    else:
        facts |= _previewed(desk, panel, typed)
    back = Filter.of(dict(parse_qsl(typed.get("vuelta").removeprefix("?"))) or typed.fields)
    alone = desk.request.headers.get("HX-Request") == "true"
    return desk.front.page(
        desk.request, desk.clerk, "desk/_panel.html" if alone else "desk/panel.html", status=422 if problem else 200,
        problem=problem, filter=back, **facts,
    )  # fmt: skip


def _previewed(desk: AtCase, panel: str, typed: Typed) -> dict[str, Any]:
    """Return the very letter that would go, or what accepting does; a complaint where it cannot be done."""
    if panel == "aceptar":
        return panels.accepted(desk.deeds, desk.number, _word(panel, typed), desk.person)
    nothing = {"letter": None, "letters": (), "goes_to": "", "seen": "", "complaint": ""}
    if panel not in ("pedir", "rechazar", "dividir") or not (typed.missing or typed.get("motivo") or typed.shares):
        return nothing
    word = _word(panel, typed)
    try:
        weighed = desk.deeds.weigh(desk.number, word, desk.person)
    except ComprobotError as wrong:
        return nothing | {"complaint": str(wrong)}
    letters = shown(weighed)
    first = letters[0] if letters else None
    return nothing | {"letter": first, "letters": letters, "goes_to": weighed.to, "seen": ";".join(word.said)}


def _claim(tx: Tx, number: int, asked: int | None) -> Claim | None:
    """Return the claim that is asked for, else the one that waits most, else the last."""
    order = ("desk", "waiting_bank", "waiting_customer")
    found = sorted(
        claims.of_case(tx, number),
        key=lambda one: (one.id != asked, one.receipt is None, order.index(one.state) if one.state in order else 3),
    )
    return found[0] if found else None


def _plainly(desk: AtCase, form: FormData, panel: str, told: str, do: Any) -> Response:
    """Do what decides no claim, and go back to the case."""
    try:
        do()
    except Overtaken as late:
        return _overtaken(desk, late, form)
    except ComprobotError as wrong:
        if isinstance(wrong, DoorClosed):
            raise
        return _panel(desk, panel, _typed(_fields(form), [], [], []), str(wrong))
    return RedirectResponse(_address(f"/casos/{desk.number}", _filter(form), listo=told), 303)


def _overtaken(desk: AtCase, late: Overtaken, form: FormData) -> Response:
    """Say who was quicker (B106)."""
    if late.at is None:
        return _said(desk, 409, str(late), form)
    since = moments.span((desk.front.now() - late.at).total_seconds())
    return _said(desk, 409, f"{late.name} ya lo resolvió hace {since}: {late.done}. Su decisión no se aplicó.", form)


def _said(desk: AtCase, status: int, sentence: str, form: FormData) -> Response:
    asked = _filter(form)
    with desk.front.db.read() as tx:
        after = _after(tx, desk, asked)
    return desk.front.page(
        desk.request, desk.clerk, "desk/overtaken.html", status=status, sentence=sentence, number=desk.number,
        after=after, filter=asked,
    )  # fmt: skip


# ---------------------------------------------------------------- where it goes on


def _next(desk: AtCase, form: FormData, done: Done) -> Response:
    """Return the way to the next case of the same filter, or to what this user prefers."""
    asked, how = _filter(form), desk.clerk.user.preferences.get("after", "next")
    with desk.front.db.read() as tx:
        after = _after(tx, desk, asked) if how == "next" else None
    told = {"hecho": str(done.decision)} if done.decision is not None else {"listo": "firma"}
    if how == "next" and after is None and asked.only:
        told["ultimo"] = asked.only
    if how == "stay" or (done.decision is None and after is None):
        return RedirectResponse(_address(f"/casos/{desk.number}", asked, **told), 303)
    return RedirectResponse(_address(f"/casos/{after}" if after else "/", asked, **told), 303)


def _after(tx: Tx, desk: AtCase, asked: Filter) -> int | None:
    case = cases.find(tx, desk.number)
    if case is None:
        return None
    chosen = asked.chosen(desk.clerk.user.id)
    before, after = queue.next_to(tx, chosen, case)
    return after or before


def _address(place: str, asked: Filter, **told: str) -> str:
    query = asked.query
    return f"{place}{query}{'&' if query else '?'}{urlencode(told)}"
