"""Letters on their way out."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Instant, metadata, own_id, to

letters = sa.Table(
    "letters",
    metadata,
    own_id(),
    to("cases", nullable=True),  # NULL: a notice about the bot itself
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
