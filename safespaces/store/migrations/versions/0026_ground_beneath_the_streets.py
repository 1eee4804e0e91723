"""The ground that a map draws beneath the streets"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # empty in what an older version keeps, while both run
    op.add_column("streets", sa.Column("ground", sa.LargeBinary))
