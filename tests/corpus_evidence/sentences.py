"""The same measurement through the whole reading: an article's sentence, a stored page, the findings.

    python -m tests.corpus_evidence.sentences [unseen|develop] [--errors]

Only findings of the families EVD and PAG count, and `evidence.class` as the report gives it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from tests.corpus_evidence.scoring import FLOORS, FOLDER, PAGES, Score
from verifier.citations import Register, load_register
from verifier.config import Config
from verifier.documents import read as read_document
from verifier.evidence.comparison import Reading, compare
from verifier.evidence.extraction import Job, extract
from verifier.evidence.page import Kind, PageText, relation_to_label, to_page
from verifier.model import Facts
from verifier.pages import comparison, publisher_relation
from verifier.pipeline import read
from verifier.rules import judge

PARTS = ("unseen", "develop", "later", "dates", "dates_later", "third", "fourth")
WORST_FIRST = ("contradicted", "not_found", "partly", "supported", "unchecked")


@cache
def register() -> Register:
    """The outlets, as shipped."""
    return load_register(())


@cache
def expected_pages(part: str) -> dict[str, dict[str, Any]]:
    """What each stored page of the part says."""
    described = PAGES / f"{part}.yaml"
    pages: dict[str, dict[str, Any]] = (
        yaml.safe_load(described.read_text("utf-8")) if described.exists() else {}
    )
    return pages


@cache
def page(part: str, name: str) -> PageText:
    """A stored page, read; or the text that stands beside the sentences."""
    beside = entries(part).get(name, {})
    if "page" in beside:
        return PageText(
            url=address(part, name),
            kind=Kind.ARTICLE,
            text=beside["page"],
            visible=f"{beside['title']}\n{beside['page']}",
            title=beside["title"],
            site_name=beside["label"],
            publishers=(beside["label"],),
            language=beside["language"],
            published=beside["published"],
        )
    entry = expected_pages(part)[name]
    body = (PAGES / entry["file"]).read_bytes()
    return extract(Job(body=body, url=entry["url"], content_type=entry["content_type"]))


@cache
def entries(part: str) -> dict[str, dict[str, Any]]:
    """The sentences of a part, by page."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / f"{part}.yaml").read_text("utf-8"))
    return found


def address(part: str, name: str) -> str:
    """Where the page is said to be."""
    pages = expected_pages(part)
    return str(pages[name]["url"]) if name in pages else f"https://www.{name}.example/a"


def article_of(case: dict[str, Any], label: str, url: str, written: date) -> Facts:
    """A short article that holds the case's sentence and lists the page as its source."""
    german = case.get("lang", "de") == "de"
    day, heading = (f"{written:%d.%m.%Y}", "Quellen") if german else (f"{written:%d %B %Y}", "Sources")
    filler = (
        "Das Thema beschäftigt viele Menschen in der Region seit langer Zeit, und die Meinungen gehen auseinander."
        if german
        else "The subject has been on the minds of many people in the region for quite some time now."
    )
    text = f"{day}\n\n{filler}\n\n{case['text']}\n\n{heading}:\n- {label}: {url}\n"
    return read(read_document(text.encode(), path="article.txt"), Config(), register())


def judged(part: str, name: str, label: str, case: dict[str, Any]) -> tuple[str, frozenset[str], Facts]:
    """The class of the evidence ("none": no claim was weighed), the rules that fire, and all that is known."""
    read_page, url = page(part, name), address(part, name)
    written = case.get("as_of") or (read_page.published or date(2025, 6, 1)) + timedelta(days=1)
    facts = article_of(case, label, url, written)
    source = facts.sources[0]
    evidence = compare(comparison(facts, source, Reading(read_page))).evidence
    seen = to_page(read_page, relation=relation_to_label(read_page, publisher_relation(source, register())))
    facts = replace(facts, pages={source.id: seen}, evidence=evidence)
    config = Config()
    findings = judge(facts, config.rules, language="en", select=("EVD", "PAG"))
    classes = {found.class_ for found in evidence.values()}
    return (
        next((word for word in WORST_FIRST if word in classes), "none"),
        frozenset(finding.rule for finding in findings),
        facts,
    )


