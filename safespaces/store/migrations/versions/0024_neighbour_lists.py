"""The lists of neighbouring services"""

import sqlalchemy as sa
from alembic import op

from safespaces.store.rows import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "neighbour_lists",
        sa.Column("site", sa.String(300), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("etag", sa.String(100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
