""""das Blatt", "der Sender", "die Autoren der Studie": nouns that stand for an outlet named before."""

from __future__ import annotations

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.words import QUOTES
from verifier.model import Attribution

_DEFINITE = frozenset({"der", "die", "das", "dem", "den", "des", "beim", "im", "vom", "the", "this", "dieser", "diese", "dieses", "diesem"})
_TYPES = {
    "newspaper": {"newspaper", "weekly"},
    "magazine": {"magazine", "journal", "weekly", "tradepress"},
    "agency": {"agency"},
    "broadcaster": {"broadcaster"},
    "portal": {"portal", "blog", "tradepress", "presswire", "aggregator"},
}


def add_anaphors(s: Sentence) -> None:
    """Nouns with a definite article that no name follows join the sentence's mentions."""
    anaphors = s.lexicon.anaphors
    for index, low in enumerate(s.low):
        types = anaphors.get(low)
        if types is None or index == 0 or index in s.at or s.low[index - 1] not in _DEFINITE:
            continue
        if s.lexicon.code == "de" and not s.words.capital(index):
            continue
        if _name_follows(s, index + 1):
            continue
        words = s.words
        mention = Mention(index, index + 1, words.starts[index], words.ends[index], words.shown[index], anaphor=types)
        mention.article = s.low[index - 1]
        s.mentions.append(mention)
        s.at[index] = mention
    s.mentions.sort(key=lambda m: m.first)


def _name_follows(s: Sentence, at: int) -> bool:
    while at < len(s.low) and s.low[at] in QUOTES:
        at += 1
    if at >= len(s.low):
        return False
    return at in s.at or (s.low[at] in {"-", "für"}) or (s.words.capital(at) and s.words.shown[at].isalpha())


def resolve(mention: Mention, paragraph: int, earlier: list[tuple[int, Mention, Attribution]]) -> Attribution | None:
    """The nearest earlier attribution, in this or the previous paragraph, whose type fits; None if two fit equally."""
    fitting = [
        (block, attribution)
        for block, named, attribution in earlier
        if paragraph - block <= 1 and named.anaphor is None and _fits(mention.anaphor or (), named)
    ]
    if not fitting:
        return None
    nearest_block = fitting[-1][0]
    names = {a.source or a.outlet for block, a in fitting if block == nearest_block}
    return fitting[-1][1] if len(names) == 1 else None


def _fits(types: tuple[str, ...], named: Mention) -> bool:
    if named.classifier is not None:
        return named.classifier in types
    if not named.outlets:
        return "institute" not in types if named.kind == "outlet" else "institute" in types
    kinds = {outlet.type for outlet in named.outlets}
    if any(outlet.kind == "organisation" for outlet in named.outlets):
        return "institute" in types
    return any(kinds & _TYPES.get(type_, set()) for type_ in types)
