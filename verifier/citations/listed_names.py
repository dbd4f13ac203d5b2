"""What else an article may call the outlets of its own list: by the host, by its acronym, by the last word."""

from __future__ import annotations

from verifier.addresses import host_of
from verifier.citations.names import split_name
from verifier.citations.relation import core, squeeze
from verifier.citations.sources import CitedSource
from verifier.language.lexicon import Lexicon

_LONGEST_TITLE = 4  # words of a paper's name that is called by its last
_SHORTEST_BRAND = 4  # letters of a host's name by which a word in the text is taken for it


def brands(sources: list[CitedSource]) -> dict[str, tuple[int, ...]]:
    """The hosts' own names, as text might write them: "wendshaegerzeitung"."""
    found: dict[str, list[int]] = {}
    for number, cited in enumerate(sources):
        brand = squeeze(core(host_of(cited.source.inner_url or cited.source.url or "")))
        if len(brand) >= _SHORTEST_BRAND:
            found.setdefault(brand, []).append(number)
    return {brand: tuple(numbers) for brand, numbers in found.items()}


def acronym_of_host(cited: CitedSource) -> tuple[str, ...]:
    """A short host's name in capitals: "KDZ" for kdz.eu."""
    brand = core(host_of(cited.source.inner_url or cited.source.url or "")).upper()
    known = brand in cited.names or not brand.isalpha()
    return () if known or len(brand) != _SHORTEST_BRAND - 1 else (brand,)


def last_word(lexicon: Lexicon, cited: CitedSource) -> tuple[str, ...]:
    """What an article calls a paper for short: "the Pilot" for the Virginian-Pilot."""
    words = split_name(cited.names[0]) if cited.names and cited.kind != "organisation" else ()
    last = words[-1] if 1 < len(words) <= _LONGEST_TITLE else ""
    low = last.lower()
    generic = lexicon.classifier(low) or lexicon.institution(low) or low in lexicon.person_roles
    known = low in lexicon.outlet_heads or lexicon.code == "en"
    short = len(last) > _SHORTEST_BRAND and last[0].isupper() and known and not generic
    return (last,) if short and low not in lexicon.speaking_nouns | lexicon.generic_name_words else ()
