"""Nouns that stand for a source named before: "das Blatt", "der Sender", "die Autoren", "ihrem Bericht"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from verifier.citations.antecedent import POINTING
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import CACHED, fold, split_name
from verifier.citations.owned import OWN, owned_documents
from verifier.citations.reading import Reading
from verifier.citations.sources import CitedSource
from verifier.citations.words import QUOTES
from verifier.language.lexicon import Lexicon


def add_anaphors(s: Sentence, heads: Mapping[str, tuple[int, ...]]) -> None:
    """Nouns with a definite article that no name follows join the sentence's mentions.

    `heads`: nouns that head a label of the list ("stadt" of "Stadt Kiel") with the entries they mean.
    """
    _add_owned(s)
    near = s.words.capitals if s.lexicon.code == "de" else range(len(s.low))
    standing = _standing(s.lexicon)
    for index in [i for i in near if s.low[i] in heads or standing[s.low[i]]]:
        low = s.low[index]
        own = heads.get(low, ())
        if index in s.at:
            if not (_ordinary(s.at[index]) and s.lexicon.anaphor(low)):
                continue
            s.mentions.remove(s.at.pop(index))  # "das Magazin" is the noun before it is a title
        mention = _anaphor(s, index, own)
        if mention is not None:
            _drop_place(s, index - 1)
            s.mentions.append(mention)
            s.at[index] = mention
    s.mentions.sort(key=lambda m: m.first)
    _drop_those_of_a_name(s)


def _drop_place(s: Sentence, index: int) -> None:
    """As "Berliner" in "des Berliner Instituts" is no paper."""
    place = s.at.get(index)
    if place is not None and s.lexicon.code == "de" and s.low[index].endswith("er") and _ordinary(place):
        s.mentions.remove(s.at.pop(index))


def _add_owned(s: Sentence) -> None:
    for mention in owned_documents(s):
        for index in range(mention.first, mention.last):
            if index in s.at and s.at[index] in s.mentions:
                s.mentions.remove(s.at[index])
            s.at[index] = mention
        s.mentions.append(mention)


def _drop_those_of_a_name(s: Sentence) -> None:
    """As "der Bericht der Zeit" is credited by its name."""
    for mention in [m for m in s.mentions if POINTING & set(m.anaphor or ()) and _name_follows(s, m.last)]:
        s.mentions.remove(mention)
        for index in range(mention.first, mention.last):
            del s.at[index]


class _Standing(dict[str, bool]):
    """Quick: whether a word can stand for some source or body; remembered from article to article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, low: str) -> bool:
        if len(self) >= CACHED:
            self.clear()
        plain, lexicon = _without_genitive(low), self._lexicon
        known = _types(lexicon, plain) or lexicon.anaphor(low)
        self[low] = stands = bool(known) or lexicon.body(plain) or lexicon.institution(plain)
        return stands


@cache
def _standing(lexicon: Lexicon) -> _Standing:
    return _Standing(lexicon)


def _without_genitive(low: str) -> str:
    return low.removesuffix("'s").removesuffix("’s")


def _anaphor(s: Sentence, index: int, own: tuple[int, ...]) -> Mention | None:
    low, words = _without_genitive(s.low[index]), s.words
    types = _types(s.lexicon, low)
    body = types is None and (s.lexicon.body(low) or s.lexicon.institution(low))
    if not (types or own or body) or _name_follows(s, index + 1):
        return None
    if not _definite(s, index):
        return None
    if body and s.lexicon.code == "en" and s.low[index - 1] not in s.lexicon.definite_articles:
        return None  # "the post office"
    name = words.shown[index][: len(low)]
    mention = Mention(index, index + 1, words.starts[index], words.ends[index], name)
    mention.article = s.low[index - 1] if index else None
    if s.lexicon.code == "en" and s.low[index - 1] not in s.lexicon.definite_articles:
        mention.before = index - 3 if s.low[index - 2] in s.lexicon.definite_articles else None
    if own:
        outlet = s.lexicon.classifiers.get(low, "institute") != "institute"
        mention.sources, mention.kind, mention.head = own, "outlet" if outlet else "organisation", True
    elif (body or types == ("institute",)) and not _generic(s, low):
        mention.kind, mention.introduced, mention.guessed = "organisation", True, True
        return mention  # "der Hausärzteverband": a body of its own
    if (
        not own
        or s.lexicon.anaphor(low)
        or (types and not POINTING & set(types) and mention.kind == "outlet")
    ):
        mention.anaphor = types or ("institute",)
    return mention


def _generic(s: Sentence, low: str) -> bool:
    """A noun for any body of its kind, also in the genitive ("der Behörde", "des Verbands")."""
    plain = low.removesuffix("s")
    forms = {low, plain, plain.removesuffix("e")}
    return s.lexicon.code != "de" or any(
        form in s.lexicon.anaphors or form in s.lexicon.public_bodies or form in s.lexicon.generic_bodies
        for form in forms
    )


def _ordinary(mention: Mention) -> bool:
    return mention.common and not mention.quoted and not mention.listed and mention.last - mention.first == 1


def _types(lexicon: Lexicon, low: str) -> tuple[str, ...] | None:
    if low in lexicon.anaphor_authors:
        return ("authors",)
    known = lexicon.anaphor(low)
    if known is not None:
        return known
    if low in lexicon.anaphor_documents or lexicon.is_document(low):
        return ("document",) if lexicon.is_document(low) else ("story",)
    return None


def _definite(s: Sentence, index: int) -> bool:
    """An article in front, perhaps with one adjective between."""
    return _determined(s, index, s.lexicon.definite_articles)


