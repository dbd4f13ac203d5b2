"""Constructions around nouns and places.

Eine Studie der G zeigt, O-Recherchen, bei O heißt es, liegt der O vor.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import behind_name, clause_bounds
from verifier.citations.phrases import LONGEST_DATE, by_whom, read_phrase, unknown_name
from verifier.citations.reading import Reach, Reading, reads
from verifier.language.lexicon import Lexicon


def document(s: Sentence) -> Iterator[Reading]:
    """Eine Studie der G zeigt …, Recherchen von O und P, ein Bericht des O; a study by G found."""
    lexicon = s.lexicon
    for link in s.where(lexicon.links):
        if link == 0:
            continue
        index = _noun_before(s, link)
        low = s.low[index]
        is_document = lexicon.is_document(low) or (_writes(lexicon, low) and _some_finding(s))
        if not (is_document or lexicon.is_report(low)) or _a_name(s, index):
            continue
        if lexicon.code == "de" and not s.words.capital(index):
            continue
        if _no_noun(s, index):
            continue
        phrase = read_phrase(s, link + (0 if s.low[link] in lexicon.articles else 1))
        if (
            not phrase.mentions
            and is_document
            and _some_cue(s)
            and (unknown := unknown_name(s, phrase)) is not None
        ):
            phrase.mentions = [unknown]
        if (
            not phrase.mentions
            or phrase.role == "person"
            or (s.low[link] == "für" and phrase.mentions[0].kind != "outlet")
            or (phrase.mentions[0].anaphor and (s.low[link] not in lexicon.genitives or index in s.at))
            or (phrase.role == "noun" and not phrase.mentions[0].introduced)
        ):
            continue
        cued = _some_cue(s)
        told = any(v.strength in {"report", "say"} for _, v in s.verbs)
        if low in lexicon.journalists and not told:
            continue  # "ein Redakteur vom WDR passt auf"
        confidence = 0.9 if cued else 0.75
        yield from reads(
            phrase.mentions,
            (index, index + 1),
            "document",
            confidence,
            Reach.SENTENCE,
            document=is_document,
            verb=cued or s.low[link] in lexicon.for_links or _inside(s, index),
        )


def _noun_before(s: Sentence, link: int) -> int:
    """The noun that a link follows, perhaps with a participle and a time between: "released on Monday by X"."""
    bare = s.low[link] != "by" or s.lexicon.is_report(s.low[link - 1])
    near = () if bare else range(link - 1, max(0, link - 2 - LONGEST_DATE), -1)
    released = next((i for i in near if any(v.participle for v in s.lexicon.verbs.get(s.low[i], ()))), None)
    return released - 1 if released and by_whom(s, released) == link else link - 1


def _reports(s: Sentence, noun: str) -> bool:
    """A noun for a report, or for people of a body where they found or published something."""
    return noun in s.lexicon.compound_reports or (_writes(s.lexicon, noun) and _some_finding(s))


def _writes(lexicon: Lexicon, noun: str) -> bool:
    return noun in lexicon.anaphor_authors or noun in lexicon.author_groups


def _inside(s: Sentence, index: int) -> bool:
    """As in "In einem Test von O scheiterte …": what is told there is told by it."""
    opening = s.lexicon.place_prepositions | s.lexicon.revealing_links
    return not opening.isdisjoint(s.low[max(0, index - 3) : index])


def _no_noun(s: Sentence, index: int) -> bool:
    """A verb ("to list in New York"), or only a time ("nach der Sendung im Deutschlandfunk")."""
    before = s.low[max(0, index - 2) : index]
    if s.lexicon.code == "en":
        return before[-1:] == ["to"]
    timed = before[:1] in (["nach"], ["seit"], ["vor"], ["während"])
    dated = timed and before[-1] in s.lexicon.definite_articles
    return dated and not reports_after(s.lexicon, s.low[index])


def reports_after(lexicon: Lexicon, noun: str) -> bool:
    """Behind "nach" the noun is what somebody says rather than when something happened."""
    return noun in lexicon.bare_nach_needs or noun.endswith(lexicon.bare_nach_endings)


def _a_name(s: Sentence, index: int) -> bool:
    """A name, and no noun that somebody is called by, too ("Figures")."""
    mention = s.at.get(index)
    titled = s.lexicon.is_document(s.low[index])  # "der Fehlzeiten-Report der AOK"
    return (
        mention is not None and not mention.anaphor and not titled and (mention.listed or not mention.common)
    )


def _some_cue(s: Sentence) -> bool:
    return any(v.strength in {"report", "say", "weak"} for _, v in s.verbs)


def _told_by(s: Sentence) -> bool:
    """People of an outlet report or say something, or do what only they do."""
    telling = s.lexicon.telling_verbs
    return any(v.strength in {"report", "say"} or v.infinitive in telling for _, v in s.verbs)


def _missing(s: Sentence, mention: Mention) -> bool:
    """As in "Bafin-Zahlen gibt es dazu nicht"."""
    first, last = clause_bounds(s, mention.first)
    return not _some_cue(s) and not s.lexicon.negations.isdisjoint(s.low[first:last])


def _some_finding(s: Sentence) -> bool:
    """As in "Forscher der Universität Kiel haben herausgefunden": they published something."""
    lexicon = s.lexicon
    told = any(
        v.strength == "report" or v.infinitive in lexicon.data_verbs | lexicon.document_verbs
        for _, v in s.verbs
    )
    return told or bool(s.documents)


def possession(s: Sentence) -> Iterator[Reading]:
    """O-Recherchen ergaben, ein O-Bericht; a Reuters investigation, O's reporting."""
    lexicon = s.lexicon
    for mention in s.mentions:
        noun = mention.compound
        if noun is not None and _writes(lexicon, noun):
            if _some_finding(s):
                yield from reads(
                    [mention],
                    (mention.first, mention.last),
                    "document",
                    0.85,
                    Reach.SENTENCE,
                    document=True,
                    verb=True,
                )
            continue
        if noun is not None:
            told = _told_by(s) if noun in lexicon.journalists else not _missing(s, mention)
            if told and (noun in lexicon.compound_reports or lexicon.is_document(noun)):
                yield from reads(
                    [mention],
                    (mention.first, mention.last),
                    "possession",
                    0.85,
                    Reach.SENTENCE,
                    document=lexicon.is_document(noun),
                )
            continue
        at = behind_name(s, mention)
        if lexicon.code == "en" and at < len(s.low):
            at += s.low[at] in {"'", "’"}
            head = next((i for i in range(at, min(at + 4, len(s.low))) if _reports(s, s.low[i])), None)
            if head is not None and s.low[head] in lexicon.journalists and not _some_cue(s):
                continue
            if head is not None and all(
                s.low[i].isalpha()
                and (s.low[i] == "own" or not (s.low[i] in lexicon.verbs or s.low[i].endswith("ed")))
                and s.low[i] not in lexicon.auxiliaries
                for i in range(at, head)
            ):
                yield from reads(
                    [mention],
                    (head, head + 1),
                    "possession",
                    0.85,
                    Reach.SENTENCE,
                    document=s.low[head] in lexicon.document_nouns,
                )
        elif (
            mention.name.endswith(("s", "'", "’"))
            and at < len(s.low)
            and s.low[at] in lexicon.report_nouns
            and s.words.capital(at)
        ):
            yield from reads([mention], (at, at + 1), "possession", 0.85, Reach.SENTENCE)
