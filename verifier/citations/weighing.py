"""What a reading is worth: whom it credits (outlet, publishing body, speaker), and how sure that is."""

from __future__ import annotations

from verifier.citations.matching import Matched
from verifier.citations.mentions import Mention, Sentence
from verifier.citations.names import is_abbreviation
from verifier.citations.reading import Reading
from verifier.model import AttributionKind, Claim

_STRICT = frozenset({"place", "headline", "possession", "document"})  # bare common words are not enough there
_DATA_TYPES = frozenset(
    {
        "statistics",
        "centralbank",
        "research",
        "thinktank",
        "international",
        "university",
        "authority",
        "association",
    }
)
_DATA_FRAMES = frozenset({"laut", "zufolge", "gemaess", "according-to", "per", "nach"})
_FRAMES = _DATA_FRAMES | {"so", "berufung", "addressee"}
_ARTICLES_BY_GENDER = {
    "m": {"der", "dem", "den", "des", "beim", "vom", "im", "zum"},
    "f": {"die", "der", "zur"},
    "n": {"das", "dem", "des", "beim", "vom", "im", "zum"},
    "p": {"die", "den", "der"},
}
_INTRODUCED = 0.8  # of the confidence in a known name
_UNLISTED_COMMON = 0.85
_UNMATCHED = 0.88  # the list does not bear it out
_DOUBTFUL = 0.55
_SPEAKING = 0.85  # a listed body that speaks, without a word on what it published


def kind_of(s: Sentence, reading: Reading, matched: Matched, claim: Claim | None) -> AttributionKind:
    """An institution publishes where a document or data is named, or where the list holds its page."""
    mention = reading.mention
    if mention.kind == "person":
        return AttributionKind.PERSON
    if mention.kind == "outlet" and not mention.anaphor:
        return AttributionKind.OUTLET
    if reading.document:
        return AttributionKind.ORGANISATION
    if mention.topic or mention.stands_for_another:
        return AttributionKind.PERSON
    counts = (bool(mention.outlets) or mention.introduced) and reading.infinitive in s.lexicon.data_verbs
    if reading.weak and not (_numbers(claim) or counts):
        return AttributionKind.PERSON
    if (matched.source or matched.candidates) and not mention.head:
        return AttributionKind.ORGANISATION
    framed = reading.construction in _DATA_FRAMES and any(o.type in _DATA_TYPES for o in mention.outlets)
    gives_data = framed and _numbers(claim)
    return AttributionKind.ORGANISATION if gives_data or counts else AttributionKind.PERSON


def _numbers(claim: Claim | None) -> bool:
    return claim is not None and any(c.isdigit() for c in claim.text)


def only_speaks(s: Sentence, reading: Reading) -> bool:
    """As in "der Verband fordert": a body that speaks for itself, no document is named."""
    institute = "institute" in (reading.mention.anaphor or ())
    says = reading.infinitive in s.lexicon.speech_acts
    return institute and says and not reading.document and reading.infinitive not in s.lexicon.data_verbs


def confidence_of(s: Sentence, reading: Reading, matched: Matched, *, vague_list: bool) -> float:
    """0 where a common word is not enough of a name.

    `vague_list`: the list holds entries of unknown bodies, so that one not found there may still be meant.
    """
    mention = reading.mention
    if mention.kind == "person":
        return reading.confidence
    if mention.first and s.low[mention.first - 1] in s.lexicon.titles:
        return 0.0  # "Herr Stern", "Mr Forbes"
    unlisted = not (matched.source or matched.candidates)
    if unlisted and reading.weak and not (reading.document or mention.anaphor or vague_list):
        return 0.0  # a topic at most, and the list knows nobody of that name
    if mention.stands_for_another or (
        unlisted and (mention.guessed or (vague_list and mention.kind == "organisation"))
    ):
        return min(reading.confidence, _DOUBTFUL)  # no rule speaks there
    unsupported = mention.introduced and mention.quoted and not (mention.classifier or mention.listed)
    if unsupported and (reading.construction == "inversion" or reading.strength == "weak"):
        return 0.0  # "nannte das „Spekulation“"
    if mention.introduced and reading.construction == "place" and mention.classifier and not reading.heard:
        return 0.0  # "auf dem Portal „X“ bescheinigen Patienten": a stage, no source
    if mention.common:
        return _common_word(s, reading, listed=mention.listed or matched.source is not None)
    speaks = (
        mention.kind == "organisation"
        and not reading.document
        and reading.infinitive in s.lexicon.speech_acts
    )
    bound = 1.0 if matched.source else _UNMATCHED
    factor = (_INTRODUCED if mention.introduced else 1) * (_SPEAKING if speaks else 1)
    return round(min(reading.confidence * factor, bound), 2)


def _common_word(s: Sentence, reading: Reading, *, listed: bool) -> float:
    mention = reading.mention
    reported = mention.compound in s.lexicon.compound_reports  # "eine Spiegel-Reporterin"
    if mention.article in s.lexicon.indefinite_articles and not (mention.quoted or reported):
        return 0.0  # "ein Bild"
    frame = reading.construction in _FRAMES
    plain = not (mention.quoted or mention.classifier or frame or is_abbreviation(mention.name))
    told = reading.construction == "place" and reading.infinitive == "sagen"
    told = told or reading.construction == "perfect"  # "hat mit Betroffenen gesprochen"
    if plain and not told and reading.infinitive in s.lexicon.doubtful_verbs:
        return 0.0  # "der Spiegel weiß alles", "der Trend sagt: Holz"
    if not (mention.outlets or mention.quoted or mention.classifier or listed):
        return 0.0  # "Mattia Ferrari": somebody's name
    sure = mention.quoted or mention.classifier is not None or reading.joined or reported
    if not (sure or listed) and mention.name.lower() in s.lexicon.speaking_nouns:
        return 0.0  # "die Post meldet", "die Presse berichtet"
    evidence = [sure, _article_fits(mention, bare=frame and _bare(s, mention)), reading.verb or frame, listed]
    strict = reading.construction in _STRICT and not sure and not is_abbreviation(mention.name)
    if reading.weak and not sure and reading.infinitive not in s.lexicon.telling_verbs:
        return 0.0  # "Das Bild zeigt …", "Im Spiegel sah er …"
    weak = reading.weak or reading.infinitive not in s.lexicon.sure_verbs
    if (reading.strength and weak and not sure and not listed) or sum(evidence) < (3 if strict else 2):
        return 0.0
    bare = mention.article is None and reading.construction == "inversion" and reading.strength == "say"
    if bare and not sure and "" not in {outlet.gender for outlet in mention.outlets}:
        return 0.0  # "sagte Stern"
    return reading.confidence if sure or listed else round(reading.confidence * _UNLISTED_COMMON, 2)


def _bare(s: Sentence, mention: Mention) -> bool:
    """No adjective stands in front, as in "unter Berufung auf interne Mails"."""
    before = s.low[mention.first - 1] if mention.first else ""
    return (
        not (before.islower() and before.isalpha())
        or before in s.lexicon.prepositions
        or not before.endswith(("e", "en", "er", "es"))
    )


def _article_fits(mention: Mention, *, bare: bool) -> bool:
    """The name's own article.

    `bare`: also none at all, where a common noun would need one ("laut Spiegel").
    """
    genders = {outlet.gender for outlet in mention.outlets}
    if mention.article is None:
        return bare or "" in genders
    return any(mention.article in _ARTICLES_BY_GENDER.get(gender, set()) for gender in genders)
