"""Checks of the desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from verifier.store.types import Moment, json_type

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Never edited once released."""
    op.create_table(
        "checks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("options", json_type(), nullable=False),
        sa.Column("report", sa.LargeBinary()),
        sa.Column("gap", sa.Text()),
        sa.Column("problem", sa.Text()),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_checks"),
    )
    op.create_index("ix_checks_state", "checks", ["state"])
    op.create_index("ix_checks_expires_at", "checks", ["expires_at"])
