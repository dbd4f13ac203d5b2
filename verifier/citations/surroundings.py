"""What stands directly beside a name: quotation marks, an article, a classifier, a compound's second part."""

from __future__ import annotations

from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import LEADING_ARTICLES
from verifier.citations.words import QUOTES, Words
from verifier.language.lexicon import Lexicon


def look_around(sentence: Sentence, mention: Mention) -> None:
    """What stands directly beside the name: quotation marks, an article, a classifier, a compound's rest."""
    words, lexicon = sentence.words, sentence.lexicon
    before, after = mention.first - 1, mention.last
    mention.quoted = _in_quotes(words, before, after)
    if before >= 0 and words.low[before] in QUOTES:
        before -= 1
    if mention.quoted:
        after += 1
    if words.low[after : after + 2] == [".", "-"] and words.glued(after) and words.glued(after + 1):
        after += 1  # "F.A.Z.-Informationen"
    if (
        after + 1 < len(words.low)
        and words.low[after] in "-‑–"
        and words.glued(after)
        and words.glued(after + 1)
    ):
        mention.compound, mention.last = _compound(words, after + 1)
        mention.end = words.ends[mention.last - 1]
    if before >= 0 and (classifier := lexicon.classifier(words.low[before])) is not None:
        mention.classifier = classifier
        while before >= 0 and words.low[before] not in lexicon.articles and mention.first - before < 4:
            before -= 1
    if before >= 0 and (words.low[before] in lexicon.articles or words.low[before] in lexicon.contractions):
        mention.article = words.low[before]
    _title_with_article(words, lexicon, mention)
    if mention.classifier is None and words.low[after : after + 1] == [","]:
        mention.classifier = _apposition(words, lexicon, after + 1)


def _in_quotes(words: Words, before: int, after: int) -> bool:
    """Quotation marks around the name, or around it and its article („Die Presse“)."""
    if before > 0 and words.low[before] in LEADING_ARTICLES:
        before -= 1
    closed = after < len(words.low) and words.low[after] in QUOTES
    return closed and before >= 0 and words.low[before] in QUOTES


def _title_with_article(words: Words, lexicon: Lexicon, mention: Mention) -> None:
    """In "dem Magazin „Die Wohnungswirtschaft“" the article in front of the noun counts."""
    outer = mention.first - 4
    inner = mention.article is not None and mention.first > 1 and words.low[mention.first - 2] in QUOTES
    if inner and outer >= 0 and (kind := lexicon.classifier(words.low[outer + 1])) is not None:
        mention.classifier, mention.article = kind, words.low[outer]


def _apposition(words: Words, lexicon: Lexicon, at: int) -> str | None:
    """The type in "O, ein britisches Fachportal, …"."""
    if at >= len(words.low) or words.low[at] not in lexicon.articles:
        return None
    for index in range(at + 1, min(at + 4, len(words.low))):
        if words.capital(index) or lexicon.code != "de":
            found = lexicon.classifier(words.low[index])
            if found or lexicon.code == "de":
                return found
    return None


def _compound(words: Words, index: int) -> tuple[str, int]:
    """The last part of a hyphened word, and the index behind it."""
    while (
        index + 2 < len(words.low)
        and words.low[index + 1] == "-"
        and words.glued(index + 1)
        and words.glued(index + 2)
    ):
        index += 2
    return words.low[index], index + 1
