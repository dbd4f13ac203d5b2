"""The HTML page and the Markdown table work on their own and hold together."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from verifier.model import ArticleReport, Evidence, Opinion, Report
from verifier.reports import Options, render

from .fixed_report import clean_report, report


class Page(HTMLParser):
    """Ids, references and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.loaded: list[str] = []
        self.text: list[str] = []
        self.note = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.note = tag == "sup"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "aria-labelledby"} and (value or "").startswith(("#", "a")):
                self.references.append((value or "").removeprefix("#"))
            if name in {"src", "srcset", "poster", "data"} or (tag == "link"):
                self.loaded.append(value or "")

    def handle_data(self, data: str) -> None:
        if not self.note:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.note = False


def html(run: Report | None = None, **options: str) -> str:
    return render("html", run or report(), Options(**options))  # type: ignore[arg-type]


def two_articles() -> Report:
    return replace(report(), articles=report().articles * 2)


def crossing_attributions() -> Report:
    """A claim that surrounds its attribution, and two attributions at one place."""
    article = report().articles[0]
    first, second, *rest = article.facts.attributions
    assert first.claim is not None
    wide = replace(first, claim=replace(first.claim, start=first.start - 5, end=first.end + 30))
    same = replace(second, start=first.start + 3, end=first.end + 3)
    facts = replace(article.facts, attributions=(wide, same, *rest))
    return replace(report(), articles=(ArticleReport(facts, article.findings),))


@pytest.mark.parametrize(
    "run", [report(), two_articles(), crossing_attributions(), clean_report(offline=True)]
)
def test_every_reference_leads_somewhere(run: Report) -> None:
    """Ids are unique on the page and every inner link has its target."""
    page = Page(html(run))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.references) <= set(page.ids)


def test_the_page_loads_nothing() -> None:
    """It works from a mail attachment, without a network."""
    assert Page(html()).loaded == []
    assert "@import" not in html()
    assert "url(" not in html()


def test_the_page_shows_the_whole_article() -> None:
    """Highlights add to the text and take nothing away, however they overlap."""
    for run in (report(), crossing_attributions()):
        page = html(run)
        shown = "".join(Page(page[page.index('<div class="text"') : page.index("</div>")]).text)
        assert shown.rstrip("\n") == run.articles[0].facts.article.text.rstrip("\n")


def test_the_page_ends_where_the_article_ends() -> None:
    """Teasers behind the source list are not the article."""
    article = report().articles[0]
    given = replace(article.facts.article, text=article.facts.article.text + "\nIm Fokus: Ganz anderes\n")
    run = replace(report(), articles=(replace(article, facts=replace(article.facts, article=given)),))
    assert "Ganz anderes" not in html(run)


def test_the_picture_joins_attributions_to_sources() -> None:
    """A line for each match; what is missing on either side says so in words or signs."""
    page = html()
    assert page.count("<line ") == 4
    assert '<line class="dead" ' in page
    assert "Z. 9 Wochenschau – ohne Quelle" in page
    assert "Deichfunk – nicht genannt" in page


def test_claims_are_marked() -> None:
    """Exactly the claim, not what stands around it."""
    assert '<span class="claim">kostet der Umbau 412 Millionen Euro</span>' in html()


def test_states_are_said_in_words() -> None:
    """Signs are hidden from screen readers; the word beside them says the same."""
    assert '<span aria-hidden="true">✗</span> tot (404)' in html()
    assert '<span aria-hidden="true">✗</span> dead (404)' in html(language="en")
    assert '<html lang="en">' in html(language="en")


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_links_nobody_visited_earn_no_praise(name: str) -> None:
    """Offline and clean: no tick anywhere."""
    assert "✓" not in render(name, clean_report(offline=True), Options())
    assert "✓" in render(name, clean_report(), Options())


def test_markdown_lists_robust_links() -> None:
    """Each with the original and a date; with a copy, its address and the moment it was taken."""
    lines = render("markdown", report(), Options()).splitlines()
    robust = [line for line in lines if line.startswith("- <a ")]
    assert len(robust) == 8  # the ninth source has no address
    assert all("data-originalurl=" in line and "data-versiondate=" in line for line in robust)
    assert 'data-versiondate="2025-06-02T08:00:00Z" data-versionurl="https://archive.example/' in robust[0]
    assert 'data-versiondate="2025-06-03"' in robust[1]
    assert "data-versionurl" not in robust[1]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "de",
            "Meinung von small-1 (llm.example.com), die nichts entscheidet: die Seite trägt das: „im {Text}“",
        ),
        (
            "en",
            "opinion of small-1 (llm.example.com), which decides nothing: the page carries it: “im {Text}”",
        ),
    ],
)
def test_opinion(language: str, told: str) -> None:
    """Whose opinion it is stands beside it, and that it decides nothing; without anchors the passage is shown."""
    run = report()
    (article,) = run.articles
    opinion = Opinion("supported", "im {Text}", judge="llm.example.com", model="small-1")
    evidence = {**article.facts.evidence, "A3": Evidence("unchecked", (), ("nah dran <b>",), opinion)}
    changed = replace(article, facts=replace(article.facts, evidence=evidence))
    text = " ".join("".join(Page(html(replace(run, articles=(changed,)), language=language)).text).split())
    assert told in text
    assert "nah dran <b>" in text
