"""Robust Links (robustlinks.mementoweb.org, 2025 draft): links that outlive the page they lead to."""

from __future__ import annotations

from verifier.model import ArchiveClass, Facts, Report, Source
from verifier.reports import json_report, summary
from verifier.reports.safe import markup, web_address

_WITH_COPY = {
    ArchiveClass.ARCHIVED_OK,
    ArchiveClass.ARCHIVED_LONG_BEFORE,
    ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY,
}


def anchor(facts: Facts, source: Source, report: Report) -> str:
    """An HTML link with the original address, its date and the copy; "" where there is no web address."""
    url = web_address(source.url)
    if url is None:
        return ""
    copy = summary.archive_of(facts, source)
    version = web_address(copy.url) if copy.class_ in _WITH_COPY else None
    moment = json_report.instant(copy.captured_at) if version else None
    day = moment or json_report.day(facts.article.published or report.started_at.date())
    fields = {
        "href": url,
        "data-originalurl": web_address(copy.original) or url,
        "data-versiondate": day,
        "data-versionurl": version,
    }
    attributes = " ".join(f'{name}="{markup(value)}"' for name, value in fields.items() if value)
    return f'<a {attributes} rel="noreferrer">{_label(source.label or url)}</a>'


def _label(label: str) -> str:
    """Also harmless where the HTML stands within Markdown."""
    marks = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]|~:"}
    return markup(label).translate(marks)
