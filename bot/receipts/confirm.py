"""Receipt + second readings of its deciding boxes -> the receipt confirmed, corrected or doubted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts import accounts, amounts
from bot.receipts.references import numbers_in

if TYPE_CHECKING:
    from bot.model import Box, Evidence, Receipt

DECIDING = ("amount", "references", "payee_account", "convenio")
_WHOLE = 10  # digits; the box of a whole account may cut off the first or the last
END = 3.0  # heights of a line: four digits and a few stars
LEAST_CLABE = 3  # digits that "CLABE-374" shows
_SMALL_I = re.compile(r"(?<=[\doO])i(?=[\doO])")
_DIGITS = str.maketrans("OoQIl|SBZ°º", "00011158200")


def looks(receipt: Receipt) -> tuple[tuple[str, int, Box], ...]:
    """Return document, page and box (page units) of amount, references and payee account or convenio, as pictured.

    Of a masked account only its end: a row of stars makes the OCR misread the digits behind them.
    """
    return tuple((proof.document, proof.page, _box_of(proof)) for proof in _looked_at(receipt))


def _box_of(proof: Evidence) -> Box:
    left, top, right, bottom = proof.box
    if proof.field == "payee_account" and accounts.is_end(proof.text):
        left = max(left, right - END * (bottom - top))
    return left, top, right, bottom


def confirmed(receipt: Receipt, texts: tuple[str, ...]) -> Receipt:
    """Return the receipt after a second look; `texts` are the new readings of `looks(receipt)`, in that order.

    A text layer that disagrees with its picture is "tampered" and the visible value counts. Two readings of one picture
    that disagree, or a box that cannot be read, leave the value and make it "unconfirmed". Of an amount whose last
    digits alone are pictured nothing is believed: its box may be cut, or a digit be set before it.
    """
    for proof, text in zip(_looked_at(receipt), texts, strict=True):
        if _agrees(receipt, proof, text):
            continue
        if proof.field == "amount" and proof.source == "text_layer" and _is_its_end(text, receipt.amount):
            receipt = _flagged(replace(receipt, amount=None), "unconfirmed")
            continue
        seen = _seen(receipt, proof, text) if proof.source == "text_layer" else None
        receipt = _flagged(seen, "tampered") if seen is not None else _flagged(receipt, "unconfirmed")
    return (
        receipt if all(_printed_in(proof, receipt) for proof in _whole(receipt)) else _flagged(receipt, "unconfirmed")
    )


def _whole(receipt: Receipt) -> list[Evidence]:
    """Return the proof of the references when there is just one: it must print all of them."""
    proofs = [proof for proof in _looked_at(receipt) if proof.field == "references"]
    return proofs if len(proofs) == 1 and len(receipt.references) > 1 else []


def _printed_in(proof: Evidence, receipt: Receipt) -> bool:
    return all(reference in accounts.digits(proof.text) for reference in receipt.references)


def _looked_at(receipt: Receipt) -> list[Evidence]:
    pictured = [proof for proof in receipt.evidence if proof.source in ("text_layer", "ocr")]
    return [proof for field in DECIDING for proof in pictured if proof.field == field]


def _agrees(receipt: Receipt, proof: Evidence, text: str) -> bool:
    """Whether the new reading says what the receipt says, letters that look like digits taken for them."""
    if proof.field == "amount":
        said = {money.centavos for money in amounts.amounts_in(text.translate(_DIGITS))}
        said |= {money.centavos for money in amounts.amounts_in(text)}
        return receipt.amount in said or _same_digits(receipt.amount, text)
    seen = accounts.digits(_SMALL_I.sub("1", text).translate(_DIGITS))
    if proof.field == "references":
        # of two references in two fields each box shows its own
        own = [reference for reference in receipt.references if reference in accounts.digits(proof.text)]
        return all(reference in seen for reference in own or receipt.references)
    if proof.field == "convenio":
        return (receipt.convenio or "") in seen
    if _is_a_line(receipt, proof):
        return accounts.digits(proof.text) in seen
    if proof.source == "text_layer" and accounts.is_end(proof.text):
        runs = re.findall(r"\d+", text.translate(_DIGITS))  # what else stands in the box stands before the end
        return bool(runs) and runs[-1].endswith(accounts.digits(proof.text))
    whole = accounts.digits(receipt.payee_account or "")
    clipped = len(whole) >= _WHOLE and seen in (whole[1:], whole[:-1])
    return clipped or all(group in seen for group in re.findall(r"\d+", receipt.payee_account or ""))


def _same_digits(amount: int | None, text: str) -> bool:
    """Whether one number of the text has the amount's digits: dots that lead to it, or a comma for its point."""
    numbers = re.findall(r"\d[\d,.]*[.,]\d\d(?!\d)", text)
    return amount is not None and [accounts.digits(number) for number in numbers] == [str(amount)]


def _is_its_end(text: str, amount: int | None) -> bool:
    money = amounts.amount_of(text)
    return money is not None and amount is not None and str(amount)[1:].endswith(str(money.centavos))


def _is_a_line(receipt: Receipt, proof: Evidence) -> bool:
    """Whether the account goes over lines that together print all of it, and `proof` is one of them."""
    lines = [one.text for one in receipt.evidence if one.field == proof.field and one.document == proof.document]
    return len(lines) > 1 and accounts.digits("".join(lines)) == accounts.digits(receipt.payee_account or "")


def _seen(receipt: Receipt, proof: Evidence, text: str) -> Receipt | None:
    """Return the receipt with the value that the picture shows; None when the picture cannot be read there."""
    if proof.field == "amount":
        money = amounts.amount_of(text)
        return replace(receipt, amount=money.centavos) if money and money.certain else None
    if proof.field == "references":
        numbers = numbers_in(text, own_field=True)
        return replace(receipt, references=numbers) if numbers else None
    account = (accounts.account_of(text) if proof.field == "payee_account" else None) or ""
    least = LEAST_CLABE if account.upper().startswith("CLABE") else accounts.END
    return replace(receipt, payee_account=account) if len(accounts.digits(account)) >= least else None


def _flagged(receipt: Receipt, flag: str) -> Receipt:
    return receipt if flag in receipt.flags else replace(receipt, flags=(*receipt.flags, flag))