def _determined(s: Sentence, index: int, by: frozenset[str]) -> bool:
    while index > 1 and s.low[index - 1] == "-" and s.words.glued(index):
        index -= 2  # "the think-tank"
    if index == 0:
        return False
    if s.low[index - 1] in by:
        return True
    if (
        s.lexicon.code == "en"
        and index > 2
        and s.low[index - 3] in by
        and s.low[index - 2] not in s.lexicon.verbs
    ):
        plain = s.words.shown[index - 1].islower() and s.low[index - 1] not in s.lexicon.links
        return plain and s.low[index - 1].isalpha() and s.low[index - 2].isalpha()
    adjective = index > 1 and s.low[index - 1].isalpha() and _adjective(s, index - 1)
    return adjective and s.low[index - 1] not in s.lexicon.pronoun_articles and s.low[index - 2] in by


def _adjective(s: Sentence, index: int) -> bool:
    """In German in lower case, but for those of places ("das Münchner Blatt")."""
    return s.lexicon.code == "en" or s.words.shown[index].islower() or s.low[index].endswith("er")


def _name_follows(s: Sentence, at: int) -> bool:
    while at < len(s.low) and s.low[at] in QUOTES:
        at += 1
    if at >= len(s.low):
        return False
    if s.low[at] in s.lexicon.genitives and any(
        i in s.at and not POINTING & set(s.at[i].anaphor or ()) for i in range(at + 1, at + 4)
    ):
        return True
    return at in s.at or s.low[at] in {"-", "für"} or (s.words.capital(at) and s.words.shown[at].isalpha())


_FRAMES = frozenset({"laut", "zufolge", "gemaess", "nach", "according-to", "per", "hervorgehen", "so"})
_CLAUSES = frozenset({"svo", "inversion", "perfect", "wie-clause", "addressee", "vorliegen"})


def points_back(s: Sentence, reading: Reading) -> bool:
    """Whether a noun that stands for a source does so in this construction."""
    types = set(reading.mention.anaphor or ())
    if not types or types & {"here", "pronoun"} or not reading.mention.stands_for_another:
        return True
    if OWN in types:
        return _owned_tells(s, reading)
    if reading.construction == "so":
        return reading.document or "authors" not in types
    if reading.construction in _FRAMES:
        return True
    if types & {"document", "story"}:
        return _document_tells(s, reading)
    if reading.construction == "place" and not (reading.heard or reading.strength in {"report", "say"}):
        return False
    return not types & {"institute", "authors"} or _body_tells(s, reading, authors="authors" in types)


def _document_tells(s: Sentence, reading: Reading) -> bool:
    if reading.construction == "place":
        return reading.heard and not _names_somebody(s)
    clause = reading.construction == "svo" or (reading.weak and reading.construction == "weak")
    return clause and _told(s, reading) and reading.mention.article in s.lexicon.definite_articles


def _body_tells(s: Sentence, reading: Reading, *, authors: bool) -> bool:
    """A body, or people of one, are credited with what they report, judge, find or publish."""
    lexicon, construction = s.lexicon, reading.construction
    if construction == "relative":  # "ein Faktenblatt, das der Verband veröffentlichte"
        return reading.document and reading.infinitive in lexicon.publishing_verbs
    if construction in {"document", "possession"}:
        return reading.document and (reading.verb or construction == "possession")
    found = authors and reading.infinitive in lexicon.data_verbs | lexicon.document_verbs
    judges = reading.infinitive in lexicon.needs or reading.infinitive in lexicon.reference_verbs
    return found or judges or (construction in _CLAUSES and not (reading.weak and not reading.document))


def _owned_tells(s: Sentence, reading: Reading) -> bool:
    """As in "laut ihrem Bericht", "seinen Daten zufolge", "Its report found"."""
    if reading.construction == "place":
        return reading.heard and not _names_somebody(s)
    return reading.construction in _FRAMES or (
        _told(s, reading) and reading.construction in {"svo", "inversion", "weak"}
    )


def _told(s: Sentence, reading: Reading) -> bool:
    """By a verb of reporting or saying, or one of those by which documents say something."""
    return reading.verb and (reading.infinitive in s.lexicon.document_verbs or not reading.weak)


def _names_somebody(s: Sentence) -> bool:
    return any(m.anaphor is None and not m.common for m in s.mentions)


def label_heads(sources: list[CitedSource], lexicon: Lexicon) -> dict[str, tuple[int, ...]]:
    """Common nouns within the list's labels, each with its only entry: "die Stadt" for "Stadt Kiel"."""
    found: dict[str, set[int]] = {}
    for number, cited in enumerate(sources):
        for name in cited.names:
            words = [fold(word) for word in split_name(name)]
            for word in words if len(words) > 1 else ():
                if (
                    word in lexicon.public_bodies
                    or word in lexicon.institution_heads
                    or word in lexicon.classifiers
                    or (lexicon.code == "de" and lexicon.institution(word))
                ):
                    found.setdefault(word, set()).add(number)
    heads = {noun: tuple(numbers) for noun, numbers in found.items() if len(numbers) == 1}
    genitives = ("s", "'s", "’s")
    return {noun + ending: numbers for noun, numbers in heads.items() for ending in genitives} | heads


def of_its_own(s: Sentence, reading: Reading) -> bool:
    """A noun for a body that nobody named before means one by itself; its document must be read from."""
    types = reading.mention.anaphor or ()
    if "pronoun" in types:  # "it said in a filing": whoever files is a body
        return reading.document and not s.lexicon.releases.isdisjoint(s.held)
    read_from = reading.construction not in {"document", "relative"} or not s.lexicon.heard_verbs.isdisjoint(
        s.held
    )
    return "institute" in types and read_from
