"""A receipt that waits + the slips around it -> those that it could mean, ranked, with what speaks for and against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.matching import names, near, subset
from bot.matching.repair import paid_too_early, repaired
from bot.model import Proposal
from bot.money import iva, pesos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Customer, Receipt, Slip

MOST = 5  # proposals: staff choose, they do not search
_LEAST = 20  # score; below it a proposal is noise
_REPAIRED = 90  # the score from which a proposal stands preselected; no other of a mistyped reference reaches it


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the paper."""

    sender: Customer | None
    is_ours: Callable[[str], bool]  # whether a reference can have been issued by us: its check digit fits


@dataclass(frozen=True, slots=True)
class _Says:
    """One observation: which part of the doubt that is left it takes away, or by what it lessens the score; 0..1."""

    weight: float
    sentence: str


def proposals(receipt: Receipt, slips: tuple[Slip, ...], around: Around) -> tuple[Proposal, ...]:
    """Return up to MOST proposals among `slips`, best first: single slips, and sums of one customer's slips."""
    meant = repaired(receipt, slips, around.sender)
    alike = sum(slip.status == "open" and slip.balance == receipt.amount for slip in slips)
    found = [_single(receipt, slip, around, alike) for slip in slips]
    found = [_preselected(one) if meant and one.references == (meant.reference,) else one for one in found]
    found += _sums(receipt, slips, around)
    ranked = sorted(found, key=lambda one: (-one.score, one.references))
    return tuple(one for one in ranked if one.score >= _LEAST)[:MOST]


def _preselected(one: Proposal) -> Proposal:
    return replace(one, score=max(one.score, _REPAIRED), preselected=True)


def _single(receipt: Receipt, slip: Slip, around: Around, alike: int) -> Proposal:
    """Return the proposal of one slip: each observation takes its part of the doubt, each objection of the score."""
    why = [*_by_reference(receipt, slip, around), *_by_amount(receipt, slip, alike), *_by_payer(receipt, slip, around)]
    why_not = [*_objections(receipt, slip, around)]
    doubt = 1.0
    for one in why:
        doubt *= 1 - one.weight
    score = 1 - doubt
    for one in why_not:
        score *= one.weight
    most = 100 if slip.reference in receipt.references else _REPAIRED - 1
    why.sort(key=lambda one: -one.weight)
    return Proposal(
        (slip.reference,),
        min(round(100 * score), most),
        tuple(one.sentence for one in why),
        tuple(one.sentence for one in why_not),
    )


def _by_reference(receipt: Receipt, slip: Slip, around: Around) -> Iterator[_Says]:
    if slip.reference in receipt.references:
        yield _Says(0.75, f"La referencia es exacta: {slip.reference}.")
        return
    for printed in receipt.references:
        kind = near.neighbours(printed).get(slip.reference)
        if kind is None:
            continue
        yield _Says(0.5 if kind in near.ONE_SLIP else 0.3, f"La referencia {kind}: {printed} → {slip.reference}.")
        if around.is_ours(slip.reference) and not around.is_ours(printed):
            yield _Says(0.1, f"El dígito verificador de {printed} no cuadra y el de {slip.reference} sí.")
    if slip.reference in receipt.candidates:
        yield _Says(0.3, f"El número {slip.reference} está en el comprobante, pero no como referencia.")


def _by_amount(receipt: Receipt, slip: Slip, alike: int) -> Iterator[_Says]:
    if receipt.amount is None:
        return
    if receipt.amount == slip.balance:
        words = "El importe completa lo que faltaba" if slip.received else "El importe es exacto"
        # a price of the catalogue is asked for by many: the fewer, the more it says
        yield _Says(0.5 if alike == 1 else 0.4 if alike <= 5 else 0.2, f"{words}: {pesos(receipt.amount)}.")
    elif receipt.amount + iva(receipt.amount) == slip.balance:
        missing = slip.balance - receipt.amount
        yield _Says(0.3, f"El importe es el de la constancia sin IVA; faltan {pesos(missing)}.")


def _by_payer(receipt: Receipt, slip: Slip, around: Around) -> Iterator[_Says]:
    if around.sender is not None and around.sender.id == slip.customer.id:
        yield _Says(0.5, f"Lo envió el propio cliente: {slip.customer.name.rstrip('.')}.")
    likeness = names.likeness(receipt.payer_name, slip.customer.name)
    if likeness == names.EQUAL:
        yield _Says(0.5, f"El pagador se llama igual que el cliente: {slip.customer.name.rstrip('.')}.")
    elif likeness >= names.ALIKE:
        yield _Says(0.3, f"El nombre del pagador se parece al del cliente: {slip.customer.name.rstrip('.')}.")


def _objections(receipt: Receipt, slip: Slip, around: Around) -> Iterator[_Says]:
    closed = {"paid": "ya está pagada", "cancelled": "está cancelada"}
    if slip.status in closed:
        yield _Says(0.3, f"La constancia {closed[slip.status]}.")
    if slip.status == "expired":
        yield _Says(0.8, "La constancia ya venció.")
    if receipt.amount is not None and receipt.amount != slip.balance:
        excess = receipt.amount - slip.balance
        words = f"Sobran {pesos(excess)}" if excess > 0 else f"Faltan {pesos(-excess)}"
        yield _Says(0.5, f"{words} para los {pesos(slip.balance)} que pide la constancia.")
    if paid_too_early(receipt, slip):
        yield _Says(0.4, "Se pagó antes de emitir la constancia.")
    if around.sender is not None and around.sender.id != slip.customer.id:
        yield _Says(0.8, f"Lo envió otro cliente: {around.sender.name.rstrip('.')}.")


def _sums(receipt: Receipt, slips: tuple[Slip, ...], around: Around) -> Iterator[Proposal]:
    """Yield, for each customer whom the paper or the sender points to, the slips that add up to the amount."""
    named = {slip.reference: slip.customer.id for slip in slips if slip.reference in receipt.references}
    pointed = {*named.values()} | ({around.sender.id} if around.sender is not None else set())
    for customer in sorted(pointed):
        its = tuple(slip for slip in slips if slip.customer.id == customer and not paid_too_early(receipt, slip))
        choice = subset.exact(receipt.amount, its) if receipt.amount else None
        if choice is not None:
            left_out = named.keys() - {slip.reference for slip in choice.slips}
            yield _sum(receipt.amount or 0, choice, sorted(left_out))


def _sum(amount: int, choice: subset.Choice, left_out: list[str]) -> Proposal:
    slips = sorted(choice.slips, key=lambda slip: slip.reference)
    terms = " + ".join(f"{slip.reference} ({pesos(slip.balance)})" for slip in slips)
    why = [
        f"Suman exactamente {pesos(amount)}: {terms}.",
        f"Son del mismo cliente: {slips[0].customer.name.rstrip('.')}.",
    ]
    why_not = [f"El comprobante nombra {reference}, que no entra en la suma." for reference in left_out]
    if choice.unique:
        why.append("Ninguna otra combinación de sus constancias abiertas da esa suma.")
    else:
        why_not.append("Hay otra combinación de sus constancias abiertas que da la misma suma.")
    references = tuple(slip.reference for slip in slips)
    return Proposal(references, 40 if why_not else 80, tuple(why), tuple(why_not))
