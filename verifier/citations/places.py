"""Where it is said, and by whom: bei O heißt es, geht aus O hervor, liegt der O vor, reported by O."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import before_name, behind_name, clause_bounds, coordinated
from verifier.citations.phrases import read_phrase
from verifier.citations.reading import Reach, Reading, reads
from verifier.language.lexicon import Lexicon
from verifier.language.verbs import Verb

_LONGEST_BRACKET = 25  # words between "liegt" and "vor"
_CLAUSE_END = frozenset(",;:.!?–—()")


def place(s: Sentence) -> Iterator[Reading]:
    """Bei O heißt es, in der O steht, ist auf o.de zu lesen, in einem Beitrag für O, im O-Podcast sagte."""
    lexicon = s.lexicon
    heard = [
        i
        for i in s.where(_heard_ends(lexicon))
        if (s.low[i] in lexicon.heard_verbs and (i == 0 or not s.words.capital(i))) or _heard_phrase(s, i)
    ]
    for mention in s.mentions:
        at = before_name(s, mention)
        if at >= 0 and not _own_title(s, mention) and s.low[at] in lexicon.place_prepositions:
            if lexicon.code == "en":
                yield from _in_english(s, mention, at)
            else:
                yield from _reads_there(s, mention, at, _said(s, mention, at, heard), heard)
        elif at > 0 and s.low[at] in lexicon.for_links and s.low[at - 1] in _pieces(lexicon):
            yield from _reads_there(s, mention, at, _said(s, mention, at, heard), heard)


def _pieces(lexicon: Lexicon) -> frozenset[str]:
    """Nouns for what somebody writes for an outlet."""
    return lexicon.written_words if lexicon.code == "en" else lexicon.report_nouns


def _own_title(s: Sentence, mention: Mention) -> bool:
    """As in "in seinem Digital News Report": a document's title."""
    titled = mention.introduced or s.lexicon.is_document(s.low[mention.last - 1])
    return titled and s.low[mention.first - 1] in s.lexicon.pronoun_articles


def _reads_there(
    s: Sentence, mention: Mention, at: int, said: list[int], heard: list[int]
) -> Iterator[Reading]:
    if not said and s.lexicon.code == "en":
        said = [at - 1]  # "an op-ed for the Guardian"
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


def _said(s: Sentence, mention: Mention, at: int, heard: list[int]) -> list[int]:
    """The words by which something is said there: of being read, verbs beside the name, verbs before it."""
    first, last = clause_bounds(s, at)
    near = [i for i in heard if -14 <= i - mention.first <= 6 or at < i < last]
    if near:
        return near
    finite = [(i, v) for i, v in s.verbs if _tells_in(s, mention, v, range(first, i))]
    beside = [i for i, _ in finite if 0 <= i - mention.last <= 2]
    if mention.anaphor:
        beside = [i for i in beside if "," not in s.low[mention.last : i]]
    if beside:
        return beside
    closing = [i for i, v in finite if v.participle and mention.last < i < last and not mention.anaphor]
    before = closing or [i for i, v in finite if v.strength in {"say", "report"} and first <= i < at]
    so = [i for i in range(max(0, first - 1), at) if s.low[i] in s.lexicon.so_words and i <= first]
    return before or so or [i for i, _ in finite if at == 0 and i == behind_name(s, mention)]


def _tells_in(s: Sentence, mention: Mention, verb: Verb, ahead: range) -> bool:
    """A finite verb, or an outlet's participle with its auxiliary: "wird im O zitiert"; not "erfuhr im O"."""
    if verb.strength == "actor" or verb.infinitive in s.lexicon.learning_verbs:
        return False
    if verb.finite or s.lexicon.code != "de" or mention.kind != "outlet" or mention.introduced:
        return verb.finite
    openers = (
        s.lexicon.having if verb.strength == "weak" else s.lexicon.having | s.lexicon.passive_auxiliaries
    )
    return any(s.low[i] in openers for i in ahead)


