"""Each anchor of a claim looked for on a page: found, missing, or not to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from verifier.evidence import quotes
from verifier.evidence.agreement import agree, close, coarser
from verifier.evidence.claims import ClaimText
from verifier.evidence.date_agreement import resolved, same, years_apart
from verifier.evidence.dates import When
from verifier.evidence.finds import Find, shortened, snippet_at, snippet_of
from verifier.evidence.found_names import find_name, is_own
from verifier.evidence.numbers import MONEY, ORDINAL, SHARE, TIMES, Quantity
from verifier.evidence.page import PageText
from verifier.evidence.passages import PageIndex, Passage, key
from verifier.evidence.quotes import Quote
from verifier.evidence.rivals import is_contested, rival_date, rival_number
from verifier.evidence.vocabulary import KNOWN_LANGUAGES

_WORD = re.compile(r"[^\W_]+")
_AGO = re.compile(r"(?i)\b(?:vor|seit|for)\s(?:\w+\s)?\Z")
_YEAR_SECONDS = 31557600.0  # as quantities.yaml gives it
_GROWN_UP_YEARS = 20  # below, a bare number may count anything else
_SMALL = 12  # counts up to this stand everywhere
_MOST_OF_IT = 0.5  # share of a claim without any other anchor that must stand around another value
_ALL_OF_IT = 0.6  # the same for a month without its year
_LIKENESS = 0.3  # what digits that are only swapped add to that share
_SAME_WORDING = 0.6  # share of a quotation's words that a claim without any other anchor must have in common
_LONG = 6  # words: a quotation of this length is no title


def unread(claim: ClaimText) -> Iterator[Find]:
    """The anchors of a claim whose page cannot be read."""
    for name in claim.names:
        if name.certain:
            yield Find(name.text, "name", name.start, None)
    for quantity in claim.quantities:
        yield Find(claim.text[quantity.start : quantity.end], "number", quantity.start, None)
    for when in claim.dates:
        yield Find(claim.text[when.start : when.end], "date", when.start, None)
    for quote in claim.quotes:
        yield Find(quote.text, "quote", quote.start, None)


def without_own(claim: ClaimText, page: PageText, own_names: Sequence[str]) -> ClaimText:
    """The claim without the names of its source: a page need not name itself."""
    own = [key(name) for name in (*own_names, *page.publishers) if name]
    return replace(claim, names=tuple(name for name in claim.names if not is_own(name, own)))


def find_all(claim: ClaimText, index: PageIndex, page: PageText, published: date | None) -> list[Find]:
    """All anchors in the order of the claim."""
    finds = [find for name in claim.names if (find := find_name(name, claim, index)) is not None]
    finds += [_number(quantity, claim, index, published) for quantity in claim.quantities]
    finds += [_date(when, claim, index, page, published) for when in claim.dates]
    finds += [_quote(quote, index, page) for quote in claim.quotes]
    return sorted(_without_strangers(finds, claim), key=lambda find: find.start)


def _without_strangers(finds: list[Find], claim: ClaimText) -> Iterator[Find]:
    """Another value or wording counts only on a page about the same thing."""
    certain = {name.start for name in claim.names if name.certain}
    there = sum(find.found is True for find in finds if find.start in certain and find.kind == "name")
    gone = sum(find.found is False for find in finds if find.start in certain and find.kind == "name")
    anchored = any(find.found and find.telling and (find.kind != "date" or find.exact) for find in finds)
    for find in finds:
        alone = find.share >= (
            _SAME_WORDING
            if find.altered
            else _MOST_OF_IT
            if find.kind != "date" or find.telling
            else _ALL_OF_IT
        )
        if (find.rival or find.altered) and (
            (gone and not there) or not ((anchored and gone <= there) or alone)
        ):
            yield replace(
                find,
                rival=False,
                altered=False,
                snippet=None,
                found=None if find.kind == "date" else find.found,
            )
        else:
            yield find


def _number(quantity: Quantity, claim: ClaimText, index: PageIndex, published: date | None) -> Find:
    text = claim.text[quantity.start : quantity.end]
    telling = quantity.unit is not None or quantity.value > _SMALL or quantity.value != int(quantity.value)
    places = frozenset(
        p.number for p in index.passages if any(agree(quantity, other) for other in p.quantities)
    )
    if places or any(agree(quantity, other) for other in index.quantities) or _other_words(quantity, index):
        return Find(
            text,
            "number",
            quantity.start,
            True,
            snippet_of(index, places),
            places,
            telling=telling,
            contested=is_contested(quantity, claim, index, places),
        )
    if claim.language not in KNOWN_LANGUAGES or quantity.unit in {TIMES, ORDINAL}:
        return Find(text, "number", quantity.start, None, needed=quantity.unit != ORDINAL)
    ago = quantity.unit == "s" and _AGO.search(claim.text, max(0, quantity.start - 30), quantity.start)
    if ago and _is_dated(quantity, index, published):
        return Find(text, "number", quantity.start, None, needed=False)
    rival = rival_number(quantity, claim, index)
    if rival is not None:
        return Find(
            text,
            "number",
            quantity.start,
            False,
            shortened(rival.text),
            rival=True,
            share=rival.share + _LIKENESS * rival.likeness,
        )
    if any(coarser(quantity, other) for other in index.quantities):
        return Find(text, "number", quantity.start, None)
    if ago:
        return Find(text, "number", quantity.start, None, needed=False)  # the page may name the year
    return Find(text, "number", quantity.start, _missing(quantity, index, telling=telling))


def _is_dated(quantity: Quantity, index: PageIndex, published: date | None) -> bool:
    """Whether the page names the year in which something was that many years ago."""
    if published is None:
        return False
    year = published.year - quantity.value / _YEAR_SECONDS
    return any(when.year is not None and abs(when.year - year) <= 1 for when in index.dates)


def _missing(quantity: Quantity, index: PageIndex, *, telling: bool) -> bool | None:
    """False for a value that the page would have to give as such."""
    if not telling or (quantity.unit == SHARE and quantity.step > 1):
        return None
    if quantity.unit in MONEY and any(other.unit in MONEY - {quantity.unit} for other in index.quantities):
        return None  # may be converted
    return False


def _other_words(quantity: Quantity, index: PageIndex) -> bool:
    """A third is 33 per cent, 18 months are a year and a half; years of age stand without their unit."""
    if quantity.unit == "s" and any(
        other.unit is None and other.bare and close(quantity, other.value * _YEAR_SECONDS)
        for other in index.quantities
    ):
        return quantity.value >= _GROWN_UP_YEARS * _YEAR_SECONDS
    if quantity.unit is None:
        return any(other.unit is None and close(quantity, other.value) for other in index.quantities)
    return False


def _date(when: When, claim: ClaimText, index: PageIndex, page: PageText, published: date | None) -> Find:
    text = claim.text[when.start : when.end]
    exact = when.day is not None or when.year is not None
    meant = resolved(when, published)
    places = _places(meant, index)
    told = when.weekday is None and claim.language in KNOWN_LANGUAGES
    rival = rival_date(meant, claim, index, page.published) if told else None
    if any(same(meant, other) and not years_apart(meant, other) for other in index.dates):
        return _dated(text, when, index, places, contested=rival is not None)
    if page.published is not None and same(meant, _as_when(page.published)):
        return Find(text, "date", when.start, None, needed=when.day is not None)
    if rival is not None:
        share = rival.share + _LIKENESS * rival.likeness
        snippet = shortened(rival.text)
        return Find(text, "date", when.start, False, snippet, rival=True, telling=exact, share=share)
    if places:
        return _dated(text, when, index, places)
    return Find(text, "date", when.start, False if when.day is not None else None, needed=exact)


def _places(meant: When, index: PageIndex) -> frozenset[int]:
    """The passages with the claim's date, or with its weekday."""
    return frozenset(
        passage.number
        for passage in index.passages
        if any(
            same(meant, other) or (meant.weekday is not None and other.weekday == meant.weekday)
            for other in passage.dates
        )
    )


