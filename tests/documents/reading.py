"""Short ways to read an article in a test, and to look at its parts."""

from __future__ import annotations

from verifier.documents import read
from verifier.model import Article, BlockKind


def article(text: str, *, path: str = "artikel.txt") -> Article:
    """The article in `text`; the suffix of `path` tells the format."""
    return read(text.encode(), path=path)


def body(found: Article) -> list[str]:
    """The text of each block."""
    return [found.text[block.start : block.end] for block in found.blocks]


def kinds(found: Article) -> list[BlockKind]:
    """The kind of each block."""
    return [block.kind for block in found.blocks]


def lists(found: Article) -> list[str]:
    """The text of each source list."""
    return [span.of(found.text) for span in found.source_lists]


def check_invariants(found: Article) -> None:
    """Blocks, lists and links lie inside the text, in order, without overlap; lines start where they do."""
    size = len(found.text)
    regions = sorted(
        [(b.start, b.end) for b in found.blocks] + [(s.start, s.end) for s in found.source_lists]
    )
    for spans in (
        [(b.start, b.end) for b in found.blocks],
        [(s.start, s.end) for s in found.source_lists],
        [(h.start, max(h.end, h.url_end)) for h in found.hyperlinks],
        regions,
    ):
        last = 0
        for start, end in spans:
            assert last <= start < end <= size, (spans, found.text)
            last = end
    starts = [0, *(place + 1 for place, char in enumerate(found.text) if char == "\n")]
    assert list(found.line_starts) == starts
