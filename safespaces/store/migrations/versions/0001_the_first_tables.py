"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "geocode_cache",
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("query"),
    )
    op.create_table(
        "imports",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "postcode_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("postcodes", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "postcodes",
        sa.Column("outward", sa.String(length=4), nullable=False),
        sa.Column("inward", sa.String(length=3), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("outward", "inward"),
    )
    with op.batch_alter_table("postcodes", schema=None) as batch_op:
        batch_op.create_index("ix_postcodes_outward", ["outward"], unique=False)

    op.create_table(
        "snapshots",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "venues",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("point_source", sa.String(length=20), nullable=False),
        sa.Column("precision_m", sa.Integer(), nullable=True),
        sa.Column("safe_hours", sa.Text(), nullable=False),
        sa.Column("kit", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.String(length=40), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    with op.batch_alter_table("venues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venues_postcode"), ["postcode"], unique=False)
        batch_op.create_index(batch_op.f("ix_venues_status"), ["status"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_number", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_number"],
            ["snapshots.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "venue_versions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("venue_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["venue_id"],
            ["venues.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("venue_id", "version"),
    )
    with op.batch_alter_table("venue_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_versions_venue_id"), ["venue_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("venue_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_versions_venue_id"))

    op.drop_table("venue_versions")
    op.drop_table("publication")
    with op.batch_alter_table("venues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venues_status"))
        batch_op.drop_index(batch_op.f("ix_venues_postcode"))

    op.drop_table("venues")
    op.drop_table("snapshots")
    with op.batch_alter_table("postcodes", schema=None) as batch_op:
        batch_op.drop_index("ix_postcodes_outward")

    op.drop_table("postcodes")
    op.drop_table("postcode_table")
    op.drop_table("imports")
    op.drop_table("geocode_cache")
