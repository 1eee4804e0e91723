"""Training, use, visits, confirmations, stickers"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trainings",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("trained", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_trainings_venue_id"), "trainings", ["venue_id"])
    op.create_table(
        "uses",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_uses_venue_id"), "uses", ["venue_id"])
    op.create_table(
        "visits",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=254), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_visits_venue_id"), "visits", ["venue_id"])
    op.create_table(
        "confirmations",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_confirmations_venue_id"), "confirmations", ["venue_id"])
    op.create_table(
        "confirm_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index(op.f("ix_confirm_links_venue_id"), "confirm_links", ["venue_id"])
    op.create_table(
        "stickers",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index(op.f("ix_stickers_venue_id"), "stickers", ["venue_id"])