def _dated(
    text: str, when: When, index: PageIndex, places: frozenset[int], *, contested: bool = False
) -> Find:
    exact = when.day is not None or when.year is not None
    return Find(
        text,
        "date",
        when.start,
        True,
        snippet_of(index, places),
        places,
        telling=exact,
        needed=exact,
        exact=when.day is not None,
        contested=contested,
    )


def _as_when(day: date) -> When:
    return When(0, 0, year=day.year, month=day.month, day=day.day, quarter=(day.month + 2) // 3)


def _quote(quote: Quote, index: PageIndex, page: PageText) -> Find:
    at = quotes.verbatim(quote, index.words)
    size = quote.words
    if at is not None:
        snippet = snippet_at(index.words.text, at)
        places = frozenset(p.number for p in index.passages if _holds(p, quote))
        return Find(quote.text, "quote", quote.start, True, snippet, places, size=size, telling=size > 1)
    if not quotes.comparable(quote, page.language) or not page.complete:
        return Find(quote.text, "quote", quote.start, None, size=size, needed=size >= 3)
    place = quotes.similar(quote, index.words)
    if place is not None:
        snippet = snippet_at(index.words.text, place[0])
        return Find(quote.text, "quote", quote.start, False, snippet, size=size, altered=True, share=place[1])
    return Find(quote.text, "quote", quote.start, False if size >= _LONG else None, size=size)


def _holds(passage: Passage, quote: Quote) -> bool:
    folded = " ".join(_WORD.findall(passage.key))
    return f" {' '.join(quote.parts[0][:6])} " in f" {folded} "
