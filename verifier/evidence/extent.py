"""How much of an article's text belongs to a claim when it is compared with a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.evidence.quotes import find_quotes
from verifier.language import load as load_lexicon
from verifier.language.sentences import sentences

# "Die Forscher schätzen laut X, dass …": what they say stands behind the credit.
_CONTENT_CLAUSE = re.compile(
    r"(?:\s(?:laut|zufolge|according to)\s[^,.;:]{2,60}|\s[^,.;:]{2,60}\szufolge)?,\s(?:dass|ob|that|whether)\b"
)
_MOSTLY = 0.5  # share of a claim in quotation marks from which its speaker belongs to it
_LONGEST = 5_000  # characters of a paragraph that is looked at


def compared_span(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """The claim with its quotation marks; with the whole sentence where it is a quotation for the most part.

    Without marks nobody could tell a quotation from a report, and who said it tells which page is meant.
    """
    first = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    last = text.find("\n", end)
    last = min(last if last >= 0 else len(text), end + _LONGEST)
    if behind := _CONTENT_CLAUSE.match(text, end, last):
        sentence = [
            span
            for span in sentences(text, first, last, load_lexicon(language))
            if span[0] <= start < span[1]
        ]
        end = max(end, sentence[0][1]) if sentence and sentence[0][1] > behind.end() else end
    quoted = [span for span in _quoted(text, first, last) if span[0] < end and start < span[1]]
    if not quoted:
        return start, end
    inside = sum(min(end, stop) - max(start, begin) for begin, stop in quoted)
    mostly = inside >= _MOSTLY * (end - start)
    start, end = min(start, quoted[0][0]), max(end, quoted[-1][1])
    if not mostly:
        return start, end
    around = [
        span
        for span in sentences(text, first, last, load_lexicon(language))
        if span[0] < end and start < span[1]
    ]
    return min(start, around[0][0]), max(end, around[-1][1])


def _quoted(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The quotations of a paragraph, marks included."""
    for quote in find_quotes(text[first:last]):
        yield first + quote.start - 1, first + quote.end + 1
