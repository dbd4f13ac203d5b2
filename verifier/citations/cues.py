"""The verbs of a sentence by which it may credit somebody, and those by which an outlet only does something."""

from __future__ import annotations

from verifier.citations.mentions import Sentence
from verifier.citations.subjects import complete
from verifier.language.lexicon import Lexicon
from verifier.language.verbs import Verb

_CONJUNCTIONS = frozenset({"und", "oder", "sowie", "wie", "als"})


def cue_verbs(s: Sentence) -> list[tuple[int, Verb]]:
    """Word indexes and readings; a verb that lacks what it reports with is one of doing ("actor")."""
    known, lexicon = s.lexicon.verbs, s.lexicon
    held = known.keys() & s.held
    found = []
    for index, verbs in [(i, known[word]) for i, word in enumerate(s.low) if word in held]:
        if index not in s.at and (index == 0 or s.words.shown[index][0].islower()):
            for verb in verbs:
                if not _can_be_read(s, index, verb):
                    continue
                needy = verb.infinitive in lexicon.needs or verb.infinitive in lexicon.reflexive_verbs
                doing = needy and not complete(s, verb, index)
                found.append((index, verb._replace(strength="actor") if doing else verb))
    return found


def _can_be_read(s: Sentence, index: int, verb: Verb) -> bool:
    """Its particle is there, too, and nothing silences it."""
    silent = _says_nothing(s.lexicon, s.low[index + 1 :]) if verb.infinitive in s.lexicon.silent_verbs else ""
    if silent and not (silent == "nicht" and verb.infinitive in s.lexicon.withholding_verbs):
        return False
    if not verb.particle or verb.particle in s.low[max(0, index - (3 if verb.participle else 1)) : index]:
        return True
    return not verb.participle and _closes_with(s.lexicon, s.low[index + 1 :], verb.particle)


def _closes_with(lexicon: Lexicon, behind: list[str], particle: str) -> bool:
    """The particle stands behind a verb; one that is a preposition, too, closes the clause."""
    if particle not in behind:
        return False
    if particle not in lexicon.particle_prepositions:
        return True
    ends = (i + 1 for i, low in enumerate(behind) if low == particle)
    return any(i == len(behind) or not behind[i][0].isalnum() or behind[i] in _CONJUNCTIONS for i in ends)


def _says_nothing(lexicon: Lexicon, behind: list[str]) -> str:
    """The word by which a verb says nothing: "meldet sich zurück", "sagte dazu nichts"; "" for none."""
    end = next((i for i, low in enumerate(behind) if not low[0].isalnum()), len(behind))
    silencing = next((low for low in behind[: min(end, 3)] if low in lexicon.silencing), "")
    return silencing or ("nicht" if behind[end - 1 : end] == ["nicht"] else "")
