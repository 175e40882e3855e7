"""The tables, as SQLAlchemy Core sees them; migrations/ makes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware UTC instant: timestamptz on PostgreSQL, sortable text on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC; ValueError when it is naive."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive instant: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """Return the stored instant, aware and in UTC."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only for INTEGER PRIMARY KEY
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", Id, primary_key=True, autoincrement=True)


def _to(table: str, *, nullable: bool = False, name: str | None = None) -> sa.Column[Any]:
    return sa.Column(name or f"{table[:-1]}_id", Id, sa.ForeignKey(f"{table}.id"), nullable=nullable)


folders = sa.Table(
    "folders",
    metadata,
    sa.Column("inbox", sa.Text, primary_key=True),
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("last_uid", sa.BigInteger, nullable=False),
    sa.Column("held", sa.BigInteger, nullable=False),  # EXISTS at the last poll
    sa.Column("fetched", sa.BigInteger, nullable=False),  # how many the last poll fetched
    sa.Column("polled_at", Instant, nullable=False),
)

mails = sa.Table(
    "mails",
    metadata,
    _id(),
    sa.Column("raw_sha256", sa.Text, nullable=False, unique=True),
    sa.Column("fingerprint", sa.Text, unique=True),  # known once the child has parsed the mail
    sa.Column("inbox", sa.Text, nullable=False),  # the one it reached first: replies go out from its address
    sa.Column("junk", sa.Boolean, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),  # bytes
    sa.Column("arrived_at", Instant, nullable=False),
    sa.Column("stored_at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # stored, copy, historic, decided, set_aside
    sa.Column("outcome", sa.Text),
    sa.Column("copy_of", Id, sa.ForeignKey("mails.id")),
    sa.Column("case_id", Id, sa.ForeignKey("cases.id")),
    sa.Column("message_id", sa.Text),
    sa.Column("from_address", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("robot", sa.Text),  # why nobody may be answered; NULL: a person wrote it
    sa.Column("decided_at", Instant),
    sa.Column("wants_invoice", sa.Boolean, nullable=False),
    sa.Column("fiscal", sa.JSON),  # what it says of the invoice it wants: data, means of payment; NULL: nothing
    sa.Column("greeted", sa.Boolean, nullable=False),  # whether the wait for its decision was looked at
    sa.Index("ix_mails_state_arrived_at", "state", "arrived_at"),
    sa.Index("ix_mails_case_id", "case_id"),
    sa.Index("ix_mails_message_id", "message_id"),
)

raw_mails = sa.Table(
    "raw_mails",
    metadata,
    sa.Column("mail_id", Id, sa.ForeignKey("mails.id"), primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    _id(),
    sa.Column("inbox", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    _to("mails"),
    sa.Column("arrived_at", Instant, nullable=False),
    sa.UniqueConstraint("inbox", "folder", "uidvalidity", "uid"),
    sa.Index("ix_deliveries_mail_id", "mail_id"),
)

customers = sa.Table(
    "customers",
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False, unique=True),  # lower case
    sa.Column("rfc", sa.Text),
    sa.Column("bouncing_at", Instant),  # since when letters to this address come back; NULL: they arrive (B65)
)

customer_words = sa.Table(
    "customer_words",
    metadata,
    sa.Column("word", sa.Text, primary_key=True),  # of the name, the address and the RFC: folded, a-z and 0-9 only
    sa.Column("customer_id", Id, sa.ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    sa.Index("ix_customer_words_customer_id_word", "customer_id", "word"),
)

slips = sa.Table(
    "slips",
    metadata,
    _id(),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    _to("customers"),
    sa.Column("amount", sa.BigInteger, nullable=False),  # centavos, IVA included
    sa.Column("received", sa.BigInteger, nullable=False, server_default="0"),  # centavos of the part payments kept
    sa.Column("issued_at", Instant, nullable=False),
    sa.Column("expires_at", Instant),
    sa.Column("status", sa.Text, nullable=False),  # open, paid, cancelled; expired is computed
    sa.Column("paid_at", Instant),
    sa.Column("cancelled_at", Instant),
    sa.Column("cancelled_because", sa.Text),  # in the words of whoever cancelled it
    sa.Index("ix_slips_customer_id_status", "customer_id", "status"),
    sa.Index("ix_slips_amount_status", "amount", "status"),
    sa.Index("ix_slips_amount_id", "amount", "id"),
    sa.Index("ix_slips_status_id", "status", "id"),
    sa.Index("ix_slips_status_expires_at", "status", "expires_at"),
)

slip_lines = sa.Table(
    "slip_lines",
    metadata,
    sa.Column("slip_id", Id, sa.ForeignKey("slips.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("price", sa.BigInteger, nullable=False),  # centavos without IVA
)

cases = sa.Table(
    "cases",
    metadata,
    _id(),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("deadline", Instant, nullable=False),
    sa.Column("holds_receipt", sa.Boolean, nullable=False),  # whether the deadline counts from a readable receipt
    sa.Column("stopped_at", Instant),
    _to("customers", nullable=True),
    sa.Column("address", sa.Text),  # whom we answer; NULL: nobody
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("thread", sa.JSON, nullable=False),  # Message-IDs, oldest first
    sa.Column("verdict", sa.Text, nullable=False),  # the sentence that staff read first
    sa.Column("merged_into", Id, sa.ForeignKey("cases.id")),  # the conversation that this one turned out to be
    sa.Column("reminded_at", Instant),  # when the customer was reminded of our question
    sa.Column("reason", sa.Text, nullable=False, server_default=""),  # the rule that decides, for the queue's filters
    sa.Column("amount", sa.BigInteger),  # centavos of the payment that decides
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),  # grows with every change: two clerks (B106)
    sa.Column("taken_by", sa.BigInteger),  # the user who works on it
    sa.Column("taken_at", Instant),
    # the queue is sorted by deadline and counted by reason and holder without a look at the rows
    sa.Index("ix_cases_state_deadline_reason_taken_by", "state", "deadline", "reason", "taken_by"),
    sa.Index("ix_cases_state_reason_taken_by", "state", "reason", "taken_by"),
    sa.Index("ix_cases_address", "address"),
    sa.Index("ix_cases_customer_id", "customer_id"),
    sa.Index("ix_cases_merged_into", "merged_into"),
)

claims = sa.Table(
    "claims",
    metadata,
    _id(),
    _to("cases"),
    _to("mails"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),  # [{"rule": ..., "reason": ...}]
    sa.Column("receipt", sa.JSON),  # what was read; NULL: no payment was read
    sa.Column("amount", sa.BigInteger),  # centavos
    _to("slips", nullable=True),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", Instant, nullable=False),
    sa.Column("code_version", sa.Text, nullable=False),
    sa.Column("config_version", sa.Text, nullable=False),
    sa.Column("proposals", sa.JSON),  # ranked slips it could mean, as staff saw them; NULL: none was needed
    sa.Column("because", sa.JSON),  # what else was known when it was decided: rules, limits, sums
    sa.UniqueConstraint("mail_id", "position"),
    sa.Index("ix_claims_case_id", "case_id"),
    sa.Index("ix_claims_slip_id", "slip_id"),
    sa.Index("ix_claims_amount", "amount"),
    sa.Index("ix_claims_decided_at", "decided_at"),
)

allocations = sa.Table(
    "allocations",
    metadata,
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True, autoincrement=False),
    sa.Column("slip_id", Id, sa.ForeignKey("slips.id"), primary_key=True, autoincrement=False),
    sa.Column("amount", sa.BigInteger, nullable=False),  # centavos of the claim's payment that this slip holds
    sa.Index("ix_allocations_slip_id", "slip_id"),
)

_STRONG = "kind in ('tracking_key', 'folio')"
payment_keys = sa.Table(
    "payment_keys",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True, autoincrement=False),
    _to("slips"),
    sa.Column("spent_at", Instant, nullable=False),
    sa.Index("ix_payment_keys_claim_id", "claim_id"),
    sa.Index(  # what identifies a payment is spent once; what it merely looks like may be many's
        "uq_payment_keys_strong", "kind", "value", unique=True, sqlite_where=sa.text(_STRONG),
        postgresql_where=sa.text(_STRONG),
    ),
)  # fmt: skip

activations = sa.Table(
    "activations",
    metadata,
    _id(),
    _to("slips"),
    _to("cases"),
    _to("claims"),
    sa.Column("idempotency_key", sa.Text, nullable=False, unique=True),
    sa.Column("state", sa.Text, nullable=False),  # owed, confirmed, uncertain, reverted
    sa.Column("amount", sa.BigInteger, nullable=False),  # centavos
    sa.Column("wants_invoice", sa.Boolean, nullable=False),
    sa.Column("owed_at", Instant, nullable=False),
    sa.Column("confirmed_at", Instant),
    sa.Column("bank_confirmed_at", Instant),  # when a bank line or a settled CEP was seen; NULL: "por confirmar"
    sa.Column("panel_before", sa.JSON),  # the customer's panel as it was when it was switched on, and as it then was:
    sa.Column("panel_after", sa.JSON),  # what a reversal takes back
    sa.Column("reverted_at", Instant),
    sa.Column("greeted_at", Instant),  # when its customer saw the greeting in his panel; NULL: not yet
    sa.Index("ix_activations_owed_at", "owed_at"),
    sa.Index("ix_activations_claim_id", "claim_id"),
    sa.Index(  # a slip has one that stands; those that were reverted stay for the story
        "uq_activations_standing", "slip_id", unique=True, sqlite_where=sa.text("state <> 'reverted'"),
        postgresql_where=sa.text("state <> 'reverted'"),
    ),
)  # fmt: skip

panels = sa.Table(
    "panels",
    metadata,
    sa.Column("customer_id", Id, sa.ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("active_until", sa.Date),
    sa.Column("stamps", sa.BigInteger, nullable=False),
)

panel_users = sa.Table(
    "panel_users",
    metadata,
    _id(),
    sa.Column("customer_id", Id, sa.ForeignKey("customers.id"), nullable=False, unique=True),
    sa.Column("username", sa.Text, nullable=False, unique=True),  # lower case
    sa.Column("password_hash", sa.Text),  # NULL: he has not chosen one yet
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("signed_in_at", Instant),
)

panel_links = sa.Table(
    "panel_links",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),  # SHA-256 of what the mailed link holds
    _to("panel_users"),
    sa.Column("purpose", sa.Text, nullable=False),  # welcome, recovery
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("used_at", Instant),
    sa.Index("ix_panel_links_panel_user_id", "panel_user_id"),
)

consents = sa.Table(
    "consents",
    metadata,
    _id(),
    _to("customers"),
    sa.Column("version", sa.Text, nullable=False),  # of the privacy notice
    sa.Column("at", Instant, nullable=False),
    sa.Column("address", sa.Text, nullable=False),  # from where he agreed
    sa.Index("ix_consents_customer_id_version", "customer_id", "version"),
)

invoice_requests = sa.Table(
    "invoice_requests",
    metadata,
    sa.Column("slip_id", Id, sa.ForeignKey("slips.id"), primary_key=True, autoincrement=False),
    sa.Column("rfc", sa.Text),
    sa.Column("legal_name", sa.Text),  # as in the Constancia de Situación Fiscal
    sa.Column("regime", sa.Text),  # SAT c_RegimenFiscal
    sa.Column("postal_code", sa.Text),
    sa.Column("cfdi_use", sa.Text),  # SAT c_UsoCFDI
    sa.Column("email", sa.Text),  # where the invoice is wanted; never the customer's own address (B79)
    sa.Column("payment_form", sa.Text),  # SAT c_FormaPago
    sa.Column("source", sa.Text, nullable=False),  # mail, csf, panel, desk
    sa.Column("changed_at", Instant, nullable=False),
)

letters = sa.Table(
    "letters",
    metadata,
    _id(),
    _to("cases", nullable=True),  # NULL: a notice about the bot itself
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # queued, sending, sent, uncertain, refused, bounced, cancelled
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("recipient_key", sa.Text, nullable=False),  # folded: case, plus-tags, Gmail dots
    sa.Column("recipient_domain", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("message_id", sa.Text, nullable=False, unique=True),
    sa.Column("raw", sa.LargeBinary, nullable=False),
    sa.Column("queued_at", Instant, nullable=False),
    sa.Column("sent_at", Instant),
    sa.Column("doubted_at", Instant),  # when nobody could tell whether the server took it (B46)
    sa.Column("resent_at", Instant),  # when the same bytes were queued a second and last time
    sa.Column("error", sa.Text),
    sa.UniqueConstraint("case_id", "kind", "cause"),
    sa.Index("ix_letters_recipient_key_queued_at", "recipient_key", "queued_at"),
    sa.Index("ix_letters_recipient_domain_queued_at", "recipient_domain", "queued_at"),
    sa.Index("ix_letters_queued_at", "queued_at"),
    sa.Index("ix_letters_state", "state"),
)

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    sa.Column("hours", sa.Integer, primary_key=True),
    sa.Column("raised_at", Instant, nullable=False),
)

troubles = sa.Table(
    "troubles",
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False),  # outbox, inbox_refused:cxc, mail_set_aside:17, ...
    sa.Column("headline", sa.Text, nullable=False),  # as its notice says it
    sa.Column("since", Instant, nullable=False),
    sa.Column("ended_at", Instant),  # NULL: it stands
    sa.Column("tries", sa.Integer, nullable=False),  # of what is tried while it stands
    sa.Column("again_at", Instant),  # when the next try is due
    sa.Index("ix_troubles_name", "name"),
    # one of a name at a time
    sa.Index(
        "uq_troubles_standing", "name", unique=True, sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    ),
)  # fmt: skip

audit = sa.Table(
    "audit",
    metadata,
    _id(),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("case_id", Id, sa.ForeignKey("cases.id")),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("seal", sa.Text, nullable=False),  # SHA-256 over this row and the seal of the one before
    sa.Index("ix_audit_case_id", "case_id"),
    sa.Index("ix_audit_at", "at"),
    sa.Index("ix_audit_event_id", "event", "id"),
    sa.Index("ix_audit_actor_id", "actor", "id"),
)

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("subject", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # due, claimed, done, failed
    sa.Column("due", Instant, nullable=False),  # for a claimed job: when its lease ends
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("owner", sa.Text),
    sa.Column("error", sa.Text),
    sa.Index("ix_jobs_state_rank_due", "state", "rank", "due"),
)

users = sa.Table(
    "users",
    metadata,
    _id(),
    sa.Column("email", sa.Text, nullable=False, unique=True),  # lower case
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),  # operator, approver, admin, auditor
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("totp_nonce", sa.Text),  # makes the authenticator's secret together with the house's key
    sa.Column("totp_step", sa.BigInteger, nullable=False),  # the last time step that was used
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("preferences", sa.JSON, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("signed_in_at", Instant),
)

papers = sa.Table(
    "papers",
    metadata,
    sa.Column("mail_id", Id, sa.ForeignKey("mails.id"), primary_key=True, autoincrement=False),
    sa.Column("sender", sa.Text, nullable=False),  # the display name
    sa.Column("text", sa.Text, nullable=False),  # its first 20,000 characters
    sa.Column("documents", sa.JSON, nullable=False),  # its files: name, kind, sha256, size of each page; no words
    sa.Column("discarded", sa.JSON, nullable=False),  # where numbers stand that were not taken for the reference
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),  # SHA-256 of what the cookie holds
    sa.Column("window", sa.Text, nullable=False),  # desk, panel
    sa.Column("owner", sa.BigInteger, nullable=False),
    sa.Column("complete", sa.Boolean, nullable=False),  # False: the second factor is still to come
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("put_off", sa.Boolean, nullable=False, server_default=sa.false()),  # "No deseo generar...", until it ends
    sa.Index("ix_sessions_window_owner", "window", "owner"),
    sa.Index("ix_sessions_ends_at", "ends_at"),
)

viewers = sa.Table(
    "viewers",
    metadata,
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    sa.Column("user_id", Id, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("seen_at", Instant, nullable=False),  # his page says so again and again while it is open
)

claim_words = sa.Table(
    "claim_words",
    metadata,
    # what its receipt printed, folded as payment keys are: references, tracking key, folio, account paid to
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True, autoincrement=False),
    sa.Index("ix_claim_words_claim_id", "claim_id"),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
)

switches = sa.Table(
    "switches",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # send, activate
    sa.Column("is_on", sa.Boolean, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # slip
    sa.Column("value", sa.BigInteger, nullable=False),  # the last number that was taken
)

decisions = sa.Table(
    "decisions",
    metadata,
    _id(),
    _to("cases"),
    _to("claims"),
    sa.Column("action", sa.Text, nullable=False),  # accept, ask, ...
    sa.Column("decided_by", sa.Text, nullable=False),  # login
    sa.Column("name", sa.Text, nullable=False),  # as colleagues read it
    sa.Column("sentence", sa.Text, nullable=False),  # what was done, in the past tense
    sa.Column("decided_at", Instant, nullable=False),
    sa.Column("until", Instant, nullable=False),  # so long it can be undone: nothing of it goes out before
    sa.Column("version", sa.Integer, nullable=False),  # of the case as it was seen when this was decided
    sa.Column("changes", sa.JSON, nullable=False),  # what was there before, and after: what undoing puts back
    sa.Column("undone_at", Instant),
    sa.Index("ix_decisions_case_id", "case_id"),
)

signatures = sa.Table(
    "signatures",
    metadata,
    _id(),
    _to("cases"),
    _to("claims"),
    sa.Column("action", sa.Text, nullable=False),  # accept, split
    sa.Column("said", sa.JSON, nullable=False),  # the words of the action
    sa.Column("reference", sa.Text),  # the slips as they were named
    sa.Column("seen_in_bank", sa.Boolean, nullable=False),
    sa.Column("why", sa.Text, nullable=False),  # why one person is not enough
    sa.Column("asked_by", sa.Text, nullable=False),  # login
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),  # NULL: it waits
    sa.Column("signed_by", sa.Text),  # login of the second person; NULL: nobody signed it
    sa.Index("ix_signatures_case_id", "case_id"),
    sa.Index(
        "uq_signatures_standing", "claim_id", unique=True, sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    ),
)  # fmt: skip

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # a random word, for the page's address
    _to("customers"),
    sa.Column("digest", sa.Text, nullable=False),  # equal for the same files with the same words
    sa.Column("mail_id", Id, sa.ForeignKey("mails.id"), nullable=False, unique=True),
    sa.Column("reference", sa.Text),  # of the slip from whose page he came
    sa.Column("files", sa.JSON, nullable=False),  # name and size of each
    sa.Column("sent_at", Instant, nullable=False),
    sa.UniqueConstraint("customer_id", "digest"),
    sa.Index("ix_uploads_customer_id_sent_at", "customer_id", "sent_at"),
)
