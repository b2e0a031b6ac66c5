"""Run by Alembic: steps are made on the connection that `nizam.audit.migrate` hands over."""

from __future__ import annotations

from alembic import context

from nizam.audit.tables import METADATA

# SQLite takes table changes back, too, where the transaction is begun by hand
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
