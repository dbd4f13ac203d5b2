"""Questions about mentions and entries that several rules ask."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from verifier.model import Attribution, AttributionKind, Facts, Source
from verifier.rules.base import outlet_key

SURE = 0.6  # below it a mention may be none, and no rule speaks about it
_NAMES_ITSELF_NO_ONE = frozenset({"anaphora", "continuation"})  # constructions without a name
_SECOND_HAND = frozenset({"berufung", "citing"})  # constructions that may name the source of a source
_WORD = re.compile(r"\w+")
_PARENTHESIS = re.compile(r"\(([^()]{2,80})\)")
_ARTICLE = re.compile(r"(?:der|die|das|the)\s+", re.IGNORECASE)


class _Words:
    """A text in which names are looked up; its set of words spares most searches."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = set(_WORD.findall(text))
        self._words = found | {word.removesuffix("s") for word in found}

    def hold(self, name: str) -> bool:
        """Whether the name stands there as whole words, in the genitive too."""
        parts = name.split()
        if not parts or not self._words.issuperset(_WORD.findall(name)):
            return False
        words = r"\s+".join(re.escape(part) for part in parts)
        return re.search(rf"(?<!\w){words}(?:s|'s|’s|’|')?(?!\w)", self._text) is not None


def naming(facts: Facts) -> list[Attribution]:
    """Sure mentions of outlets and publishing bodies by name."""
    kinds = {AttributionKind.OUTLET, AttributionKind.ORGANISATION}
    return [
        mention
        for mention in facts.attributions
        if mention.kind in kinds
        and mention.confidence >= SURE
        and mention.construction not in _NAMES_ITSELF_NO_ONE
    ]


def unsourced(facts: Facts) -> list[Attribution]:
    """Sure mentions whose outlet has no entry: no other mention of it has one, and none bears its name."""
    settled = {outlet_key(mention) for mention in facts.attributions if mention.source or mention.candidates}
    labels = _Words("\n".join(source.label for source in facts.sources if source.label).casefold())
    outlets = {name for source in facts.sources for name in _register_names(source)}
    second_hand = _second_hand(facts)
    return [
        mention
        for mention in naming(facts)
        if outlet_key(mention) not in settled
        and mention.source is None
        and mention.known_outlet not in outlets
        and mention.id not in second_hand
        and not labels.hold(mention.outlet.casefold())
    ]


def has_sources(facts: Facts) -> bool:
    """Whether the article shows where its facts come from, in a list or by links in the text."""
    article = facts.article
    return bool(facts.sources or article.source_lists or article.given_sources)


def names(source: Source) -> Iterator[str]:
    """What the body may call the entry: its label, abbreviations in it, and the register's names."""
    for name in (
        source.label,
        source.outlet,
        source.label_outlet,
        source.domain_outlet,
        source.registered_domain,
    ):
        if name:
            yield _ARTICLE.sub("", _PARENTHESIS.sub(" ", name).strip(), count=1)
            yield from _PARENTHESIS.findall(name)


def named_in_body(facts: Facts) -> set[str]:
    """The sources one of whose names stands in the body, as the reader of citations saw it.

    Where it did not look, whole words are compared, the genitive included.
    """
    article = facts.article
    body = _Words("\n".join(article.text[block.start : block.end] for block in article.blocks))
    return {source.id for source in facts.sources if _is_named(source, body)}


def _is_named(source: Source, body: _Words) -> bool:
    return any(body.hold(name) for name in names(source)) if source.named is None else source.named


def _register_names(source: Source) -> set[str]:
    return {name for name in (source.outlet, source.label_outlet, source.domain_outlet) if name}


def _second_hand(facts: Facts) -> set[str]:
    """Mentions of the source of a source, where the report that the author read is on the list."""
    claims = sorted(
        (mention.claim.start, mention.claim.end)
        for mention in facts.attributions
        if mention.source is not None and mention.claim is not None
    )
    starts = [start for start, _ in claims]
    furthest = [0, *accumulate((end for _, end in claims), max)]
    return {
        mention.id
        for mention in facts.attributions
        if mention.construction in _SECOND_HAND
        and mention.claim is not None
        and furthest[bisect_left(starts, mention.claim.end)] > mention.claim.start
    }
