"""How fast articles are read: documents and citations on one core, after start-up.

    python benchmarks/citations.py

Prints articles of about 6 KB per second, and seconds for articles of 1 MB: running text, and inputs made to
be slow.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.citations.nasty import NASTY, article_of, long_article
from verifier.citations import load_register, read_citations
from verifier.documents import read
from verifier.errors import InputError

SHORT = 6_000
LONG = 1_000_000
SECONDS = 5.0


def once(text: str) -> float:
    """Seconds for one article."""
    begun = perf_counter()
    read_citations(read(text.encode(), path="article.txt"), load_register())
    return perf_counter() - begun


def articles_per_s() -> float:
    """Articles of ordinary length in a second, different ones in turn."""
    texts = [article_of(SHORT, seed) for seed in range(20)]
    once(texts[0])
    begun, done = perf_counter(), 0
    while perf_counter() - begun < SECONDS:
        once(texts[done % len(texts)])
        done += 1
    return done / (perf_counter() - begun)


def lines() -> Iterator[str]:
    """The figures for people."""
    yield f"{articles_per_s():8.0f} articles of {SHORT} characters a second"
    yield f"{once(long_article(LONG)):8.2f} s for an article of {LONG} characters"
    for name, make in NASTY.items():
        try:
            yield f"{once(make(LONG)):8.2f} s for {LONG} characters of {name}"
        except InputError as error:
            yield f" refused: {name} ({error})"


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
