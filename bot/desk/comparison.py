"""A receipt beside its slip -> one row a datum, with the word that says how they stand to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.desk.clocks import day
from bot.matching import accounts, names
from bot.money import iva, pesos
from bot.receipts import corrected

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.model import Evidence, Receipt, Slip

Tone = Literal["ok", "warn", "stop", ""]
NOT_READ = "sin dato"
SOURCES = {
    "text_layer": "texto del PDF",
    "ocr": "leído de la imagen",
    "html": "página web",
    "text": "texto",
    "xml": "XML",
}
_BESIDE = {"amount": ("currency",), "tracking_key": ("folio",), "payer_name": ("payer_bank",)}
"""What else a row shows."""
_STATUS: dict[str, tuple[str, Tone]] = {
    "completed": ("pagado", "ok"),
    "scheduled": ("programada", "warn"),
    "pending": ("en proceso", "warn"),
    "rejected": ("rechazada", "stop"),
}
_USED = (
    "payment_already_used",
    "payment_used_elsewhere",
    "payment_maybe_used",
    "part_already_received",
    "repeat_differs",
)
_EARLY = timedelta(days=1)  # the payer's calendar and ours may differ by a day
_LONGEST = 80  # characters of what is printed in a box


@dataclass(frozen=True, slots=True)
class Row:
    """One datum: what the paper says, what the slip asks for, and the result."""

    field: str  # of Receipt
    label: str
    read: str
    asked: str = ""
    result: str = ""
    tone: Tone = ""
    read_note: str = ""
    asked_note: str = ""
    proofs: tuple[Evidence, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether a person must look at it."""
        return self.tone in ("warn", "stop")


