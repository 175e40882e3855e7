"""The nouns of the house: frozen dataclasses without I/O and without a clock.

Money is int centavos. Instants are aware UTC. A field that was not found is None.
Spanish words and their English names are listed in docs/architecture.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time  # noqa: TC003 - who builds these from JSON asks what their fields are
from typing import Literal

# ---------------------------------------------------------------- mail

Authenticity = Literal["authenticated", "unknown", "failed"]
"""What our own receiver says of the sender: dmarc=pass aligned; no word of our receiver; dmarc=fail."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as an inbox delivered it."""

    inbox: str
    folder: str
    uidvalidity: int  # 0 when the server gives none
    uid: int
    arrived_at: datetime  # INTERNALDATE, or the instant of storing
    raw: bytes  # exactly what the server holds
    size: int | None = None  # bytes on the server, when only the header of a mail too large was taken (B20)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One part of a mail or archive that could be a receipt, with its decoded bytes; it never leaves the child."""

    name: str  # for display only: control and bidi characters removed, at most 120 characters
    content_type: str  # as declared; the content decides
    content: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a machine says of a mail that did not arrive."""

    recipients: tuple[str, ...]  # lower case
    is_final: bool  # False: it is tried further
    marks: tuple[str, ...]  # Message-IDs and signed words in the copy that came back


@dataclass(frozen=True, slots=True)
class InboundMail:
    """What the headers and the text of one mail say; no attachment bytes."""

    fingerprint: str  # SHA-256 over what stays equal in every copy of the mail
    message_id: str | None
    from_address: str | None  # None unless From is exactly one strict address
    from_name: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    reply_to: str | None
    subject: str
    sent_at: datetime | None  # the sender's Date, never trusted for a deadline
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]  # lower-case name, decoded value without control characters, in order
    text: str  # the whole text of the mail
    own_text: str  # without quoted and forwarded parts
    defects: tuple[str, ...] = ()
    bounce: Bounce | None = None


# ---------------------------------------------------------------- documents

Box = tuple[float, float, float, float]
"""left, top, right, bottom in page units: points for a PDF, pixels for an image; origin top left."""

Source = Literal["text_layer", "ocr", "html", "text", "xml"]


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text that stands together on one line: a word, or a few."""

    text: str
    box: Box
    confidence: float = 1.0  # 0..1
    visible: bool = True  # False: white, tiny, transparent or off the page


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document, words in reading order."""

    number: int  # from 1
    width: float  # page units
    height: float
    source: Source
    words: tuple[Word, ...]
    codes: tuple[str, ...] = ()  # texts of QR and Code128 found on it


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or the text of the mail itself, as the child read it."""

    name: str
    kind: str  # by content: pdf, image, html, text, xml, docx, unknown
    sha256: str
    size: int  # bytes
    pages: tuple[Page, ...]
    flags: tuple[str, ...] = ()  # corrupt, blank, needs_password, many_pages, too_large, not_allowed, not_read, ...
    facts: tuple[tuple[str, str], ...] = ()  # what a PDF says of itself, for the desk: producer, created, updates, ...


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the child says of one mail."""

    mail: InboundMail
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page of a document as it was read, drawn by ourselves: PNG or JPEG."""

    content: bytes = field(repr=False)
    width: float  # page units
    height: float

    @property
    def content_type(self) -> str:
        """Return what the bytes are."""
        return "image/png" if self.content.startswith(b"\x89PNG") else "image/jpeg"


# ---------------------------------------------------------------- receipts

