""""das Blatt", "der Sender", "die Autoren", "dort": words that stand for a source named before."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import fold, split_name
from verifier.citations.sources import CitedSource
from verifier.citations.words import QUOTES
from verifier.model import Attribution, AttributionKind

_DEFINITE = frozenset(
    "der die das dem den des beim im vom zum zur the this dieser diese dieses diesem diesen dortige dortigen ihrem seinem".split()
)
_TYPES: Mapping[str, frozenset[str]] = {
    "newspaper": frozenset({"newspaper", "weekly"}),
    "magazine": frozenset({"magazine", "journal", "weekly", "tradepress"}),
    "agency": frozenset({"agency"}),
    "broadcaster": frozenset({"broadcaster"}),
    "portal": frozenset({"portal", "blog", "tradepress", "presswire", "aggregator"}),
}
_ANY = ("document", "authors", "here")


def add_anaphors(s: Sentence, heads: Mapping[str, tuple[int, ...]]) -> None:
    """Nouns with a definite article that no name follows join the sentence's mentions.

    `heads`: nouns that head a label of the list ("stadt" of "Stadt Kiel") with the entries they mean.
    """
    for index, low in enumerate(s.low):
        if index in s.at and _ordinary(s.at[index]) and s.lexicon.anaphor(low):
            s.mentions.remove(s.at.pop(index))  # "das Magazin" is the noun before it is a title
        if index in s.at or (s.lexicon.code == "de" and not s.words.capital(index)):
            continue
        types = _types(s, low)
        own = heads.get(low, ())
        if (types is None and not own) or not _definite(s, index) or _name_follows(s, index + 1):
            continue
        words = s.words
        mention = Mention(index, index + 1, words.starts[index], words.ends[index], words.shown[index])
        mention.article = s.low[index - 1] if index else None
        if own:
            outlet = s.lexicon.classifiers.get(low, "institute") != "institute"
            mention.sources, mention.kind, mention.head = own, "outlet" if outlet else "organisation", True
        else:
            mention.anaphor = types
        s.mentions.append(mention)
        s.at[index] = mention
    s.mentions.sort(key=lambda m: m.first)


def _ordinary(mention: Mention) -> bool:
    return mention.common and not mention.quoted and not mention.listed and mention.last - mention.first == 1


def _types(s: Sentence, low: str) -> tuple[str, ...] | None:
    lexicon = s.lexicon
    if low in lexicon.anaphor_authors:
        return ("authors",)
    return lexicon.anaphor(low)


def _definite(s: Sentence, index: int) -> bool:
    """An article in front, perhaps with one adjective between."""
    if index == 0:
        return False
    before = s.low[index - 1]
    if before in _DEFINITE:
        return True
    return index > 1 and before.endswith(("e", "en", "er", "es")) and s.words.shown[index - 1].islower() and s.low[index - 2] in _DEFINITE


def _name_follows(s: Sentence, at: int) -> bool:
    while at < len(s.low) and s.low[at] in QUOTES:
        at += 1
    if at >= len(s.low):
        return False
    return at in s.at or s.low[at] in {"-", "für"} or (s.words.capital(at) and s.words.shown[at].isalpha())


def label_heads(sources: list[CitedSource], nouns: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """Common nouns within the list's labels, each with its only entry: "die Stadt" for "Stadt Kiel"."""
    found: dict[str, set[int]] = {}
    for number, cited in enumerate(sources):
        for name in cited.names:
            words = [fold(word) for word in split_name(name)]
            if len(words) > 1:
                for word in words:
                    if word in nouns:
                        found.setdefault(word, set()).add(number)
    return {noun: tuple(numbers) for noun, numbers in found.items() if len(numbers) == 1}


def resolve(mention: Mention, paragraph: int, earlier: list[tuple[int, Mention, Attribution]]) -> Attribution | None:
    """The nearest earlier attribution, in this or the previous paragraph, whose type fits; None if two fit equally."""
    types = mention.anaphor or ()
    near = [(block, attribution) for block, named, attribution in earlier if paragraph - block <= 1 and _fits(types, named, attribution)]
    if not near:
        return None
    if set(types) & set(_ANY):
        return near[-1][1]
    last_block = near[-1][0]
    names = {a.source or a.known_outlet or a.outlet for block, a in near if block == last_block}
    return near[-1][1] if len(names) == 1 else None


def _fits(types: tuple[str, ...], named: Mention, attribution: Attribution) -> bool:
    if attribution.kind not in {AttributionKind.OUTLET, AttributionKind.ORGANISATION}:
        return False
    if "here" in types or "document" in types:
        return True
    if "authors" in types:
        return attribution.kind is AttributionKind.ORGANISATION
    if named.anaphor is not None:
        return bool(set(types) & set(named.anaphor))
    if named.classifier is not None:
        return named.classifier in types
    if attribution.kind is AttributionKind.ORGANISATION:
        return "institute" in types
    if not named.outlets:
        return "institute" not in types
    kinds = {outlet.type for outlet in named.outlets}
    return any(kinds & _TYPES.get(type_, frozenset()) for type_ in types)


