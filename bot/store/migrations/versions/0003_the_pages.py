"""The desk -> what its other pages ask: words to find customers by, cancelled slips, switches, running numbers."""

import sqlalchemy as sa
from alembic import op

from bot.store.search_words import search_words
from bot.store.tables import Instant

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 5000  # customers


def upgrade() -> None:
    """Go one version forward; there is no way back (B134)."""
    with op.batch_alter_table("slips", schema=None) as slips:
        slips.add_column(sa.Column("cancelled_at", Instant(timezone=True), nullable=True))
        slips.add_column(sa.Column("cancelled_because", sa.Text(), nullable=True))
        slips.create_index("ix_slips_amount_id", ["amount", "id"], unique=False)
        slips.create_index("ix_slips_status_id", ["status", "id"], unique=False)
        slips.create_index("ix_slips_status_expires_at", ["status", "expires_at"], unique=False)
    with op.batch_alter_table("audit", schema=None) as audit:
        audit.create_index("ix_audit_at", ["at"], unique=False)
        audit.create_index("ix_audit_event_id", ["event", "id"], unique=False)
        audit.create_index("ix_audit_actor_id", ["actor", "id"], unique=False)
    op.create_table(
        "switches",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switches")),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    _words()


def _words() -> None:
    words = op.create_table(
        "customer_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("customer_id", _ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_customer_words_customer_id")),
        sa.PrimaryKeyConstraint("word", "customer_id", name=op.f("pk_customer_words")),
    )
    with op.batch_alter_table("customer_words", schema=None) as indexed:
        indexed.create_index("ix_customer_words_customer_id_word", ["customer_id", "word"], unique=False)
    last, tx = 0, op.get_bind()
    known = sa.table("customers", sa.column("id"), sa.column("name"), sa.column("email"), sa.column("rfc"))
    while rows := tx.execute(sa.select(known).where(known.c.id > last).order_by(known.c.id).limit(_AT_ONCE)).all():
        last = rows[-1].id
        found = [
            {"word": word, "customer_id": row.id}
            for row in rows
            for word in search_words(row.name, row.email, row.rfc or "")
        ]
        if found:
            tx.execute(sa.insert(words), found)
