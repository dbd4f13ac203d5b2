"""Advice that a report's numbers suggest; for people at a terminal, on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from verifier.apps.cli.fixing import fixes
from verifier.config import Config, NetworkConfig
from verifier.model import ArchiveClass, LinkClass, Report

_MANY = 3  # links of one host behind the same wall
_TEXTS = {
    "de": {
        "explain": "Mehr zu einer Regel: verifier explain {code} --lang de",
        "blocked": "{count} Links bei {host} sind gesperrt ({detail}): im Browser öffnen, "
        "oder den Host unter network.exclude eintragen",
        "fix": "Sichere neue Adressen: {count}; verifier check --diff zeigt sie, --fix setzt sie ein",
        "archives": "Die Archive waren nicht zu erreichen; später noch einmal versuchen",
        "contact": "Unter network.user_agent gehört ein Kontakt, damit Websites wissen, wer fragt",
    },
    "en": {
        "explain": "More about a rule: verifier explain {code}",
        "blocked": "{count} links at {host} are blocked ({detail}): open them in a browser, "
        "or add the host to network.exclude",
        "fix": "Certain new addresses: {count}; verifier check --diff shows them, --fix puts them in",
        "archives": "The archives could not be reached; try again later",
        "contact": "Put your contact into network.user_agent, so that sites know who is asking",
    },
}


def hints(report: Report, config: Config, language: str) -> Iterator[str]:
    """One line each, the most useful first; none for a run that needs none."""
    texts = _TEXTS.get(language, _TEXTS["en"])
    findings = [finding for article in report.articles for finding in article.findings]
    if findings:
        worst = min(findings, key=lambda finding: finding.severity.rank)
        yield texts["explain"].format(code=worst.rule)
    certain = sum(1 for article in report.articles for _ in fixes(article, archived=False))
    if certain:
        yield texts["fix"].format(count=certain)
    for (host, detail), count in _blocked(report).items():
        if count >= _MANY:
            yield texts["blocked"].format(count=count, host=host, detail=detail)
    copies = [result.class_ for article in report.articles for result in article.facts.archives.values()]
    if copies and all(class_ is ArchiveClass.ARCHIVE_UNAVAILABLE for class_ in copies):
        yield texts["archives"]
    if not report.offline and config.network.user_agent == NetworkConfig().user_agent:
        yield texts["contact"]


def _blocked(report: Report) -> Counter[tuple[str, str]]:
    return Counter(
        (urlsplit(link.url).hostname or "", link.detail or "forbidden")
        for article in report.articles
        for link in article.facts.links.values()
        if link.class_ is LinkClass.BLOCKED
    )
