"""What is said on a page -> the amount of the transfer itself, never a guess between two."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.money import MOST_CHARGE, iva
from bot.receipts import amounts
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.model import Source
    from bot.receipts.amounts import Money
    from bot.receipts.places import Said


_BY_AMOUNT = re.compile(
    r"\b(?:por|recib(?:imos|io|i))\s?(?:la\s?(?:cantidad|suma)|(?:un|el)\s?(?:monto|importe|total))(?:\s?total)?(?:\s?de)?:?\s*(?=[$\d]|mxn)"
)

_OF_AMOUNT = re.compile(
    r"\b(?:tu|su|mi|el|la|un|una)\s(?:envio|transferencia|pago|deposito|spei|traspaso|operacion)[a-z ]{0,25}?"
    r"\s(?:por|de)\s?(?=\$|mxn)"
    r"|\b(?:enviaste|transferiste|pagaste|depositaste|mandaste|you sent|you paid)\s?(?=\$|mxn)"
)
_BOUND = re.compile(r"^[^a-z]*(?:mxn|mn|pesos)?\s*(?:o mas|o menos|en adelante|diari|al dia|mensual|por dia|por mes)")

_CALLS_FOR_MORE = re.compile(
    r"hasta$|\b(?:de|del|a|al|por|en|es|son|con|y|o|mayor(?:es)?|menor(?:es)?|mas|maximo|minimo|limite)$"
)


_OF_ELSE = re.compile(
    r"\bcharges?\b|\bsdo\b|comisi|\bcom\b|costo|tarifa|saldo|balance|limite|maxim|minim"
    r"|tipo de cambio|\bt\.? ?c\.?\b|\bfx\b|\brate\b"
    r"|equivalen|contravalor|^\W*(?:se )?(?:devuelto|devuelve|vuelto)\b"
    r"|\biva\b|impuesto|\bfee|propina|descuento|\bquedan?\b|disponible|\bganas?\b|premio|\bbono\b|\bpuntos\b|\bcambio\b"
)
_CASH = re.compile(r"\W*(?:en\s?)?efectivo\W*$")
_PAID_IN = re.compile(r"\W*(?:dep|deposito|pago|abono|envio|transferencia|traspaso)(?![a-z])")
_NO_MONEY = ("currency", "name", "payee_name", "payer_name", "payee_bank", "bank")
_MONEY = re.compile(r"(?:mxn|mx|m\.?n\.?)?\W*(?:\d{1,3}(?:,\d{3})*|\d{4,7})\.\d{2}\W*(?:mxn|m\.?n\.?|pesos)?\W*")
_ONE_DECIMAL = re.compile(r"\d+\.\d")
_OF_ACCOUNT = re.compile("abono|cargo|cuenta|cta")
_LETTERS = re.compile(r"[a-z]{3}")
_CURRENCY = re.compile(r"mxn|m\.?n\.?|pesos|mxp")
_OF_PAYMENT = re.compile(r"operacion|transferencia|pago|envio|deposito|movimiento|spei")


class Priced(NamedTuple):
    """An amount and where it stands."""

    said: Said
    money: Money


def amount_of(said: tuple[Said, ...]) -> Priced | None:
    """Return the amount of the transfer itself; None when the paper leaves a choice.

    Named amounts come first, by the best wording; then a total when no fee is printed; then the one bare amount,
    or the one printed much larger than the others. Fees, balances, cash and totals with fees never count.
    """
    fee = fees(said)
    for field in ("amount", "total"):
        found = priced(said, field)
        for rank in sorted({one.said.rank for one in found}):
            ranked = [one for one in found if one.said.rank == rank]
            within = _without_charge(ranked[0], said) if field == "total" else None
            if within:
                charge = ranked[0].money.centavos - within.money.centavos
                proven = charge == fee or (fee and charge - fee in _charges(said))  # the fee has its label
                return within if proven or _is_called_paid(within.said, said) else None
            if field == "total" and _is_of_a_list(ranked[0], said):
                continue
            if len({one.money.centavos for one in ranked}) == 1 and (field == "amount" or fee == 0):
                return _with_its_own_iva(ranked[0], said) or ranked[0]
            if field == "amount":
                return _with_fee_beside(ranked, fee) or _agreeing(ranked, said)
    named = _in_a_sentence(said)
    if named is not None:
        return named
    bare = [
        one
        for one in priced(said, "")
        if one.money.certain
        and _is_mostly_money(one.said.value)
        and not _ends_a_sentence(one.said, said)
        and not _is_of_else(one.said, said)
    ]
    large = [one for one in bare if one.money.centavos > MOST_CHARGE]  # the others may be its charges
    if _is_exchanged(large, said):
        return None
    added = priced(said, "total") or priced(said, "other_amount")  # then the sums have to add up
    bare_one = _only(bare) or (None if added else _only(large)) or _in_words(bare, said) or _largest(large)
    return bare_one or _in_words(priced(said, "other_amount"), said) or _in_cash(said) or _only_other(said)


def _is_exchanged(large: list[Priced], said: tuple[Said, ...]) -> bool:
    """Whether sums in pesos alone stand without a label on a page that tells another in dollars or euros."""
    pesos = any(one.money.currency in (None, "MXN") for one in large)
    told = (money for one in said if one.field != "fee" for money in amounts.amounts_in(one.value))
    foreign = {money.centavos for money in told if money.certain and money.currency not in (None, "MXN")}
    paid = {centavos for centavos in foreign if centavos > MOST_CHARGE}
    return pesos and bool(paid) and paid.isdisjoint(one.money.centavos for one in large)


def _only(sums: list[Priced]) -> Priced | None:
    """Return the one sum that there is, however often it stands there."""
    return sums[0] if len({one.money.centavos for one in sums}) == 1 else None


def _is_of_else(one: Said, said: tuple[Said, ...]) -> bool:
    """Whether its own line tells of a charge, a balance, a limit, change or a prize, before the sum."""
    size = one.box[3] - one.box[1]
    level = (
        other.value
        for other in said
        if abs(other.box[1] + other.box[3] - one.box[1] - one.box[3]) < size
        and other.box[2] <= one.box[0] + size
        and not other.field
        and other is not one
    )
    return any(_OF_ELSE.search(fold(text)) for text in (re.split(r"[$\d]", one.value)[0], *level))


def _is_of_a_list(total: Priced, said: tuple[Said, ...]) -> bool:
    """Whether a total is that of the several sums printed above it: of a list of payments, not of one."""
    bare = [one.money.centavos for one in priced(said, "") if one.money.certain]
    return len(bare) > 1 and sum(bare) == total.money.centavos


def _without_charge(total: Priced, said: tuple[Said, ...]) -> Priced | None:
    """Return the sum of the page to which a total adds a till's charge, whatever the two are called."""
    small, fee = _charges(said), fees(said)
    with_iva = {one + iva(one) for one in small if iva(one) in small}
    charges = {*small, *with_iva, fee, *(fee + one for one in small if fee)} - {0}
    others = [one for field in ("", "other") for one in priced(said, field) if one.money.certain]
    others += [one for one in priced(said, "other_amount") if fold(one.said.label).startswith("sub")]
    return next((one for one in others if total.money.centavos - one.money.centavos in charges), None)


