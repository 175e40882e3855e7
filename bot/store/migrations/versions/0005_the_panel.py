"""What staff decide -> the customers' panel: who may enter, by which links, and what each agreed to."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Instant

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go one version forward; there is no way back (B134)."""
    with op.batch_alter_table("activations", schema=None) as activations:
        activations.add_column(sa.Column("greeted_at", Instant(timezone=True), nullable=True))
    with op.batch_alter_table("sessions", schema=None) as sessions:
        sessions.add_column(sa.Column("put_off", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "panel_users",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(timezone=True), nullable=False),
        sa.Column("signed_in_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_panel_users_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_users")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_panel_users_customer_id")),
        sa.UniqueConstraint("username", name=op.f("uq_panel_users_username")),
    )
    op.create_table(
        "panel_links",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("panel_user_id", _ID, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("ends_at", Instant(timezone=True), nullable=False),
        sa.Column("used_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["panel_user_id"], ["panel_users.id"], name=op.f("fk_panel_links_panel_user_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_panel_links")),
    )
    with op.batch_alter_table("panel_links", schema=None) as links:
        links.create_index("ix_panel_links_panel_user_id", ["panel_user_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_consents_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as consents:
        consents.create_index("ix_consents_customer_id_version", ["customer_id", "version"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mail_id", _ID, nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("sent_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_uploads_customer_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_uploads_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("customer_id", "digest", name=op.f("uq_uploads_customer_id_digest")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_uploads_mail_id")),
    )
    with op.batch_alter_table("uploads", schema=None) as uploads:
        uploads.create_index("ix_uploads_customer_id_sent_at", ["customer_id", "sent_at"], unique=False)
