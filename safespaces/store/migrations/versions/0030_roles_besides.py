"""Roles that somebody has besides the first, and as which of them a session works"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people", sa.Column("also", sa.String(100), nullable=False, server_default="")
    )
    op.add_column(
        "sessions", sa.Column("role", sa.String(20), nullable=False, server_default="")
    )
