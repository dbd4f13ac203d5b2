"""Which listed source a name means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.addresses import host_of, without_tracking
from verifier.citations.mentions import Mention
from verifier.citations.names import bare, fold, is_abbreviation, same_last_word, split_name, stem
from verifier.citations.outlets import Register, name_key
from verifier.citations.relation import names_host
from verifier.citations.sources import CitedSource
from verifier.model import Match, Origin

_WORDS = re.compile(r"[^\W\d_]{4,}")
_BEGINNING = 6  # letters in which declined forms of a word agree
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
        found = [cited for number, cited in enumerate(sources) if fits(mention, number, cited, register)]
        if found:
            return _choose(mention, found, way, claim)
    return Matched(None)


def _choose(mention: Mention, found: list[CitedSource], way: Match, claim: str) -> Matched:
    exact = [cited for cited in found if cited.names and _same(mention.name, cited.names[0])]
    found = exact or found
    listed = [c for c in found if c.source.origin is Origin.LIST] or found
    usable = [c for c in listed if c.source.url] or listed
    if len(usable) == 1:
        return Matched(usable[0], way)
    scored = sorted(((_topic(c, claim), -n, c) for n, c in enumerate(usable)), key=lambda t: t[:2], reverse=True)
    if scored[0][0] > scored[1][0] or _page(scored[0][2]) == _page(scored[1][2]):
        return Matched(scored[0][2], way)
    if len({_page(c) for c in usable}) == 1:
        return Matched(usable[0], way)
    return Matched(None, None, tuple(usable))


def _page(cited: CitedSource) -> str:
    """The same for two addresses of one page."""
    return without_tracking(cited.source.url or cited.source.id).partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


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
    if not cited.names:
        return False
    whole = _same(mention.name, cited.names[0])
    return number in mention.sources and (whole or not _only_inside_title(mention, cited))


def _only_inside_title(mention: Mention, cited: CitedSource) -> bool:
    """The name stands in a long label, while the register gives the entry to another outlet."""
    owner = cited.domain_outlet
    return owner is not None and bool(mention.outlets) and owner not in mention.outlets and owner not in cited.label_outlets


def _same(written: str, name: str) -> bool:
    one = [fold(w) for w in bare(split_name(written))]
    two = [fold(w) for w in bare(split_name(name))]
    if len(one) != len(two) or not one:
        return name_key(written) == name_key(name)
    return all(stem(a) == stem(b) for a, b in zip(one[:-1], two[:-1], strict=True)) and same_last_word(one[-1], two[-1])


def _by_alias(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    return bool(set(mention.outlets) & {*cited.label_outlets, *([cited.domain_outlet] if cited.domain_outlet else [])})


def _by_domain(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    host = host_of(cited.source.inner_url or cited.source.url or "")
    return bool(host) and not mention.anaphor and names_host(mention.name, host)


def _by_acronym(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    if is_abbreviation(mention.name):
        initials = mention.name.replace(".", "").lower()
        return any(_initials(name) == initials for name in cited.names)
    return any(is_abbreviation(name) and _initials(mention.name) == name.replace(".", "").lower() for name in cited.names)


def _initials(name: str) -> str:
    words = [w for w in bare(split_name(name)) if w[0].isupper()]
    return "".join(w[0].lower() for w in words) if len(words) > 1 else ""


def _by_house(mention: Mention, _number: int, cited: CitedSource, _register: Register) -> bool:
    """Parent and child: sisters under one roof are different outlets."""
    owners = [*cited.label_outlets, *([cited.domain_outlet] if cited.domain_outlet else [])]
    return any(mine.house == owner.name or owner.house == mine.name for mine in mention.outlets for owner in owners)


_WAYS = (
    (Match.LABEL, _by_label),
    (Match.ALIAS, _by_alias),
    (Match.DOMAIN, _by_domain),
    (Match.ACRONYM, _by_acronym),
    (Match.FUZZY, _by_house),
)
