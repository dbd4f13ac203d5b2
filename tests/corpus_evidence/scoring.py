"""How well pages are read and claims compared with them, against what a careful reader says.

    python -m tests.corpus_evidence.scoring [pairs|heldback|blind|strangers] [--errors]

Only what an editor would see counts: EVD102 fires on `contradicted`, EVD103 on a quotation that is missing
from a page that holds something of the claim, EVD101 on `not_found`. "strangers" puts every claim beside
pages about something else, where nothing may be carried and nothing contradicted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from verifier.evidence.extraction import Job, extract
from verifier.evidence.page import PageText
from verifier.evidence.support import judge_claim
from verifier.model import Evidence

FOLDER = Path(__file__).parent
PAGES = FOLDER.parent / "pages"
FLOORS = FOLDER / "floors.json"
PARTS = ("pairs", "heldback", "blind")
RIGHT = frozenset({"supported"})  # claims that no rule may touch


@dataclass(slots=True)
class Score:
    """Counts, and one line for each error."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def ratio(self, hit: str, miss: str) -> float:
        """Hit / (hit + miss); 1 where nothing was to be found."""
        whole = self.counts[hit] + self.counts[miss]
        return self.counts[hit] / whole if whole else 1.0

    def note(self, right: bool, name: str, line: str) -> None:
        """Count under `name` with "_right" or "_wrong", and keep the line of what is wrong."""
        self.counts[f"{name}_{'right' if right else 'wrong'}"] += 1
        if not right:
            self.errors.append(f"{name}: {line}")


@cache
def expected_pages() -> dict[str, dict[str, Any]]:
    """What each stored page says."""
    pages: dict[str, dict[str, Any]] = yaml.safe_load((PAGES / "pages.yaml").read_text("utf-8"))
    return pages


@cache
def page(name: str) -> PageText:
    """A stored page, read."""
    entry = expected_pages()[name]
    content_type = entry.get("content_type", "text/html; charset=utf-8")
    return extract(
        Job(body=(PAGES / entry["file"]).read_bytes(), url=entry["url"], content_type=content_type)
    )


