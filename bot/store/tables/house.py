"""The house itself: its work, its troubles, its book, its staff."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Id, Instant, metadata, own_id

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

troubles = sa.Table(
    "troubles",
    metadata,
    own_id(),
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
    own_id(),
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

users = sa.Table(
    "users",
    metadata,
    own_id(),
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
