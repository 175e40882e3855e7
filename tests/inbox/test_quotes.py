"""Where a mail's own words end, in the forms that programs write."""

from __future__ import annotations

import pytest

from bot.inbox.quotes import begins_reply, own_text


@pytest.mark.parametrize(
    "quoted",
    [
        "El lun, 2 nov 2026 a las 9:12, CxC Perseo (<cxc@perseo.mx>) escribió:\n> Su referencia es 935447",
        "El lunes, 2 de noviembre de 2026, 09:12:31 CST, Cuentas por Cobrar de\nSistemas Perseo <cxc@perseo.mx> escribió:\n> 935447",
        "On Mon, Nov 2, 2026 at 9:12 AM CxC <cxc@perseo.mx> wrote:\n> 935447",
        "El 02/11/2026, a la(s) 9:12 a.m., CxC <cxc@perseo.mx> escribió:\n\n935447",
        "-----Mensaje original-----\nDe: cxc@perseo.mx\nEnviado: lunes\n935447",
        "________________________________\nDe: CxC <cxc@perseo.mx>\n935447",
        "De: CxC <cxc@perseo.mx>\nEnviado: lunes, 2 de noviembre\nPara: Ana\nAsunto: constancia\n935447",
        "*De:* CxC\n*Fecha:* 2 nov\n*Para:* Ana\n935447",
        "---------- Forwarded message ---------\nDe: Banco\n935447",
        "---------- Mensaje reenviado ----------\n935447",
        "Inicio del mensaje reenviado:\n\nDe: Banco\n935447",
        "2026-11-02 9:12 GMT-06:00 CxC <cxc@perseo.mx>:\n> 935447",
        "Enviado desde mi iPhone\n\n935447",
        "> 935447",
    ],
)
def test_quoted_and_forwarded_lines_are_not_the_senders_own(quoted: str) -> None:
    assert own_text(f"Va mi pago.\nGracias\n\n{quoted}") == "Va mi pago.\nGracias"


@pytest.mark.parametrize(
    "text",
    [
        "El pago lo hizo mi contador: referencia 935447",
        "De: Ana para ustedes",
        "Fecha: 14/09/2026\nPara: Perseo\nReferencia 935447",
        "El banco escribió mal el concepto, es 935447",
    ],
)
def test_ordinary_sentences_are_kept(text: str) -> None:
    assert own_text(text) == text


def test_a_forward_is_no_reply_for_it_may_be_the_receipt() -> None:
    """B70."""
    assert not begins_reply("---------- Forwarded message ---------")
    assert begins_reply("El lun, 2 nov 2026 a las 9:12, CxC <cxc@perseo.mx> escribió:")


@pytest.mark.parametrize("line", ["LO QUE LEÍMOS", "> Lo que leímos", "> > *Lo que leímos:*"])
def test_the_table_of_our_own_letter_is_never_a_receipt(line: str) -> None:
    """B71."""
    assert begins_reply(line)
    assert not begins_reply("Lo que leímos en su constancia fue otra cuenta")