def cases(part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """All pairs of one part: (name of the page, case)."""
    for name, entries in yaml.safe_load((FOLDER / f"{part}.yaml").read_text("utf-8")).items():
        for entry in entries:
            yield name, entry


def judged(name: str, case: dict[str, Any]) -> Evidence:
    """The evidence of one pair."""
    published = page(name).published
    written = case.get("as_of") or (published + timedelta(days=1) if published else date(2025, 6, 1))
    return judge_claim(
        case["claim"], claim_language=case.get("lang", "de"), page=page(name), published=written
    )


def score_claims(part: str = "pairs") -> Score:
    """All pairs of one part."""
    total = Score()
    for name, case in cases(part):
        evidence = judged(name, case)
        fired = _fired(evidence)
        line = (
            f"{name}: {case['claim']!r} -> {evidence.class_} {[(a.text, a.found) for a in evidence.anchors]}"
        )
        _score_claim(total, case, evidence, fired, line)
    return total


def _fired(evidence: Evidence) -> frozenset[str]:
    known = [anchor.found for anchor in evidence.anchors if anchor.found is not None]
    rules = set()
    if evidence.class_ == "contradicted":
        rules.add("EVD102")
    if evidence.class_ == "not_found" and len(known) >= 2 and not any(known):
        rules.add("EVD101")
    if evidence.class_ in {"supported", "partly", "contradicted"}:
        rules.update("EVD103" for a in evidence.anchors if a.kind == "quote" and a.found is False)
    return frozenset(rules)


def _score_claim(
    total: Score, case: dict[str, Any], evidence: Evidence, fired: frozenset[str], line: str
) -> None:
    given = case["is"] if isinstance(case["is"], list) else [case["is"]]
    accepted, why = [*given, *case.get("alt", [])], case.get("why", "")
    total.counts["pairs"] += 1
    if evidence.class_ == "supported":
        total.note("supported" in accepted, "supported", line)
    if given == ["supported"]:
        total.note(evidence.class_ == "supported", "carried", line)
    if why in {"number", "date"} and "unchecked" not in given:
        total.note("EVD102" in fired, "changed", line)
    if "EVD102" in fired:
        total.note("contradicted" in accepted, "evd102", line)
    if why == "quote" and "unchecked" not in given:
        total.note("EVD103" in fired, "altered", line)
    if "EVD103" in fired:
        total.note(why == "quote", "evd103", line)
    if "EVD101" in fired:
        total.note("not_found" in accepted, "evd101", line)
    if not why:
        total.note(not fired, "silent", line)


def score_pages() -> Score:
    """All stored pages."""
    total = Score()
    for name, entry in expected_pages().items():
        read = page(name)
        total.note(str(read.kind) == entry["kind"], "kind", f"{name}: {read.kind} {read.reason}")
        if entry["publisher"] is not None:
            total.note(
                entry["publisher"] == read.site_name,
                "publisher",
                f"{name}: {read.site_name} {read.publishers}",
            )
        wanted = date.fromisoformat(entry["published"]) if entry["published"] else None
        total.note(
            read.published == wanted,
            "date",
            f"{name}: {read.published} by {read.published_from}, not {wanted}",
        )
        total.note(read.language == entry["language"], "language", f"{name}: {read.language}")
        for piece in entry.get("has", []):
            total.note(piece in read.text, "text", f"{name}: lacks {piece!r}")
        for piece in entry.get("lacks", []):
            total.note(piece not in read.text, "clean", f"{name}: holds {piece!r}")
        if "title" in entry:
            total.note(read.title == entry["title"], "title", f"{name}: {read.title!r}")
    return total


def figures(claims: Score, pages: Score) -> dict[str, float]:
    """The figures that have floors."""
    return {
        "pairs": claims.counts["pairs"],
        "pages": len(expected_pages()),
        "supported_precision": claims.ratio("supported_right", "supported_wrong"),
        "supported_recall": claims.ratio("carried_right", "carried_wrong"),
        "changed_values_recall": claims.ratio("changed_right", "changed_wrong"),
        "changed_values_precision": claims.ratio("evd102_right", "evd102_wrong"),
        "altered_quotes_recall": claims.ratio("altered_right", "altered_wrong"),
        "altered_quotes_precision": claims.ratio("evd103_right", "evd103_wrong"),
        "not_found_precision": claims.ratio("evd101_right", "evd101_wrong"),
        "right_claims_silent": claims.ratio("silent_right", "silent_wrong"),
        "publisher": pages.ratio("publisher_right", "publisher_wrong"),
        "date": pages.ratio("date_right", "date_wrong"),
        "kind": pages.ratio("kind_right", "kind_wrong"),
        "language": pages.ratio("language_right", "language_wrong"),
        "text": pages.ratio("text_right", "text_wrong"),
        "clean": pages.ratio("clean_right", "clean_wrong"),
        "title": pages.ratio("title_right", "title_wrong"),
    }


def score_strangers(every: int = 1) -> dict[str, float]:
    """Shares of claims that pages on other subjects carry or contradict; every n-th page for each."""
    seen: Counter[str] = Counter()
    names = [name for name in TOPICS if page(name).readable]
    for part in PARTS:
        for number, (own, case) in enumerate(cases(part)):
            for other in names[number % every :: every]:
                if TOPICS[other] == TOPICS.get(own):
                    continue
                language = case.get("lang", "de")
                evidence = judge_claim(
                    case["claim"], claim_language=language, page=page(other), published=date(2025, 6, 1)
                )
                seen["all"] += 1
                seen[evidence.class_] += 1
                seen["altered"] += "EVD103" in _fired(evidence)
    whole = seen["all"]
    return {
        "contradicted_at_most": seen["contradicted"] / whole,
        "supported_at_most": seen["supported"] / whole,
        "altered_quotes_at_most": seen["altered"] / whole,
    }


def _topics() -> dict[str, str]:
    """Each page that claims are credited to, with its subject; pages about one firm share theirs."""
    alike = {"en-other-ferry": "en-ferry", "en-other-alibaba": "en-talent", "paywall-en": "en-chip"}
    return {name: alike.get(name, name) for part in PARTS for name, _ in cases(part)}


TOPICS = _topics()


def main() -> None:
    """Show the figures, and the errors where asked for."""
    part = next((word for word in sys.argv[1:] if not word.startswith("-")), "pairs")
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")).get(part, {})
    errors: list[str] = []
    if part == "strangers":
        found = score_strangers()
    else:
        claims, pages = score_claims(part), score_pages()
        found, errors = figures(claims, pages), claims.errors + pages.errors
    lines = [f"{name:26} {value:8.4f}   floor {floors.get(name, '-')}" for name, value in found.items()]
    sys.stdout.write("\n".join([*(errors if "--errors" in sys.argv else []), *lines, ""]))


if __name__ == "__main__":
    main()
