"""Room for encrypted secrets"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return  # it keeps any length
    for table, column in (("people", "totp_secret"), ("sessions", "new_secret")):
        op.alter_column(table, column, type_=sa.String(300), existing_nullable=False)
