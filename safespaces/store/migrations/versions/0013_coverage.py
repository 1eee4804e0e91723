"""Coverage: demand, school holidays, candidates, scenarios"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SQLITE = """
CREATE TRIGGER candidate_events_are_kept_from_{deed} BEFORE {DEED} ON candidate_events
BEGIN SELECT RAISE(ABORT, 'what was said of a candidate is never changed or deleted'); END
"""
_POSTGRESQL = """
CREATE FUNCTION candidate_events_are_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was said of a candidate is never changed or deleted'; END $$
"""


def upgrade() -> None:
    op.create_table(
        "demand_layers",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("where", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(length=60), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "demand_points",
        sa.Column("layer", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("decile", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["layer"], ["demand_layers.key"]),
        sa.PrimaryKeyConstraint("layer", "code"),
    )
    op.create_table(
        "demand_outlines",
        sa.Column("layer", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "code"),
    )
    op.create_table(
        "school_holidays",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("first_day"),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("safe_hours", sa.Text(), nullable=False),
        sa.Column("hours_are_assumed", sa.Boolean(), nullable=False),
        sa.Column("minimum_age", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "candidate_events",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("candidate_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=254), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "scenarios",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_what", "audit", ["what", "number"])
    op.create_index(op.f("ix_uses_on"), "uses", ["on"])
    op.create_index(op.f("ix_visits_on"), "visits", ["on"])
    _keep_the_events()


def _keep_the_events() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(_SQLITE.format(deed=deed, DEED=deed.upper()))
        return
    op.execute(_POSTGRESQL)
    op.execute(
        "CREATE TRIGGER candidate_events_are_kept BEFORE UPDATE OR DELETE ON candidate_events "
        "FOR EACH ROW EXECUTE FUNCTION candidate_events_are_kept()"
    )
    op.execute(
        "CREATE TRIGGER candidate_events_are_not_emptied BEFORE TRUNCATE ON candidate_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION candidate_events_are_kept()"
    )
