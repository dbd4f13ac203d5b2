"""Where it is said, and by whom: bei O heißt es, geht aus O hervor, liegt der O vor, reported by O."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import before_name, behind_name, clause_bounds, coordinated
from verifier.citations.phrases import read_phrase
from verifier.citations.reading import Reach, Reading, reads

_LONGEST_BRACKET = 25  # words between "liegt" and "vor"
_CLAUSE_END = frozenset(",;:.!?–—()")


def place(s: Sentence) -> Iterator[Reading]:
    """Bei O heißt es, in der O steht, ist auf o.de zu lesen, in einem Beitrag für O, im O-Podcast sagte."""
    lexicon = s.lexicon
    heard = [i for i, low in enumerate(s.low) if low in lexicon.heard_verbs or _heard_phrase(s, i)]
    for mention in s.mentions:
        at = before_name(s, mention)
        if at < 0 or not (s.low[at] in lexicon.place_prepositions or s.low[at] in lexicon.for_links):
            continue
        if mention.introduced and s.low[mention.first - 1] in lexicon.pronoun_articles:
            continue  # "in seinem Digital News Report": a document's title
        if lexicon.code == "en":
            if s.low[at] in {"in", "on"} and at > 0 and s.low[at - 1] in lexicon.written_words:
                yield from reads([mention], (at - 1, at + 1), "place", 0.85, Reach.SENTENCE)
            elif at == 0 and mention.listed and (told := _tells_there(s, mention)) is not None:
                yield from reads([mention], (0, told + 1), "place", 0.85, Reach.SENTENCE, verb=True)
            continue
        if s.low[at] in lexicon.for_links and not (at > 0 and s.low[at - 1] in lexicon.report_nouns):
            continue
        near = [i for i in heard if -14 <= i - mention.first <= 6 or at < i < clause_bounds(s, at)[1]]
        said = near or [
            i
            for i, v in s.verbs
            if v.finite and v.strength != "actor" and 0 <= i - mention.last <= 2
            if not (mention.anaphor and "," in s.low[mention.last : i])
        ]
        first, _ = clause_bounds(s, at)
        said = said or [
            i for i, v in s.verbs if v.finite and v.strength in {"say", "report"} and first <= i < at
        ]
        said = said or [
            i for i in range(max(0, first - 1), at) if s.low[i] in lexicon.so_words and i <= first
        ]
        said = said or [
            i
            for i, v in s.verbs
            if at == 0 and v.finite and v.strength != "actor" and i == behind_name(s, mention)
        ]
        if said:
            cue = min(said, key=lambda i: abs(i - mention.first))
            yield from reads(
                coordinated(s, mention),
                (min(at, cue), max(at, cue) + 1),
                "place",
                0.86,
                Reach.SENTENCE,
                verb=True,
                heard=cue in heard,
                strength=_strength(s, cue),
                infinitive=next((v.infinitive for i, v in s.verbs if i == cue), ""),
            )


def _tells_there(s: Sentence, mention: Mention) -> int | None:
    """The verb of "In The Conversation, two nutritionists argued …"."""
    end = behind_name(s, mention)
    if s.low[end : end + 1] != [","]:
        return None
    return next(
        (i for i, v in s.verbs if end < i < end + 8 and v.finite and v.strength in {"report", "say"}), None
    )


def _heard_phrase(s: Sentence, index: int) -> bool:
    """As in "ist von Pannen die Rede", "kommt ein Berater zu Wort"."""
    return index > 0 and f"{s.low[index - 1]} {s.low[index]}" in s.lexicon.heard_verbs


def _strength(s: Sentence, index: int) -> str:
    """Of the verb at a word; "" for words of being heard or read."""
    return next((v.strength for i, v in s.verbs if i == index), "")


def published_in(s: Sentence) -> Iterator[Reading]:
    """Die im O erschienene Studie; eine in O veröffentlichte Analyse; a study published in O."""
    lexicon = s.lexicon
    for mention in s.mentions:
        at = before_name(s, mention)
        if at < 0 or not (s.low[at] in lexicon.place_prepositions or s.low[at] in lexicon.governing):
            continue
        end = behind_name(s, mention)
        words = set(s.low[max(0, at - 4) : at]) | set(s.low[end : end + 4])
        if words & lexicon.published_words and any(map(lexicon.is_report, s.low)):
            yield from reads(
                coordinated(s, mention), (at, end), "document", 0.9, Reach.SENTENCE, document=True
            )


def result(s: Sentence) -> Iterator[Reading]:
    """Wie aus O hervorgeht, aus Daten von G ergibt sich, die Zahlen stammen von G."""
    lexicon = s.lexicon
    for index in s.where(lexicon.origin_links):
        ahead, near = (index, 4) if lexicon.code == "en" else (len(s.low), 16)  # "the figures come from O"
        cues = [i for i in s.where(lexicon.result_verbs) if i < ahead and abs(i - index) < near]
        if not cues:
            continue
        phrase = read_phrase(s, index + 1)
        if phrase.mentions and phrase.role != "person":
            cue = min(cues, key=lambda i: abs(i - index))
            document = phrase.role == "document" or bool(s.documents)
            yield from reads(
                phrase.mentions,
                (min(index, cue), max(index, cue) + 1),
                "hervorgehen",
                0.92,
                Reach.SENTENCE,
                document=document,
            )


def available(s: Sentence) -> Iterator[Reading]:
    """Das Papier liegt der O vor, ein der O vorliegendes Schreiben; seen by O."""
    lexicon = s.lexicon
    cues = s.where(lexicon.available_verbs)
    cues += [i for i in s.where(lexicon.lying_verbs) if "vor" in s.low[i + 1 : i + _LONGEST_BRACKET]]
    for cue in cues:
        mention = _nearest_dative(s, cue)
        if mention is not None:
            yield from reads(coordinated(s, mention), (cue, cue + 1), "vorliegen", 0.92, Reach.SENTENCE)


def _nearest_dative(s: Sentence, cue: int) -> Mention | None:
    for mention in s.mentions:
        if mention.compound or not -12 <= mention.first - cue <= 8:
            continue
        if s.lexicon.code == "en":
            at = before_name(s, mention)
            if at >= 0 and s.low[at] in s.lexicon.agent_links and 0 < mention.first - cue < 5:
                return mention
            continue
        if any(low in _CLAUSE_END for low in s.low[min(cue, mention.last) : max(cue, mention.first)]):
            continue
        at = before_name(s, mention)
        if mention.article in {"dem", "der", "den", None} and (
            at < 0 or s.low[at] not in s.lexicon.place_prepositions
        ):
            return mention
    return None


def by_agent(s: Sentence) -> Iterator[Reading]:
    """First reported by O, as reported by O, wurde zuerst von O berichtet."""
    for mention in s.mentions:
        at = before_name(s, mention)
        if at < 1 or s.low[at] not in s.lexicon.agent_links:
            continue
        near = (
            range(max(0, at - 3), at)
            if s.lexicon.code == "en"
            else range(max(0, at - 3), min(len(s.low), behind_name(s, mention) + 4))
        )
        if (attribute := _participle_behind(s, mention)) is not None:
            yield from reads([mention], (at, attribute + 1), "by-agent", 0.88, Reach.SENTENCE, verb=True)
            continue
        for index, verb in s.verbs:
            if index in near and verb.participle and verb.strength in {"report", "say"}:
                yield from reads(
                    coordinated(s, mention),
                    (min(index, at), max(index, at) + 1),
                    "by-agent",
                    0.9,
                    Reach.SENTENCE,
                    verb=True,
                )
                break


def _participle_behind(s: Sentence, mention: Mention) -> int | None:
    """The attribute of "das von O zitierte Papier"."""
    at = behind_name(s, mention)
    if at + 1 >= len(s.low) or not s.words.capital(at + 1):
        return None
    stems = (
        s.low[at].removesuffix(ending)
        for ending in ("en", "er", "es", "em", "e")
        if s.low[at].endswith(ending)
    )
    told = any(
        verb.participle and verb.strength in {"report", "say", "weak"}
        for stem in stems
        for verb in s.lexicon.verbs.get(stem, ())
    )
    return at if told else None


def headline(s: Sentence) -> Iterator[Reading]:
    """O: Firma plant ein Werk."""
    if not s.mentions or s.words.start != s.words.starts[0]:
        return
    mention = s.mentions[0]
    at = behind_name(s, mention)
    if mention.first <= 1 and s.low[at : at + 1] == [":"] and at + 2 < len(s.low):
        yield from reads([mention], (at, at + 1), "headline", 0.85, Reach.AFTER)
