"""Which listed source a name means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from verifier.addresses import host_of, registered_domain, without_tracking
from verifier.citations.mentions import Mention
from verifier.citations.names import bare, fold, is_abbreviation, same_last_word, split_name, stem
from verifier.citations.outlets import Register, name_key
from verifier.citations.relation import SMALL_WORDS, names_host
from verifier.citations.sources import CitedSource
from verifier.model import Match, Origin

_WORDS = re.compile(r"[^\W\d_]{4,}")
_BEGINNING = 6  # letters in which declined forms of a word agree
_LONG_WORD = 12  # letters of a noun that names one body
_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


@dataclass(frozen=True, slots=True)
class Matched:
    """The entry a name means; `candidates` where several fit equally."""

    source: CitedSource | None
    match: Match | None = None
    candidates: tuple[CitedSource, ...] = ()


def match(mention: Mention, claim: str, sources: list[CitedSource], register: Register) -> Matched:
    """The first way of matching that any source fits; topic words of the claim choose between several."""
    for way, fits in _WAYS:
        numbers = sorted(mention.sources) if way is Match.LABEL else range(len(sources))
        found = [sources[n] for n in numbers if fits(mention, n, sources[n], register)]
        if found:
            return _choose(mention, found, way, claim)
    return Matched(None)


def all_fitting(
    mention: Mention, sources: list[CitedSource], numbers: list[int], register: Register
) -> list[int]:
    """Those of the numbered entries that the name can mean in any way."""
    return [n for n in numbers if any(fits(mention, n, sources[n], register) for _, fits in _WAYS)]


def _choose(mention: Mention, found: list[CitedSource], way: Match, claim: str) -> Matched:
    exact = [cited for cited in found if cited.names and _same(mention.name, cited.names[0])]
    found = exact or found
    listed = [c for c in found if c.source.origin is Origin.LIST] or found
    usable = [c for c in listed if c.source.url] or listed
    if len(usable) == 1:
        return Matched(usable[0], way)
    scored = sorted(
        ((_topic(c, claim), -n, c) for n, c in enumerate(usable)), key=lambda t: t[:2], reverse=True
    )
    if scored[0][0] > scored[1][0] or _page(scored[0][2]) == _page(scored[1][2]):
        return Matched(scored[0][2], way)
    if len({_page(c) for c in usable}) == 1:
        return Matched(usable[0], way)
    return Matched(None, None, tuple(usable))


def _page(cited: CitedSource) -> str:
    """The same for two addresses of one page."""
    return (
        without_tracking(cited.source.url or cited.source.id)
        .partition("#")[0]
        .partition("://")[2]
        .removeprefix("www.")
        .rstrip("/")
    )


def _topic(cited: CitedSource, claim: str) -> int:
    """Words that the claim shares with the address and the label, by their beginnings."""
    words = _beginnings(claim)
    path = (cited.source.url or "").partition("//")[2].partition("/")[2]
    return len(words & (_beginnings(path) | _beginnings(cited.source.label or "")))


def _beginnings(text: str) -> set[str]:
    low = text.casefold()
    for umlaut, pair in _UMLAUTS:
        low = low.replace(umlaut, pair)
    return {word[:_BEGINNING] for word in _WORDS.findall(low)}


def _by_label(mention: Mention, number: int, cited: CitedSource, _: Register) -> bool:
    if number not in mention.sources or not cited.names:
        return False
    return _same(mention.name, cited.names[0]) or not _only_inside_title(mention, cited)


def _only_inside_title(mention: Mention, cited: CitedSource) -> bool:
    """The name stands in a long label, while the register gives the entry to another outlet."""
    owner = cited.domain_outlet
    return (
        owner is not None
        and bool(mention.outlets)
        and owner not in mention.outlets
        and owner not in cited.label_outlets
    )


@lru_cache(1 << 14)
def _same(written: str, name: str) -> bool:
    one = [fold(w) for w in bare(split_name(written))]
    two = [fold(w) for w in bare(split_name(name))]
    if len(one) != len(two) or not one:
        return name_key(written) == name_key(name)
    return all(stem(a) == stem(b) for a, b in zip(one[:-1], two[:-1], strict=True)) and same_last_word(
        one[-1], two[-1]
    )


def _by_alias(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    return bool(
        set(mention.outlets) & {*cited.label_outlets, *([cited.domain_outlet] if cited.domain_outlet else [])}
    )


def _by_domain(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    host = host_of(cited.source.inner_url or cited.source.url or "")
    part = is_abbreviation(mention.name) and mention.name.lower() in host.split(".")[:-1]  # "lbm.rlp.de"
    return bool(host) and not mention.anaphor and (part or names_host(mention.name, host))


def _by_site(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    """An edition or a magazine on its house's site: "ORF Niederösterreich" for orf.at."""
    host = host_of(cited.source.inner_url or cited.source.url or "")
    site = registered_domain(host) if host else None
    houses = {outlet.name for outlet in (*cited.label_outlets, cited.domain_outlet) if outlet}
    return site is not None and any(
        outlet.house in houses and site in map(registered_domain, outlet.domains)
        for outlet in mention.outlets
        if outlet.house
    )


