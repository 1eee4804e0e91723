"""Which venues came with the demonstration"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demonstration_venues",
        sa.Column("venue_id", sa.String(40), sa.ForeignKey("venues.id"), primary_key=True),
    )
    # what the first start imported, and what the command `demo` made up
    op.execute(
        "INSERT INTO demonstration_venues (venue_id) SELECT venue_id FROM venue_versions"
        " WHERE version = 1 AND (author = 'first start' OR author LIKE '%@demo.example')"
    )
