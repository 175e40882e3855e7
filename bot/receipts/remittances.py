"""Pieces of a payer's own advice -> the pieces without its table of documents, and the references that the table tells.

A company's books print it (aviso de pago a proveedor, remittance advice): one transfer, a line for each document that
it settles, with the payee's reference and the document's sum, and their total beneath.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts.amounts import amount_of, is_sum
from bot.receipts.expressions import any_loose
from bot.receipts.fields import fold
from bot.receipts.lines import lines_of
from bot.receipts.neighbours import share_column
from bot.receipts.places import Said
from bot.receipts.references import numbers_in

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece

Line = tuple["Piece", ...]
LEAST_HEADS = 3  # columns of such a table: a reference, a sum, and what tells the document
_REFERENCE = re.compile(r"\b(?:ref(?:erencia)?|texto|concepto|constancia|ficha|reference)\b")
# whose table settles documents: a list of movements, of goods or of several payments has heads of other words
_ADVICE = re.compile(
    any_loose(
        "aviso de (pago|transferencia|deposito|abono), remittance, payment advice, pago a proveedor",
        "(documento|factura|partida)s (pagad|liquidad|que se pag)(o|a), siguientes (documento|factura|partida)s",
    )
)
_NET = re.compile(
    r"^(?!.*(?:bruto|gross|descuento|discount|deduccion|retenc)).*\b(?:neto|net|importe|monto|amount|pagado)\b"
)
_TOTAL = re.compile(r"\W*(?:gran |suma |importe |monto |sub)?(?:total|suma)")
_HEAD = re.compile(
    r"(?:\W|\b(?:su|nuestra|nuestro|no|num|numero|de|del|la|el|y|your|our|number|date"
    r"|doc|documento|document|factura|invoice|fecha|ref|referencia|reference|texto|concepto|constancia|ficha|tipo|clase"
    r"|importe|monto|valor|bruto|neto|gross|net|amount|total|pagado|pago|a pagar|deduccion(?:es)?|descuentos?|discount"
    r"|retenc(?:ion(?:es)?)?|moneda|mon|mxn|sociedad|posicion|pos|partida|vencimiento|ejercicio)\b)*"
)


def settled(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Said, ...]]:
    """Return the pieces without the table of what one payment settles, all but its total, and its references as said.

    Only a table whose lines add up to its total is taken for one, on a page that calls itself an advice; on any other
    nothing is changed.
    """
    lines = lines_of(pieces) if _ADVICE.search(" ".join(fold(piece.text) for piece in pieces)) else []
    for number, head in enumerate(lines):
        reference = next((cell for cell in head if _REFERENCE.search(fold(cell.text))), None)
        if reference is None or len(head) < LEAST_HEADS or not all(_HEAD.fullmatch(fold(cell.text)) for cell in head):
            continue
        net = next((cell for cell in reversed(head) if _NET.search(fold(cell.text))), None)
        rows = _rows(lines[number + 1 :], reference, net) if net else []
        end = number + 1 + len(rows)
        total = _total(lines[end], net, rows) if net and rows and end < len(lines) else None
        if total is not None:
            sums = [cell for cell in lines[end] if cell is not total and is_sum(cell.text)]
            gone = {id(cell) for line in (*lines[number:end], sums) for cell in line}
            return tuple(piece for piece in pieces if id(piece) not in gone), (_said(reference, rows),)
    return pieces, ()


def _rows(lines: list[Line], reference: Piece, net: Piece) -> list[tuple[Piece, Piece]]:
    """Return what stands under the two heads in each line, as far as both have something: a text and a sum."""
    rows: list[tuple[Piece, Piece]] = []
    for line in lines:
        written, paid = _cell(line, reference), _cell(line, net)
        if written is None or paid is None or is_sum(written.text) or not is_sum(paid.text):
            break
        if _TOTAL.match(fold(written.text)):  # however wide it is printed
            break
        rows.append((written, paid))
    return rows


def _total(line: Line, net: Piece, rows: list[tuple[Piece, Piece]]) -> Piece | None:
    """Return the sum under its head, or else the last of the line, to which the rows add up."""
    paid = sum(_centavos(cell) for _, cell in rows)
    under, last = _cell(line, net), next((cell for cell in reversed(line) if is_sum(cell.text)), None)
    return next((cell for cell in (under, last) if cell is not None and _centavos(cell) == paid), None)


def _cell(line: Line, head: Piece) -> Piece | None:
    """Return what stands under a head in a line."""
    under = (cell for cell in line if share_column(head.box, cell.box, head.height, 0.25))
    return next(under, None)


def _centavos(cell: Piece) -> int:
    """Return the sum of a cell; 0 for none, with which no total adds up."""
    money = amount_of(cell.text)
    return money.centavos if money else 0


def _said(head: Piece, rows: list[tuple[Piece, Piece]]) -> Said:
    """Return the payee's references of all lines as what one payer wrote, each with its place."""
    cells = [written for written, _ in rows]
    told = [", ".join(numbers_in(cell.text)) or cell.text for cell in cells]  # "FICHA 1055187" is worth no more
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in cells), strict=True)
    return Said(
        field="concept",
        rank=0,
        value=", ".join(told),
        box=(min(lefts), min(tops), max(rights), max(bottoms)),
        confidence=min(cell.confidence for cell in cells),
        page=head.page,
        source=head.source,
        label=head.text,
        lines=tuple((text, cell.box) for text, cell in zip(told, cells, strict=True)),
    )
