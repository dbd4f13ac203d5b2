"""Whole articles, read offline as an editor would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.apps.running import ROOT, invoke

SHARED = ROOT.parent / "shared" / "examples"
CHINA = SHARED / "china-ki-talente.txt"
FOLDERS = (ROOT / "examples", ROOT / "verifier/apps/demo", ROOT / "tests/corpus/develop", SHARED)
ARTICLES = [
    path for folder in FOLDERS for path in sorted(folder.glob("*")) if path.suffix in {".txt", ".md", ".html"}
]

CREDITED = {
    "Cryptopolitan": "cryptopolitan.com",
    "Benzinga": "benzinga.com",
    "Communications Today": "communicationstoday.co.in",
    "Deutsche Welle": "dw.com",
    "Reuters": "reuters.com",
    "Information Technology and Innovation Foundation (ITIF)": "itif.org",
    "Rest of World": "restofworld.org",
}


@pytest.fixture(scope="module")
def china() -> Any:
    """The report of an article as it was published, with the teasers of its page behind it."""
    if not CHINA.exists():
        pytest.skip("the shared examples are not beside this repository")
    done = invoke("check", CHINA, "--offline", "--format", "json")
    assert (done.code, done.err) == (0, "")
    return done.report


def test_head(china: Any) -> None:
    """Date, language and title are those of the article."""
    (article,) = china["articles"]
    assert (article["published"], article["language"]) == ("2024-11-19", "de")
    assert article["title"] == "Chinas Tech-Riesen und der Wettlauf um KI-Talente im Silicon Valley"


def test_sources(china: Any) -> None:
    """Eight of them, each with its label and the domain that somebody registered."""
    sources = {source["label"]: source["registered_domain"] for source in china["articles"][0]["sources"]}
    assert len(china["articles"][0]["sources"]) == 8
    assert sources == {**CREDITED, "Financial Times": "ft.com"}
    for source in china["articles"][0]["sources"]:
        assert source["origin"] == "list"
        assert china["articles"][0]["text"][source["start"] : source["end"]] == source["url"]


def test_attributions(china: Any) -> None:
    """Seven outlets and bodies are credited, each with its own source; nothing else is."""
    (article,) = china["articles"]
    labels = {source["id"]: source["label"] for source in article["sources"]}
    named = [a for a in article["attributions"] if a["kind"] in {"outlet", "organisation"}]
    assert {labels[a["source"]] for a in named} == set(CREDITED)
    for attribution in named:
        label = labels[attribution["source"]]
        assert attribution["outlet"] in label or label in attribution["outlet"]
    kinds = {labels[a["source"]]: a["kind"] for a in named}
    assert [label for label, kind in kinds.items() if kind == "organisation"] == [
        "Information Technology and Innovation Foundation (ITIF)"
    ]
    assert {a["id"] for a in named} == {i for source in article["sources"] for i in source["attributions"]}


def test_findings(china: Any) -> None:
    """The Financial Times is listed and never named; no error is found."""
    (article,) = china["articles"]
    unused = [f for f in article["findings"] if f["rule"] == "CIT102"]
    assert [_by_id(article, f["source"])["label"] for f in unused] == ["Financial Times"]
    assert [f["rule"] for f in article["findings"] if f["severity"] == "error"] == []
    assert china["summary"]["verdict"] == "warn"


def test_teasers_are_no_part_of_the_article(china: Any) -> None:
    """What the page shows behind the list is neither read nor credited."""
    (article,) = china["articles"]
    end = article["text"].index("Im Fokus")
    assert all(a["claim"]["end"] <= end for a in article["attributions"] if a["claim"])
    assert all(
        part["end"] <= end for part in [*article["sources"], *article["findings"], *article["attributions"]]
    )


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_quotation_is_the_text(path: Path) -> None:
    """Whatever the report points at stands there, code point for code point, in its line and column."""
    (article,) = invoke("check", path, "--offline", "--format", "json").report["articles"]
    text = article["text"]
    lines = text.split("\n")
    for source in article["sources"]:
        if source["url"] is not None and path.suffix == ".txt":  # markup shows words where the link is
            shown = _letters(text[source["start"] : source["end"]])
            assert shown
            assert _letters(source["url"]).endswith(shown)
    for start, end, quoted in _quotations(article):
        assert text[start:end] == quoted
    for finding in article["findings"]:
        assert 0 <= finding["start"] <= finding["end"] <= len(text)
        before = text[: finding["start"]]
        assert finding["line"] == before.count("\n") + 1
        assert finding["column"] == len(before) - (before.rfind("\n") + 1) + 1
        assert finding["line"] <= len(lines)
        for suggestion in finding["suggestions"]:
            assert 0 <= suggestion["start"] <= suggestion["end"] <= len(text)
    for parts in ("attributions", "findings"):
        starts = [part["start"] for part in article[parts]]
        assert starts == sorted(starts)


def _quotations(article: Any) -> Iterator[tuple[int, int, str]]:
    for attribution in article["attributions"]:
        yield attribution["start"], attribution["end"], attribution["quote"]
        if claim := attribution["claim"]:
            yield claim["start"], claim["end"], claim["text"]


def _by_id(article: Any, id_: str) -> Any:
    return next(source for source in article["sources"] if source["id"] == id_)


def _letters(url: str) -> str:
    """What of an address is left when line breaks, soft hyphens and guards like hxxp and [.] are mended."""
    return re.sub(r"\W", "", url.replace("hxxp", "http"))
