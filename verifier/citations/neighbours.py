"""What stands beside a name.

Names joined to it, the words in front of and behind it, the bounds of its clause.
"""

from __future__ import annotations

from bisect import bisect_left

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import LEADING_ARTICLES
from verifier.citations.words import CLOSING_QUOTES, OPENING_QUOTES, QUOTES

_STOPS = frozenset({",", ";", ":", "–", "—", "(", ")"})
_JOINING_MARKS = frozenset({",", "&", "/"})


def _joins(s: Sentence, at: int) -> bool:
    return s.low[at] in _JOINING_MARKS or s.low[at] in s.lexicon.joining


def coordinated(s: Sentence, mention: Mention) -> list[Mention]:
    """The mention and those joined to it by comma and "und"."""
    if mention.joined is None:
        mention.joined = _joined(s, mention)
    return list(mention.joined)


def _joined(s: Sentence, mention: Mention) -> list[Mention]:
    found, at = [mention], behind_name(s, mention)
    while at < len(s.low) and _joins(s, at):
        nxt = _next_name(s, at + (2 if s.low[at : at + 2] == ["als", "auch"] else 1))
        if nxt is None:
            break
        comma = s.low[at] == ","
        if comma and not _list_goes_on(s, nxt):
            break
        found.append(nxt)
        at = behind_name(s, nxt)
    return found


def _list_goes_on(s: Sentence, mention: Mention) -> bool:
    """After "A, B": an enumeration only if "und C" (or another comma and name) follows."""
    at = behind_name(s, mention)
    for _ in range(6):
        if at >= len(s.low) or not _joins(s, at):
            return False
        nxt = _next_name(s, at + 1)
        if nxt is None:
            return False
        if s.low[at] != ",":
            return True
        at = behind_name(s, nxt)
    return False


def _next_name(s: Sentence, at: int) -> Mention | None:
    for _ in range(4):
        if at in s.at:
            return s.at[at]
        if at >= len(s.low):
            return None
        low = s.low[at]
        if (
            s.low[at + 1 : at + 2] == ["-"]
            and at + 2 < len(s.low)
            and s.lexicon.classifier(s.low[at + 2]) is not None
        ):
            at += 3  # "dem ORF-Magazin „Profile“"
            continue
        small = (
            low in QUOTES
            or low in s.lexicon.articles
            or s.lexicon.classifier(low) is not None
            or low in s.lexicon.contractions
            or low in {"von", "vom", "bei"}
        )
        if not small and not (low.endswith(("ische", "ischen", "ischer", "sche", "schen")) and low.islower()):
            return None
        at += 1
    return None


def behind_name(s: Sentence, mention: Mention) -> int:
    """The word behind a name with its closing quotation mark and an acronym in parentheses."""
    if mention.behind is None:
        mention.behind = _behind(s, mention)
    return mention.behind


def _behind(s: Sentence, mention: Mention) -> int:
    at = mention.last
    if s.low[at : at + 1] == ["?"] and at + 1 < len(s.low) and s.words.shown[at + 1][0].islower():
        at += 1  # "Which? weighed"
    while at < len(s.low) and s.low[at] in CLOSING_QUOTES and (s.words.glued(at)):
        at += 1
    if s.lexicon.code == "en" and s.low[at : at + 1] and s.low[at] in s.lexicon.behind_names:
        at += 1  # "Stern magazine"
    if mention.anaphor and s.low[at : at + 1] and s.low[at] in s.lexicon.genitives:
        at = _behind_genitive(s, at)
    if s.low[at : at + 1] == ["("] and ")" in s.low[at : at + 6]:
        close = s.low.index(")", at)
        return close + 1
    return at


def _behind_genitive(s: Sentence, at: int) -> int:
    """Behind the document that a noun belongs to: "die Autoren der Studie", "the authors of the report"."""
    noun = at + (2 if s.low[at + 1 : at + 2] and s.low[at + 1] in s.lexicon.articles else 1)
    return noun + 1 if noun < len(s.low) and s.lexicon.is_document(s.low[noun]) else at


def before_name(s: Sentence, mention: Mention) -> int:
    """The index of the word in front of a name with its quotation mark, adjectives and article; -1: none."""
    if mention.before is None:
        mention.before = _before(s, mention)
    return mention.before


