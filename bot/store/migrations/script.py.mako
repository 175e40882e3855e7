"""${message}"""

import sqlalchemy as sa
from alembic import op

import bot.store.tables

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Go one version forward; there is no way back (B134)."""
    ${upgrades if upgrades else "pass"}
