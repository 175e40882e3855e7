"""Where a payment went: shares, spent keys, what was switched on."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Id, Instant, metadata, own_id, to

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
    to("slips"),
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
    own_id(),
    to("slips"),
    to("cases"),
    to("claims"),
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
