"""Papers that prove no payment: a statement, a contract, the tax office, a shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.further.page import Field, Grid, Note, Page
from benchmarks.further.pen import pesos

if TYPE_CHECKING:
    from random import Random

    from benchmarks.further.paid import Paid


def statement(paid: Paid, dice: Random) -> Page:
    """Return a page of an account's statement."""
    rows = tuple(
        (
            f"{day:02}/10/2026",
            dice.choice(("SPEI ENVIADO BBVA", "PAGO TARJETA", "COMISION", "DEPOSITO")),
            str(dice.randrange(900_000, 999_999)),
            pesos(dice.randrange(20_00, 9000_00), "{}"),
            pesos(dice.randrange(9_000_00, 90_000_00), "{}"),
        )
        for day in range(1, 25, 2)
    )
    return Page(
        "BANCO MULTIPLE DEL SUR",
        (
            Field("Cliente", paid.payer),
            Field("Periodo", "01/10/2026 al 31/10/2026"),
            Field("Saldo inicial", pesos(paid.balance)),
            Field("Saldo final", pesos(paid.balance + 4_812_00)),
            Grid(("Fecha", "Descripción", "Referencia", "Cargo", "Saldo"), rows),
        ),
        title="Estado de cuenta",
        skin="columns",
    )


def contract() -> Page:
    """Return a page of legal words with amounts."""
    legal = (
        "Las comisiones que el Banco podrá cobrar son: anualidad $650.00 más IVA, reposición de tarjeta "
        "$120.00, transferencia fuera de horario $8.00 más IVA. "
        "El Cliente podrá realizar transferencias por hasta $250,000.00 diarios. Los depósitos están "
        "protegidos por el IPAB hasta 400,000 UDIS por cliente. "
        "Contrato de adhesión 0319-437-029384/05-01122-0926. Cualquier controversia se someterá a los "
        "tribunales de la Ciudad de México. "
    )
    return Page(
        "Banca Ejemplar",
        tuple(Note(legal) for _ in range(5)),
        title="Contrato de servicios bancarios, carátula",
        skin="letter",
    )


def tax_certificate() -> Page:
    """Return the tax office's "constancia", which is no slip of ours."""
    return Page(
        "SAT",
        (
            Field("RFC", "QUIY8304128K2"),
            Field("Nombre", "YOLANDA QUINTANILLA RDZ"),
            Field("idCIF", "14050612345"),
            Field("Fecha de inicio de operaciones", "15 DE MARZO DE 2014"),
            Field("Estatus en el padrón", "ACTIVO"),
            Field("Código postal", "32300"),
            Field("Régimen", "Régimen Simplificado de Confianza"),
            Note(
                "Cadena Original Sello: ||2026/10/02|QUIY8304128K2|CONSTANCIA DE SITUACIÓN "
                "FISCAL|200001088888800000031||"
            ),
        ),
        title="Constancia de situación fiscal",
        skin="columns",
    )


def groceries() -> Page:
    """Return a shop's strip that a card paid."""
    return Page(
        "SUPER LA ESPIGA",
        (
            Note("RFC SES890214KJ8 TEL 6566168770"),
            Field("LECHE 1L", "27.50"),
            Field("PAN CAJA", "46.00"),
            Field("DETERGENTE 3KG", "112.90"),
            Field("TOTAL", "$186.40"),
            Field("TARJETA ****8831", "$186.40"),
            Field("AUT", "448120"),
            Note("14/10/2026 18:22 ART. 3"),
            Note("GRACIAS POR SU COMPRA"),
        ),
        font="DejaVuSansMono",
    )
