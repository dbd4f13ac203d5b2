"""The first schema: runs, articles, links, visits, captures, findings, decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from verifier.store.types import Moment, json_type

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Never edited once released."""
    op.create_table(
        "captures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("next_ask_at", Moment(), nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
        sa.UniqueConstraint("url", "published", name="uq_captures_url_published"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("host", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("fingerprint", sa.Text()),
        sa.Column("article", sa.Text()),
        sa.Column("replacement", sa.Text()),
        sa.Column("by", sa.Text()),
        sa.Column("until", sa.Date()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.Column("planned_run_id", sa.Integer()),
        sa.Column("visited_run_id", sa.Integer()),
        sa.Column("visited_at", Moment()),
        sa.Column("next_visit_at", Moment()),
        sa.Column("standing", sa.Text()),
        sa.Column("since", Moment()),
        sa.Column("trouble_since", Moment()),
        sa.Column("last_visit_id", sa.Integer()),
        sa.Column("shown_visit_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("url", name="uq_links_url"),
    )
    op.create_index("ix_links_host", "links", ["host"], unique=False)
    op.create_index("ix_links_planned_run_id", "links", ["planned_run_id"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("read_all", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("numbers", json_type(), nullable=False),
        sa.Column("notified_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("key", name="uq_runs_key"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("changed_at", sa.Text()),
        sa.Column("expires_on", sa.Date()),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.Text()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_articles_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("key", name="uq_articles_key"),
    )
    op.create_index("ix_articles_run_id", "articles", ["run_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("visited_at", Moment(), nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text()),
        sa.Column("status", sa.Integer()),
        sa.Column("final_url", sa.Text()),
        sa.Column("permanent", sa.Boolean()),
        sa.Column("hops", json_type(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("elapsed_s", sa.Float()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("not_modified", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name="fk_visits_link_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_visits_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.UniqueConstraint("run_id", "link_id", name="uq_visits_run_id_link_id"),
    )
    op.create_index("ix_visits_link_id_visited_at", "visits", ["link_id", "visited_at"], unique=False)
    op.create_table(
        "attributions",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_attributions_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_attributions"),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.Column("opened_run_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_run_id", sa.Integer()),
        sa.Column("closed_at", Moment()),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_findings_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["closed_run_id"], ["runs.id"], name="fk_findings_closed_run_id"),
        sa.ForeignKeyConstraint(["opened_run_id"], ["runs.id"], name="fk_findings_opened_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.UniqueConstraint("article_id", "fingerprint", name="uq_findings_article_id_fingerprint"),
    )
    op.create_index("ix_findings_closed_run_id", "findings", ["closed_run_id"], unique=False)
    op.create_index("ix_findings_opened_run_id", "findings", ["opened_run_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("link_id", sa.Integer()),
        sa.Column("outlet", sa.Text()),
        sa.Column("domain", sa.Text()),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_sources_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name="fk_sources_link_id"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_sources"),
    )
    op.create_index("ix_sources_link_id", "sources", ["link_id"], unique=False)
