"""One column for the fields of venues that nobody looks them up by, so that a new one needs none."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("venues", sa.Column("more", sa.Text(), nullable=False, server_default="{}"))
