"""Likely duplicates"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicates",
        sa.Column("first_id", sa.String(length=40), nullable=False),
        sa.Column("second_id", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["venues.id"]),
        sa.ForeignKeyConstraint(["second_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("first_id", "second_id"),
    )
    op.create_index(op.f("ix_duplicates_done_at"), "duplicates", ["done_at"])
    op.create_table(
        "duplicates_looked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
