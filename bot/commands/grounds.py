"""A claim and its grounds -> where each value was read, by what it was decided, and what became of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.commands.words import EVENTS, OUTCOMES
from bot.money import pesos
from bot.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.model import Because, Evidence, Known, TrustPolicy
    from bot.store.claims import Claim, Grounds

FIELDS = {
    "amount": "importe", "currency": "moneda", "references": "referencia", "paid_on": "fecha", "paid_time": "hora",
    "tracking_key": "clave de rastreo", "folio": "folio", "payer_name": "ordenante", "payer_bank": "banco emisor",
    "payee_name": "beneficiario", "payee_account": "cuenta de destino", "description": "concepto", "status": "estatus",
    "other_reference": "otra referencia", "convenio": "convenio",
}  # fmt: skip
SOURCES = {"text_layer": "texto del PDF", "ocr": "OCR", "html": "página web", "text": "texto", "xml": "XML"}
_SENDERS = {
    "authenticated": "remitente verificado", "unknown": "remitente sin verificar",
    "failed": "el remitente no pasó la verificación",
}  # fmt: skip
_LONGEST = 80  # characters of what is printed in a box
# what a row of the audit says besides its event: key -> the words around it
_DETAILS = {
    "outcome": "{}", "rules": "motivos: {}", "slip": "constancia {}", "note": "«{}»", "reason": "{}", "error": "{}",
    "into": "al caso {}", "from": "del caso {}", "case": "caso {}", "why": "por {}", "hours": "{} horas",
    "mail": "correo {}", "claim": "comprobante {}", "letter": "carta {}",
}  # fmt: skip


def row(claim: Claim, grounds: Grounds) -> dict[str, Any]:
    """Return the grounds of a claim as programs read them."""
    return {
        "evidence": to_plain(claim.receipt.evidence) if claim.receipt else [],
        "because": to_plain(grounds.because),
        "code": grounds.code,
        "config": grounds.config,
    }


def lines(claim: Claim, grounds: Grounds) -> Iterator[str]:
    """Yield where each value was read, and by which rules, sums and limits the bot decided."""
    for found in claim.receipt.evidence if claim.receipt else ():
        yield f"  · {_where(found)}"
    if grounds.because is not None:
        yield f"  · {_said(grounds.because)}"
        if grounds.because.known is not None:
            yield from (f"  · {line}" for line in _known(grounds.because.known))
    yield f"  · programa {grounds.code}, ajustes {grounds.config}"


def _where(found: Evidence) -> str:
    text = found.text if len(found.text) <= _LONGEST else f"{found.text[:_LONGEST]}…"
    return f"{FIELDS.get(found.field, found.field)}: página {found.page}, {SOURCES[found.source]}, «{text}»"


def _said(because: Because) -> str:
    """Return the bot's own word; what a person decided later stands in the claim."""
    about = f" {', '.join(because.slips)}" if because.slips else ""
    objections = f"objetaron {', '.join(because.objections)}" if because.objections else "ninguna objetó"
    asked = f"; de {len(because.rules)} reglas {objections}" if because.rules else f"; {', '.join(because.objections)}"
    return f"el bot decidió: {OUTCOMES[because.outcome]}{about}{asked}"


def _known(known: Known) -> Iterator[str]:
    on_file = f"cliente {known.sender}" if known.sender is not None else "dirección sin registro"
    before = "ya había pagado antes" if known.paid_before else "primer pago"
    junk = "; llegó a correo no deseado" if known.junk else ""
    spent = f"; claves usadas en {', '.join(known.spent_on)}" if known.spent_on else ""
    yield f"{_SENDERS[known.authenticity]}, {on_file}, {before}{junk}{spent}"
    yield from _limits(known, known.trust)


def _limits(known: Known, trust: TrustPolicy) -> Iterator[str]:
    yield (
        f"activado en 24 horas: {pesos(known.customer_today)} del cliente, de {pesos(trust.per_customer_day)}; "
        f"{pesos(known.activated_today)} en total, de {pesos(trust.per_day)}; "
        f"en una hora {known.activated_last_hour}, de {trust.per_hour_count}"
    )
    yield f"límite de un comprobante sin el banco: {pesos(trust.receipt_alone_up_to)}"


def history(entry: Mapping[str, Any]) -> str:
    """Return one row of the audit: when, who, what, and what it says besides."""
    at, event = str(entry["at"])[:19].replace("T", " "), EVENTS.get(entry["event"], entry["event"])
    said = [words.format(_shown(entry["details"][key])) for key, words in _DETAILS.items() if entry["details"].get(key)]
    return f"{at} UTC · {entry['actor']} · {event}" + (f" ({', '.join(said)})" if said else "")


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(map(str, value)))
    return OUTCOMES.get(str(value), str(value))
