"""How fast articles are read: documents and citations on one core, after start-up.

    python benchmarks/citations.py [ARTICLE]

Prints how long an article takes (ARTICLE or the repository's example, and made-up ones of 6 KB), and texts of
1 MB: running text, and inputs made to be slow. All is processor time. Beside each time stands its ratio to a
baseline of the same run: splitting the same text into words with one regular expression.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.citations.nasty import NASTY, article_of, long_article
from verifier.citations import load_register, read_citations
from verifier.documents import read
from verifier.errors import InputError

EXAMPLE = Path(__file__).parent.parent / "examples" / "faehren.txt"
SHORT = 6_000
LONG = 1_000_000
ROUNDS = 15
WORD = re.compile(r"\w+|[^\s\w]")


def reading(text: str) -> object:
    """What is measured."""
    return read_citations(read(text.encode(), path="article.txt"), load_register())


def splitting(text: str) -> object:
    """The baseline: the words alone."""
    return WORD.findall(text)


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Processor time for one text, the mean of several."""
    begun = process_time()
    for text in texts:
        work(text)
    return (process_time() - begun) / len(texts)


def compared(texts: list[str], rounds: int) -> tuple[float, float]:
    """Seconds for one text and the ratio to the baseline: medians of rounds run in turn."""
    own, words = [], []
    for _ in range(rounds):
        words.append(seconds(splitting, texts))
        own.append(seconds(reading, texts))
    return statistics.median(own), statistics.median(own) / statistics.median(words)


def short_lines(article: Path) -> Iterator[str]:
    """Articles of ordinary length."""
    made_up = [article_of(SHORT, seed) for seed in range(20)]
    given = article.read_text("utf-8")
    for name, texts in ((article.name, [given] * 20), ("made-up articles", made_up)):
        seconds(reading, texts)  # fills the caches, as the articles of a newsroom do
        median_s, ratio = compared(texts, ROUNDS)
        size = sum(map(len, texts)) // len(texts)
        yield f"{median_s * 1000:8.2f} ms, {1 / median_s:5.0f} a second, {ratio:4.0f} x words: {name}, {size} characters"


def long_lines() -> Iterator[str]:
    """Texts of one megabyte."""
    for name, make in {"running text": long_article, **NASTY}.items():
        text = make(LONG)
        try:
            median_s, ratio = compared([text], 1)
        except InputError as error:
            yield f" refused: {name} ({error})"
        else:
            yield f"{median_s:8.2f} s, {ratio:4.0f} x words: {LONG} characters of {name}"


def main() -> None:
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    for lines in (short_lines(article), long_lines()):
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()
