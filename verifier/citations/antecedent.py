"""Which source named before is meant: "das Blatt", "die Behörde", "heißt es dort", "it argues"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import fold, split_name
from verifier.model import Attribution, AttributionKind, Match

# Types of outlets in the register that a type of noun can mean.
_TYPES: Mapping[str, frozenset[str]] = {
    "newspaper": frozenset({"newspaper", "weekly", "tradepress"}),
    "magazine": frozenset({"magazine", "journal", "weekly", "tradepress"}),
    "agency": frozenset({"agency"}),
    "broadcaster": frozenset({"broadcaster"}),
    "portal": frozenset({"portal", "blog", "tradepress", "presswire", "aggregator", "company"}),
}
# These point at what was said last, whoever said it.
POINTING = frozenset({"document", "story", "authors", "here"})
_NEAR = 1  # paragraphs back in which the nearest fitting name is meant
_NEXT = 1  # sentences on in which "there" is still where the last one was credited
_NAMED = frozenset({AttributionKind.OUTLET, AttributionKind.ORGANISATION})


class Earlier(NamedTuple):
    """An attribution that a later word can point back at."""

    block: int
    sentence: int
    mention: Mention
    attribution: Attribution


def resolve(s: Sentence, number: int, mention: Mention, earlier: Sequence[Earlier]) -> Attribution | None:
    """The nearest earlier attribution in this or the previous paragraph whose type fits.

    `number`: of the sentence. Further back only where no other source of the type was named at all; None
    where two were named in one breath.
    """
    types = mention.anaphor or ()
    if "pronoun" in types:
        return _just_named(s, mention, earlier)
    fitting = [e for e in reversed(earlier) if _fits(s, mention, types, e)]
    if "here" in types:
        fitting = [e for e in fitting if number - e.sentence <= _NEXT]
    near = [e for e in fitting if s.block - e.block <= _NEAR]
    if near:
        last = near[0].attribution
        rivals = {_who(e.attribution) for e in near if _one_breath(e.attribution, last)}
        return last if len(rivals) == 1 or POINTING & set(types) else None
    named = {_who(e.attribution) for e in fitting}
    lasting = len(named) == 1 and not POINTING & set(types) and types != ("institute",)
    return fitting[0].attribution if lasting else None


def _just_named(s: Sentence, mention: Mention, earlier: Sequence[Earlier]) -> Attribution | None:
    """What "it" stands for: whoever was credited last in the paragraph, if the gender fits."""
    last = earlier[-1] if earlier else None
    if (
        last is None
        or last.block != s.block
        or last.attribution.kind is not AttributionKind.OUTLET
        or last.attribution.start > mention.start
    ):
        return None
    genders = {outlet.gender for outlet in last.mention.outlets}
    pronoun, article = mention.name.lower(), last.mention.article
    if pronoun == "sie":
        fits = (article in {"die", "der"} and not genders & {"m", "n", "p"}) or genders == {"f"}
    else:
        fits = pronoun == "it" or "n" in genders or article in {"das", "dem"}
    return last.attribution if fits else None


def _who(attribution: Attribution) -> str:
    return attribution.source or attribution.known_outlet or attribution.outlet


def _one_breath(one: Attribution, other: Attribution) -> bool:
    return one.start < other.end and other.start < one.end


def _fits(s: Sentence, mention: Mention, types: tuple[str, ...], earlier: Earlier) -> bool:
    named, attribution = earlier.mention, earlier.attribution
    if attribution.kind not in _NAMED:
        return False
    if "here" in types or "document" in types:
        return True
    if "story" in types:
        return attribution.kind is AttributionKind.OUTLET
    if "authors" in types:
        return attribution.kind is AttributionKind.ORGANISATION or "journal" in _kinds(named)
    if _names_it(mention, named):
        return True
    if named.anaphor is not None and attribution.match is not Match.LABEL:
        return bool(set(types) & set(named.anaphor))
    if named.classifier is not None and named.classifier in types:
        return True
    if "institute" in types and attribution.kind is AttributionKind.ORGANISATION:
        return _body_of_kind(s, mention, named)
    if named.classifier is not None or not named.outlets:
        return (
            named.classifier is None
            and attribution.kind is AttributionKind.OUTLET
            and "institute" not in types
        )
    return any(_kinds(named) & _TYPES.get(type_, frozenset()) for type_ in types)


def _kinds(named: Mention) -> set[str]:
    return {outlet.type for outlet in named.outlets}


def _names_it(mention: Mention, named: Mention) -> bool:
    """The noun is part of the name: "die Stiftung" for Stiftung Warentest, "das Amt" for the Bundesamt."""
    noun = fold(mention.name).removesuffix("s")
    shown: Iterable[str] = (named.name, *(outlet.name for outlet in named.outlets))
    words = {fold(word) for name in shown for word in split_name(name)}
    return any(word == noun or word.removesuffix("s").endswith(noun) for word in words)


def _body_of_kind(s: Sentence, mention: Mention, named: Mention) -> bool:
    """A ministry is no association; a body that nobody knows may be any, but no town council."""
    noun = fold(mention.name)
    kinds = next(
        (
            kinds
            for ending, kinds in s.lexicon.body_kinds.items()
            if noun.startswith(ending) or noun.removesuffix("s").endswith(ending)
        ),
        (),
    )
    if not kinds:
        return s.lexicon.code != "de" or not s.lexicon.body(noun)
    return not named.outlets or bool(_kinds(named).intersection(kinds))
