"""The walking network of the town"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "streets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("made_on", sa.Integer, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("kilometres", sa.Integer, nullable=False),
        sa.Column("islands", sa.Integer, nullable=False),
        sa.Column("island_km", sa.Integer, nullable=False),
        sa.Column("network", sa.LargeBinary, nullable=False),
        sa.Column("names", sa.LargeBinary, nullable=False),
    )
