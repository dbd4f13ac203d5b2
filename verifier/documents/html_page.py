"""Which part of a page is the article, and which elements are furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from verifier.documents import lines
from verifier.documents.vocabulary import vocabulary

NEVER_TEXT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "select",
        "option",
        "textarea",
        "iframe",
    }
    | {"object", "canvas", "video", "audio", "picture", "figcaption", "dialog", "head", "button", "input"}
    | {"label", "datalist", "map", "applet", "embed", "frameset"}
)
_CONTROLS = frozenset({"button", "label"})  # may be the heading of a list that unfolds
_SIDE = frozenset({"aside", "footer", "form"})
_SMALL = 0.4  # share of the page's text; more than that is no furniture, whatever its name
_TELLING = 0.5  # share of the larger candidate that a smaller one must hold to be preferred
_TOKEN = re.compile(r"[^\s]+")


@dataclass(slots=True)
class PageMap:
    """Weights are characters of text outside links and furniture."""

    weights: dict[Element, int] = field(default_factory=dict)  # of candidates and of suspected furniture
    holds_list: set[Element] = field(default_factory=set)  # elements inside which a source list is announced
    total: int = 0
    container: Element | None = None

    def is_furniture(self, element: Element) -> bool:
        """Whether to leave it out. What announces a source list is kept."""
        tag = element.tag
        if tag in NEVER_TEXT:
            return tag not in _CONTROLS or element not in self.holds_list
        if element is self.container or element in self.holds_list:
            return False
        if _is_hidden(element):
            return True
        if tag == "article" and self.container is not None and self.container.tag == "article":
            return self.weights.get(element, 0) < _SMALL * self.total
        return _is_suspect(element) and self.weights.get(element, 0) < _SMALL * self.total


def map_page(root: Element) -> PageMap:
    """Weigh the elements and choose the article's own."""
    page = PageMap()
    candidates: list[Element] = []
    sums: list[int] = [0]
    silent: list[Element] = []  # open elements whose text does not count
    for event, element in iterwalk(root, events=("start", "end")):
        if event == "start":
            sums.append(0)
            if element.tag in NEVER_TEXT or element.tag == "a" or _is_hidden(element):
                silent.append(element)
            _note_heading(page, element)
        else:
            _close(page, element, sums, silent, candidates)
        text = element.text if event == "start" else element.tail
        if text and not silent:
            sums[-1] += len(text.strip())
    page.total = sums[0]
    page.container = _choose(page, candidates, root)
    return page


def _close(
    page: PageMap, element: Element, sums: list[int], silent: list[Element], candidates: list[Element]
) -> None:
    weight = sums.pop()
    sums[-1] += weight
    if silent and silent[-1] is element:
        silent.pop()
    if _rank(element) is not None:
        candidates.append(element)
        page.weights[element] = weight
    elif _is_suspect(element):
        page.weights[element] = weight


def _note_heading(page: PageMap, element: Element) -> None:
    text = (element.text or "").strip()
    if element.tag in {"script", "style", "a"} or not text or len(text) > 120:
        return
    if not lines.is_list_heading(text) and lines.inline_heading(text) is None:
        return
    holder: Element | None = element
    while holder is not None and holder not in page.holds_list:
        page.holds_list.add(holder)
        holder = holder.getparent()


def _names(element: Element) -> Iterable[str]:
    return _TOKEN.findall(f"{element.get('class') or ''} {element.get('id') or ''}"[:500].casefold())


def _is_suspect(element: Element) -> bool:
    if element.tag in _SIDE or element.get("role") in {
        "navigation",
        "complementary",
        "banner",
        "contentinfo",
    }:
        return True
    return element.tag not in {"html", "body", "main"} and not vocabulary()["html-noise"].isdisjoint(
        _names(element)
    )


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def is_note(element: Element) -> bool:
    """Whether it holds footnotes: below the text, and no part of it."""
    role = element.get("role") or ""
    return role.startswith("doc-endnote") or not vocabulary()["html-notes"].isdisjoint(_names(element))


def is_lead(element: Element) -> bool:
    """Whether its class calls it the opening paragraph."""
    return not vocabulary()["html-lead"].isdisjoint(_names(element))


def _rank(element: Element) -> str | None:
    if "articlebody" in (element.get("itemprop") or "").lower():
        return "body"
    if element.tag == "article":
        return "article"
    return "main" if element.tag == "main" or element.get("role") == "main" else None


def _choose(page: PageMap, candidates: list[Element], root: Element) -> Element:
    """The article's body, the largest article, the main part, else the whole page."""
    chosen = next(root.iter("body"), root)
    weight = page.total
    for rank in ("main", "article", "body"):
        of_rank = [element for element in candidates if _rank(element) == rank]
        best = max(of_rank, key=lambda element: page.weights[element], default=None)
        if (
            best is not None
            and page.weights[best] > 0
            and page.weights[best] >= _TELLING * _least(rank, weight)
        ):
            chosen, weight = best, page.weights[best]
    return chosen


def _least(rank: str, weight: int) -> float:
    """Pages are full of text beside the main part; articles of a list page are each a small part of it."""
    return {"main": 0.1, "article": 0.8, "body": 1.0}[rank] * weight
