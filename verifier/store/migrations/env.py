"""What Alembic runs: the steps within a transaction that is already open."""

from alembic import context

from verifier.store.migrations import VERSION_TABLE
from verifier.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=False,  # the transaction is ours: Alembic neither begins nor ends one
    render_as_batch=True,
)
context.run_migrations()
