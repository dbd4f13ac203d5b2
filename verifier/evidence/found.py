"""Each anchor of a claim looked for on a page: found, missing, or not to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from verifier.evidence import quotes
from verifier.evidence.claims import ClaimText
from verifier.evidence.dates import When, resolved, same
from verifier.evidence.names import Name, looks_german, sound
from verifier.evidence.numbers import ORDINAL, SHARE, TIMES, Quantity, agree, close, coarser
from verifier.evidence.page import PageText
from verifier.evidence.passages import PageIndex, Passage, key, pattern_of
from verifier.evidence.quotes import Quote
from verifier.evidence.rivals import rival_date, rival_number
from verifier.evidence.vocabulary import KNOWN_LANGUAGES
from verifier.evidence.words import cognate, fold, ideas, stem

_WORD = re.compile(r"[^\W_]+")
SNIPPET = 200  # characters
_SMALL = 12  # counts up to this stand everywhere
_MONEY = frozenset({"EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "KRW", "CROWN", "PLN", "RUB", "TRY", "BTC"})
_MIN_SOUND = 5
_MOST_OF_IT = 0.5  # share of a claim without any other anchor that must stand around another value
_LIKENESS = 0.2  # what digits that are only swapped add to that share
_SAME_WORDING = 0.6  # share of a quotation's words that a claim without any other anchor must have in common
_LONG = 6  # words: a quotation of this length is no title


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
    altered: bool = False  # a quotation of which the page holds another wording
    shown: bool = True  # False: too uncertain to be called an anchor


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


def find_all(
    claim: ClaimText, index: PageIndex, page: PageText, published: date | None, own_names: Sequence[str]
) -> list[Find]:
    """All anchors in the order of the claim."""
    own = [key(name) for name in (*own_names, *page.publishers) if name]
    finds = [find for name in claim.names if not _is_own(name, own) and (find := _name(name, claim, index)) is not None]
    finds += [_number(quantity, claim, index) for quantity in claim.quantities]
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
        alone = find.kind != "date" and find.share >= (_SAME_WORDING if find.altered else _MOST_OF_IT)
        if (find.rival or find.altered) and (gone and not there or not (anchored and gone <= there or alone)):
            yield replace(find, rival=False, altered=False, snippet=None, found=None if find.kind == "date" else find.found)
        else:
            yield find


def _is_own(name: Name, own: Sequence[str]) -> bool:
    """A name that is part of the source's name, or holds it."""
    written = key(name.text)
    return any(written in other or other in written or name.known and pattern_of(name).search(other) for other in own)


def _name(name: Name, claim: ClaimText, index: PageIndex) -> Find | None:
    pattern = pattern_of(name)
    places = frozenset(passage.number for passage in index.passages if pattern.search(passage.key))
    in_title = bool(pattern.search(index.title.key))
    if places or in_title or pattern.search(index.everywhere):
        if not name.certain and not name.known and not _shows_as_name(name, claim, index):
            return None
        snippet = _of_passage(index, places)
        return Find(name.text, "name", name.start, found=True, snippet=snippet, places=places, in_title=in_title)
    if name.person and (found := _by_surname(name, index)) is not None:
        return found
    if not name.certain:
        return _doubtful(name, claim, index)
    return Find(name.text, "name", name.start, _absent(name, claim, index), needed=True)


def _doubtful(name: Name, claim: ClaimText, index: PageIndex) -> Find | None:
    """What may be a name or only a noun without a known translation: a claim is not carried without it."""
    form = cognate(name.text)
    alike = form is not None and any(("form", form) in passage.features for passage in index.passages)
    same = any(("stem", stem(name.text, claim.language)) in passage.features for passage in index.passages)
    if name.noun or alike or same or looks_german(name.text) or ideas(name.text, claim.language):
        return None
    return Find(name.text, "name", name.start, None, shown=False)


def _shows_as_name(name: Name, claim: ClaimText, index: PageIndex) -> bool:
    """Whether the page writes an uncertain name as one; on a German page every noun has its capital."""
    return name.person or index.language != "de" and bool(re.search(rf"(?<![.!?]\s)\b{re.escape(name.text)}\b", index.words.text))


def _by_surname(name: Name, index: PageIndex) -> Find | None:
    """A person of whom the page writes the surname alone; with another first name it may be somebody else."""
    last = name.text.split()[-1]
    if len(last) < 4 or not last[0].isupper():
        return None
    places = frozenset(passage.number for passage in index.passages if f" {fold(last)} " in passage.key)
    if not places:
        return None
    before = re.findall(rf"([^\W\d_]+)\s{re.escape(last)}\b", index.words.text)
    alone = any(not word[0].isupper() for word in before) or not before
    return Find(name.text, "name", name.start, True if alone else None, _of_passage(index, places), places)


def _absent(name: Name, claim: ClaimText, index: PageIndex) -> bool | None:
    """False where the page would have to write the name in a form that we know."""
    words = [word for word in re.split(r"[\s-]+", name.text) if word]
    short = fold(name.text) in index.initials
    long = "".join(word[0] for word in words if word[0].isupper()).lower()
    if short or len(long) >= 3 and f" ^{long} " in index.everywhere or len(long) > 3 and f" {long} " in index.everywhere:
        return True
    longest = max(words, key=len)
    if len(longest) >= _MIN_SOUND and sound(longest) in index.sounds:
        return True
    if name.known or claim.language == index.language:
        return False
    translated = len(words) > 1 and any(ideas(word, claim.language) or looks_german(word) for word in words)
    return None if translated else False


