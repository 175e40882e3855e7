"""A labelled receipt -> the mail that its customer sends; and what came of that mail, beside its label."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store import claims, slips, tables

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Slip
    from bot.store.db import Tx

# What a careful person would not activate either, though it is a receipt.
_NOT_PAYABLE = frozenset({"scheduled", "rejected", "pending", "returned", "other_beneficiary", "usd", "subtotal_only",
                          "tampered", "hidden_text", "reference_typo"})  # fmt: skip
_SOME_DAY = datetime(2026, 10, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Label:
    """One line of truth.jsonl with its file."""

    file: Path
    row: dict[str, Any]
    number: int

    @property
    def difficulty(self) -> int:
        """Return 1 (trivial for a person) to 5 (hardly readable); 0 when it is not said."""
        return int(self.row.get("difficulty") or 0)

    @property
    def slips(self) -> dict[str, int]:
        """Return the references that the payer means, each with what its slip asks for, centavos."""
        found: dict[str, int] = {}
        for payment in self.row["payments"]:
            meant = [self.row["intended_reference"]] if self.row.get("intended_reference") else payment["references"]
            amounts = self.row.get("slip_amounts") or [self.row.get("slip_total") or payment["amount"]] * len(meant)
            found.update(zip(meant, map(centavos, amounts), strict=False))
        return found

    @property
    def is_payable(self) -> bool:
        """Return whether a careful person would switch every slip of it on at once."""
        payments = self.row["payments"]
        named = bool(payments) and all(payment["references"] for payment in payments)
        complete = all(payment["status"] == "completed" and payment["currency"] == "MXN" for payment in payments)
        return self.row["is_receipt"] and named and complete and not _NOT_PAYABLE & set(self.row["reasons"])

    @property
    def email(self) -> str:
        """Return the address of its customer: that of the mail itself where the file is one."""
        if self.file.suffix == ".eml":
            sender = message_from_bytes(self.file.read_bytes(), policy=SMTP)["From"].addresses[0].addr_spec
            return str(sender).lower()
        return f"pagos@cliente-{self.number}.example"

    @property
    def days(self) -> list[datetime]:
        """Return the days that are printed on it, as instants; one of ours when none is."""
        printed = [payment["paid_at"] for payment in self.row["payments"] if payment["paid_at"]]
        return [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in printed] or [_SOME_DAY]

    @property
    def earliest(self) -> datetime:
        """Return its first day."""
        return min(self.days)

    @property
    def latest(self) -> datetime:
        """Return its last day."""
        return max(self.days)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one mail."""

    label: Label
    activated: tuple[Slip, ...]
    rules: tuple[str, ...]

    @property
    def false(self) -> tuple[Slip, ...]:
        """Return the slips that should not have been switched on by it."""
        meant = self.label.slips if self.label.is_payable else {}
        return tuple(slip for slip in self.activated if meant.get(slip.reference) != slip.amount)

    @property
    def is_right(self) -> bool:
        """Return whether all its slips, and no other, were switched on."""
        return bool(self.activated) and {slip.reference for slip in self.activated} == set(self.label.slips)

    def line(self) -> str:
        """Return the file with what is surprising about it."""
        row = self.label.row
        said = ", ".join(self.rules) or "-"
        on = f"; FALSE: {', '.join(slip.reference for slip in self.false)}" if self.false else ""
        return (
            f"{row['file'][:36]:36} {row['kind']:10} {row.get('layout') or '-':18} d{self.label.difficulty} {said}{on}"
        )


def centavos(printed: str) -> int:
    """Return a label's amount ("1305.00") in centavos."""
    return int(printed.replace(".", ""))


def labels(folder: Path) -> list[Label]:
    """Return the labelled files of a folder with truth.jsonl and files/."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines() if line.strip()]
    return [Label(folder / "files" / row["file"], row, number) for number, row in enumerate(rows, 1)]


def mail_of(label: Label) -> bytes:
    """Return the mail with the file as its attachment; a file that is a mail goes as it is."""
    content = label.file.read_bytes()
    if label.file.suffix == ".eml":
        return content
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = label.email, "comprobantes@perseo.example"
    mail["Subject"], mail["Message-ID"] = "Comprobante de pago", f"<{label.number}@cliente.example>"
    mail["Date"] = label.latest
    mail.set_content("Buen día, anexo mi comprobante de pago. Gracias.")
    kind = mimetypes.guess_type(label.file.name)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=label.file.name)
    return mail.as_bytes()


def came_of(tx: Tx, label: Label, mail_id: int, now: datetime) -> Came:
    """Return which slips the mail switched on, and every objection to it."""
    its = claims.of_mail(tx, mail_id)
    paid = sa.select(tables.activations.c.slip_id).where(
        tables.activations.c.claim_id.in_([one.id for one in its]), tables.activations.c.state == "confirmed"
    )
    activated = tuple(slips.one(tx, slip, now=now) for slip in tx.execute(paid).scalars())
    return Came(label, activated, tuple(dict.fromkeys(reason.rule for one in its for reason in one.reasons)))
