"""One case with everything that its page can show, written straight into the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

from bot.model import (
    Arrival,
    Box,
    Decision,
    Document,
    Evidence,
    Finding,
    FiscalData,
    InboundMail,
    InvoiceRequest,
    Letter,
    Page,
    Proposal,
    Receipt,
    SeenMail,
    SlipLine,
)  # fmt: skip
from bot.store import activations, audit, cases, claims, customers, invoices, letters, mails, papers, slips
from bot.store.claims import Versions
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from bot.model import ClaimState, Slip
    from bot.store.db import Database, Tx

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
SHA, BODY = "a" * 64, "b" * 64


@dataclass(frozen=True)
class Sample:
    """The numbers of what was written."""

    case: int
    mail: int
    claim: int
    letter: int


def proof(field: str, text: str, box: Box) -> Evidence:
    return Evidence(field, SHA, 1, box, text, "ocr")


def receipt(x: str = "", **more: object) -> Receipt:
    """Return a receipt that lacks its IVA; `x` stands in every text of it."""
    said = Receipt(
        references=("935819",), candidates=("260926",), amount=900_000, currency="MXN", paid_on=date(2026, 9, 26),
        paid_time=time(15, 49), tracking_key=f"HSBC312492{x}", folio="86017447", payer_name=f"La Esperanza{x}",
        payer_bank=f"HSBC{x}", payee_name=f"SISTEMAS PERSEO{x}", payee_account=f"****6374 BBVA{x}",
        description=f"timbres{x}", document=SHA,
        evidence=(
            proof("amount", f"9,000.00 MXN{x}", (60, 400, 660, 470)),
            proof("references", f"Ref 935819 timbres{x}", (500, 900, 1020, 950)),
        ),
    )  # fmt: skip
    return Receipt(**{**{name: getattr(said, name) for name in Receipt.__slots__}, **more})


def seen(x: str = "") -> SeenMail:
    paper = Document(
        f"pago{x}.png", "image", SHA, 190_702, (Page(1, 1080, 2000, "ocr", ()),), ("hidden_text",),
        ((f"producer{x}", f"Banco{x}"),),
    )  # fmt: skip
    body = Document("cuerpo.html", "html", BODY, 90, (Page(1, 600, 800, "html", ()),))
    dropped = proof("candidates", "260926", (500, 1500, 700, 1550))
    return SeenMail(
        f"Ana{x}", f"Anexo mi pago{x}\n\nEl lun, 2 nov 2026, CxC escribió:\n> Falta{x}", (paper, body), (dropped,)
    )


def whole_case(db: Database, x: str = "", state: ClaimState = "desk", uid: int = 1) -> Sample:
    """Return a case on the desk with mail, claim, proposals, letter, invoice and history; `x` stands everywhere."""
    with db.begin() as tx:
        slip = _slip(tx, x, uid)
        case = cases.open_new(
            tx, at=NOW - timedelta(hours=19), deadline=NOW + timedelta(hours=5, minutes=12), customer_id=slip.customer.id,
            address=f"ana{uid}@x.example", subject=f"Pago{x}",
        )  # fmt: skip
        verdict = f"Pagó $9,000.00; la constancia 935819 pide $10,440.00{x}."
        cases.move(tx, case, state, verdict=verdict, amount=900_000)
        mail = _mail(tx, case, x, uid)
        claim = add_claim(tx, case, mail, slip, x, state)
        letter = _letter(tx, case, x, uid)
        wanted = FiscalData("XAXX010101000", f"ESPERANZA{x}", "601", "06000", "G03", f"f@x.example{x}")
        invoices.write(tx, slip.id, InvoiceRequest(wanted, "03"), at=NOW)
        details = {"mail": mail, "outcome": "review", "rules": ["amount_is_subtotal", f"otra{x}"], "note": f"nota{x}"}
        audit.write(tx, "mail_decided", at=NOW, actor="bot", case_id=case, details=details)
    return Sample(case, mail, claim, letter)


def _slip(tx: Tx, x: str, uid: int) -> Slip:
    email = f"ana{uid}@x.example"
    ids = customers.enrol(tx, [(f"Refaccionaria La Esperanza{x}", email, f"XAXX010101000{x}"[:40])])
    reference = "935819" if uid == 1 else f"7{uid:05d}"
    line = SlipLine("SP0800", f"Actualización{x}", 1, 900_000)
    new = NewSlip(reference, ids[email], 1_044_000, datetime(2026, 9, 24, tzinfo=UTC), lines=(line,))
    slips.add(tx, [new])
    return slips.named(tx, [reference], now=NOW)[0]


def _mail(tx: Tx, case: int, x: str, uid: int) -> int:
    arrival = Arrival("comprobantes", "INBOX", 7, uid, NOW - timedelta(hours=19), b"Subject: %d\r\n\r\nhola" % uid)
    mail, _ = mails.keep(tx, arrival, junk=False, historic=False, stored_at=NOW)
    mails.identify(tx, mail, inbound(x, uid))
    mails.join_case(tx, mail, case)
    mails.close(tx, mail, "review", at=NOW)
    papers.keep(tx, mail, seen(x))
    return mail


def inbound(x: str = "", uid: int = 1) -> InboundMail:
    return InboundMail(
        fingerprint=f"{uid:064d}", message_id=f"<{uid}@x>", from_address=f"ana@x.example{x}", from_name=f"Ana{x}", to=(),
        cc=(), reply_to=None, subject=f"Pago{x}", sent_at=None, in_reply_to=(), references=(), headers=(),
        text=f"Anexo mi pago{x}", own_text=f"Anexo mi pago{x}",
    )  # fmt: skip


def add_claim(tx: Tx, case: int, mail: int, slip: Slip | None, x: str, state: ClaimState, position: int = 0) -> int:
    reasons = (
        Finding("amount_is_subtotal", f"Falta el IVA{x}."),
        Finding("other_account", f"Otra cuenta{x}."),
        Finding(f"nueva{x}", f"Regla nueva{x}."),
    )
    proposals = (
        Proposal(("935819",), 90, (f"La referencia es exacta{x}",), (f"Faltan $1,440.00{x}",), preselected=True),
        Proposal((f"935891{x}",), 40, (f"Lo envió el cliente{x}",)),
    )
    return claims.add(
        tx, case_id=case, mail_id=mail, position=position, state=state, receipt=receipt(x),
        decision=Decision("review", reasons, (slip,) if slip else (), "bot", NOW), versions=Versions("1", "2"),
        proposals=proposals,
    )  # fmt: skip


def _letter(tx: Tx, case: int, x: str, uid: int) -> int:
    message = EmailMessage()
    message["To"], message["Subject"] = "ana@x.example", "Re: Pago"
    message.set_content(f"Faltan $1,440.00{x}")
    message.add_alternative(f"<p>Faltan $1,440.00</p><script>alert(1)</script>{x}", subtype="html")
    letter = Letter("question", "mail-1", f"ana@x.example{x}", f"Re: Pago{x}", f"<l{uid}@x>", message.as_bytes())
    number = letters.queue(tx, case, letter, recipient_key="ana@x.example", at=NOW)
    assert number is not None
    letters.move(tx, number, ("queued",), "refused", error=f"No se pudo{x}")
    return number


def switch_on(db: Database, sample: Sample) -> None:
    """Let the claim's payment have switched its slip on."""
    with db.begin() as tx:
        (claim,) = claims.those(tx, [sample.claim])
        assert claim.slip_id is not None
        activations.owe(
            tx, claim.slip_id, case_id=sample.case, claim_id=sample.claim, key=f"k{sample.claim}", amount=1_044_000,
            wants_invoice=True, at=NOW,
        )  # fmt: skip