def cases(part: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All sentences of one part: (name of the page, label, case)."""
    for name, entry in entries(part).items():
        for case in entry["cases"]:
            yield name, entry["label"], case


def score_sentences(part: str) -> Score:
    """All sentences of one part."""
    total = Score()
    for name, label, case in cases(part):
        found, fired, facts = judged(part, name, label, case)
        anchors = [(a.text, a.found) for evidence in facts.evidence.values() for a in evidence.anchors]
        claims = [mention.claim.text for mention in facts.attributions if mention.claim]
        line = f"{name}: {case['text']!r} -> {found} {sorted(fired)} {anchors} {claims}"
        _score(total, case, found, fired, line)
    return total


def _score(total: Score, case: dict[str, Any], found: str, fired: frozenset[str], line: str) -> None:
    given = case["is"] if isinstance(case["is"], list) else [case["is"]]
    why = case.get("why", "")
    total.counts["pairs"] += 1
    total.note(found != "none", "weighed", line)
    if found == "supported":
        total.note("supported" in given, "supported", line)
    if given == ["supported"]:
        total.note(found == "supported", "carried", line)
    if why in {"number", "date"}:
        total.note("EVD102" in fired, f"changed_{why}", line)
    if why == "quote":
        total.note("EVD103" in fired, "altered", line)
    for rule, reasons in (("EVD102", {"number", "date"}), ("EVD103", {"quote"})):
        if rule in fired:
            total.note(why in reasons, rule.lower(), line)
    if "EVD101" in fired:
        total.note("not_found" in given, "evd101", line)
    if why in {"other", "event"}:
        total.note("EVD101" in fired, "elsewhere", line)
    if not why:
        total.note(not fired, "silent", line)
    total.note(not any(rule.startswith("PAG") for rule in fired), "no_pag", line)


def score_pages(part: str) -> Score:
    """All stored pages of one part."""
    total = Score()
    for name, entry in expected_pages(part).items():
        seen = page(part, name)
        total.note(str(seen.kind) == entry["kind"], "kind", f"{name}: {seen.kind} {seen.reason}")
        publishers = entry["publisher"] if isinstance(entry["publisher"], list) else [entry["publisher"]]
        if publishers != [None]:
            right = (seen.site_name or "") in publishers
            total.note(right, "publisher", f"{name}: {seen.site_name} {seen.publishers}")
        days = entry["published"] if isinstance(entry["published"], list) else [entry["published"]]
        right = (str(seen.published) if seen.published else None) in days
        total.note(right, "date", f"{name}: {seen.published} by {seen.published_from}, not {days}")
        total.note(seen.language == entry["language"], "language", f"{name}: {seen.language}")
        for piece in entry.get("has", []):
            total.note(piece in seen.text, "text", f"{name}: lacks {piece!r}")
        for piece in entry.get("lacks", []):
            total.note(piece not in seen.text, "clean", f"{name}: holds {piece!r}")
    return total


def figures(part: str) -> tuple[dict[str, float], list[str]]:
    """The figures that have floors, and a line for each error."""
    claims, pages = score_sentences(part), score_pages(part)
    changed_right = claims.counts["changed_number_right"] + claims.counts["changed_date_right"]
    changed_wrong = claims.counts["changed_number_wrong"] + claims.counts["changed_date_wrong"]
    found = {
        "pairs": float(claims.counts["pairs"]),
        "weighed": claims.ratio("weighed_right", "weighed_wrong"),
        "supported_precision": claims.ratio("supported_right", "supported_wrong"),
        "supported_recall": claims.ratio("carried_right", "carried_wrong"),
        "changed_values_recall": changed_right / max(changed_right + changed_wrong, 1),
        "changed_numbers_recall": claims.ratio("changed_number_right", "changed_number_wrong"),
        "changed_dates_recall": claims.ratio("changed_date_right", "changed_date_wrong"),
        "changed_values_precision": claims.ratio("evd102_right", "evd102_wrong"),
        "altered_quotes_recall": claims.ratio("altered_right", "altered_wrong"),
        "altered_quotes_precision": claims.ratio("evd103_right", "evd103_wrong"),
        "not_found_recall": claims.ratio("elsewhere_right", "elsewhere_wrong"),
        "not_found_precision": claims.ratio("evd101_right", "evd101_wrong"),
        "right_claims_silent": claims.ratio("silent_right", "silent_wrong"),
        "no_pag": claims.ratio("no_pag_right", "no_pag_wrong"),
        **{
            name: pages.ratio(f"{name}_right", f"{name}_wrong")
            for name in ("publisher", "date", "kind", "language", "text", "clean")
        },
    }
    return found, claims.errors + pages.errors


def main() -> None:
    """Show the figures, and the errors where asked for."""
    part = next((word for word in sys.argv[1:] if not word.startswith("-")), PARTS[0])
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")).get(part, {})
    found, errors = figures(part)
    lines = [f"{name:26} {value:8.4f}   floor {floors.get(name, '-')}" for name, value in found.items()]
    sys.stdout.write("\n".join([*(errors if "--errors" in sys.argv else []), *lines, ""]))


if __name__ == "__main__":
    main()
