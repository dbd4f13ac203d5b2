"""Whether a page carries a claim.

The rules, in the order in which they are asked:

    unchecked     the page is not readable, or the claim has nothing that can be looked for
    contradicted  a number or date of the claim is nowhere on the page, and the passage that speaks of the
                  same thing gives another one of the same kind
    not_found     at least two anchors are certain and none of any kind is on the page, which is complete and
                  long enough
    supported     everything that the claim names is found, its numbers, dates and quotations close together
                  in a passage that shares the claim's words, and nothing in it turns the sense around
    partly        something is found, but not all of that
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from verifier.evidence import found as look
from verifier.evidence.claims import ClaimText, read_claim
from verifier.evidence.finds import Find, shortened
from verifier.evidence.page import PageText
from verifier.evidence.passages import PageIndex, page_index
from verifier.evidence.rivals import shared_weight
from verifier.evidence.weigh import Window, best_window, same_sense
from verifier.model import Anchor, Evidence

SUPPORTED, PARTLY, NOT_FOUND, CONTRADICTED, UNCHECKED = (
    "supported",
    "partly",
    "not_found",
    "contradicted",
    "unchecked",
)

_MIN_WORDS = 120  # of a page on which nothing being found means something
_MIN_MISSING = 2
_MOST_PASSAGES = 5  # that are pointed to
_PASSAGE = 600  # characters
_SHARED = 0.5  # weight from which a passage may be about the claim
_WITH_FIGURES = 0.34  # share of the claim's words that must stand around its numbers, dates and quotations
_WITH_SEVERAL = 0.2  # the same where there are two figures or more
_WORDS_ALONE = 0.6  # where the claim has names only
_MIN_SLOTS = 2
_MANY_SLOTS, _NEARLY_ALL = 4, 0.8  # words that need no name beside such a value
_MIN_NAMES = 2  # beside a value that stands in many places: a month, a small number
_LONG_QUOTE = 5  # words that no other passage shares
_STRAY_WORDS = (
    0.2  # a page with more of the claim's words than this may well be the right one, in other words
)


@dataclass(frozen=True, slots=True)
class _Case:
    claim: ClaimText
    index: PageIndex
    finds: tuple[Find, ...]
    window: Window
    complete: bool


def judge_claim(
    claim_text: str,
    *,
    claim_language: str,
    page: PageText,
    published: date | None,
    own_names: tuple[str, ...] = (),
) -> Evidence:
    """Compare a claim with the page it is credited to.

    `published`: the article's date. `own_names`: the source's names as the article writes them; together with
    the page's own they are no anchors, for a page need not name itself.
    """
    claim = look.without_own(read_claim(claim_text, claim_language, page.language), page, own_names)
    if not page.readable:
        return Evidence(UNCHECKED, tuple(_anchor(find, UNCHECKED) for find in look.unread(claim)))
    index = page_index(page, claim_language)
    finds = tuple(look.find_all(claim, index, page, published))
    window = best_window(claim, index, finds)
    case = _Case(claim, index, finds, window, _is_whole(page))
    class_ = _class(case)
    anchors = tuple(_anchor(find, class_) for find in finds if find.shown)
    return Evidence(class_, anchors, nearest(claim, index))


def nearest(claim: ClaimText, index: PageIndex) -> tuple[str, ...]:
    """The passages that share most of the claim's words, names and figures, in the page's order among equals."""
    weights = [(shared_weight(claim, passage, index), passage) for passage in index.passages]
    ranked = sorted(weights, key=lambda pair: -pair[0])[:_MOST_PASSAGES]
    return tuple(shortened(passage.text, _PASSAGE) for weight, passage in ranked if weight >= _SHARED)


def _anchor(find: Find, class_: str) -> Anchor:
    found = find.found
    if found is False and class_ == UNCHECKED:
        found = None
    return Anchor(find.text, find.kind, found, find.snippet)


def _is_whole(page: PageText) -> bool:
    """Whether what is not in the text is not on the page."""
    return page.complete and page.language in {"de", "en"} and len(page.text.split()) >= _MIN_WORDS


def _class(case: _Case) -> str:
    finds = case.finds
    if not finds:
        return UNCHECKED
    if any(find.rival for find in finds):
        return CONTRADICTED
    if not any(find.found or find.altered for find in finds):
        return NOT_FOUND if _nothing_there(case) else UNCHECKED
    return SUPPORTED if _carried(case) else PARTLY


def _nothing_there(case: _Case) -> bool:
    missing = [find for find in case.finds if find.found is False]
    return case.complete and len(missing) >= _MIN_MISSING and case.window.coverage <= _STRAY_WORDS


def _carried(case: _Case) -> bool:
    finds, window = case.finds, case.window
    if any(find.found is False or find.contested for find in finds) or any(
        find.found is None and find.needed for find in finds
    ):
        return False
    if not window.holds_all or not same_sense(case.claim, window, case.index, finds):
        return False
    if any(find.kind == "quote" and find.found and find.size >= _LONG_QUOTE for find in finds):
        return True
    values = [find for find in finds if find.kind in {"number", "date", "quote"} and find.found]
    figures = [find for find in values if find.telling] or (values if len(values) >= _MIN_SLOTS else [])
    if figures:
        several = len(figures) > 1
        slots = window.slots >= (1 if several else _MIN_SLOTS)
        return window.coverage >= (_WITH_SEVERAL if several else _WITH_FIGURES) and (
            slots or window.names > 0
        )
    if window.names >= _MIN_NAMES and values:
        return window.coverage >= _WITH_FIGURES and window.slots > 0
    if window.slots >= _MANY_SLOTS and values:
        return window.coverage >= _NEARLY_ALL
    return window.coverage >= _WORDS_ALONE and window.slots + len(values) > _MIN_SLOTS and window.names > 0
