"""The matcher to beat: a label of the source list beside a cue word in one sentence is an attribution.

It knows no grammar, no other names and no outlets; it reads the source list with our own reader, so that the
two differ in attribution alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from verifier.citations import Citations, Register, read_citations
from verifier.model import Article, Attribution, AttributionKind, Match

_CUES = re.compile(
    r"\b(?:laut|zufolge|nach|gemäß|gemäss|wie|so|unter Berufung|heißt|ergab|zeigt|berichte\w*|melde\w*"
    r"|schr(?:ei|ie)b\w*|sag(?:t|te)\w*|erklär\w*|betont\w*|according|report\w*|sa(?:id|ys)|wr(?:ites|ote)|told|found)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_LABEL_ENDS = re.compile(r"[,:–(|]")
_SHORTEST = 2


def match_labels(article: Article, register: Register) -> Citations:
    """Credits every label that stands in a sentence with a cue word; the nearest cue belongs to it."""
    found = read_citations(article, register)
    lists = [source.start for source in found.sources if source.origin == "list"]
    body = article.text[: min(lists, default=len(article.text))]
    credited = tuple(
        Attribution(
            id=f"A{number}", quote=body[start:end], start=start, end=end, line=1, outlet=label,
            kind=AttributionKind.OUTLET, source=source, match=Match.LABEL, confidence=0.9, claim=None,
        )
        for number, (start, end, label, source) in enumerate(_beside_cues(body, found), 1)
    )  # fmt: skip
    return replace(found, attributions=credited)


def _beside_cues(body: str, found: Citations) -> Iterator[tuple[int, int, str, str]]:
    labels = [(_LABEL_ENDS.split(source.label or "")[0].strip(), source.id) for source in found.sources]
    for sentence in _SENTENCE.finditer(body):
        cues = list(_CUES.finditer(body, sentence.start(), sentence.end()))
        for label, source in labels if cues else ():
            name = re.compile(rf"(?<!\w){re.escape(label)}e?s?(?!\w)")
            for hit in (
                name.finditer(body, sentence.start(), sentence.end()) if len(label) >= _SHORTEST else ()
            ):
                cue = min(cues, key=lambda cue: abs(cue.start() - hit.start()))
                yield min(cue.start(), hit.start()), max(cue.end(), hit.end()), label, source
