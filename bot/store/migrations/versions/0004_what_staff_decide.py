"""The pages -> what staff decided, for as long as it can be undone; second signatures; activations reverted."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from bot.store.tables import Instant

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go one version forward; there is no way back (B134)."""
    with op.batch_alter_table("activations", schema=None) as activations:
        activations.add_column(sa.Column("panel_before", sa.JSON(), nullable=True))
        activations.add_column(sa.Column("panel_after", sa.JSON(), nullable=True))
        activations.add_column(sa.Column("reverted_at", Instant(timezone=True), nullable=True))
        activations.drop_constraint("uq_activations_slip_id", type_="unique")
        activations.create_index("ix_activations_claim_id", ["claim_id"], unique=False)
        _one_standing(activations, "uq_activations_standing", "slip_id", "state <> 'reverted'")
    op.create_table(
        "decisions",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("claim_id", _ID, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("decided_at", Instant(timezone=True), nullable=False),
        sa.Column("until", Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_decisions_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as decisions:
        decisions.create_index("ix_decisions_case_id", ["case_id"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("claim_id", _ID, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("seen_in_bank", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signatures_case_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_signatures_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
    )
    with op.batch_alter_table("signatures", schema=None) as signatures:
        signatures.create_index("ix_signatures_case_id", ["case_id"], unique=False)
        _one_standing(signatures, "uq_signatures_standing", "claim_id", "ended_at is null")


def _one_standing(table: BatchOperations, name: str, column: str, which: str) -> None:
    """Make an index that lets one row of a column stand."""
    table.create_index(name, [column], unique=True, sqlite_where=sa.text(which), postgresql_where=sa.text(which))
