"""How well articles are read, against annotated ones.

    python -m tests.corpus.scoring [develop|heldback|everyday|fresh] [--errors]

Conventions: a found attribution is right when it overlaps an annotated one of kind outlet or organisation and
holds its name; it is right end to end when it also leads to the annotated source, or rightly to none.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.baseline import match_labels
from verifier.citations import Citations, Register, load_register, read_citations
from verifier.citations.belonging import belongs
from verifier.config import RulesConfig
from verifier.documents import read
from verifier.model import Article, Attribution, AttributionKind, Facts
from verifier.rules import judge

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.json"
CEILINGS = frozenset({"false_errors_per_article", "false_accepted"})
_SENTENCE = 300  # characters
PARTS = ("develop", "heldback", "everyday", "fresh")
Reader = Callable[[Article, Register], Citations]
NAMED = frozenset({AttributionKind.OUTLET, AttributionKind.ORGANISATION})


@dataclass(slots=True)
class Score:
    """Counts over a set of articles."""

    counts: Counter[str] = field(default_factory=Counter)
    constructions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    traits: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def ratio(self, hit: str, *misses: str) -> float:
        """Hit / (hit + misses); 1 where nothing was to be found."""
        whole = self.counts[hit] + sum(self.counts[m] for m in misses)
        return self.counts[hit] / whole if whole else 1.0

    def figures(self) -> dict[str, float]:
        """The figures that have floors."""
        c = self.counts
        return {
            "articles": c["articles"],
            "source_list_f1": _f1(c["source_right"], c["source_extra"], c["source_missed"]),
            "detection_precision": self.ratio("found_right", "found_wrong"),
            "detection_recall": self.ratio("gold_found", "gold_missed"),
            "end_to_end": self.ratio("gold_matched", "gold_mismatched", "gold_missed"),
            "speakers_not_taken_for_outlets": 1
            - (c["speaker_taken"] / c["speakers"] if c["speakers"] else 0),
            "traps_silent": 1 - (c["trap_fired"] / c["traps"] if c["traps"] else 0),
            "unused_precision": self.ratio("unused_right", "unused_false"),
            "unused_recall": self.ratio("unused_right", "unused_missed"),
            "mismatch_precision": self.ratio("mismatch_right", "mismatch_false"),
            "mismatch_recall": self.ratio("mismatch_right", "mismatch_missed"),
            "confident_right": self.ratio("confident_right", "confident_wrong"),
            "claim_overlap": c["claim_overlap"] / c["claims"] if c["claims"] else 1.0,
            "false_errors_per_article": c["false_errors"] / max(1, c["articles"]),
        }


def _f1(right: int, extra: int, missed: int) -> float:
    return 2 * right / (2 * right + extra + missed) if right + extra + missed else 1.0


def score(folder: str, read_citations: Reader = read_citations) -> Score:
    """Score all articles of one part of the corpus."""
    total = Score()
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        gold = yaml.safe_load(path.read_text("utf-8"))
        text_file = next(
            (p for p in path.parent.glob(path.stem + ".*") if p.suffix in {".txt", ".md", ".html"}), None
        )
        if isinstance(gold, dict) and text_file is not None:
            article = read(text_file.read_bytes(), path=text_file.name)
            _score_article(total, path.stem, article, gold, read_citations(article, load_register()))
    return total


def _score_article(total: Score, name: str, article: Article, gold: dict[str, Any], found: Citations) -> None:
    total.counts["articles"] += 1
    ids = _score_sources(total, name, found, gold)
    _score_attributions(total, name, article, found, gold, ids)
    _score_rules(total, name, article, found, gold, ids)


def _same_url(one: str | None, other: str | None) -> bool:
    def bare(url: str | None) -> str:
        text = (url or "").strip().lower().rstrip("/")
        return text.removeprefix("https://").removeprefix("http://")

    return bare(one) == bare(other)


def _score_sources(total: Score, name: str, found: Citations, gold: dict[str, Any]) -> dict[int, str]:
    """Number of an annotated source -> our id."""
    left = list(found.sources)
    ids: dict[int, str] = {}
    for number, wanted in enumerate(gold.get("sources") or [], 1):
        hit = next(
            (s for s in left if _same_url(s.url, wanted["url"]) and (s.url or _label(s.label, wanted))), None
        )
        if hit is None:
            total.counts["source_missed"] += 1
            total.errors.append(f"{name}: source missed: {wanted.get('label')} {wanted['url']}")
            continue
        left.remove(hit)
        ids[number] = hit.id
        total.counts["source_right"] += 1
    for extra in left:
        total.counts["source_extra"] += 1
        total.errors.append(f"{name}: source extra: {extra.label!r} {extra.url} ({extra.origin})")
    return ids


def _label(label: str | None, wanted: dict[str, Any]) -> bool:
    return (
        not wanted.get("label") or not label or str(wanted["label"]) in label or label in str(wanted["label"])
    )


@dataclass(slots=True)
class _Gold:
    start: int
    end: int
    row: dict[str, Any]
    found: Attribution | None = None


def _gold_spans(article: Article, gold: dict[str, Any]) -> list[_Gold]:
    spans = []
    for row in gold.get("attributions") or []:
        at = -1
        for _ in range(row.get("occurrence") or 1):
            at = article.text.find(row["quote"], at + 1)
        if at < 0:
            at = article.text.find(row["quote"])
        spans.append(_Gold(at, at + len(row["quote"]), row))
    return spans


def _score_attributions(
    total: Score, name: str, article: Article, found: Citations, gold: dict[str, Any], ids: dict[int, str]
) -> None:
    golds = _gold_spans(article, gold)
    wanted = [g for g in golds if g.row["kind"] in NAMED]
    others = [g for g in golds if g.row["kind"] not in NAMED]
    total.counts["speakers"] += len(others)
    for ours in (a for a in found.attributions if a.kind in NAMED):
        hit = _best(ours, wanted, article)
        right = hit is not None
        if hit is not None:
            hit.found = ours
            total.counts["found_right"] += 1
            expected = ids.get(hit.row["source"]) if hit.row.get("source") else None
            right = ours.source == expected
        elif _closes(ours, wanted, ids):
            continue
        else:
            total.counts["found_wrong"] += 1
            taken = any(_overlap(ours.start, ours.end, g.start, g.end) and _names(ours, g) for g in others)
            total.counts["speaker_taken"] += taken
            total.errors.append(
                f"{name}: {'speaker taken' if taken else 'false'}: {ours.quote!r} "
                f"[{ours.construction}] {ours.confidence}"
            )
        if ours.confidence >= 0.9:
            total.counts["confident_right" if right else "confident_wrong"] += 1
    for g in wanted:
        _score_gold(total, name, g, ids)
    _score_traps(total, name, article, found, gold)


def _closes(ours: Attribution, golds: list[_Gold], ids: dict[int, str]) -> bool:
    """A reference mark behind a name that is credited with the same source says nothing new."""
    return ours.construction == "marker" and any(
        0 <= ours.start - g.end < _SENTENCE and ids.get(g.row.get("source") or 0) == ours.source
        for g in golds
    )


def _names(ours: Attribution, gold: _Gold) -> bool:
    if gold.row["outlet"] is None:  # a reference mark names nobody
        return True
    one, other = ours.outlet.casefold(), str(gold.row["outlet"]).casefold()
    return one in other or other in one or bool(set(one.split()) & set(other.split()))


def _best(ours: Attribution, golds: list[_Gold], article: Article) -> _Gold | None:
    fitting = [
        g
        for g in golds
        if g.found is None and _overlap(ours.start, ours.end, g.start, g.end) and _names(ours, g)
    ]
    return max(fitting, key=lambda g: min(ours.end, g.end) - max(ours.start, g.start), default=None)


def _overlap(a: int, b: int, c: int, d: int) -> bool:
    return a < d and c < b


def _score_gold(total: Score, name: str, g: _Gold, ids: dict[int, str]) -> None:
    row, construction = g.row, total.constructions[str(g.row.get("construction"))]
    if g.found is None:
        total.counts["gold_missed"] += 1
        construction["missed"] += 1
        total.errors.append(f"{name}: missed: {row['quote']!r} [{row.get('construction')}] {row['outlet']}")
        return
    total.counts["gold_found"] += 1
    construction["found"] += 1
    expected = ids.get(row["source"]) if row.get("source") else None
    if g.found.source == expected:
        total.counts["gold_matched"] += 1
    else:
        total.counts["gold_mismatched"] += 1
        total.errors.append(
            f"{name}: matched to {g.found.source} ({g.found.match}), not {expected}: "
            f"{row['quote']!r} {g.found.candidates}"
        )
    if row.get("claim"):
        total.counts["claims"] += 1
        ours = set((g.found.claim.text if g.found.claim else "").split())
        theirs = set(str(row["claim"]).split())
        good = len(ours & theirs) / max(1, len(ours | theirs)) >= 0.5
        total.counts["claim_overlap"] += good
        if not good:
            total.errors.append(
                f"{name}: claim {(g.found.claim.text if g.found.claim else '')[:90]!r} "
                f"not {row['claim'][:90]!r} [{g.found.construction}]"
            )


def _score_traps(total: Score, name: str, article: Article, found: Citations, gold: dict[str, Any]) -> None:
    for trap in gold.get("traps") or []:
        total.counts["traps"] += 1
        at = article.text.find(trap)
        fired = next(
            (a for a in found.attributions if a.kind in NAMED and _overlap(a.start, a.end, at, at + len(trap))
             and a.outlet in trap), None,
        )  # fmt: skip
        if fired is not None and not any(
            _overlap(fired.start, fired.end, g.start, g.end) for g in _gold_spans(article, gold)
        ):
            total.counts["trap_fired"] += 1
            total.errors.append(f"{name}: trap fired: {fired.quote!r} [{fired.construction}]")


def _score_rules(
    total: Score, name: str, article: Article, found: Citations, gold: dict[str, Any], ids: dict[int, str]
) -> None:
    facts = Facts(article, found.sources, found.attributions)
    findings = judge(facts, RulesConfig(), language="en")
    for code, key, label in (("CIT102", "unused", "unused"), ("CIT103", "mismatched", "mismatch")):
        said = {f.source for f in findings if f.rule == code or (code == "CIT103" and f.rule == "CIT105")}
        wanted = {ids.get(n) for n in gold.get(key) or []} - {None}
        if key == "unused":  # named, though never credited: "never named" may be said or not
            open_ = {ids.get(n) for n in _only_in_traps(gold)}
            said, wanted = said - open_, wanted - open_
        total.counts[f"{label}_right"] += len(said & wanted)
        total.counts[f"{label}_false"] += len(said - wanted)
        total.counts[f"{label}_missed"] += len(wanted - said)
        total.errors += [f"{name}: {label} false: {_shown(found, s)}" for s in said - wanted]
        total.errors += [f"{name}: {label} missed: {_shown(found, s)}" for s in wanted - said]
    unsourced = [g for g in gold.get("attributions") or [] if g["kind"] in NAMED and not g.get("source")]
    for finding in findings:
        if finding.rule == "CIT101":
            quote = article.text[finding.start : finding.end]
            if not any(
                g["outlet"].split()[0] in quote or g["quote"] in quote or quote in g["quote"]
                for g in unsourced
            ):
                total.counts["false_errors"] += 1
                total.errors.append(f"{name}: CIT101 false: {quote!r}")


def _only_in_traps(gold: dict[str, Any]) -> list[int]:
    """Numbers of unused sources whose names stand in the body, but credit nobody there."""
    traps = " ".join(gold.get("traps") or [])
    labels = {n: str(source.get("label") or "") for n, source in enumerate(gold.get("sources") or [], 1)}
    heads = {n: re.split(r"[,:–(|]", label)[0].strip() for n, label in labels.items()}
    words = {
        n: head.removeprefix("Der ").removeprefix("Die ").removeprefix("The ") for n, head in heads.items()
    }
    return [n for n in gold.get("unused") or [] if words.get(n) and words[n].split()[-1] in traps]


def _shown(found: Citations, id_: str | None) -> str:
    return next((f"{s.label} {s.url}" for s in found.sources if s.id == id_), str(id_))


def pairs() -> dict[str, float]:
    """Shares of true pairs of name and site that are accepted, and of false ones."""
    rows = yaml.safe_load((FOLDER / "heldback" / "name_domain_pairs.yaml").read_text("utf-8"))
    said = [(row["same"], belongs(row["name"], row["domain"], load_register())) for row in rows]
    true, false = [ours for same, ours in said if same], [ours for same, ours in said if not same]
    return {"true_accepted": sum(true) / len(true), "false_accepted": sum(false) / len(false)}


def lines(total: Score) -> Iterator[str]:
    """The figures for people."""
    for key, value in total.figures().items():
        yield f"{key:32} {value:.3f}"
    for construction, counts in sorted(total.constructions.items()):
        whole = counts["found"] + counts["missed"]
        yield f"  recall {construction:20} {counts['found'] / whole:.2f}  of {whole}"


def beside(total: Score, baseline: Score) -> str:
    """Detection beside that of the plain matcher of labels."""
    keys = ("detection_precision", "detection_recall", "end_to_end", "traps_silent")
    ours, theirs = total.figures(), baseline.figures()
    return "  a plain matcher of labels: " + ", ".join(f"{k} {theirs[k]:.3f} ({ours[k]:.3f})" for k in keys)


def too_low(part: str, figures: dict[str, float]) -> list[str]:
    """Figures of a part that fell under their floors; false errors have a ceiling."""
    floors = json.loads(FLOORS.read_text("utf-8")).get(part, {})
    fell = [key for key, floor in floors.items() if key not in CEILINGS and figures[key] < floor]
    rose = [key for key, ceiling in floors.items() if key in CEILINGS and figures[key] > ceiling]
    return [f"{part}: {key} is {figures[key]:.3f}, its bound {floors[key]}" for key in fell + rose]


def main() -> None:
    """Print the figures of both parts, and leave with an error where one passed its bound."""
    parts = [a for a in sys.argv[1:] if not a.startswith("-")] or PARTS
    wrong = too_low("pairs", pairs())
    for part in parts:
        total = score(part)
        errors = total.errors if "--errors" in sys.argv else []
        sys.stdout.write(
            "\n".join([f"== {part}", *lines(total), beside(total, score(part, match_labels)), *errors, ""])
        )
        wrong += too_low(part, total.figures())
    sys.stdout.write("\n".join([f"== {key:29} {value:.3f}" for key, value in pairs().items()] + [""]))
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
