"""Customers, their panels, and who may enter them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Id, Instant, metadata, own_id, to

customers = sa.Table(
    "customers",
    metadata,
    own_id(),
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
    own_id(),
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
    to("panel_users"),
    sa.Column("purpose", sa.Text, nullable=False),  # welcome, recovery
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("used_at", Instant),
    sa.Index("ix_panel_links_panel_user_id", "panel_user_id"),
)

consents = sa.Table(
    "consents",
    metadata,
    own_id(),
    to("customers"),
    sa.Column("version", sa.Text, nullable=False),  # of the privacy notice
    sa.Column("at", Instant, nullable=False),
    sa.Column("address", sa.Text, nullable=False),  # from where he agreed
    sa.Index("ix_consents_customer_id_version", "customer_id", "version"),
)
