"""Contacts of venues, what was done to many at once, messages on public pages, and what is taken back"""

import sqlalchemy as sa
from alembic import op

from safespaces.store.rows import UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column(
            "venue_id", sa.String(40), sa.ForeignKey("venues.id"), nullable=False, index=True
        ),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(60), nullable=False),
        sa.Column("may_write", sa.Boolean, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
    )
    op.create_table(
        "bulk_deeds",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("undone_at", UtcDateTime),
        sa.Column("undone_by", sa.String(254), nullable=False, server_default=""),
    )
    op.create_table(
        "bulk_venues",
        sa.Column("number", sa.Integer, sa.ForeignKey("bulk_deeds.number"), primary_key=True),
        sa.Column("venue_id", sa.String(40), primary_key=True),
        sa.Column("made", sa.String(40), nullable=False),
    )
    op.create_table(
        "site_messages",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
    )
    op.create_table(
        "answer_templates",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("deed", sa.String(20), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
    )
    op.create_table(
        "assignments",
        sa.Column("item", sa.String(120), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
    )
    op.create_table(
        "alarms",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("told_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "venue_offers",
        sa.Column("venue_id", sa.String(40), sa.ForeignKey("venues.id"), primary_key=True),
        sa.Column("partner_id", sa.String(40), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, index=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
    )
    # kept, and counted no more
    op.add_column("verifications", sa.Column("taken_back_at", UtcDateTime))
    op.add_column("trainings", sa.Column("taken_back_at", UtcDateTime))
    # what came with a venue beside its facts, to be undone with it
    op.add_column(
        "import_venues", sa.Column("beside", sa.Text, nullable=False, server_default="")
    )