def _charges(said: tuple[Said, ...]) -> set[int]:
    """Return the sums of a page that may be a till's charge or its IVA, centavos."""
    every = [one for field in ("", "other", "fee") for one in priced(said, field) if one.money.certain]
    return {one.money.centavos for one in every if one.money.centavos <= MOST_CHARGE}


def _is_called_paid(one: Said, said: tuple[Said, ...]) -> bool:
    """Whether a word of paying stands before a sum on its line."""
    size = one.box[3] - one.box[1]
    line = (other for other in said if abs(other.box[1] - one.box[1]) < 0.5 * size and other.box[0] <= one.box[0])
    return any(_PAID_IN.match(fold(other.value)) for other in line)


def fees(said: tuple[Said, ...]) -> int:
    """Return the sum of the fees and of their IVA, centavos."""
    return sum(one.money.centavos for one in priced(said, "fee"))


def _with_its_own_iva(amount: Priced, said: tuple[Said, ...]) -> Priced | None:
    """Return the total when the IVA beside the amount is the amount's own: a till sells, a bank taxes its fee only."""
    whole = amount.money.centavos + iva(amount.money.centavos)
    totals = [one for one in priced(said, "total") if one.money.centavos == whole]
    return totals[0] if totals and iva(amount.money.centavos) == fees(said) else None


def priced(said: tuple[Said, ...], field: str) -> list[Priced]:
    """Return the amounts that are said for a field."""
    found = [(one, _own_amount(one.value, one.source)) for one in said if one.field == field]
    all_of_it = [Priced(one, money) for one, money in found if money and money.centavos]
    # A bare whole number is money only behind "Importe" or "Monto", and from a hundred pesos up: "Cantidad 1" is none.
    return [one for one in all_of_it if one.money.certain or _may_be_bare(one)]


def strays(said: tuple[Said, ...]) -> list[Priced]:
    """Return the amounts that stand alone behind the label of something else: "Divisa / Neto  MXN 1,102.00"."""
    alone = [one for one in said if one.field in _NO_MONEY and _MONEY.fullmatch(fold(one.value).strip())]
    return [Priced(one, money) for one in alone if (money := _own_amount(one.value, one.source)) and money.certain]


