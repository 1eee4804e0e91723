"""A long list is kept in parts, and which versions of venues the public one holds"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "snapshot_parts",
        sa.Column("digest", sa.String(24), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.add_column("publication", sa.Column("versions_until", sa.Integer))
