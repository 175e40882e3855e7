"""The sender's own words -> the references and the payment he tells, for what his papers do not say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Receipt
from bot.receipts.amounts import amounts_in
from bot.receipts.fields import fold
from bot.receipts.references import FILLER, is_marked, numbers_in, strangers_in

if TYPE_CHECKING:
    from bot.model import Document, Evidence, InboundMail

LONGEST = 300  # letters of a line
_SLIPS = 3  # digits in which a number may differ from what was meant by it
_PAID = re.compile(
    r"\b(?:pague|deposite|transferi|pagamos|depositamos|transferimos|(?:hice|hicimos|realice|realizamos|realizo|efectue|efectuamos)"
    r"\s+(?:el|un|la|una|mi|su)?\s*(?:pago|deposito|transferencia))\b"
)

# "no. de referencia" denies nothing
_DENIED = re.compile(
    r"\bno\b(?!\W*(?:(?:de\W*)?(?:la\W*)?(?:ref|constancia|slip|ficha|operacion|pago)|\d))|\b(?:tampoco|nunca|ni|todavia|aun|equivoc\w*|cancel\w*)\b"
    r"|\bya (?:la|lo|las|los|se|esta|fue|quedo|habia|pague|pagamos)\b"
)
_ALONE = re.compile(r"\W*\d[\W\d]*")
_PAYS = re.compile(r"\bpag(?:o|os|amos|ue)\b(?:\W+(?:de|del|la|el|no|num|constancia|ficha))*\W*(\d+)")


def with_told(receipts: tuple[Receipt, ...], mail: InboundMail, documents: tuple[Document, ...]) -> tuple[Receipt, ...]:
    """Return the receipts with what the mail, its subject and the file names tell.

    A number that the sender calls the reference is given to the one receipt that prints none; every other number of a
    reference's shape is a candidate only.
    """
    return with_lines(receipts, _with_subject(mail), documents)


def with_lines(
    receipts: tuple[Receipt, ...], lines: list[str], documents: tuple[Document, ...], *, gives_way: bool = False
) -> tuple[Receipt, ...]:
    """Return the receipts with what the sender's lines and the file names tell, as `with_told` does.

    With `gives_way` seven digits in their own field give way to what the sender names: who knows the open slips looks
    there first whether they are one.
    """
    named, others = _references(lines, documents)
    silent = [receipt for receipt in receipts if not receipt.references]
    filled = [receipt for receipt in receipts if gives_way and len(named) == 1 and is_filler(receipt, named[0])]
    completed = []
    for receipt in receipts:
        meant = (receipt in silent and len(silent) == 1) or (filled == [receipt] == list(receipts))
        gained = named if meant else ()
        references = gained or receipt.references
        every = dict.fromkeys([*receipt.references, *receipt.candidates, *named, *others])
        full = replace(receipt, candidates=tuple(n for n in every if n not in references))
        completed.append(told_of(full, gained) if gained else full)
    return tuple(completed)


def is_filler(receipt: Receipt, named: str) -> bool:
    """Whether the paper's only reference is seven digits in their own field, and far from what its sender names."""
    proofs = [proof.text.strip() for proof in receipt.evidence if proof.field == "references"]
    own_field = len(receipt.references) == len(proofs) == 1 and proofs[0].isdigit()
    if not own_field or len(receipt.references[0]) != FILLER:
        return False
    alike = sum(mine == theirs for mine, theirs in zip(receipt.references[0], named, strict=False))
    return len(named) != FILLER or alike < FILLER - _SLIPS


def told_of(receipt: Receipt, references: tuple[str, ...]) -> Receipt:
    """Return the receipt with references that its sender told; what the paper prints as its own is then another."""
    flags = dict.fromkeys((*receipt.flags, "reference_told"))
    evidence = tuple(
        replace(proof, field="other_reference") if _prints_none_of(references, proof) else proof
        for proof in receipt.evidence
    )
    return replace(receipt, references=references, flags=tuple(flags), evidence=evidence)


def _prints_none_of(references: tuple[str, ...], proof: Evidence) -> bool:
    return proof.field == "references" and set(references).isdisjoint(numbers_in(proof.text, own_field=True))


def payment_told(mail: InboundMail, documents: tuple[Document, ...]) -> tuple[Receipt, ...]:
    """Return the payment that a mail without any paper tells: a verb of paying, one amount and a named reference."""
    text = mail.own_text
    named, others = _references(_with_subject(mail), documents)
    said = {
        money.centavos
        for line in _lines(mail)
        for money in amounts_in(line)
        if money.certain or _PAID.search(fold(line))
    }
    said -= {int(number) * 100 for number in (*named, *others)}
    if not (_PAID.search(fold(text)) and named and len(said) == 1):
        return ()
    document = next((one.sha256 for one in documents if one.kind == "text"), "")
    return (
        Receipt(
            references=named,
            candidates=others,
            amount=said.pop(),
            status="completed",
            document=document,
            flags=("typed",),
        ),
    )


def numbers_told(mail: InboundMail) -> tuple[str, ...]:
    """Return the numbers of a reference's shape that a mail without papers writes: those called a reference first."""
    named, others = _references(_with_subject(mail), ())
    return named or others


def numbers_meant(mail: InboundMail) -> tuple[str, ...]:
    """Return the numbers that a mail beside its paper calls the reference, says it pays, or writes on a line alone.

    Any other number in its sentences or its signature may be an order, a client or a house.
    """
    lines = _with_subject(mail)
    named, _ = _references(lines, ())
    alone = [text for text in lines if _ALONE.fullmatch(text)]
    paid = [found[1] for text in lines for found in _PAYS.finditer(fold(text))]
    meant = [number for text in (*alone, *paid) for number in numbers_in(text) if len(number) in (6, 7)]
    return tuple(dict.fromkeys((*named, *meant)))


def _lines(mail: InboundMail) -> list[str]:
    """Return the first lines of what the sender wrote himself, none too long to be a person's."""
    return [text[:LONGEST] for text in mail.own_text.splitlines()[:200]]


def _with_subject(mail: InboundMail) -> list[str]:
    return [*_lines(mail), mail.subject[:LONGEST]]


def _references(lines: list[str], documents: tuple[Document, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers that somebody calls a reference, and the others of its shape; what is denied is one."""
    names = [re.sub(r"\.\w{2,5}$", "", document.name) for document in documents]
    named: dict[str, None] = {}
    others: dict[str, None] = {}
    for text in [*lines, *names]:
        numbers = [number for number in numbers_in(text) if len(number) in (6, 7)]
        alone = text in names and text.strip().isdigit()
        is_meant = alone or (is_marked(text) and (text in names or not _DENIED.search(fold(text))))
        (named if is_meant else others).update(dict.fromkeys(numbers))
        others.update(dict.fromkeys(strangers_in(text)))
    return tuple(named), tuple(number for number in others if number not in named)
