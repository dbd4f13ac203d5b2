"""A language's YAML file -> Lexicon: sets and look-up tables keyed by lower-case words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from verifier.language.verbs import Verb, inflect


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words are lower case; headings are case-folded and without colon."""

    code: str
    verbs: Mapping[str, tuple[Verb, ...]]
    particles: frozenset[str]
    auxiliaries: frozenset[str]
    prepositions: Mapping[str, str]
    multiword_prepositions: tuple[str, ...]
    postpositions: frozenset[str]
    bare_nach_needs: frozenset[str]
    report_nouns: frozenset[str]
    document_nouns: frozenset[str]
    classifiers: Mapping[str, str]
    institution_heads: frozenset[str]
    outlet_heads: frozenset[str]
    person_roles: frozenset[str]
    anonymous: tuple[str, ...]
    articles: frozenset[str]
    pronoun_articles: frozenset[str]
    negations: frozenset[str]
    contractions: frozenset[str]
    place_prepositions: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    continuation: tuple[str, ...]
    anaphors: Mapping[str, tuple[str, ...]]
    anaphor_documents: frozenset[str]
    anaphor_authors: frozenset[str]
    self_reports: tuple[str, ...]
    compound_reports: frozenset[str]
    list_headings: frozenset[str]
    furniture_headings: frozenset[str]
    months: Mapping[str, int]
    abbreviations: frozenset[str]
    stop_words: frozenset[str]
    document_endings: tuple[str, ...]
    institution_endings: tuple[str, ...]
    no_documents: frozenset[str]
    classifier_endings: Mapping[str, str]
    lower_case_starts: frozenset[str]
    titles: frozenset[str]
    other_entities: frozenset[str]
    reference_nouns: frozenset[str]
    reference_verbs: frozenset[str]
    conversation_nouns: frozenset[str]
    addressee_prepositions: frozenset[str]
    so_words: frozenset[str]
    as_words: frozenset[str]
    that_words: frozenset[str]
    about_words: frozenset[str]
    heard_verbs: frozenset[str]
    available_verbs: frozenset[str]
    result_verbs: frozenset[str]
    dative_articles: frozenset[str]
    time_words: frozenset[str]
    source_marks: frozenset[str]
    own_business: frozenset[str]
    data_verbs: frozenset[str]
    speech_acts: frozenset[str]
    unlike_words: frozenset[str]
    reported_speech: frozenset[str]
    impersonal: frozenset[str]
    here_words: frozenset[str]
    author_verdicts: frozenset[str]
    public_bodies: frozenset[str]
    asked_words: frozenset[str]
    published_words: frozenset[str]
    title_articles: frozenset[str]
    generic_name_words: frozenset[str]
    source_pronouns: frozenset[str]
    countries: frozenset[str]
    loan_words: frozenset[str]
    governing: frozenset[str]
    having: frozenset[str]
    own_verbs: frozenset[str]
    journalists: frozenset[str]
    telling_verbs: frozenset[str]
    adverbs: frozenset[str]
    indefinite_articles: frozenset[str]
    possessive_relatives: frozenset[str]
    relative_pronouns: frozenset[str]
    document_verbs: frozenset[str]
    neither_words: frozenset[str]
    definite_articles: frozenset[str]
    genitives: frozenset[str]
    reader_verbs: frozenset[str]

    @lru_cache(1 << 14)  # noqa: B019 - lexicons live as long as the process
    def is_document(self, noun: str) -> bool:
        """A noun for a document or data, or a compound that ends in one ("Niedrigwasserbericht")."""
        known = noun in self.document_nouns or (noun.endswith("s") and noun[:-1] in self.document_nouns)
        return known or (noun.endswith(self.document_endings) and noun not in self.no_documents)

    def is_report(self, noun: str) -> bool:
        """A noun for a piece of journalism or what is said in one."""
        return noun in self.report_nouns or self.is_document(noun)

    @lru_cache(1 << 14)  # noqa: B019 - lexicons live as long as the process
    def institution(self, noun: str) -> bool:
        """A noun that heads the name of a publishing body, also declined and compounded ("Landesamts")."""
        plain = noun.removesuffix("s").removesuffix("e")
        return any(form in self.institution_heads or form.endswith(self.institution_endings) for form in (noun, plain) if form)

    @lru_cache(1 << 14)  # noqa: B019 - lexicons live as long as the process
    def classifier(self, noun: str) -> str | None:
        """The type of outlet that a noun names, also as the last part of a compound ("Wetterbehörde")."""
        found = self.classifiers.get(noun) or self._by_ending(noun)
        if found is None and noun.endswith("s"):  # a genitive: "des Branchenverbands"
            plain = noun.removesuffix("s")
            found = self.classifiers.get(plain) or self._by_ending(plain) or self.classifiers.get(plain.removesuffix("e"))
        return found

    def anaphor(self, noun: str) -> tuple[str, ...] | None:
        """The types of outlet that a noun can stand for."""
        known = self.anaphors.get(noun) or self.anaphors.get(noun.removesuffix("s")) or self.anaphors.get(noun.removesuffix("es"))
        if known is None and (type_ := self._by_ending(noun)) is not None:
            return (type_,)
        return known

    def _by_ending(self, noun: str) -> str | None:
        return next((type_ for ending, type_ in self.classifier_endings.items() if noun.endswith(ending)), None)


