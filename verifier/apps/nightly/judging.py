"""The night's fourth part: articles of which something has changed are judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from verifier.apps.nightly.job import Job, Outcome
from verifier.archives import Archives
from verifier.links.visit import Visit
from verifier.model import ArchiveResult, Facts, LinkClass, LinkResult
from verifier.pipeline import judge_facts, wanted
from verifier.reports.summary import article_verdict
from verifier.store import articles, captures, findings, links
from verifier.store.articles import Stored
from verifier.store.captures import Key, keys_of
from verifier.store.opening import Store

_BATCH = 50  # articles in memory at once
_TOO_LONG = LinkResult(LinkClass.EXCLUDED, "", detail="unkeepable", reason="the address cannot be kept")


def judge_all(job: Job, store: Store, archives: Archives, outcome: Outcome) -> None:
    """Every article of the run that is stale; interrupted, the rest stays so."""
    while True:
        with store.read() as connection:
            ids = articles.stale(connection, outcome.run, _BATCH)
        if not ids:
            return
        with store.read() as connection:
            batch = gathered(job, connection, archives, ids)
        judged = [
            (article, judge_facts(facts, job.config, job.choices, complete=complete))
            for article, facts, complete in batch
        ]
        with store.write() as connection:
            for article, report in judged:
                verdict = article_verdict(report)
                found = (*report.findings, *report.decided)
                findings.settle(connection, outcome.run, article.id, found, verdict=verdict, now=job.now())


def gathered(
    job: Job, connection: Connection, archives: Archives, ids: Sequence[int]
) -> list[tuple[Stored, Facts, bool]]:
    """Articles of the store with all that is known of them; False where a link waits for its first visit."""
    batch = articles.stored(connection, ids, job.config.article.stale_days)
    seen = links.results(connection, list({id_ for each in batch for id_ in each.links.values()}))
    copies = captures.known(connection, [key for each in batch for key in keys_of(each.facts)])
    return [(each, *_with_what_was_seen(each, seen, copies, archives)) for each in batch]


def _with_what_was_seen(
    stored: Stored, seen: Mapping[int, LinkResult], copies: Mapping[Key, ArchiveResult], archives: Archives
) -> tuple[Facts, bool]:
    facts = stored.facts
    found: dict[str, LinkResult] = {}
    kept: dict[str, ArchiveResult] = {}
    complete = True
    for source in facts.sources:
        if source.url is None:
            continue
        key = (source.url, captures.day(facts.article.published))
        unasked = archives.unasked(source.url)
        if key in copies or unasked.given is not None:
            kept[source.id] = copies.get(key, unasked.result)
        target = wanted(source.url, unasked.given)
        if isinstance(target, LinkResult):
            found[source.id] = target
        elif not articles.fits(target):
            found[source.id] = replace(_TOO_LONG, url=target)
        elif (result := seen.get(stored.links.get(source.id, 0))) is not None:
            found[source.id] = Visit(result).as_cited(target).result
        else:
            complete = False
    return replace(facts, links=found, archives=kept), complete
