"""One JSON object on each line, told apart by `type`: article, source, attribution, finding; last the run."""

from __future__ import annotations

import json
from collections.abc import Iterator

from verifier.model import ArticleReport, Report
from verifier.reports import json_report as whole
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import json_text


def render(report: Report, options: Options) -> str:
    """Everything the JSON report has, apart from the articles' texts."""
    lines = (json.dumps(record, ensure_ascii=False) for record in _records(report, options))
    return json_text("".join(f"{line}\n" for line in lines))


def _records(report: Report, options: Options) -> Iterator[whole.JsonObject]:
    for article in report.articles:
        yield from _article(article)
    yield {
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
