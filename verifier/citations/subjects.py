"""Can a name be the subject of its clause, and what stands in the clause beside it."""

from __future__ import annotations

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.neighbours import before_name, clause_bounds
from verifier.language.verbs import Verb

_MAX_COMPLEMENT = 14  # words from a verb to what completes it


def subject_in(s: Sentence, first: int, last: int) -> Mention | None:
    """The first name of a clause that no preposition governs."""
    for mention in s.mentions:
        if first <= mention.first < last and not governed(s, mention, floor=first):
            return mention
    return None


def governed(s: Sentence, mention: Mention, *, floor: int = 0) -> bool:
    """A preposition, a dative article or a noun in front makes the name something else than a subject."""
    if mention.article in s.lexicon.dative_articles or mention.article == "des":
        return True
    at = before_name(s, mention)
    if at < floor:
        return False
    low = s.low[at]
    if (
        low in s.lexicon.place_prepositions
        or low in s.lexicon.contractions
        or low in s.lexicon.addressee_prepositions
        or low in s.lexicon.governing
    ):
        return True
    if s.lexicon.code != "de" or mention.article != "der":
        return False
    # "der" after a noun is a genitive ("der Bericht der Zeit"), after a verb a dative ("sagte X der Zeit")
    gender = mention.outlets[0].gender if mention.outlets else ""
    return (
        gender in {"f", "p", ""}
        and ((at > 0 and s.words.capital(at)) or gender == "f")
        and not (
            low in s.lexicon.subordinators or low in s.lexicon.as_words or low in s.lexicon.neither_words
        )
    )


def agrees(mention: Mention, verb: Verb) -> bool:
    """A weak verb needs a name that cannot be anything else."""
    if verb.strength == "weak":
        return mention.listed or mention.quoted or mention.classifier is not None or not mention.common
    return True


def documented(s: Sentence, mention: Mention, cue: int) -> bool:
    """A document between a name and its verb, in the verb's clause, or in an aside that follows it."""
    first, last = clause_bounds(s, cue)
    on = first - 2  # "die Bilanz, die der Wetterdienst veröffentlichte"
    relates = on >= 0 and s.low[first] in s.lexicon.relative_pronouns and mention.first - first > 1
    if relates and s.lexicon.is_document(s.low[on]):
        return True
    if (
        s.low[last : last + 1] == [","]
        and s.low[last + 1 : last + 2]
        and s.low[last + 1] in s.lexicon.into_words
    ):
        last = clause_bounds(s, last + 1)[1]  # "attributed, in its annual report, …"
    return has_document(s, min(first, max(mention.last, 0)) if mention.last <= cue else first, last)


def has_document(s: Sentence, first: int, last: int) -> bool:
    """A document within a stretch: "in einer Studie", "ihre Prognose", "darin"."""
    lexicon = s.lexicon
    if "darin" in s.low[first:last]:
        return True
    for index in s.documents:
        if first <= index < last and (lexicon.code != "de" or s.words.capital(index)):
            if _of_another(s, index) or _elsewhere(s, index):
                continue
            before = s.low[max(first, index - 4) : index]
            if any(low in lexicon.into_words or low in lexicon.pronoun_articles for low in before):
                return True
    return False


def publishes(s: Sentence, verb: Verb, cue: tuple[int, int]) -> bool:
    """What is brought out is a document of one's own: "hat neue Zahlen vorgelegt", "published a report"."""
    if verb.infinitive not in s.lexicon.publishing_verbs:
        return False
    first, last = clause_bounds(s, cue[0])[0], clause_bounds(s, cue[1] - 1)[1]
    return any(first <= i < last and not (_of_another(s, i) or _elsewhere(s, i)) for i in s.documents)


def _of_another(s: Sentence, index: int) -> bool:
    """A name owns the document: "widersprach einem Bericht der O"."""
    linked = s.low[index + 1 : index + 2] and s.low[index + 1] in s.lexicon.author_links
    return bool(linked) and any(i in s.at and not s.at[i].anaphor for i in range(index + 2, index + 5))


def _elsewhere(s: Sentence, index: int) -> bool:
    """A preposition that leads to no document of one's own: "eine Lösung auf Papier"."""
    low, lexicon = s.low[index - 1], s.lexicon
    return (
        index > 0
        and low not in lexicon.into_words
        and (low in lexicon.place_prepositions or low in lexicon.governing)
    )


def complete(s: Sentence, verb: Verb, index: int) -> bool:
    """The words with which alone some verbs report: "kommt zu dem Schluss", "nimmt unter die Lupe"."""
    if verb.infinitive in s.lexicon.reflexive_verbs and "sich" not in s.held:
        return False
    needed = s.lexicon.needs.get(verb.infinitive)
    if needed is None:
        return True
    near = s.low[clause_bounds(s, index)[0] : index + _MAX_COMPLEMENT]
    return not needed.isdisjoint(near)


def is_single(s: Sentence, group: list[Mention]) -> bool:
    """A single name that is no plural: "muss das Gericht entscheiden", "a World Bank document"."""
    if len(group) != 1 or s.lexicon.code == "fr":
        return False
    only = group[0]
    genders = {outlet.gender for outlet in only.outlets}
    if s.lexicon.code == "en":
        return bool(genders) and "p" not in genders and not only.name.endswith("s")
    return only.article == "das" or (bool(genders) and not genders & {"p", ""})
