"""One JSON object on each line, told apart by `type`: article, source, attribution, finding; last the run.

A run that is watched may write `link` and `archive` records before, for each source as it is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from verifier.model import ArchiveResult, Article, ArticleReport, LinkResult, Report, Source
from verifier.reports import json_report as whole
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import json_text


def render(report: Report, options: Options) -> str:
    """Everything the JSON report has, apart from the articles' texts."""
    return "".join(map(article_lines, report.articles)) + run_line(report, options)


def article_lines(article: ArticleReport) -> str:
    """What is known of one article."""
    return _lines(_article(article))


def source_line(article: Article, source: Source, result: LinkResult | ArchiveResult) -> str:
    """What one look at a source showed."""
    shown = (
        {"type": "link", "link": whole.link_json(result)}
        if isinstance(result, LinkResult)
        else {"type": "archive", "archive": whole.archive_json(result)}
    )
    return _lines([{**shown, "path": article.path, "source": source.id, "url": source.url}])


def run_line(report: Report, options: Options) -> str:
    """The run as a whole; the last line."""
    return _lines([_run(report, options)])


def _lines(records: Iterable[whole.JsonObject]) -> str:
    return json_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def _run(report: Report, options: Options) -> whole.JsonObject:
    return {
        "type": "run",
        "schema_version": whole.SCHEMA_VERSION,
        "tool": {"name": "verifier", "version": options.version},
        "run": whole.run_json(report),
        "summary": whole.summary_json(report),
    }


def _article(article: ArticleReport) -> Iterator[whole.JsonObject]:
    facts, path = article.facts, article.facts.article.path
    yield {"type": "article", **whole.article_head(article), "verdict": summary.article_verdict(article)}
    for source in whole.sources_json(facts):
        yield {"type": "source", "path": path, **source}
    for attribution in facts.attributions:
        yield {"type": "attribution", "path": path, **whole.attribution_json(facts, attribution)}
    for finding in summary.in_text_order(article.findings):
        yield {"type": "finding", "path": path, **whole.finding_json(finding)}
    for finding in summary.in_text_order(article.decided):
        yield {"type": "decided", "path": path, **whole.finding_json(finding)}
