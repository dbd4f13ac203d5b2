from __future__ import annotations

import pytest

from tests.reports.fixed_report import report
from verifier.reports import FORMATS, Options, render
from verifier.reports.own import is_report

ARTICLES = [
    "Die Werft baut\n\nEin Satz. Laut Verifier ist alles gut.\n",
    '{"text": "Ein Satz.", "tool": "verifier"}',
    '{"title": "x", "text": "Ein Satz.", "sources": []}',
    '[{"check_name": "x"}]',
    '{"runs": [], "software": "verifier"}',
    "{kaputt",
    '<!doctype html><html><head><meta name="generator" content="Redaktion 7"></head><p>Satz.</p></html>',
    "# Quellenprüfung\n\nEin Artikel über das Prüfen.\n",
    "! Achtung\n\nEin Satz.\n",
    "a.txt:1:2: kein Befund\n",
    "",
]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"jsonl", "csv", "junit", "github"}))
def test_our_own_reports_are_known(name: str) -> None:
    """Whatever their name: those formats whose files could be taken for articles."""
    for language in ("de", "en"):
        assert is_report(render(name, report(), Options(version="1.2.3", language=language)).encode())


@pytest.mark.parametrize("text", ARTICLES)
def test_articles_are_none(text: str) -> None:
    """An article that speaks of reports is an article."""
    assert not is_report(text.encode())
