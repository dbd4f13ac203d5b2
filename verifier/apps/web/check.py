"""One check while it is under way: what is known so far, told as it comes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from verifier.apps.web.events import EventLog
from verifier.apps.web.repository import Record, State
from verifier.config import Config
from verifier.desk import Choices, Event, PageSeen
from verifier.model import (
    ArchiveResult,
    ArticleReport,
    Decision,
    Facts,
    Finding,
    Gap,
    LinkResult,
    Report,
)
from verifier.pipeline import forget_network, judge_facts
from verifier.reports import json_report

_SOON_S = 0.03  # findings follow what was seen by no more than this
_CALM = 10  # times as long as judging takes: a large article is judged less often


class Check:
    """A check with its events. Everything happens in the event loop's own thread."""

    def __init__(self, record: Record, config: Config, house: tuple[Decision, ...] = ()) -> None:
        """`house`: decisions that hold for every article."""
        self.record = record
        self.log = EventLog()
        self.task: asyncio.Task[None] | None = None
        self.stopped: asyncio.Event | None = None  # of its visits, while there are any
        self.is_our_mistake = False
        self.read = asyncio.Event()  # it is known whether the article can be read
        self._config = config
        self._house = house
        self._facts: Facts | None = record.report.facts if record.report is not None else None
        self._held_back: list[Event] = []
        self._judging: asyncio.TimerHandle | None = None
        self._cost_s = 0.0
        if record.report is not None:
            self._judge_again()
            self._tell_report(self._known)
        if record.state.is_final:
            self._tell_end()

    @property
    def id(self) -> str:
        """Which nobody can guess."""
        return self.record.id

    @property
    def facts(self) -> Facts:
        """What is known so far; only once the article has been read."""
        if self._facts is None:
            raise RuntimeError("the article has not been read yet")
        return self._facts

    @property
    def known_facts(self) -> Facts | None:
        """What has been seen so far, without decisions that could not be read."""
        if self._facts is None:
            return None
        own = tuple(each for each in self._facts.article.decisions if isinstance(each, Decision))
        return replace(self._facts, article=replace(self._facts.article, decisions=own))

    def report(self, language: str | None = None) -> Report:
        """What is known so far, with what was decided; `language` of messages, if another is wanted."""
        record = self.record
        articles = (self._spoken(record.report, language),) if record.report is not None else ()
        return Report(
            started_at=record.created_at,
            finished_at=record.finished_at or datetime.now(UTC),
            offline=not record.submission.stages,
            complete=record.state is State.DONE and record.gap is None,
            articles=articles,
            message_language=language or record.submission.language,
            gap=record.gap if record.state.is_final else Gap.UNDER_WAY,
        )

    def _spoken(self, report: ArticleReport, language: str | None) -> ArticleReport:
        if language in {None, self._choices.language or report.facts.article.language}:
            return report
        choices = replace(self._choices, language=language)
        return judge_facts(report.facts, self._config, choices, complete=report.complete)

    def begin_looking(self, facts: Facts) -> None:
        """The article has been read."""
        self._facts = facts
        self.record = replace(self.record, state=State.CHECKING, report=self._judged(complete=False))
        self._tell_report(self._known)
        self.read.set()

    def heard(self, event: Event, *, doubtful: bool) -> None:
        """Something was seen. As long as the network may be down, a failed visit says nothing of its page."""
        self._held_back.append(event)
        if doubtful:
            return
        for each in self._held_back:
            self._take(each)
        self._held_back.clear()
        if self._judging is None:
            wait_s = max(_SOON_S, _CALM * self._cost_s)
            self._judging = asyncio.get_running_loop().call_later(wait_s, self._judge)

    def finish(self, facts: Facts, *, gap: Gap | None, cut_off: bool) -> None:
        """Everything was looked at, or as much as could be."""
        self._calm()
        self._facts = facts
        report = self._judged(complete=gap is None)
        if cut_off:
            report, gap = forget_network(report, self._config, self._choices), Gap.NO_NETWORK
        self._tell_changes(report.findings)
        self._end(State.DONE, report=report, gap=gap)

    def fail(self, problem: str, *, ours: bool = False) -> None:
        """There is nothing to report. `ours`: by a mistake of ours, not by what was handed in."""
        self.is_our_mistake = ours
        self._calm()
        self._end(State.FAILED, problem=problem)
        self.read.set()

    def tell_end(self) -> None:
        """Told once it is kept: whoever has heard of the end can rely on it."""
        self._tell_end()

    def decide(self, decisions: tuple[Decision, ...]) -> None:
        """From now on these hold."""
        self.record = replace(self.record, decisions=decisions)
        self._judge_again()

    def drop(self) -> None:
        """It was deleted."""
        self._calm()
        if self.stopped is not None:
            self.stopped.set()
        if self.task is not None:
            self.task.cancel()
        self.log.add("deleted", {"id": self.id})
        self.log.close()

    @property
    def _known(self) -> ArticleReport:
        if self.record.report is None:
            raise RuntimeError("nothing is known yet")
        return self.record.report

    @property
    def _choices(self) -> Choices:
        decisions = (*self.record.decisions, *self._house)
        return replace(self.record.submission.choices, decisions=decisions, today=datetime.now(UTC).date())

    def _judge_again(self) -> None:
        if self._facts is not None:
            self.record = replace(self.record, report=self._judged(complete=self._known.complete))

    def _end(self, state: State, **known: object) -> None:
        self.record = replace(self.record, state=state, finished_at=datetime.now(UTC), **known)  # type: ignore[arg-type]

    def _calm(self) -> None:
        if self._judging is not None:
            self._judging.cancel()
            self._judging = None

    def _take(self, event: Event) -> None:
        self._facts = _with(self.facts, event)
        self.log.add(event.kind, _seen(event, self._facts))

    def _judge(self) -> None:
        self._judging = None
        started = time.perf_counter()
        report = self._judged(complete=False)
        self._cost_s = time.perf_counter() - started
        self._tell_changes(report.findings)
        self.record = replace(self.record, report=report)

    def _judged(self, *, complete: bool) -> ArticleReport:
        return judge_facts(self.facts, self._config, self._choices, complete=complete)

    def _tell_report(self, report: ArticleReport) -> None:
        self.log.add("attributions", {"article": json_report.article_json(report)})

    def _tell_changes(self, findings: tuple[Finding, ...]) -> None:
        """Only what is new and what is gone: a long article's list is not repeated with every link."""
        before = {finding.fingerprint: finding for finding in self._known.findings}
        after = {finding.fingerprint: finding for finding in findings}
        new = [f for fingerprint, f in after.items() if before.get(fingerprint) != f]
        gone = [fingerprint for fingerprint in before if fingerprint not in after]
        if new or gone:
            told = [json_report.finding_json(finding) for finding in new]
            self.log.add("findings", {"findings": told, "gone": gone})

    def _tell_end(self) -> None:
        record, report = self.record, self.report()
        if record.state is State.FAILED:
            self.log.add("failed", {"problem": record.problem})
        else:
            summary = json_report.summary_json(report)
            self.log.add("verdict", {"run": json_report.run_json(report), "summary": summary})
        self.log.close()


