"""The words that officers find a venue by, and the order of the register"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # filled at the next start (store/venues.py); an older version that goes on for a while leaves it empty
    op.add_column(
        "venues", sa.Column("search_words", sa.Text, nullable=False, server_default="")
    )
    op.create_index("ix_venues_name_id", "venues", ["name", "id"])
    for name, lacking in (
        ("point", "lat IS NULL"),
        ("hours", "safe_hours = ''"),
        ("check", "checked_on IS NULL"),
    ):
        op.create_index(
            f"ix_venues_without_{name}",
            "venues",
            ["status"],
            sqlite_where=sa.text(lacking),
            postgresql_where=sa.text(lacking),
        )
