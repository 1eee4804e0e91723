"""How Alembic runs here: always on the connection that Database.prepare hands over."""

from alembic import context

from safespaces.store.rows import every_table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=every_table(), render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
