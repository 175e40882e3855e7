"""Slips, and the invoices asked for them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables.columns import Id, Instant, metadata, own_id, to

slips = sa.Table(
    "slips",
    metadata,
    own_id(),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    to("customers"),
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

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # slip
    sa.Column("value", sa.BigInteger, nullable=False),  # the last number that was taken
)