def _number(quantity: Quantity, claim: ClaimText, index: PageIndex) -> Find:
    text = claim.text[quantity.start : quantity.end]
    telling = quantity.unit is not None or quantity.value > _SMALL or quantity.value != int(quantity.value)
    places = frozenset(p.number for p in index.passages if any(agree(quantity, other) for other in p.quantities))
    if places or any(agree(quantity, other) for other in index.quantities) or _other_words(quantity, index):
        return Find(text, "number", quantity.start, True, _of_passage(index, places), places, telling=telling)
    if claim.language not in KNOWN_LANGUAGES or quantity.unit in {TIMES, ORDINAL}:
        return Find(text, "number", quantity.start, None, needed=quantity.unit != ORDINAL)
    rival = rival_number(quantity, claim, index)
    if rival is not None:
        return Find(text, "number", quantity.start, False, _shortened(rival.text), rival=True, share=rival.share + _LIKENESS * rival.likeness)
    if any(coarser(quantity, other) for other in index.quantities):
        return Find(text, "number", quantity.start, None)
    return Find(text, "number", quantity.start, _missing(quantity, index, telling=telling))


def _missing(quantity: Quantity, index: PageIndex, *, telling: bool) -> bool | None:
    """False for a value that the page would have to give as such."""
    if not telling or quantity.unit == SHARE and quantity.step > 1:
        return None
    if quantity.unit in _MONEY and any(other.unit in _MONEY - {quantity.unit} for other in index.quantities):
        return None  # may be converted
    return False


def _other_words(quantity: Quantity, index: PageIndex) -> bool:
    """A third is 33 per cent, 18 months are a year and a half; years of age stand without their unit."""
    if quantity.unit == "s" and any(
        other.unit is None and other.bare and close(quantity, other.value * 31557600.0) for other in index.quantities
    ):
        return quantity.value >= 20 * 31557600.0
    if quantity.unit is None:
        return any(other.unit is None and close(quantity, other.value) for other in index.quantities)
    return False


def _date(when: When, claim: ClaimText, index: PageIndex, page: PageText, published: date | None) -> Find:
    text = claim.text[when.start : when.end]
    exact = when.day is not None or when.year is not None
    meant = resolved(when, published) if when.weekday is not None else when
    places = frozenset(p.number for p in index.passages if any(same(meant, other) for other in p.dates))
    if when.weekday is not None:
        places |= frozenset(p.number for p in index.passages if any(o.weekday == when.weekday for o in p.dates))
    anywhere = any(same(meant, other) for other in index.dates)
    if places or anywhere:
        return Find(text, "date", when.start, True, _of_passage(index, places), places, telling=exact, needed=exact, exact=when.day is not None)
    if page.published is not None and same(meant, _as_when(page.published)):
        return Find(text, "date", when.start, None, needed=when.day is not None)
    if when.weekday is None and claim.language in KNOWN_LANGUAGES:
        rival = rival_date(when, claim, index, page.published)
        if rival is not None:
            return Find(text, "date", when.start, False, _shortened(rival.text), rival=True, share=rival.share + _LIKENESS * rival.likeness)
    return Find(text, "date", when.start, False if when.day is not None else None, needed=exact)


def _as_when(day: date) -> When:
    return When(0, 0, year=day.year, month=day.month, day=day.day, quarter=(day.month + 2) // 3)


def _quote(quote: Quote, index: PageIndex, page: PageText) -> Find:
    at = quotes.verbatim(quote, index.words)
    size = quote.words
    if at is not None:
        snippet = _around(index.words.text, at)
        places = frozenset(p.number for p in index.passages if _holds(p, quote))
        return Find(quote.text, "quote", quote.start, True, snippet, places, size=size, telling=size > 1)
    if not quotes.comparable(quote, page.language) or not page.complete:
        return Find(quote.text, "quote", quote.start, None, size=size, needed=size >= 3)
    place = quotes.similar(quote, index.words)
    if place is not None:
        snippet = _around(index.words.text, place[0])
        return Find(quote.text, "quote", quote.start, False, snippet, size=size, altered=True, share=place[1])
    return Find(quote.text, "quote", quote.start, False if size >= _LONG else None, size=size)


def _holds(passage: Passage, quote: Quote) -> bool:
    folded = " ".join(_WORD.findall(passage.key))
    return f" {' '.join(quote.parts[0][:6])} " in f" {folded} "


def _of_passage(index: PageIndex, places: frozenset[int]) -> str | None:
    return _shortened(index.passages[min(places)].text) if places else None


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1] + "…"


def _around(text: str, at: int) -> str:
    """The sentence or so around an offset."""
    start = max(text.rfind(stop, max(0, at - SNIPPET // 2), at) for stop in (". ", "! ", "? ", "\n"))
    return _shortened(text[start + 1 if start >= 0 else max(0, at - SNIPPET // 4) :][: SNIPPET + 20])
