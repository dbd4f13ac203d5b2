"""Findings over time: the same one is known again by its fingerprint within its article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from verifier.model import Finding
from verifier.store.records import packed
from verifier.store.runs import Run
from verifier.store.schema import articles, findings


def settle(
    connection: Connection,
    run: Run,
    article_id: int,
    found: Iterable[Finding],
    *,
    verdict: str,
    now: datetime,
) -> None:
    """What was found now: new ones are opened, missing ones closed, those that come back opened again."""
    rows = connection.execute(select(findings).where(findings.c.article_id == article_id)).all()
    old = {row.fingerprint: row for row in rows}
    new = {finding.fingerprint: finding for finding in found}
    still_open = {"closed_run_id": None, "closed_at": None}
    opened = {"opened_run_id": run.id, "opened_at": now, **still_open}
    for fingerprint, finding in new.items():
        row, values = old.get(fingerprint), _values(finding)
        if row is None:
            first = {"article_id": article_id, "fingerprint": fingerprint, "first_seen_at": now}
            connection.execute(findings.insert().values({**first, **values, **opened}))
        elif row.closed_run_id is not None or row.record != values["record"]:
            closed_before_last_report = row.closed_run_id is not None and row.closed_run_id <= run.before
            again = opened if closed_before_last_report else still_open
            connection.execute(update(findings).where(findings.c.id == row.id).values({**values, **again}))
    gone = [row.id for row in rows if row.fingerprint not in new and row.closed_run_id is None]
    if gone:
        closed = {"closed_run_id": run.id, "closed_at": now}
        connection.execute(update(findings).where(findings.c.id.in_(gone)).values(closed))
    judged = {"stale": False, "verdict": verdict}
    connection.execute(update(articles).where(articles.c.id == article_id).values(judged))


def _values(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "source": finding.source,
        "decided": finding.decision is not None,
        "record": packed(finding),
    }
