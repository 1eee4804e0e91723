"""Places that went off the public list, and the time that the jobs go by"""

import sqlalchemy as sa
from alembic import op

from safespaces.store.rows import ADDRESS, UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departures",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("venue_id", sa.String(40), nullable=False, index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("author", ADDRESS, nullable=False),
        sa.Column("until", UtcDateTime),
        sa.Column("told_at", UtcDateTime),
        sa.Column("back_at", UtcDateTime),
        sa.Column("told_back_at", UtcDateTime),
        sa.Column("seen_at", UtcDateTime),
        sa.Column("seen_by", sa.String(254), nullable=False, server_default=""),
    )
    op.create_table(
        "job_clock",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("trusted_at", UtcDateTime, nullable=False),
        sa.Column("doubted_at", UtcDateTime),
    )
