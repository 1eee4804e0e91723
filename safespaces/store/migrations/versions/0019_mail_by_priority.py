"""Mail by priority and in bundles, browsers that are known, when the second factor was given"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("priority", sa.Integer(), nullable=False, server_default="2"))
    op.add_column("outbox", sa.Column("bundle", sa.String(40), nullable=False, server_default=""))
    op.create_index("ix_outbox_bundle", "outbox", ["recipient", "bundle"])
    with op.batch_alter_table("sign_in_links") as links:
        links.alter_column("person_id", existing_type=sa.String(40), nullable=True)
    op.create_table(
        "known_browsers",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(40), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_known_browsers_person_id", "known_browsers", ["person_id"])
    op.add_column("sessions", sa.Column("factor_at", sa.DateTime(timezone=True)))
