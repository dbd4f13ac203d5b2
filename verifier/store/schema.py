"""The tables. A change of them is a new migration in `migrations/versions`, never an edit of an old one.

Where it came from:  runs · articles · sources · attributions · decisions
What was seen:       links (an address, once) · visits (evidence, each with its date) · captures
What was judged:     findings (a fingerprint in an article, from the run that opened it to the one that closed it)
What editors check:  checks (drafts of the desk, with everything about them, until they expire)
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from verifier.store.types import Moment, Plain, json_type

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Plain, nullable=False, unique=True),  # the same wherever the run is exported to
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),  # None: under way, or broken off
    Column("version", Plain, nullable=False),  # of the tool
    Column("settings", Plain, nullable=False),  # a digest of what judging depends on
    Column("read_all", Boolean, nullable=False),  # every input of the run has been read
    Column("complete", Boolean, nullable=False),  # everything was done; no budget ended it
    Column("numbers", json_type(), nullable=False),  # what the curves are drawn from
    Column("notified_at", Moment),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Plain, nullable=False, unique=True),  # a path, an address, or FILE#ID of an export
    Column("content_hash", Plain, nullable=False),
    Column("reader", Plain, nullable=False),  # a digest of what reading depends on
    Column("title", Plain),
    Column("published", Date),
    Column("language", Plain, nullable=False),
    Column("url", Plain),
    Column("record", LargeBinary, nullable=False),  # the article as it was read; see records.py
    Column("etag", Plain),  # of an article that was fetched
    Column("last_modified", Plain),
    Column("changed_at", Plain),  # as a sitemap or feed states it
    Column("expires_on", Date),  # the first day that ends a decision made in it
    Column("first_seen_at", Moment, nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),  # the last one it was given to
    Column("stale", Boolean, nullable=False),  # something that its findings depend on has changed
    Column("verdict", Plain),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "url", Plain, nullable=False, unique=True
    ),  # as visited: without fragment; of a cited copy, the original
    Column("host", Plain, nullable=False, index=True),  # the registrable domain, for pace
    Column("first_seen_at", Moment, nullable=False),
    Column("planned_run_id", Integer, index=True),  # the last run that means or meant to visit it
    Column("visited_run_id", Integer),  # the last run that did
    Column("visited_at", Moment),
    Column("next_visit_at", Moment),  # None: never visited yet
    Column("standing", Plain),  # see verifier.model.Standing; None: never visited yet
    Column("since", Moment),  # of the standing
    Column("trouble_since", Moment),  # the first failing visit after the last good one
    Column("last_visit_id", Integer),
    Column("shown_visit_id", Integer),  # the visit that the standing is told by
)

sources = Table(
    "sources",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Plain, nullable=False),  # "S1"
    Column("label", Plain),
    Column("url", Plain),  # as cited
    Column("link_id", ForeignKey("links.id"), index=True),  # None: no address, or none that is visited
    Column("outlet", Plain),
    Column("domain", Plain),
    Column("record", Plain, nullable=False),
)

attributions = Table(
    "attributions",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Plain, nullable=False),  # "A1"
    Column("outlet", Plain, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("source", Plain),
    Column("record", Plain, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("link_id", ForeignKey("links.id", ondelete="CASCADE"), nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("visited_at", Moment, nullable=False),
    Column("class", Plain, key="class_", nullable=False),
    Column("detail", Plain),
    Column("status", Integer),
    Column("final_url", Plain),
    Column("permanent", Boolean),
    Column("hops", json_type(), nullable=False),  # [[url, status], …]
    Column("reason", Plain),
    Column("attempts", Integer, nullable=False),
    Column("elapsed_s", Float),
    Column("etag", Plain),
    Column("last_modified", Plain),
    Column("body_hash", Plain),
    Column("not_modified", Boolean, nullable=False),  # the server said that nothing had changed
    Column("standing", Plain, nullable=False),  # of the link after this visit
    Column("before", Plain),  # the standing that this visit changed; None: the first visit, or no change
    UniqueConstraint("run_id", "link_id"),  # an address is visited once a night
    Index(None, "link_id", "visited_at"),
)

captures = Table(
    "captures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Plain, nullable=False),  # as cited
    Column("published", Plain, nullable=False),  # the article's time that a copy was looked for; "" for none
    Column("asked_at", Moment, nullable=False),
    Column("next_ask_at", Moment, nullable=False),
    Column("class", Plain, key="class_", nullable=False),
    Column("record", Plain, nullable=False),
    UniqueConstraint("url", "published"),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("fingerprint", Plain, nullable=False),
    Column("rule", Plain, nullable=False),
    Column("severity", Plain, nullable=False),
    Column("source", Plain),
    Column("decided", Boolean, nullable=False),  # somebody has: it counts no more
    Column("record", Plain, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("opened_run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("opened_at", Moment, nullable=False),
    Column("closed_run_id", ForeignKey("runs.id"), index=True),  # None: open
    Column("closed_at", Moment),
    UniqueConstraint("article_id", "fingerprint"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Plain, nullable=False),
    Column("reason", Plain, nullable=False),
    Column("rule", Plain, nullable=False),  # a code or prefix; "" for every rule
    Column("url", Plain),
    Column("host", Plain),
    Column("outlet", Plain),
    Column("fingerprint", Plain),
    Column("article", Plain),  # the key of the article that it is about; None: of any
    Column("replacement", Plain),
    Column("by", Plain),
    Column("until", Date),
    Column("origin", Plain, nullable=False),
    Column("made_at", Moment, nullable=False),
)

checks = Table(
    "checks",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("client", Plain, nullable=False),
    Column("state", Plain, nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("finished_at", Moment),
    Column("kind", Plain, nullable=False),  # how it was handed in
    Column("name", Plain, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("options", json_type(), nullable=False),
    Column("report", LargeBinary),  # see records.py
    Column("gap", Plain),
    Column("problem", Plain),
    Column("decisions", Plain, nullable=False),
)