def _with(facts: Facts, event: Event) -> Facts:
    id_, seen = event.source.id, event.result
    if isinstance(seen, LinkResult):
        return replace(facts, links={**facts.links, id_: seen})
    if isinstance(seen, ArchiveResult):
        return replace(facts, archives={**facts.archives, id_: seen})
    archives = facts.archives if seen.archive is None else {**facts.archives, id_: seen.archive}
    return replace(
        facts,
        pages={**facts.pages, id_: seen.page},
        evidence={**facts.evidence, **seen.evidence},
        archives=archives,
    )


def _seen(event: Event, facts: Facts) -> Mapping[str, object]:
    told: dict[str, object] = {"source": event.source.id, "url": event.source.url}
    if isinstance(event.result, LinkResult):
        return {**told, "link": json_report.link_json(event.result)}
    if isinstance(event.result, ArchiveResult):
        return {**told, "archive": json_report.archive_json(event.result)}
    return {**told, **_page_seen(event.result, facts)}


def _page_seen(seen: PageSeen, facts: Facts) -> dict[str, object]:
    judged = [attribution for attribution in facts.attributions if attribution.id in seen.evidence]
    return {
        "page": json_report.page_json(seen.page),
        "archive": None if seen.archive is None else json_report.archive_json(seen.archive),
        "evidence": {a.id: json_report.evidence_json(seen.evidence[a.id]) for a in judged},
    }
