"""A payment -> the strings that a layout prints, and the label of what it printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.further.paid import IN_FIELD, Paid

if TYPE_CHECKING:
    from random import Random

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
PAYEE = "Sistemas Perseo S.A. de C.V."
RFC = "SPE940216QX7"
CLABE = "012164001016446374"
ACCOUNT = "0101644637"
_CONCEPTS = {
    "field": "pago timbres",
    "padded": "PAGO",
    "year_beside": "TIMBRES 2026",
    "none": "pago factura",
    "concept": "REF {}",
    "glued": "pago{}",
    "spaced": "{} {}",
    "hyphen": "REF-{}",
    "sentence": "CONSTANCIA {} ANUALIDAD",
}


def pesos(centavos: int, form: str = "${}") -> str:
    """Return the amount in a layout's form, `{}` for the figures: `$ {} M.N.`."""
    return form.format(f"{centavos / 100:,.2f}")


class Pen:
    """Writes the values of one payment; what it never wrote stays None in the label."""

    def __init__(self, paid: Paid, dice: Random, bank: str) -> None:
        """Hold a payment, the dice for what the bank adds, and the bank's name as people say it."""
        self.paid = paid
        self.dice = dice
        self._precision = 0
        self.decoys: dict[str, list[str]] = {"amounts": [], "references": []}
        self.printed_amount = ""
        self.said: dict[str, Any] = {
            "references": [],
            "printed_reference": None,
            "amount": None,
            "currency": "MXN",
            "paid_at": None,
            "tracking_key": None,
            "folio": None,
            "payer_name": None,
            "payer_bank": bank,
            "beneficiary_account_printed": None,
            "status": "completed",
        }

    def amount(self, form: str = "${}", currency: str = "MXN") -> str:
        """Return the transferred amount; the same whenever asked again."""
        self.printed_amount = self.printed_amount or pesos(self.paid.amount, form)
        self.said |= {"amount": f"{self.paid.amount / 100:.2f}", "currency": currency}
        return pesos(self.paid.amount, form)

    def other(self, centavos: int, form: str = "${}") -> str:
        """Return an amount that is not the answer."""
        self.decoys["amounts"].append(f"{centavos / 100:.2f}")
        return pesos(centavos, form)

    def number(self, *, only: bool = False, digits: int = 7) -> str:
        """Return the numeric reference field; what the bank prints there when the payer wrote elsewhere."""
        if only or self.paid.written in IN_FIELD:
            if self.paid.written == "none":
                return "0000000"
            return self._reference(self.paid.reference.zfill(digits if self.paid.written == "padded" else 0))
        days = f"{self.paid.at:%d%m%y}"
        if self.paid.written == "none":
            return self._decoy(days)
        return self._decoy(self.dice.choice((days, str(self.dice.randrange(2_000_000, 9_000_000)))))

    def words(self, *, only: bool = False) -> str:
        """Return the payer's free text; with only it is the one place for the reference."""
        written = self.paid.written
        if only and written in IN_FIELD:
            return self._reference(f"Pago {self.paid.reference}" if written == "year_beside" else self.paid.reference)
        form, number = _CONCEPTS[written], self.paid.reference
        if "{}" not in form:
            return form
        return self._reference(form.format(number[:3], number[3:]) if written == "spaced" else form.format(number))

    def when(self, form: str) -> str:
        """Return day or time in a form with {d} {m} {Y} {y} {mes} {Mes} {MES} {H} {M} {S} {h} {ampm}."""
        self._precision = max(self._precision, 2 if "{S" in form else 1 if "{H" in form or "{h" in form else 0)
        self.said["paid_at"] = self.paid.at.isoformat()[: (10, 16, 19)[self._precision]]
        return self._day(form)

    def key(self, pattern: str) -> str:
        """Return the tracking key by a bank's grammar: # a digit, @ a capital or digit, {ymd} or {Ymd} the day."""
        self.said["tracking_key"] = self._pattern(pattern)
        return str(self.said["tracking_key"])

    def folio(self, pattern: str) -> str:
        """Return the bank's own number of the operation."""
        self.said["folio"] = self._pattern(pattern)
        return str(self.said["folio"])

    def stray(self, pattern: str) -> str:
        """Return a number that means nothing to us: a branch, a terminal, an approval."""
        return self._decoy(self._pattern(pattern))

    def payer(self, *, upper: bool = False) -> str:
        """Return who paid."""
        self.said["payer_name"] = self.paid.payer.upper() if upper else self.paid.payer
        return str(self.said["payer_name"])

    def account(self, printed: str = CLABE) -> str:
        """Return the paid account as this layout masks it."""
        self.said["beneficiary_account_printed"] = printed
        return printed

    def status(self, status: str, words: str) -> str:
        """Return the words by which the page says what became of the payment."""
        self.said["status"] = status
        return words

    def own_account(self, form: str = "*{}") -> str:
        """Return the payer's account, masked; never the answer."""
        return form.format(self.dice.randrange(1000, 9999))

    def _reference(self, printed: str) -> str:
        self.said |= {"references": [self.paid.reference], "printed_reference": printed}
        return printed

    def _decoy(self, number: str) -> str:
        self.decoys["references"].append(number)
        return number

    def _pattern(self, pattern: str) -> str:
        dated = pattern.replace("{ymd}", f"{self.paid.at:%y%m%d}").replace("{Ymd}", f"{self.paid.at:%Y%m%d}")
        letters = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"
        pick = {"#": lambda: str(self.dice.randrange(10)), "@": lambda: self.dice.choice(letters)}
        return "".join(pick[sign]() if sign in pick else sign for sign in dated)

    def _day(self, form: str) -> str:
        at, month = self.paid.at, MONTHS[self.paid.at.month - 1]
        return form.format(
            d=at.day,
            m=at.month,
            Y=at.year,
            y=at.year % 100,
            mes=month,
            Mes=month[:3].capitalize(),
            MES=month[:3].upper(),
            H=at.hour,
            M=at.minute,
            S=at.second,
            h=at.hour % 12 or 12,
            ampm="a. m." if at.hour < 12 else "p. m.",
        )
