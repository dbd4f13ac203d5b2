"""Does a name belong to a site? Declined, abbreviated, in a compound, or in another language."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.addresses import host_of, registered_domain, unwrap
from verifier.citations.imitation import imitated_outlet
from verifier.citations.names import LEADING_ARTICLES, is_abbreviation
from verifier.citations.outlets import Outlet, Register
from verifier.citations.relation import core, names_host, squeeze
from verifier.citations.words import CLOSING_QUOTES, Words, split_words
from verifier.language import LANGUAGES, load

_ENDINGS = ("'s", "’s", "s", "n", "en", "es", "'", "’")
_SHORTEST_STEM = 4  # letters left of a word without its ending


def belongs(name: str, address: str, register: Register) -> bool:
    """Whether the address (a URL or a host) is that of the outlet or body that the name means."""
    url = address if "://" in address else f"https://{address}"
    wrapper = unwrap(url)
    host = host_of(wrapper.inner if wrapper else url)
    owner = register.by_host(host)
    owners = tuple(_owners(name, register))
    if owner is None and imitated_outlet(host, register, (name,), owners) is not None:
        return False
    if owner is not None:
        return (
            owner in owners
            or any(_parent(one, owner) for one in owners)
            or (not owners and _named_like(name, host))
        )
    shared = owners and any(outlet.is_common(form) for outlet in owners for form in outlet.names)
    return not shared and _named_like(name, host)  # "Kurier" is many a paper


def _owners(name: str, register: Register) -> Iterator[Outlet]:
    """The outlets whose name is written, perhaps with an article in front or a compound's rest behind."""
    owners = register.by_name(name)
    has_article = name.partition(" ")[0].lower() in LEADING_ARTICLES
    literal = [owner for owner in owners if has_article and name.strip() in owner.names]
    yield from literal or owners  # "Der Standard" is one paper, "Standard" several
    if (
        "." in name
        and " " not in name.strip()
        and (domain := registered_domain(name.lower().strip())) is not None
    ):
        owner = register.by_host(domain)
        yield from (owner,) if owner else ()
    name = name.replace(". ", " ")  # "St. Galler Tagblatt"
    words = split_words(name, 0, len(name))
    for index in () if literal else range(len(words)):
        hit = register.index.longest(words, index)
        if hit is not None and _is_whole(words, index, hit.last):
            yield from map(register.outlet, hit.keys)
            if words.low[hit.last : hit.last + 1] != ["-"]:
                return


def _is_whole(words: Words, first: int, last: int) -> bool:
    """Nothing but small words before, and nothing but a compound's rest or marks behind."""
    before = all(not words.capital(i) or i == 0 or words.low[i] in LEADING_ARTICLES for i in range(first))
    while last < len(words) and words.low[last] in CLOSING_QUOTES:
        last += 1
    rest = (
        last >= len(words)
        or words.low[last] == "-"
        or all(not words.shown[i].isalnum() or words.low[last] == "(" for i in range(last, len(words)))
    )
    other = any(low in lexicon.other_entities for lexicon in map(load, LANGUAGES) for low in words.low[last:])
    return before and rest and not other


def _parent(one: Outlet, owner: Outlet) -> bool:
    """An edition or a title may lie on its house's site, a part of a body on the body's own."""
    is_title = not one.domains or one.kind == owner.kind == "outlet"
    return (is_title and one.house == owner.name) or not set(one.domains).isdisjoint(owner.domains)


def _named_like(name: str, host: str) -> bool:
    """The host's own name is the name as written, without its ending."""
    forms = [
        name,
        *(
            name[: -len(ending)]
            for ending in _ENDINGS
            if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST_STEM
        ),
    ]
    if any(names_host(form, host) for form in forms):
        return True
    return is_abbreviation(name) and squeeze(name) == squeeze(core(host))