Status = Literal["completed", "scheduled", "rejected", "pending"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value of a receipt was read."""

    field: str  # the Receipt field it supports: amount, references, paid_on, tracking_key, ...
    document: str  # sha256 of the document
    page: int
    box: Box
    text: str  # as printed
    source: Source


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that a person reads on the paper otherwise than the bot did."""

    field: str  # of Receipt: one of receipts.corrected.FIELDS
    by: str  # the person's name
    before: str  # what the bot had read, as it would be typed; "" when it read nothing


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a document claims was paid. A claim, never a fact."""

    references: tuple[str, ...] = ()  # what the payer wrote as the slip's reference, leading zeros dropped
    candidates: tuple[str, ...] = ()  # every number that could be a reference, best first, without the chosen ones
    amount: int | None = None  # centavos
    currency: str | None = None  # "MXN", "USD", ...; None when not printed
    paid_on: date | None = None  # as printed: the payer's calendar
    paid_time: time | None = None  # as printed: the payer's clock, no zone
    tracking_key: str | None = None
    folio: str | None = None
    folio_label: str | None = None  # what the paper calls that number, folded: "folio", "autorizacion"
    payer_name: str | None = None
    payer_bank: str | None = None
    payee_name: str | None = None
    payee_account: str | None = None  # as printed, often masked
    payee_bank: str | None = None  # the bank that the paper says received it
    convenio: str | None = None  # the agreement that it was paid under, when it is one of ours
    description: str | None = None  # the payer's free text (concepto, motivo)
    status: Status = "completed"
    document: str = ""  # sha256 of the document it stands in
    flags: tuple[str, ...] = ()  # tampered, hidden_text, low_confidence, ...
    evidence: tuple[Evidence, ...] = ()
    corrected: tuple[Correction, ...] = ()  # a person's word, the first one first
    sums: tuple[int, ...] = ()  # centavos: every other sum that the paper prints and calls no balance


@dataclass(frozen=True, slots=True)
class PaymentKey:
    """One way to recognise the same payment in another paper."""

    kind: Literal["tracking_key", "folio", "account_minute", "account_day_reference", "account_day", "minute_folio"]
    value: str  # folded: O=0 I=1 S=5 B=8 Z=2

    @property
    def strong(self) -> bool:
        """Whether this key alone identifies a payment."""
        return self.kind in ("tracking_key", "folio")


@dataclass(frozen=True, slots=True)
class SpentKey:
    """A payment key that an earlier claim has spent."""

    key: PaymentKey
    slip_reference: str
    spent_at: datetime
    companions: tuple[PaymentKey, ...]  # the other keys of that same payment
    other_slips: tuple[str, ...] = ()  # references of the other slips that the same payment funded
    amount: int | None = None  # centavos that its receipt said; None when it was not read
    kept: bool = False  # it is a part, kept for a slip that waits for the rest

    @property
    def references(self) -> tuple[str, ...]:
        """Return the references of every slip that the payment funded."""
        return (self.slip_reference, *self.other_slips)


@dataclass(frozen=True, slots=True)
class SeenMail:
    """One mail as staff look at it, without opening its files again."""

    sender: str = ""  # the display name, which anybody can choose
    text: str = ""
    documents: tuple[Document, ...] = ()  # their pages without words
    discarded: tuple[Evidence, ...] = ()  # where numbers stand that could be a reference and were not taken


# ---------------------------------------------------------------- customers and slips


@dataclass(frozen=True, slots=True)
class Customer:
    """Who owns slips and a panel."""

    id: int
    name: str
    email: str
    rfc: str | None = None


SlipStatus = Literal["open", "paid", "cancelled", "expired"]


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One product of a slip; prices in centavos without IVA."""

    code: str
    description: str
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        """Return quantity times price, centavos."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Slip:
    """A constancia de pago: what was asked for, and waits to be paid."""

    id: int
    reference: str  # digits only
    customer: Customer
    amount: int  # centavos, IVA included
    issued_at: datetime
    expires_at: datetime | None
    status: SlipStatus = "open"
    paid_at: datetime | None = None
    lines: tuple[SlipLine, ...] = ()
    received: int = 0  # centavos of the part payments kept for it

    @property
    def balance(self) -> int:
        """Return what is still to be paid, centavos."""
        return self.amount - self.received


# ---------------------------------------------------------------- judging

Outcome = Literal["activate", "ignore", "ask", "review"]
"""Weakest last: the outcome of a mail is the weakest of its claims."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An objection of one rule, in a sentence for staff."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known around a claim besides its paper; gathered before anything is judged."""

    now: datetime
    arrived_at: datetime
    vendor: Vendor
    trust: TrustPolicy
    tolerance: Tolerance = field(default_factory=lambda: Tolerance())  # noqa: PLW0108  it stands below
    authenticity: Authenticity = "unknown"
    sender: Customer | None = None  # the customer on file with the From address
    junk: bool = False  # it came in through the junk folder
    spent: tuple[SpentKey, ...] = ()  # earlier payments that share a key with this receipt
    customer_today: int = 0  # centavos activated for the slip's customer in the last 24 h
    activated_today: int = 0  # centavos activated for everybody in the last 24 h
    activated_last_hour: int = 0  # how many slips were activated in the last hour
    paid_before: bool = False  # an earlier payment of the slip's customer is on file
    near: tuple[Slip, ...] = ()  # slips that one mistake in an unknown reference would explain
    rivals: tuple[Slip, ...] = ()  # other slips it could mean: of its candidates, the sender or the same customer


@dataclass(frozen=True, slots=True)
class Match:
    """One receipt beside the slips it could mean, with every objection at once."""

    receipt: Receipt
    slips: tuple[Slip, ...]  # all those that its references name
    findings: tuple[Finding, ...]

    @property
    def slip(self) -> Slip | None:
        """Return the one slip that the receipt means, if it is one."""
        return self.slips[0] if len(self.slips) == 1 else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Slips that a payment could mean, for staff: never a decision."""

    references: tuple[str, ...]  # one slip; or several whose sum it is
    score: int  # 0..100
    why: tuple[str, ...]  # what speaks for it, in Spanish, strongest first
    why_not: tuple[str, ...] = ()  # what speaks against it
    preselected: bool = False  # staff need only say yes


@dataclass(frozen=True, slots=True)
class Share:
    """What one slip would take of a payment."""

    slip: Slip
    amount: int  # centavos, never above its balance
    is_subtotal: bool = False  # just its IVA is missing


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about one claim, and why."""

    outcome: Outcome
    reasons: tuple[Finding, ...]
    slips: tuple[Slip, ...]  # those it is about; for activate those to switch on, each as it was judged
    decided_by: str  # "bot", or the staff member's login
    decided_at: datetime
    still_due: int | None = None  # for a part that is kept: centavos its slip then asks for; None: it is no part
    parts: tuple[Share, ...] = ()  # what a person gives other slips besides: less than they ask for, so they stay open

    @property
    def slip(self) -> Slip | None:
        """Return the one slip that it is about, None when there is none or more than one."""
        return self.slips[0] if len(self.slips) == 1 else None

    @property
    def is_part(self) -> bool:
        """Return whether the payment is kept for its slip, which is not switched on by it."""
        return self.still_due is not None and self.outcome in ("ask", "activate")


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim after the thinking: what was read, what is decided, and the keys that would be spent."""

    receipt: Receipt | None  # None: a mail in which no payment was read
    decision: Decision
    keys: tuple[PaymentKey, ...] = ()
    spent: tuple[SpentKey, ...] = ()
    proposals: tuple[Proposal, ...] = ()  # best first
    documents: tuple[Document, ...] = ()  # of a mail in which no payment was read
    facts: Facts | None = None  # what it was judged by; None: a person's word, or no payment
    is_share: bool = False  # a person divided a payment: its receipt says what of it this slip got
    because: Because | None = None  # what is kept of all that


@dataclass(frozen=True, slots=True)
class Known:
    """What was known around a claim when it was judged: sums in centavos of the last 24 h, limits in force."""

    authenticity: Authenticity
    sender: int | None  # the customer on file with the From address
    junk: bool
    paid_before: bool
    spent_on: tuple[str, ...]  # references of the slips for which keys of this payment were spent
    customer_today: int
    activated_today: int
    activated_last_hour: int  # slips
    trust: TrustPolicy
    tolerance: Tolerance


@dataclass(frozen=True, slots=True)
class Because:
    """The bot's own decision about a claim and its grounds; a person's word later does not overwrite it."""

    outcome: Outcome
    slips: tuple[str, ...]  # references
    objections: tuple[str, ...]  # rules that spoke
    rules: tuple[str, ...]  # all that were asked
    known: Known | None = None


# ---------------------------------------------------------------- invoices

FiscalSource = Literal["unproven", "mail", "csf", "panel", "desk"]
"""Who says it: a mail that is not proven to be the customer's, the words of one that is, a Constancia de Situación
Fiscal in it, the customer's panel, a person of ours."""


@dataclass(frozen=True, slots=True)
class FiscalData:
    """What a CFDI 4.0 needs to know of its receiver, as far as it was said; codes are SAT's."""

    rfc: str | None = None
    legal_name: str | None = None  # capitals, without "S.A. de C.V."
    regime: str | None = None  # c_RegimenFiscal
    postal_code: str | None = None  # of the fiscal address
    cfdi_use: str | None = None  # c_UsoCFDI
    email: str | None = None  # where the invoice is wanted; never the customer's own address (B79)
    source: FiscalSource = "mail"

    def __bool__(self) -> bool:
        """Return whether anything was said: an address alone is nothing."""
        return any((self.rfc, self.legal_name, self.regime, self.postal_code, self.cfdi_use))


@dataclass(frozen=True, slots=True)
class FiscalNote:
    """What one mail says of the invoice: kept with the mail until a slip of its case is paid."""

    data: FiscalData = FiscalData()
    payment_forms: tuple[tuple[str, str], ...] = ()  # sha256 of a receipt's document, its c_FormaPago


@dataclass(frozen=True, slots=True)
class InvoiceRequest:
    """The invoice of one paid slip: what is known for it."""

    data: FiscalData
    payment_form: str | None = None  # c_FormaPago


# ---------------------------------------------------------------- cases

ClaimState = Literal[
    "reading", "activating", "waiting_customer", "waiting_bank", "desk",
    "activated", "rejected", "duplicate", "ignored", "set_aside",
]  # fmt: skip
FINAL_STATES: tuple[ClaimState, ...] = ("activated", "rejected", "duplicate", "ignored", "set_aside")


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation about payment."""

    id: int
    state: ClaimState  # that of its most urgent claim
    opened_at: datetime
    deadline: datetime
    stopped_at: datetime | None  # since when the clock stands still
    customer: Customer | None
    address: str | None  # whom we answer; None: nobody
    subject: str
    thread: tuple[str, ...] = ()  # Message-IDs, oldest first
    verdict: str = ""  # the sentence that staff read first


@dataclass(frozen=True, slots=True)
class Panel:
    """A customer's panel as we know it."""

    customer_id: int
    version: str  # "3.3" or "4.0"
    active_until: date | None
    stamps: int


@dataclass(frozen=True, slots=True)
class Activation:
    """One slip that is owed its activation; there is never a second one for it."""

    id: int
    slip: Slip
    case_id: int
    claim_id: int
    idempotency_key: str
    state: Literal["owed", "confirmed", "uncertain", "reverted"]
    wants_invoice: bool


# ---------------------------------------------------------------- letters

LetterState = Literal["queued", "sending", "sent", "uncertain", "refused", "bounced", "cancelled"]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter whose bytes, Message-ID and Date are frozen."""

    kind: str  # name of its template: activation, manual, ...
    cause: str  # what it answers: with case and kind it is unique
    to: str
    subject: str
    message_id: str
    raw: bytes = field(repr=False)


# ---------------------------------------------------------------- policy (made by settings, used by thinking)


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who is paid and who signs."""

    name: str
    brand: str
    payee_accounts: tuple[str, ...]  # account numbers and CLABEs, digits only
    sales_address: str
    phones: tuple[tuple[str, str], ...]  # city, number
    panel_url: str
    manual_url: str
    privacy_url: str
    own_addresses: tuple[str, ...]  # every address and domain that is ours: never answered
    staff_address: str  # who gets the alarms
    convenios: tuple[str, ...] = ()  # numbers under which banks take payments for us (CIE and the like), digits only


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """How far a receipt is believed before the bank has spoken; amounts in centavos."""

    receipt_alone_up_to: int = 1_000_000
    per_customer_day: int = 5_000_000
    per_day: int = 50_000_000
    per_hour_count: int = 500
    first_time_payer: Literal["accept", "review"] = "accept"
    sender_unknown: Literal["accept", "review"] = "accept"
    sender_failed: Literal["accept", "review"] = "review"
    stale_after_days: int = 180
    future_tolerance_days: int = 3
    currency_unprinted: str = "MXN"
    accept_overpayment_up_to: int = 0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Up to how many centavos a short payment is taken for whole, by the cause of the difference; 0: never."""

    cents: int = 0  # less than a peso is missing
    bank_fee: int = 0  # exactly one of `bank_fees` is missing
    iva_withheld: int = 0  # two thirds of the IVA are missing
    # Whole pesos plus 16 % of IVA, as banks charge a transfer: 3, 4, 5, 6, 7, 8, 10, 12 and 15 pesos.
    bank_fees: tuple[int, ...] = (348, 464, 580, 696, 812, 928, 1160, 1392, 1740)


@dataclass(frozen=True, slots=True)
class LetterPolicy:
    """Which letters follow which outcome, and how many one address may get."""

    after: tuple[tuple[str, tuple[str, ...]], ...]  # outcome -> letter kinds, in order
    blocks: tuple[tuple[str, str], ...]  # rule -> reason block of the letters
    acknowledge_after_minutes: int = 5
    acknowledgements_per_day: int = 3
    automatic_per_day: int = 5
    per_domain_hour: int = 20
    public_domains: tuple[str, ...] = ()  # large providers: the domain limit spares them
    breaker_per_hour: int = 300


@dataclass(frozen=True, slots=True)
class Product:
    """Something a slip can ask for; its price (centavos without IVA) holds on the days from and until, inclusive."""

    code: str
    description: str
    price: int
    valid_from: date
    valid_until: date | None = None
    stamps: int = 0  # added to the panel
    months: int = 0  # by which the panel's validity grows
    version: str = ""  # to which the panel may change; empty: no change
    level: int = 0  # of the customers it is for; 0: all


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What a customer agrees to before his panel opens; he is asked again when its version changes."""

    version: str = ""
    dated: date | None = None
    summary: tuple[str, ...] = ()
    text: str = ""  # paragraphs parted by empty lines; a line that begins with "## " is a heading
    changed: str = ""  # what is new since the version before


@dataclass(frozen=True, slots=True)
class PanelTerms:
    """What the customers' panel says and offers."""

    from_address: str = ""  # who mails access and new passwords
    distributor: str = "¿No tiene usuario? Llame a su distribuidor."
    before_slip: str = ""  # what is said before a slip is made
    renew_days: int = 60  # before the panel ends: from then on its annuity is offered
    slip_days: int = 30  # for which a new slip is good
    notice: PrivacyNotice = field(default_factory=lambda: PrivacyNotice())  # noqa: PLW0108  as Tolerance above


@dataclass(frozen=True, slots=True)
class Window:
    """The promise in hours."""

    hours: int = 24
    alarm_hours: tuple[int, ...] = (4, 12, 20, 24)  # after arrival, while the clock runs
    least_hours_after_answer: int = 4
    remind_after_hours: int = 48  # a customer who was asked is reminded once
    close_after_days: int = 15  # and his case then closes kindly
    zone: str = "America/Mexico_City"