@dataclass(frozen=True, slots=True)
class Known:
    """What a comparison needs besides paper and slip."""

    accounts: tuple[str, ...]  # ours: account numbers and CLABEs
    zone: str
    now: datetime
    rules: frozenset[str] = frozenset()  # the objections that were raised
    discarded: tuple[str, ...] = ()  # numbers that were not taken for the reference

    @property
    def today(self) -> date:
        """Return the day in the vendor's calendar."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def rows(receipt: Receipt, slips: tuple[Slip, ...], known: Known) -> tuple[Row, ...]:
    """Return the seven data that decide, those that differ first; `slips` with what they asked before this payment."""
    found = (
        _amount(receipt, slips),
        _reference(receipt, slips, known),
        _account(receipt, known),
        _paid_on(receipt, slips, known),
        _status(receipt),
        _key(receipt, known),
        _payer(receipt, slips),
    )
    told = (_with_corrections(row, receipt) for row in found)
    return tuple(sorted(told, key=lambda row: not row.differs))


def _with_corrections(row: Row, receipt: Receipt) -> Row:
    """Return the row with whose word its value is, and what the bot had read."""
    notes = [_correction(receipt, field, row.field) for field in (row.field, *_BESIDE.get(row.field, ()))]
    return replace(row, read_note="; ".join(note for note in (*notes, row.read_note) if note))


def _correction(receipt: Receipt, field: str, row: str) -> str:
    mine = [one for one in receipt.corrected if one.field == field]
    if not mine:
        return ""
    what = "" if field == row else f"{corrected.FIELDS[field].lower()}: "
    return f"{what}corregido por {mine[-1].by} (antes {mine[0].before or NOT_READ})"


def more(receipt: Receipt) -> tuple[Row, ...]:
    """Return what else the paper says; nothing of it decides."""
    told = (
        ("payee_name", "Beneficiario", receipt.payee_name),
        ("description", "Concepto", receipt.description),
        ("payer_bank", "Banco de quien paga", receipt.payer_bank),
        ("currency", "Moneda", receipt.currency),
        ("folio", "Folio", receipt.folio if receipt.tracking_key else None),
    )
    return tuple(Row(name, label, value, proofs=_proofs(receipt, name)) for name, label, value in told if value)


def where(proof: Evidence) -> str:
    """Return where a value was read: "página 1, texto del PDF, «Importe $1,305.00»"."""
    text = proof.text if len(proof.text) <= _LONGEST else f"{proof.text[:_LONGEST]}…"
    return f"página {proof.page}, {SOURCES[proof.source]}, «{text}»"


def why_discarded(number: str, receipt: Receipt) -> str:
    """Return why a number of the paper was not taken for the reference."""
    if receipt.paid_on is not None and number in _ways_to_write(receipt.paid_on):
        return "es la fecha"
    for words, value in (
        ("es el folio", receipt.folio), ("es de la clave de rastreo", receipt.tracking_key),
        ("es de la cuenta", receipt.payee_account),
    ):  # fmt: skip
        if value and number in "".join(letter for letter in value if letter.isdecimal()):
            return words
    return "no se tomó como referencia"


def _ways_to_write(on: date) -> frozenset[str]:
    ways = ("%d%m%y", "%d%m%Y", "%y%m%d", "%Y%m%d", "%m%d%y", "%m%d%Y")
    return frozenset(form for way in ways for form in (on.strftime(way), on.strftime(way).lstrip("0")))


def _proofs(receipt: Receipt, *fields: str) -> tuple[Evidence, ...]:
    return tuple(proof for proof in receipt.evidence if proof.field in fields)


def _amount(receipt: Receipt, slips: tuple[Slip, ...]) -> Row:
    asked = sum(slip.balance for slip in slips)
    result, tone = _difference(receipt.amount, asked if slips else None)
    return Row(
        "amount", "Importe", pesos(receipt.amount) if receipt.amount is not None else NOT_READ,
        pesos(asked) if slips else "", result, tone, asked_note=_made_of(slips), proofs=_proofs(receipt, "amount"),
        read_note="" if receipt.currency in (None, "MXN") else f"en {receipt.currency}",
    )  # fmt: skip


def _difference(paid: int | None, asked: int | None) -> tuple[str, Tone]:
    if paid is None:
        return NOT_READ, "warn"
    if asked is None:
        return "", ""
    if paid == asked:
        return "igual", "ok"
    return (f"faltan {pesos(asked - paid)}", "warn") if paid < asked else (f"sobran {pesos(paid - asked)}", "warn")


def _made_of(slips: tuple[Slip, ...]) -> str:
    """Return what the asked sum is made of."""
    if len(slips) > 1:
        return " + ".join(f"{slip.reference} {pesos(slip.balance)}" for slip in slips)
    if not slips:
        return ""
    (slip,) = slips
    if slip.received:
        return f"de {pesos(slip.amount)} ya se recibieron {pesos(slip.received)}"
    subtotal = sum(line.amount for line in slip.lines) or (slip.amount * 100 + 58) // 116
    tax = iva(subtotal)
    return f"{pesos(subtotal)} + IVA {pesos(tax)}" if subtotal + tax == slip.amount else "IVA incluido"


def _reference(receipt: Receipt, slips: tuple[Slip, ...], known: Known) -> Row:
    asked = tuple(slip.reference for slip in slips)
    dropped = [f"{number} ({why_discarded(number, receipt)})" for number in known.discarded]
    result: str
    tone: Tone
    if not receipt.references:
        result, tone = NOT_READ, "warn"
    elif not asked:
        result, tone = "no existe", "warn"
    else:
        result, tone = ("igual", "ok") if set(receipt.references) == set(asked) else ("otra", "warn")
    return Row(
        "references", "Referencia", ", ".join(receipt.references) or NOT_READ, ", ".join(asked), result, tone,
        read_note=f"se descartó {', '.join(dropped)}" if dropped else "", proofs=_proofs(receipt, "references"),
    )  # fmt: skip


def _account(receipt: Receipt, known: Known) -> Row:
    printed = receipt.payee_account
    if receipt.convenio and not printed:
        return _convenio(receipt, known)
    agrees = accounts.agrees(printed, known.accounts) if printed else None
    result: tuple[str, Tone] = ("coincide", "ok") if agrees else ("no se ve completa", "warn")
    if agrees is False:
        result = ("otra cuenta", "stop")
    if agrees and "account_unread" in known.rules:
        result = ("sólo se ve el final", "warn")
    if not printed:
        result = (NOT_READ, "warn" if "account_unread" in known.rules else "")
    ours = max(known.accounts, key=len, default="")
    return Row(
        "payee_account", "Cuenta destino", printed or NOT_READ, ours, *result, read_note=receipt.payee_bank or "",
        proofs=_proofs(receipt, "payee_account"),
    )  # fmt: skip


def _convenio(receipt: Receipt, known: Known) -> Row:
    """Return the row of a payment under a convenio, which prints no account; only ours is ever read."""
    number, unsure = receipt.convenio or "", "account_unread" in known.rules
    result: tuple[str, Tone] = ("sin confirmar", "warn") if unsure else ("es de los nuestros", "ok")
    return Row(
        "payee_account", "Convenio", number, number, *result, read_note=receipt.payee_bank or "",
        proofs=_proofs(receipt, "convenio"),
    )  # fmt: skip


def _paid_on(receipt: Receipt, slips: tuple[Slip, ...], known: Known) -> Row:
    shown, hour = NOT_READ, f" {receipt.paid_time:%H:%M}" if receipt.paid_time else ""
    result: tuple[str, Tone] = (NOT_READ, "warn" if "date_unread" in known.rules else "")
    if receipt.paid_on is not None:
        shown = day(receipt.paid_on, known.today) + hour
        result = _in_time(receipt.paid_on, slips, known)
    return Row(
        "paid_on", "Fecha de pago", shown, _life(slips, known), *result, proofs=_proofs(receipt, "paid_on", "paid_time")
    )


def _in_time(paid_on: date, slips: tuple[Slip, ...], known: Known) -> tuple[str, Tone]:
    zone = ZoneInfo(known.zone)
    if paid_on > known.today:
        return "aún no llega", "warn"
    if any(slip.expires_at and slip.expires_at.astimezone(zone).date() < paid_on for slip in slips):
        return "vencida", "warn"
    if any(paid_on < slip.issued_at.astimezone(zone).date() - _EARLY for slip in slips):
        return "antes de la constancia", "warn"
    return ("vigente", "ok") if slips else ("", "")


def _life(slips: tuple[Slip, ...], known: Known) -> str:
    if len(slips) != 1:
        return ""
    zone, (slip,) = ZoneInfo(known.zone), slips
    issued = f"emitida {day(slip.issued_at.astimezone(zone).date(), known.today)}"
    if slip.expires_at is None:
        return issued
    return f"{issued}, vence {day(slip.expires_at.astimezone(zone).date(), known.today)}"


def _status(receipt: Receipt) -> Row:
    words, tone = _STATUS[receipt.status]
    if "returned" in receipt.flags:
        words = "devuelta"
    return Row(
        "status",
        "Estado",
        words,
        "pagado",
        words if tone != "ok" else "pagado",
        tone,
        proofs=_proofs(receipt, "status"),
    )


def _key(receipt: Receipt, known: Known) -> Row:
    value = receipt.tracking_key or receipt.folio
    label = "Clave de rastreo" if receipt.tracking_key or not receipt.folio else "Folio"
    used = any(rule in known.rules for rule in _USED)
    result: tuple[str, Tone] = ("ya usada", "stop") if used else ("nueva", "ok")
    if value is None:
        result = (NOT_READ, "warn" if "no_key" in known.rules or used else "")
    return Row("tracking_key", label, value or NOT_READ, "", *result, proofs=_proofs(receipt, "tracking_key", "folio"))


def _payer(receipt: Receipt, slips: tuple[Slip, ...]) -> Row:
    owners = tuple(dict.fromkeys(slip.customer.name for slip in slips))
    result: tuple[str, Tone] = ("", "")
    if receipt.payer_name and owners:
        alike = any(names.likeness(receipt.payer_name, owner) >= names.ALIKE for owner in owners)
        result = ("coincide", "ok") if alike else ("otro nombre", "")
    return Row(
        "payer_name", "Quién paga", receipt.payer_name or NOT_READ, ", ".join(owners), *result,
        read_note=receipt.payer_bank or "", proofs=_proofs(receipt, "payer_name"),
    )  # fmt: skip
