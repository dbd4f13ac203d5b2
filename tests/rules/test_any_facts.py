from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.build import Entry, Mention, copy, evidence, facts, link, page
from verifier.config import RulesConfig
from verifier.model import ArchiveClass, AttributionKind, Evidence, LinkClass, Page
from verifier.rules import judge

RELATIONS = [None, "same", "sister", "hosted", "imitation", "other"]
DETAILS = [None, "paywall", "expired", "parked", "redirect_loop", "unheard of"]
NAMES = ["Reuters", "Zeit", "{0}", "a"]
dates = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
urls = (
    st.sampled_from(
        [
            "https://\ud800.example/\ud800",
            "https://example.com/a?utm_id=1",
            "http://bit.ly/x",
            "https://exa mple",
            "http://[",
            "x",
        ]
    )
    | st.text()
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    drift = draw(st.none() | st.floats(0, 1))
    relation = draw(st.sampled_from(RELATIONS))
    return page(published=draw(dates), drift=drift, relation=relation, site_name=draw(st.none() | st.text()))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    day = draw(st.sampled_from([None, "2024-11-18"]))
    return Entry(
        label=draw(st.none() | st.sampled_from(NAMES) | st.text()),
        url=draw(st.none() | urls),
        shown=draw(st.none() | st.text(min_size=1)),
        link=link(
            draw(st.sampled_from(list(LinkClass))),
            status=draw(st.none() | st.integers(100, 599)),
            detail=draw(st.sampled_from(DETAILS)),
            final_url=draw(st.none() | urls),
            permanent=draw(st.none() | st.booleans()),
        ),
        archive=copy(draw(st.sampled_from(list(ArchiveClass))), day, url=draw(st.none() | urls)),
        page=draw(pages()),
        fields={
            "relation": draw(st.sampled_from(RELATIONS)),
            "imitates": draw(st.none() | st.text()),
            "registered_domain": draw(st.sampled_from([None, "example.com"])),
            "named": draw(st.none() | st.booleans()),
        },
    )


@st.composite
def seen(draw: st.DrawFn) -> Evidence:
    kinds = st.sampled_from(["name", "number", "quote", "date"])
    anchor = st.tuples(st.text(), kinds, st.none() | st.booleans(), st.none() | st.text())
    classes = ["supported", "partly", "not_found", "contradicted", "unchecked"]
    return evidence(draw(st.sampled_from(classes)), *draw(st.lists(anchor, max_size=3)))


@st.composite
def mentions(draw: st.DrawFn, count: int) -> Mention:
    numbers = st.integers(1, count)
    return Mention(
        draw(st.sampled_from(NAMES)),
        source=draw(st.none() | numbers),
        candidates=tuple(draw(st.lists(numbers, max_size=3))),
        claim=draw(st.sampled_from([None, "a", "Zeit {0}"])),
        kind=draw(st.sampled_from(list(AttributionKind))),
        confidence=draw(st.floats(0, 1)),
        evidence=draw(st.none() | seen()),
        fields={"construction": draw(st.sampled_from(["laut", "berufung", "anaphora"]))},
    )


@settings(max_examples=100, deadline=None)
@given(st.data(), st.lists(entries(), min_size=1, max_size=3), dates, st.sampled_from(["de", "en", "fr"]))
def test_any_facts_give_findings_inside_the_text(
    data: st.DataObject, listed: list[Entry], published: date | None, language: str
) -> None:
    """Whatever the stages saw: no accident, every span inside the text, in order, each finding itself."""
    named = data.draw(st.lists(mentions(len(listed)), max_size=3))
    every = facts("Reuters: Die Zeit {0} a.", listed, named, published=published)
    found = judge(every, RulesConfig(), language=language)
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)
    assert all(0 <= finding.start <= finding.end <= len(every.article.text) for finding in found)
    assert all(finding.line >= 1 and finding.column >= 1 and finding.message for finding in found)
    assert len({(finding.rule, finding.fingerprint) for finding in found}) == len(found)
