"""Mails as they came, where they were seen, and what of them is shown."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Id, Instant, metadata, own_id, to

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
    own_id(),
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
    own_id(),
    sa.Column("inbox", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    to("mails"),
    sa.Column("arrived_at", Instant, nullable=False),
    sa.UniqueConstraint("inbox", "folder", "uidvalidity", "uid"),
    sa.Index("ix_deliveries_mail_id", "mail_id"),
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

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # a random word, for the page's address
    to("customers"),
    sa.Column("digest", sa.Text, nullable=False),  # equal for the same files with the same words
    sa.Column("mail_id", Id, sa.ForeignKey("mails.id"), nullable=False, unique=True),
    sa.Column("reference", sa.Text),  # of the slip from whose page he came
    sa.Column("files", sa.JSON, nullable=False),  # name and size of each
    sa.Column("sent_at", Instant, nullable=False),
    sa.UniqueConstraint("customer_id", "digest"),
    sa.Index("ix_uploads_customer_id_sent_at", "customer_id", "sent_at"),
)
