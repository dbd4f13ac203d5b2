"""changes.json and summary.md: what happened since the last report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from verifier.apps.nightly.folder.curves import STANDINGS
from verifier.apps.nightly.folder.machines import head_json
from verifier.apps.nightly.folder.night import Night
from verifier.reports.json_report import instant
from verifier.reports.markdown import escape
from verifier.reports.own import MARKDOWN_MARK
from verifier.reports.safe import encodable, json_text, log
from verifier.reports.words import SYMBOLS
from verifier.store import changes
from verifier.store.changes import Known, Turn

_LINES = 20  # of each list: a job's summary may have a megabyte, a chat message much less


def write_changes(connection: Connection, folder: Path, night: Night) -> None:
    """changes.json: findings that are new or settled, and links that stand otherwise."""
    with (folder / "changes.json").open("w", encoding="utf-8") as file:
        file.write(json_text(json.dumps(head_json(night), ensure_ascii=False))[:-1])
        parts: tuple[tuple[str, Iterable[dict[str, Any]]], ...] = (
            ("new", map(_finding, changes.new(connection, night.run))),
            ("recovered", map(_finding, changes.recovered(connection, night.run))),
            ("links", map(_turn, changes.turns(connection, night.run))),
        )
        for name, values in parts:
            file.write(f', "{name}": [')
            for place, value in enumerate(values):
                line = json_text(json.dumps(value, ensure_ascii=False))
                file.write(("," if place else "") + "\n" + encodable(line))
            file.write("]")
        file.write("}\n")


def _finding(known: Known) -> dict[str, Any]:
    finding = known.finding
    return {
        "article": known.key,
        "title": known.title,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.line,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
        "first_seen_at": instant(known.first_seen_at),
        "opened_at": instant(known.opened_at),
        "closed_at": instant(known.closed_at),
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "url": turn.url,
        "host": turn.host,
        "from": turn.before.value,
        "to": turn.now.value,
        "since": instant(turn.since),
        "class": turn.class_,
        "status": turn.status,
        "articles": list(turn.articles),
        "article_count": turn.article_count,
    }


def write_summary(connection: Connection, folder: Path, night: Night) -> None:
    """summary.md: short enough for a job's page or a chat, whatever happened."""
    text = "".join(f"{line}\n" for line in _lines(connection, night))
    (folder / "summary.md").write_bytes(encodable(log(text)).encode())


def _lines(connection: Connection, night: Night) -> Iterator[str]:
    words = night.words
    yield from (f"# {words('title')}: {words.day(night.run.started_at)}", "")
    yield from (f"{SYMBOLS[night.verdict]} **{escape(night.headline)}**", "")
    if not night.complete:
        yield from (f"*{escape(words('not_all'))}*", "")
    shares = [f"{night.share(*standings)} {words(f'standing_{name}')}" for name, standings in STANDINGS]
    shares.append(f"{words.percent(night.numbers['with_copy'], night.source_count)} {words('with_copy')}")
    counts = (
        words.counted("article_count", night.article_count),
        words.counted("sources", night.source_count),
    )
    yield from (" · ".join((*counts, *shares)), "")
    lists = (
        ("new", map(_line, changes.new(connection, night.run))),
        ("recovered", map(_line, changes.recovered(connection, night.run))),
    )
    for name, lines in lists:
        shown = list(islice(lines, _LINES + 1))
        if shown:
            yield from (f"## {words(name)}", "", *shown[:_LINES])
            yield from (("- …", "") if len(shown) > _LINES else ("",))
    if night.problem_count:
        yield from (f"## {words('problems')}", "", *(f"- {escape(p)}" for p in night.problems[:_LINES]), "")
    yield MARKDOWN_MARK


def _line(known: Known) -> str:
    finding = known.finding
    where = escape(known.title or known.key)
    return f"- {SYMBOLS[finding.severity]} {finding.rule} {escape(finding.message)} ({where})"
