"""Cases, what each mail claims in them, and what staff decide."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Id, Instant, metadata, own_id, to

cases = sa.Table(
    "cases",
    metadata,
    own_id(),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("deadline", Instant, nullable=False),
    sa.Column("holds_receipt", sa.Boolean, nullable=False),  # whether the deadline counts from a readable receipt
    sa.Column("stopped_at", Instant),
    to("customers", nullable=True),
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
    own_id(),
    to("cases"),
    to("mails"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),  # [{"rule": ..., "reason": ...}]
    sa.Column("receipt", sa.JSON),  # what was read; NULL: no payment was read
    sa.Column("amount", sa.BigInteger),  # centavos
    to("slips", nullable=True),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", Instant, nullable=False),
    sa.Column("code_version", sa.Text, nullable=False),
    sa.Column("config_version", sa.Text, nullable=False),
    sa.Column("proposals", sa.JSON),  # ranked slips it could mean, as staff saw them; NULL: none was needed
    sa.Column("because", sa.JSON),  # what else was known when it was decided: rules, limits, sums
    to("claims", nullable=True, name="share_of"),  # the claim whose payment a person divided: this asks for a rest
    sa.UniqueConstraint("mail_id", "position"),
    sa.Index("ix_claims_case_id", "case_id"),
    sa.Index("ix_claims_slip_id", "slip_id"),
    sa.Index("ix_claims_amount", "amount"),
    sa.Index("ix_claims_decided_at", "decided_at"),
    sa.Index("ix_claims_share_of", "share_of"),
)

claim_words = sa.Table(
    "claim_words",
    metadata,
    # what its receipt printed, folded as payment keys are: references, tracking key, folio, account paid to
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True, autoincrement=False),
    sa.Index("ix_claim_words_claim_id", "claim_id"),
)

decisions = sa.Table(
    "decisions",
    metadata,
    own_id(),
    to("cases"),
    to("claims"),
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
    own_id(),
    to("cases"),
    to("claims"),
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

viewers = sa.Table(
    "viewers",
    metadata,
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    sa.Column("user_id", Id, sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
    sa.Column("seen_at", Instant, nullable=False),  # his page says so again and again while it is open
)

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    sa.Column("hours", sa.Integer, primary_key=True),
    sa.Column("raised_at", Instant, nullable=False),
)