@lru_cache(maxsize=2000)  # a page's sums are asked for by many rules
def _own_amount(text: str, source: Source) -> Money | None:
    """Return the one amount of a text; what stands behind it in brackets may tell its fee, or itself in words."""
    if source != "ocr" and _ONE_DECIMAL.fullmatch(text.strip()):  # as programs write 7250.00
        text = f"{text.strip()}0"
    head, bracket, rest = text.partition("(")
    aside = bracket and (re.search(r"comis|iva|fee", fold(rest)) or amounts.amount_in_words(rest)) is not None
    return amounts.amount_of(text) or (amounts.amount_of(head) if aside else None)


def _may_be_bare(one: Priced) -> bool:
    is_number = re.fullmatch(r"[\d,]+|\$\s?\d{1,3}(?:\.\d{3})+", one.said.value.strip()) is not None
    of_account = _OF_ACCOUNT.search(fold(one.said.label)) is not None  # "Cuenta abono: 374"
    return is_number and one.said.field == "amount" and not of_account and one.money.centavos >= 10_000


def _with_fee_beside(ranked: list[Priced], fee: int) -> Priced | None:
    """Return the smaller of two amounts when the other is it with the fee on top."""
    values = sorted({one.money.centavos for one in ranked})
    if fee and len(values) == 2 and values[1] - values[0] == fee:
        return next(one for one in ranked if one.money.centavos == values[0])
    return None


def _agreeing(ranked: list[Priced], said: tuple[Said, ...]) -> Priced | None:
    """Return the one amount that stands on the paper a second time without a label."""
    bare = {one.money.centavos for one in priced(said, "")}
    agreeing = [one for one in ranked if one.money.centavos in bare]
    return agreeing[0] if len({one.money.centavos for one in agreeing}) == 1 else None


def _largest(bare: list[Priced]) -> Priced | None:
    """Return the amount in the largest letters, when they are clearly larger than all others'."""
    heights = sorted(((one.said.box[3] - one.said.box[1], one) for one in bare), key=lambda pair: -pair[0])
    if len(heights) >= 2 and heights[0][0] > 1.3 * heights[1][0]:
        return heights[0][1]
    return None


def _in_a_sentence(said: tuple[Said, ...]) -> Priced | None:
    """Return the one amount that a letter says as "por la cantidad de $1,305.00"; None when it says two."""
    found: list[Priced] = []
    for before, one in zip((None, *said), said, strict=False):
        text = one.value if before is None else f"{before.value} {one.value}"
        folded = fold(text)
        for phrase in (*_BY_AMOUNT.finditer(folded), *_OF_AMOUNT.finditer(folded)):
            if _BOUND.match(folded[phrase.end() :]):
                continue
            money = amounts.amounts_in(text[phrase.end() :][:30].split("(")[0])
            if money and money[0].certain and money[0].centavos:
                found.append(Priced(one, money[0]))
    return found[0] if len({one.money.centavos for one in found}) == 1 else None


def _in_words(sums: list[Priced], said: tuple[Said, ...]) -> Priced | None:
    """Return the sum that the paper prints in words as well, whatever its label: nobody spells out his change."""
    spoken = {centavos for one in said if (centavos := amounts.amount_in_words(one.value))}
    told = any(not one.said.field and _LETTERS.search(_CURRENCY.sub("", fold(one.said.value))) for one in sums)
    found = [one for one in sums if spoken == {one.money.centavos} and not told]  # words beside a sum tell another
    return found[0] if found else None


def _only_other(said: tuple[Said, ...]) -> Priced | None:
    """Return the one sum of a page beside its fees and balances, though its label tells something else."""
    others = [one for field in ("", "other", "total") for one in priced(said, field) if one.money.certain]
    alone = len({one.money.centavos for one in others}) == 1 and not _is_of_else(others[0].said, said)
    labelled = alone and others[0].said.field == "other" and _OF_PAYMENT.search(fold(others[0].said.label))
    return others[0] if labelled else None


def _in_cash(said: tuple[Said, ...]) -> Priced | None:
    """Return the cash of a deposit: the one sum of a paper, which its total may say again; no change, no balance."""
    others = priced(said, "other_amount")
    every = {one.money.centavos for field in ("", "total", "other_amount") for one in priced(said, field)}
    cash = [one for one in others if _CASH.match(fold(one.said.label))]
    return cash[0] if cash and len(every) == 1 else None


def _ends_a_sentence(one: Said, said: tuple[Said, ...]) -> bool:
    """Whether the amount is the last line of running text above it: "... hasta / $30,000.00"."""
    size = one.box[3] - one.box[1]
    return any(
        other is not one
        and not other.field
        and len(other.value) > 35
        and _CALLS_FOR_MORE.search(fold(other.value)) is not None
        and -0.5 * size < one.box[1] - other.box[3] < size
        and abs(one.box[0] - other.box[0]) < 1.5 * size
        for other in said
    )


def _is_mostly_money(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) <= 14