def _before(s: Sentence, mention: Mention) -> int:
    at = mention.first - 1
    while at >= 0 and s.low[at] in OPENING_QUOTES:
        at -= 1
    while at >= 0 and (
        s.lexicon.classifier(s.low[at]) is not None
        or _adjective(s, at)
        or s.low[at] == "-"
        or (s.words.glued(at + 1) and s.words.capital(at))
        or _from_a_place(s, at)
    ):
        at -= 1
    if at >= 0 and (
        s.low[at] in s.lexicon.articles
        or s.low[at] in s.lexicon.pronoun_articles
        or s.low[at] in LEADING_ARTICLES
    ):
        at -= 1
        if at >= 0 and s.low[at] in OPENING_QUOTES and s.words.glued(at + 1):
            return _before_title(s, at)  # "told *The Register*", "dem Magazin „Die Wohnungswirtschaft“"
    return at


def _before_title(s: Sentence, at: int) -> int:
    """In front of a quoted title's opening mark, a classifier and its article."""
    while at >= 0 and s.low[at] in OPENING_QUOTES:
        at -= 1
    if at > 0 and s.lexicon.classifier(s.low[at]) is not None and s.low[at - 1] in s.lexicon.articles:
        return at - 2
    return at


def _from_a_place(s: Sentence, at: int) -> bool:
    """As in "die Westschweizer Zeitung X": German adjectives of places are capitalised."""
    place = s.lexicon.code == "de" and s.low[at].endswith("er") and s.words.capital(at)
    return place and at + 1 < len(s.low) and s.lexicon.classifier(s.low[at + 1]) is not None


def _adjective(s: Sentence, at: int) -> bool:
    low = s.low[at]
    known = (
        low in s.lexicon.verbs
        or low in s.lexicon.place_prepositions
        or low in s.lexicon.prepositions
        or low in s.lexicon.auxiliaries
        or low in s.lexicon.governing
    )
    return (
        low.isalpha()
        and low.endswith(("e", "en", "er", "es", "em"))
        and not s.words.capital(at)
        and not known
        and low not in s.lexicon.articles
        and len(low) > 4
    )


def clause_bounds(s: Sentence, index: int) -> tuple[int, int]:
    """Word indexes of the clause around a word, between commas, dashes, colons and parentheses."""
    if s.stops is None:
        s.stops = s.where(_STOPS)
    following = bisect_left(s.stops, index)
    first = s.stops[following - 1] + 1 if following else 0
    last = s.stops[following] if following < len(s.stops) else max(index, len(s.low))
    return first, last


_SEATED = (["mit", "sitz"], ["based", "in"])


def behind_attributes(s: Sentence, at: int) -> int:
    """Behind what may follow a subject before its verb: "in Oxford", ", ein Fachportal,", "selbst"."""
    if (
        at + 1 < len(s.low)
        and s.low[at] in s.lexicon.located
        and s.words.capital(at + 1)
        and at + 1 not in s.at
    ):
        at += 2
    if s.low[at : at + 2] in _SEATED and s.low[at + 2 : at + 3] and at + 3 < len(s.low):
        at += 4 if s.low[at + 2] in s.lexicon.located else 3  # "mit Sitz in Magdeburg", "based in Leeds"
    if s.low[at : at + 1] == ["."] and s.words.glued(at) and at + 1 < len(s.low):
        at += 1  # "F.A.Z."
    mark = s.low[at] if at + 1 < len(s.low) else ""
    if mark in _DASHES or (mark == "," and (_opens_aside(s, at + 1) or _goes_on_behind(s, at))):
        ahead = range(at + 2, min(at + _LONGEST_APPOSITION, len(s.low)))
        close = next((i for i in ahead if s.low[i] == mark), at)
        speaks = s.low[at + 1] in s.lexicon.articles and any(
            at < i < close and verb.finite and verb.strength in {"report", "say"} for i, verb in s.verbs
        )
        at = at if speaks or close == at else close + 1  # "The AP, the union of its staff said, had put …"
    while at < len(s.low) and s.low[at] in s.lexicon.focus_words:
        at += 1
    return at


def _goes_on_behind(s: Sentence, at: int) -> bool:
    """An aside without a verb that one follows: "Le Temps, sonst kein Blatt der lauten Töne, fordert"."""
    close = next((i for i in range(at + 1, min(at + _LONGEST_APPOSITION, len(s.low))) if s.low[i] == ","), 0)
    verbs = {i for i, verb in s.verbs if verb.finite}
    inside = range(at + 1, close)
    return (
        close > at + 1 and close + 1 in verbs and verbs.isdisjoint(inside) and s.at.keys().isdisjoint(inside)
    )


def _opens_aside(s: Sentence, at: int) -> bool:
    """An apposition, a relative clause or, in English, a participle ("ProPublica, working …, traced")."""
    low = s.low[at]
    if low in s.lexicon.articles or low in s.lexicon.aside_openers:
        return True
    return s.lexicon.code == "en" and low.endswith(("ing", "ed"))


_DASHES = frozenset({"–", "—"})
_LONGEST_APPOSITION = 16  # words