def parse_lexicon(raw: bytes) -> Lexicon:
    """Read a language file. A missing part is empty: a language may start small."""
    import yaml  # noqa: PLC0415 - only a reading of articles needs it

    # All scalars stay text: "no" and "on" are words.
    data: dict[str, Any] = yaml.load(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - safe

    def words(key: str) -> frozenset[str]:
        return frozenset(word.lower() for word in data.get(key) or ())

    def phrases(key: str) -> tuple[str, ...]:
        return tuple(data.get(key) or ())

    verbs = _verb_table(data["code"], data.get("verbs") or {})
    return Lexicon(
        code=data["code"],
        verbs=verbs,
        particles=frozenset(v.particle for forms in verbs.values() for v in forms if v.particle),
        auxiliaries=words("auxiliaries"),
        prepositions=MappingProxyType(data.get("prepositions") or {}),
        multiword_prepositions=phrases("multiword_prepositions"),
        postpositions=words("postpositions"),
        bare_nach_needs=words("bare_nach_needs"),
        report_nouns=words("report_nouns"),
        document_nouns=words("document_nouns"),
        classifiers=MappingProxyType(
            {noun: kind for kind, nouns in (data.get("classifiers") or {}).items() for noun in nouns}
        ),
        institution_heads=words("institution_heads"),
        outlet_heads=words("outlet_heads"),
        person_roles=words("person_roles"),
        anonymous=phrases("anonymous"),
        articles=words("articles"),
        pronoun_articles=words("pronoun_articles"),
        negations=words("negations"),
        contractions=words("contractions"),
        place_prepositions=words("place_prepositions"),
        coordinators=words("coordinators"),
        subordinators=words("subordinators"),
        continuation=phrases("continuation"),
        anaphors=MappingProxyType({noun: tuple(kinds) for noun, kinds in (data.get("anaphors") or {}).items()}),
        anaphor_documents=words("anaphor_documents"),
        anaphor_authors=words("anaphor_authors"),
        self_reports=phrases("self_reports"),
        compound_reports=words("compound_reports"),
        list_headings=words("list_headings"),
        furniture_headings=words("furniture_headings"),
        months=MappingProxyType({name: int(number) for name, number in (data.get("months") or {}).items()}),
        abbreviations=words("abbreviations"),
        stop_words=words("stop_words"),
        document_endings=phrases("document_endings"),
        institution_endings=phrases("institution_endings"),
        no_documents=words("no_documents"),
        classifier_endings=MappingProxyType(data.get("classifier_endings") or {}),
        lower_case_starts=words("lower_case_starts"),
        titles=words("titles_abbreviated"),
        other_entities=words("other_entities"),
        reference_nouns=words("reference_nouns"),
        reference_verbs=words("reference_verbs"),
        conversation_nouns=words("conversation_nouns"),
        addressee_prepositions=words("addressee_prepositions"),
        so_words=words("so_words"),
        as_words=words("as_words"),
        that_words=words("that_words"),
        about_words=words("about_words"),
        heard_verbs=words("heard_verbs"),
        available_verbs=words("available_verbs"),
        result_verbs=words("result_verbs"),
        dative_articles=words("dative_articles"),
        time_words=words("time_words"),
        source_marks=words("source_marks"),
        own_business=words("own_business"),
        data_verbs=words("data_verbs"),
        speech_acts=words("speech_acts"),
        unlike_words=words("unlike_words"),
        reported_speech=words("reported_speech"),
        impersonal=words("impersonal"),
        here_words=words("here_words"),
        author_verdicts=words("author_verdicts"),
        public_bodies=words("public_bodies"),
        asked_words=words("asked_words"),
        published_words=words("published_words"),
        title_articles=words("title_articles"),
        generic_name_words=words("generic_name_words"),
        source_pronouns=words("source_pronouns"),
        countries=frozenset(data.get("countries") or ()),
        loan_words=words("loan_words"),
        governing=words("governing"),
        having=words("having"),
        own_verbs=words("own_verbs"),
        journalists=words("journalists"),
        telling_verbs=words("telling_verbs"),
        adverbs=words("adverbs"),
        indefinite_articles=words("indefinite_articles"),
        possessive_relatives=words("possessive_relatives"),
        relative_pronouns=words("relative_pronouns"),
        document_verbs=words("document_verbs"),
        neither_words=words("neither_words"),
        definite_articles=words("definite_articles"),
        genitives=words("genitives"),
        reader_verbs=words("reader_verbs"),
    )


def _verb_table(code: str, strengths: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[Verb, ...]]:
    table: dict[str, tuple[Verb, ...]] = {}
    for strength, entries in strengths.items():
        for entry in entries:
            for form, verb in inflect(code, strength, entry):
                table[form] = (*table.get(form, ()), verb)
    return MappingProxyType(table)
