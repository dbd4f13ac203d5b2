"""Which source named before is meant: "das Blatt", "die Behörde", "heißt es dort", "it argues"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import CACHED, fold, split_name
from verifier.citations.neighbours import clause_bounds
from verifier.citations.owned import OWN
from verifier.model import Attribution, AttributionKind, Match

# Types of outlets in the register that a type of noun can mean.
_TYPES: Mapping[str, frozenset[str]] = {
    "newspaper": frozenset({"newspaper", "weekly", "tradepress"}),
    "magazine": frozenset({"magazine", "journal", "weekly", "tradepress"}),
    "agency": frozenset({"agency"}),
    "broadcaster": frozenset({"broadcaster"}),
    "portal": frozenset({"portal", "blog", "tradepress", "presswire", "aggregator", "company", "magazine"}),
}
# These point at what was said last, whoever said it.
POINTING = frozenset({"document", "story", "authors", "here"})
_NEAR = 1  # paragraphs back in which the nearest fitting name is meant
_NEXT = 1  # sentences on in which "there" is still where the last one was credited
_OPENING = 4  # words at the start of a sentence among which its subject stands
_DOCUMENTED = frozenset({"document", "hervorgehen"})
_NAMED = frozenset({AttributionKind.OUTLET, AttributionKind.ORGANISATION})


class Earlier(NamedTuple):
    """A name that a later word can point back at; `attribution` is None where it was only named."""

    block: int
    sentence: int
    mention: Mention
    attribution: Attribution | None
    alone: bool = True  # no person stands beside it in its sentence

    @property
    def kind(self) -> str:
        """As of an attribution."""
        return self.attribution.kind if self.attribution else self.mention.kind


def resolve(s: Sentence, number: int, mention: Mention, earlier: Sequence[Earlier]) -> Earlier | None:
    """The nearest earlier name in this or the previous paragraph whose type fits.

    `number`: of the sentence. Further back only where no other source of the type was named at all; None
    where two were named in one breath.
    """
    types = mention.anaphor or ()
    if "pronoun" in types:
        return _just_named(s, number, mention, earlier)
    if OWN in types:
        return _owner(s, number, mention, earlier)
    before = [e for e in earlier if s.block - e.block <= _NEAR and e.mention.start < mention.start]
    near = [
        e
        for e in reversed(before)
        if (e.attribution or s.block == e.block)
        and ("here" not in types or number - e.sentence <= _NEXT)
        and _fits(s, mention, types, e)
    ]
    if near and POINTING & set(types):
        return _body_behind(near)
    if "document" in types:
        return _only_named(s, number, before)
    if near:
        return None if _rivals(near) else near[0]
    if POINTING & set(types) or types == ("institute",):
        return None
    fitting = [e for e in reversed(earlier) if e.attribution and _fits(s, mention, types, e)]
    return fitting[0] if len(set(map(_who, fitting))) == 1 else None


def _body_behind(near: Sequence[Earlier]) -> Earlier:
    """Of a study by one and published in another, whose study it is."""
    last = near[0]
    if "journal" not in _kinds(last.mention):
        return last
    same = (e for e in near if e.sentence == last.sentence and e.kind is AttributionKind.ORGANISATION)
    return next(same, last)


def could_be_meant(mention: Mention) -> bool:
    """A name that nothing credits where it stands, and that is surely one."""
    sure = mention.quoted or mention.classifier is not None or not mention.common
    sure = sure or (mention.listed and mention.kind == "organisation")
    return sure and not (mention.stands_for_another or mention.compound or mention.guessed)


def _rivals(near: Sequence[Earlier]) -> bool:
    """Several were credited in one breath with the last."""
    last = near[0]
    return any(
        _who(e) != _who(last) and _one_breath(e, last) and not _same_body(e.mention, last.mention)
        for e in near[1:]
    )


def _only_named(s: Sentence, number: int, before: Sequence[Earlier]) -> Earlier | None:
    """A listed body in the sentence before, if it alone is named there: "Das Gericht wies die Klage ab. In dem Urteil …"."""
    near = [e for e in before if e.block == s.block and number - e.sentence == _NEXT]
    bodies = [e for e in near if e.mention.listed and e.mention.kind == "organisation"]
    alone = len(near) == len(bodies) and len({_who(e) for e in bodies}) == 1
    return bodies[0] if alone and bodies[0].attribution is None else None


def _same_body(one: Mention, other: Mention) -> bool:
    """A name and its acronym."""
    return not {*one.outlets, *one.sources}.isdisjoint({*other.outlets, *other.sources})


def _just_named(s: Sentence, number: int, mention: Mention, earlier: Sequence[Earlier]) -> Earlier | None:
    """What "it" stands for: the one name of the sentence before or the clause before, if the gender fits."""
    before = [e for e in reversed(earlier) if e.mention.start < mention.start]
    last = _body_behind(before) if before else None
    if (
        last is None
        or last.block != s.block
        or number - last.sentence > _NEXT
        or last.mention.kind == "person"
    ):
        return None
    if number == last.sentence and clause_bounds(s, last.mention.first) == clause_bounds(s, mention.first):
        return None
    if last.attribution is None and last.mention.first > _OPENING:
        return None
    return last if _gender_fits(s, mention, last) else None


def _owner(s: Sentence, number: int, mention: Mention, earlier: Sequence[Earlier]) -> Earlier | None:
    """Whose document it is: of the last named in this sentence, or in the one before where it opens this one."""
    reach = 0 if mention.first > _OPENING and s.lexicon.impersonal.isdisjoint(s.held) else _NEXT
    near = [e for e in earlier if e.block == s.block and number - e.sentence <= reach]
    near = [e for e in reversed(near) if e.mention.start < mention.start]
    for e in near:
        if e.sentence == number and clause_bounds(s, e.mention.first) == clause_bounds(s, mention.first):
            return None  # credited where it is named
        if _a_person(s, e) or not _could_own(s, mention, e, near):
            return None
        if _gender_fits(s, mention, e):
            return e
    return None


def _could_own(s: Sentence, mention: Mention, e: Earlier, near: Sequence[Earlier]) -> bool:
    """What somebody only thinks or says makes no document; who is only named must open its sentence."""
    if s.low[mention.last - 1] in s.lexicon.views:
        return e.attribution is not None and e.kind is AttributionKind.ORGANISATION
    if e.attribution is not None or mention.article in s.lexicon.possessive_relatives:
        return True
    same = (o.mention for o in near if o.sentence == e.sentence and _same_body(o.mention, e.mention))
    return min((m.first for m in same), default=e.mention.first) <= _OPENING


def _a_person(s: Sentence, e: Earlier) -> bool:
    """A person is meant rather than a body, but never by "its"."""
    alone = e.alone or _several(s, e.mention)
    return s.lexicon.code == "de" and (e.mention.kind == "person" or not alone)


def _several(s: Sentence, named: Mention) -> bool:
    """People of a body: "die IWH-Ökonomen", "die Autoren"."""
    return "authors" in (named.anaphor or ()) or named.compound in s.lexicon.anaphor_authors


def _gender_fits(s: Sentence, mention: Mention, last: Earlier) -> bool:
    genders = {outlet.gender for outlet in last.mention.outlets}
    low, article = mention.name.lower(), last.mention.article
    if low == "er":
        return last.alone and (
            "m" in genders or (article in {"der", "den", "dem"} and not genders & {"f", "n", "p"})
        )
    if low == "they":
        return False
    own = mention.article or ""
    if own == "their" or (own.startswith("ihr") and _several(s, last.mention)):
        return _several(s, last.mention)
    if low == "sie" or own.startswith("ihr"):
        feminine = (article in {"die", "der"} and not genders & {"m", "n", "p"}) or genders == {"f"}
        return feminine and last.alone
    if own.startswith("sein"):
        return bool(genders & {"m", "n", ""}) or article in {"das", "dem", "des", "der", "den", None}
    return low == "it" or own == "its" or "n" in genders or article in {"das", "dem"}


def _who(earlier: Earlier) -> str:
    attribution = earlier.attribution
    if attribution is None:
        return earlier.mention.name
    return attribution.source or attribution.known_outlet or attribution.outlet


def _one_breath(one: Earlier, other: Earlier) -> bool:
    spans = [e.attribution or e.mention for e in (one, other)]
    return spans[0].start < spans[1].end and spans[1].start < spans[0].end


def _fits(s: Sentence, mention: Mention, types: tuple[str, ...], earlier: Earlier) -> bool:
    named, attribution = earlier.mention, earlier.attribution
    if attribution is None:
        return not POINTING & set(types) and _of_type(s, mention, types, named)
    if attribution.kind not in _NAMED:
        return False
    if "here" in types or "document" in types:
        return True
    if "story" in types:
        return attribution.kind is AttributionKind.OUTLET
    if "authors" in types:
        published = attribution.construction in _DOCUMENTED or "journal" in _kinds(named)
        return published or attribution.kind is AttributionKind.ORGANISATION
    if named.anaphor is not None and attribution.match is not Match.LABEL:
        return bool(set(types) & set(named.anaphor)) or _names_it(mention, named)
    if _of_type(s, mention, types, named):
        return True
    return not named.outlets and named.classifier is None and _may_be_any(attribution, types)


def _may_be_any(attribution: Attribution, types: tuple[str, ...]) -> bool:
    """An outlet of which nothing is known; with a document it may be a body, too."""
    return attribution.kind is AttributionKind.OUTLET and (
        "institute" not in types or attribution.construction in _DOCUMENTED
    )


def _of_type(s: Sentence, mention: Mention, types: tuple[str, ...], named: Mention) -> bool:
    """The noun is part of the name, or a noun for what the name is."""
    if _names_it(mention, named) or (named.classifier is not None and named.classifier in types):
        return True
    if "institute" in types and named.kind == "organisation":
        return _body_of_kind(s, mention, named)
    return named.classifier is None and any(_kinds(named) & _TYPES.get(type_, frozenset()) for type_ in types)


def _kinds(named: Mention) -> set[str]:
    return {outlet.type for outlet in named.outlets}


def _names_it(mention: Mention, named: Mention) -> bool:
    """The noun is part of the name: "die Stiftung" for Stiftung Warentest, "das Amt" for the Bundesamt."""
    noun = fold(mention.name).removesuffix("s")
    shown = (named.name, *(outlet.name for outlet in named.outlets))
    return any(word.endswith(noun) for name in shown for word in _words_of(name))


@lru_cache(CACHED)
def _words_of(name: str) -> frozenset[str]:
    """The folded words of a name without a genitive's ending."""
    return frozenset(fold(word).removesuffix("s") for word in split_name(name))


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
        return s.lexicon.code != "de" or not s.lexicon.body(noun) or noun in s.lexicon.anaphors
    return not named.outlets or bool(_kinds(named).intersection(kinds))
