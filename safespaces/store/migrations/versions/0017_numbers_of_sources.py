"""What a venue's sources number it by"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("venues", sa.Column("external_id", sa.Text(), nullable=False, server_default=""))
