"""case: everything about one case, and a person's word about it."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

from bot import engine, ruling, vouching
from bot.commands import grounds, proposed
from bot.commands.front import house, print_json
from bot.commands.words import KINDS, LETTERS, MAILS, OUTCOMES, SOURCES, STATES
from bot.deeds import shown
from bot.errors import Busy
from bot.invoice import checked
from bot.letters.window import in_words, left_in_words
from bot.money import pesos
from bot.plain import to_plain
from bot.store import audit, claims, conversations, invoices, letters, mails
from bot.store import cases as case_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from bot.deeds import Deeds
    from bot.model import Case, InvoiceRequest
    from bot.ruling import Person
    from bot.store.claims import Claim, Grounds
    from bot.store.db import Tx
    from bot.store.invoices import Billed


def case(number: int, config: Path | None, database: str | None, *, json: bool) -> None:
    """Show one case: its mails, claims with every reason, letters and audit; ComprobotError when there is none."""
    with house(config, database) as built:
        with built.db.read() as tx:
            found = ruling.case_of(tx, number)
            row = {**case_row(found), **_parts(tx, number)}
        if json:
            print_json({**row, "claims": [_without_words(claim) for claim in row["claims"]]})
            return
        for line in _lines(found, row, built.now(), built.settings.window.zone):
            print(line)


def case_row(found: Case) -> dict[str, Any]:
    """Return a case as programs read it."""
    return {
        "case": found.id,
        "state": found.state,
        "opened_at": found.opened_at.isoformat(),
        "deadline": found.deadline.isoformat(),
        "stopped": found.stopped_at is not None,
        "customer": found.customer.name if found.customer else None,
        "address": found.address,
        "subject": found.subject,
        "verdict": found.verdict,
    }


def left(found: Case, now: datetime) -> str:
    """Return what is left of the promise, in words."""
    if found.state not in case_store.RUNNING_STATES:
        return "detenido" if found.stopped_at else "terminado"
    words = left_in_words(found.deadline, now)
    return f"quedan {words}" if found.deadline > now else f"VENCIDO hace {words}"


def _parts(tx: Tx, number: int) -> dict[str, Any]:
    deliveries = mails.delivery_counts(tx, number)
    found = claims.of_case(tx, number)
    because = claims.grounds(tx, [claim.id for claim in found])
    together = sorted((number, *conversations.merged(tx, number)))
    entries = sorted((entry for one in together for entry in audit.of_case(tx, one)), key=lambda entry: entry["id"])
    return {
        "mails": [
            {"mail": mail.id, "inbox": mail.inbox, "arrived_at": mail.arrived_at.isoformat(), "state": mail.state,
             "outcome": mail.outcome, "subject": mail.subject, "deliveries": deliveries.get(mail.id, 0)}
            for mail in mails.of_case(tx, number)
        ],
        "claims": [_claim_row(claim, because[claim.id]) for claim in found],
        "invoices": [_invoice_row(one, one.request) for one in invoices.of_case(tx, number) if one.request],
        "letters": [
            {"letter": letter.id, "kind": letter.kind, "state": letter.state, "to": letter.recipient,
             "subject": letter.subject, "error": letter.error}
            for letter in letters.of_case(tx, number)
        ],
        "audit": [
            {"at": entry["at"].isoformat(), "actor": entry["actor"], "event": entry["event"],
             "details": entry["details"]}
            for entry in entries
        ],
    }  # fmt: skip


def _claim_row(claim: Claim, because: Grounds) -> dict[str, Any]:
    receipt = claim.receipt
    return {
        "claim": claim.id,
        "state": claim.state,
        "outcome": claim.outcome,
        "amount": pesos(receipt.amount) if receipt and receipt.amount is not None else None,
        "references": list(receipt.references) if receipt else [],
        "reasons": [finding.reason for finding in claim.reasons],
        "proposals": to_plain(claim.proposals),
        "decided_by": claim.decided_by,
        **grounds.row(claim, because),
        "shown": [*grounds.lines(claim, because)],
    }


def _without_words(claim: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claim.items() if name != "shown"}


def _invoice_row(billed: Billed, wanted: InvoiceRequest) -> dict[str, Any]:
    return {
        "slip": billed.reference,
        **to_plain(wanted.data),
        "payment_form": wanted.payment_form,
        "missing": checked.missing(wanted.data),
        "doubts": checked.doubts(wanted.data, billed.rfc_on_file),
    }


def _lines(found: Case, row: dict[str, Any], now: datetime, zone: str) -> Iterator[str]:
    """Yield the case as staff read it: the sentence that ends the thinking first."""
    who = found.customer.name if found.customer else "remitente sin registro"
    yield f"Caso {found.id} · {STATES[found.state]} · {left(found, now)} (vence {in_words(found.deadline, zone)})"
    yield f"{found.verdict}\nDe: {who} <{found.address or 'no se le contesta'}> · {found.subject}"
    for mail in row["mails"]:
        copies = f", llegó {mail['deliveries']} veces" if mail["deliveries"] > 1 else ""
        yield f"Correo {mail['mail']} a {mail['inbox']}: {OUTCOMES.get(mail['outcome'], MAILS[mail['state']])}{copies}"
    for claim in row["claims"]:
        paid = " ".join([claim["amount"] or "sin importe", *(f"ref. {number}" for number in claim["references"])])
        yield f"Comprobante {claim['claim']}: {paid} · {STATES[claim['state']]} · decidió {claim['decided_by']}"
        yield from (f"  - {reason}" for reason in claim["reasons"])
        yield from proposed.lines(found.id, claim)
        yield from claim["shown"]
    yield from (line for invoice in row["invoices"] for line in _invoice_lines(invoice))
    yield from (_letter_line(letter) for letter in row["letters"])
    yield from map(grounds.history, row["audit"])


def _invoice_lines(invoice: dict[str, Any]) -> Iterator[str]:
    """Yield what is known for an invoice, codes as they are typed into the invoicing program."""
    labels = {"rfc": "RFC", "legal_name": "nombre", "regime": "régimen", "postal_code": "C.P.", "cfdi_use": "uso",
              "payment_form": "forma de pago", "email": "enviar a"}  # fmt: skip
    known = [f"{label} {invoice[name]}" for name, label in labels.items() if invoice[name]]
    said_by = SOURCES[invoice["source"]]
    yield f"Factura de {invoice['slip']}: {' · '.join(known) or 'sin datos todavía'} (según {said_by})"
    if invoice["missing"]:
        yield f"  - falta: {', '.join(invoice['missing'])}"
    yield from (f"  - {doubt}" for doubt in invoice["doubts"])


def _letter_line(letter: dict[str, Any]) -> str:
    error = f" ({letter['error']})" if letter["error"] else ""
    kind, state = KINDS[letter["kind"]], LETTERS[letter["state"]]
    return f"Carta {letter['letter']}: {kind} para {letter['to']} · {state}{error}"


def _note(deeds: Deeds, number: int, _reference: str | None, words: str, person: Person) -> str:
    return deeds.note(number, words, person)


def _reverse(deeds: Deeds, number: int, reference: str | None, words: str, person: Person) -> str:
    return deeds.reverse(number, reference or "", words, person)


_BESIDE = {"note": _note, "reverse": _reverse}
"""What staff do beside deciding."""
_OF_THE_PANEL = {"panel_on": vouching.panel_is_on, "panel_off": vouching.panel_is_off}


def look(
    number: int,
    action: str,
    config: Path | None,
    database: str | None,
    *,
    said: tuple[str, ...],
    reference: str | None,
) -> None:
    """Say what a person's word would do, with every letter that it would send; nothing is done."""
    by = getpass.getuser()
    with house(config, database) as built:
        weighed = built.deeds.weigh(number, ruling.Word(action, said, reference), ruling.Person(by, by))
        print(f"Caso {number}: {weighed.one.decision.reasons[0].reason}")
        for letter in shown(weighed):
            print(f"\nCarta para {letter.to}: {letter.subject}\n\n{letter.text.strip()}")
        print("\nNo se hizo nada.")


def rule(
    number: int,
    action: str,
    config: Path | None,
    database: str | None,
    *,
    said: tuple[str, ...],
    reference: str | None,
) -> None:
    """Carry out a person's word about a case, and the work that follows when nobody else does it."""
    by = getpass.getuser()
    with house(config, database) as built:
        if action == "release":
            done = ruling.release(built.corridor, number, by=by)
        elif action in _BESIDE:
            done = _BESIDE[action](built.deeds, number, reference, " ".join(said), ruling.Person(by, by))
        elif action in _OF_THE_PANEL:
            done = f"Caso {number}: {_OF_THE_PANEL[action](built.corridor, number, reference, by=by)}"
        else:
            done = ruling.rule(built.corridor, number, action, said=said, reference=reference, by=by)
        try:
            with engine.alone(built.db):
                built.engine(("mail", "activation")).work_until_empty()
        except Busy:
            done += " El proceso que trabaja lo continúa."
    print(done)