def _in_english(s: Sentence, mention: Mention, at: int) -> Iterator[Reading]:
    """Writing in O, her son recalled in O, In O, two nutritionists argued."""
    if s.low[at] in {"in", "on"} and at > 0 and s.low[at - 1] in s.lexicon.written_words:
        yield from reads([mention], (at - 1, at + 1), "place", 0.85, Reach.SENTENCE)
    elif s.low[at] == "in" and mention.kind == "outlet" and (told := _told_in(s, at)) is not None:
        yield from reads([mention], (told, at + 1), "place", 0.85, Reach.SENTENCE, verb=True)
    elif at == 0 and mention.listed and (told := _tells_there(s, mention)) is not None:
        yield from reads([mention], (0, told + 1), "place", 0.85, Reach.SENTENCE, verb=True)


def _told_in(s: Sentence, at: int) -> int | None:
    """The verb of "her son recalled in The Cricketer": somebody says it just before."""
    near = range(max(1, at - 3), at)
    return next((i for i, v in s.verbs if i in near and v.finite and v.strength in {"report", "say"}), None)


def _tells_there(s: Sentence, mention: Mention) -> int | None:
    """The verb of "In The Conversation, two nutritionists argued …"."""
    end = behind_name(s, mention)
    if s.low[end : end + 1] != [","]:
        return None
    return next(
        (i for i, v in s.verbs if end < i < end + 8 and v.finite and v.strength in {"report", "say"}), None
    )


@lru_cache(maxsize=8)
def _heard_ends(lexicon: Lexicon) -> frozenset[str]:
    """The words of being heard or read, of phrases the last."""
    return frozenset(phrase.rpartition(" ")[2] for phrase in lexicon.heard_verbs)


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
        if (
            at < 0
            or s.low[at] == "to"
            or not (s.low[at] in lexicon.place_prepositions or s.low[at] in lexicon.governing)
        ):
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
    cues += [i for i in s.where(lexicon.lying_verbs) if _lies_before(s, i)]
    for cue in cues:
        mention = _nearest_dative(s, cue)
        if mention is not None:
            yield from reads(coordinated(s, mention), (cue, cue + 1), "vorliegen", 0.92, Reach.SENTENCE)


def _lies_before(s: Sentence, index: int) -> bool:
    """A "vor" that closes the clause: not that of "nach wie vor"."""
    near = range(index + 1, min(index + _LONGEST_BRACKET, len(s.low)))
    return any(s.low[i] == "vor" and s.low[i - 1] != "wie" for i in near)


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
        near = range(max(0, at - 3), at) if s.lexicon.code == "en" else range(*clause_bounds(s, at))
        if (attribute := _participle_behind(s, mention)) is not None:
            yield from reads([mention], (at, attribute + 1), "by-agent", 0.88, Reach.SENTENCE, verb=True)
            continue
        for index, verb in s.verbs:
            first = verb.strength == "weak" and "first" in s.low[max(0, index - 2) : index]
            if index in near and verb.participle and (first or verb.strength in {"report", "say"}):
                yield from reads(
                    coordinated(s, mention),
                    (min(index, at), max(index, at) + 1),
                    "by-agent",
                    0.9,
                    Reach.SENTENCE,
                    verb=True,
                )
                break


def commissioned(s: Sentence) -> Iterator[Reading]:
    """Eine Studie im Auftrag von O, eine von O in Auftrag gegebene Studie; commissioned by O."""
    given_out = s.where(s.lexicon.commissions)
    for index in given_out if given_out and s.documents else ():
        for mention in s.mentions:
            at = before_name(s, mention)
            behind = 0 <= at - index <= 2 or mention.first - index == 2
            given = at >= 0 and s.low[at] in s.lexicon.agent_links and 0 < index - mention.last < 3
            if mention.listed and (behind or given):
                span = (min(index, mention.first), max(index + 1, mention.last))
                yield from reads([mention], span, "document", 0.85, Reach.SENTENCE, document=True)


def revealed(s: Sentence) -> Iterator[Reading]:
    """Publik wurde das durch O."""
    cues = s.where(s.lexicon.revealed_words)
    for mention in s.mentions if cues else ():
        at = before_name(s, mention)
        if at >= 0 and mention.kind == "outlet" and s.low[at] in s.lexicon.revealing_links:
            span = (min(at, cues[0]), max(at, cues[0]) + 1)
            yield from reads(coordinated(s, mention), span, "by-agent", 0.88, Reach.SENTENCE, verb=True)


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
