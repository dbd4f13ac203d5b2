"""What became of one anchor of a claim, and the snippet that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.evidence.passages import PageIndex

SNIPPET = 200  # characters


@dataclass(frozen=True, slots=True)
class Find:
    """What became of one anchor. `places`: the passages that hold it."""

    text: str
    kind: str
    start: int
    found: bool | None
    snippet: str | None = None
    places: frozenset[int] = frozenset()
    rival: bool = False  # the page gives another value for the same thing
    share: float = 0.0  # of the claim around that other value; of a quotation's words in the other wording
    needed: bool = True  # a claim is not carried while this cannot be told
    exact: bool = False  # a date with its day
    telling: bool = True  # not a value that stands everywhere
    size: int = 1  # words of a quotation
    in_title: bool = False
    contested: bool = False  # found, but for something else than in the claim
    altered: bool = False  # a quotation of which the page holds another wording
    shown: bool = True  # False: too uncertain to be called an anchor


def snippet_of(index: PageIndex, places: frozenset[int]) -> str | None:
    """The first of the passages that hold an anchor."""
    return shortened(index.passages[min(places)].text) if places else None


def shortened(text: str, most: int = SNIPPET) -> str:
    """On one line, and not longer than `most`."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def snippet_at(text: str, at: int) -> str:
    """The sentence or so around an offset."""
    start = max(text.rfind(stop, max(0, at - SNIPPET // 2), at) for stop in (". ", "! ", "? ", "\n"))
    return shortened(text[start + 1 if start >= 0 else max(0, at - SNIPPET // 4) :][: SNIPPET + 20])
