"""Authors as long as an e-mail address may be, and when a check was kept"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("verifications", sa.Column("made_at", sa.DateTime(timezone=True), nullable=True))
    if op.get_bind().dialect.name != "sqlite":  # which keeps any length
        for table in ("venue_versions", "imports"):
            op.alter_column(table, "author", type_=sa.String(length=254))