def _by_acronym(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    """The mention abbreviates a name of the entry, or the other way round."""
    written = split_name(mention.name)
    parts = [split_name(name) for name in cited.names]
    short = bool(written) and _is_acronym(written[0])
    return (short and any(_abbreviates(written, part) for part in parts)) or any(
        _abbreviates(part, written) for part in parts if part and _is_acronym(part[0])
    )


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """The first word is an acronym, as in "DEGAM" or "VG Greifswald"; what else is said stands in the long form, too."""
    if len(short) > len(long):
        return False
    rest = [stem(fold(word)) for word in short[1:]]
    words = [word for word in bare(long) if not any(_akin(stem(fold(word)), other) for other in rest)]
    if len(words) > len(bare(long)) - len(rest) or not words:
        return False
    return _spells(short[0].replace(".", "").lower(), [fold(word) for word in words], whole_words=not rest)


@lru_cache(1 << 14)
def _is_acronym(word: str) -> bool:
    return is_abbreviation(word) or (
        len(word) > 2 and word[0].isupper() and sum(c.isupper() for c in word) > 1
    )


def _akin(one: str, other: str) -> bool:
    """As in "Bayern" and "bayerisch" begin alike."""
    return one == other or (len(other) > _BEGINNING - 1 and one[: _BEGINNING - 1] == other[: _BEGINNING - 1])


def _spells(letters: str, words: list[str], *, whole_words: bool) -> bool:
    """The letters are initials of the words in order, with letters from within compounds between them.

    `whole_words`: at least two words must take part.
    """
    if whole_words and len(words) < 2:
        return False
    return _spelled(letters, tuple(words))


@lru_cache(1 << 12)
def _spelled(letters: str, words: tuple[str, ...]) -> bool:
    if not words or not letters:
        return not letters and all(word in SMALL_WORDS for word in words)
    first, rest = words[0], words[1:]
    if first in SMALL_WORDS and _spelled(letters, rest):
        return True
    if first[0] != letters[0]:
        return False
    return any(
        _spelled(letters[taken:], rest)
        for taken in range(1, len(letters) + 1)
        if _within(letters[1:taken], first[1:])
    )


def _within(letters: str, word: str) -> bool:
    """The letters stand in the word in this order."""
    found = iter(word)
    return all(letter in found for letter in letters)


def _by_words(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    """A name whose words all stand in the label: "Legal Tribune" for "Legal Tribune Online".

    One word is enough of a body with a compound of its own: "Hagelversicherung".
    """
    if mention.anaphor or (mention.outlets and (cited.label_outlets or cited.domain_outlet)):
        return False
    written = _big_words(mention.name)
    compound = mention.guessed and len(mention.name) >= _LONG_WORD
    return (len(written) > 1 or compound) and any(written <= _big_words(name) for name in cited.names)


def _big_words(name: str) -> set[str]:
    return {stem(fold(word)) for word in split_name(name) if word[0].isupper()}


_WAYS = (
    (Match.LABEL, _by_label),
    (Match.ALIAS, _by_alias),
    (Match.DOMAIN, _by_domain),
    (Match.DOMAIN, _by_site),
    (Match.ACRONYM, _by_acronym),
    (Match.FUZZY, _by_words),
)
