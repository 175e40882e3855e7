"""A form about a case that decides no claim -> it is done, and the case again: note, correction, letters, reversal."""

# ruff: noqa: FAST003  the number of the case reaches a route through its dependency
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from bot.desk import going_on, panel_page, said
from bot.desk.at_case import AtCase, Desk
from bot.desk.front import Posted, text
from bot.desk.papers import Number
from bot.errors import ComprobotError, DoorClosed, Overtaken
from bot.receipts import corrected

routes = APIRouter()


@routes.post("/casos/{number}/nota")
def note(desk: Desk, form: Posted) -> Response:
    """Keep a note."""
    return _plainly(desk, form, "nota", "nota", lambda: desk.deeds.note(desk.number, text(form, "nota"), desk.person))


@routes.post("/casos/{number}/corregir")
def correct(desk: Desk, form: Posted) -> Response:
    """Keep what this person reads on the paper, judged anew."""
    values = {name: text(form, name) for name in corrected.FIELDS if name in form}
    claim, version = said.whole(form, "comprobante"), said.whole(form, "version")
    return _plainly(
        desk,
        form,
        "corregir",
        "corregido",
        lambda: desk.deeds.correct(desk.number, claim, values, desk.person, version),
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
    letter, how = said.whole(form, "carta") or 0, text(form, "como")

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
            frees_payment=bool(text(form, "libera")), version=said.whole(form, "version"),
        ),
    )  # fmt: skip


def _plainly(desk: AtCase, form: FormData, panel: str, told: str, do: Any) -> Response:
    """Do what decides no claim, and go back to the case."""
    try:
        do()
    except Overtaken as late:
        return going_on.overtaken(desk, late, form)
    except ComprobotError as wrong:
        if isinstance(wrong, DoorClosed):
            raise
        return panel_page.show(desk, panel, said.typed(said.fields(form), [], [], []), str(wrong))
    return RedirectResponse(going_on.address(f"/casos/{desk.number}", said.filter_of(form), listo=told), 303)
