"""How Alembic runs here: always on the connection that Database.prepare hands over."""

from alembic import context

import safespaces.store.calendar_tables
import safespaces.store.coverage_tables
import safespaces.store.duplicate_tables
import safespaces.store.partner_tables
import safespaces.store.people_tables
import safespaces.store.record_tables
import safespaces.store.upload_tables  # noqa: F401  # so that Base knows them
from safespaces.store.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
