"""A language's YAML file -> Lexicon: sets and look-up tables keyed by lower-case words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from verifier.language.verbs import Verb, inflect


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words are lower case; headings are case-folded and without colon."""

    code: str
    verbs: Mapping[str, tuple[Verb, ...]]
    auxiliaries: frozenset[str]
    passive_auxiliaries: frozenset[str]
    told_of: frozenset[str]
    prepositions: Mapping[str, str]
    multiword_prepositions: tuple[str, ...]
    postpositions: frozenset[str]
    bare_nach_needs: frozenset[str]
    report_nouns: frozenset[str]
    document_nouns: frozenset[str]
    classifiers: Mapping[str, str]
    institution_heads: frozenset[str]
    outlet_heads: frozenset[str]
    title_heads: frozenset[str]
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
    body_kinds: Mapping[str, tuple[str, ...]]
    anaphor_documents: frozenset[str]
    anaphor_authors: frozenset[str]
    compound_reports: frozenset[str]
    list_headings: frozenset[str]
    furniture_headings: frozenset[str]
    months: Mapping[str, int]
    abbreviations: frozenset[str]
    stop_words: frozenset[str]
    document_endings: tuple[str, ...]
    report_endings: tuple[str, ...]
    institution_endings: tuple[str, ...]
    no_documents: frozenset[str]
    classifier_endings: Mapping[str, str]
    lower_case_starts: frozenset[str]
    titles_abbreviated: frozenset[str]
    other_entities: frozenset[str]
    reference_nouns: frozenset[str]
    reference_verbs: frozenset[str]
    conversation_nouns: frozenset[str]
    addressee_prepositions: frozenset[str]
    so_words: frozenset[str]
    as_words: frozenset[str]
    that_words: frozenset[str]
    heard_verbs: frozenset[str]
    available_verbs: frozenset[str]
    result_verbs: frozenset[str]
    dative_articles: frozenset[str]
    time_words: frozenset[str]
    source_marks: frozenset[str]
    own_business: frozenset[str]
    own_matters: frozenset[str]
    reflexive_verbs: frozenset[str]
    data_verbs: frozenset[str]
    speech_acts: frozenset[str]
    unlike_words: frozenset[str]
    reported_speech: frozenset[str]
    impersonal: frozenset[str]
    here_words: frozenset[str]
    public_bodies: frozenset[str]
    generic_bodies: frozenset[str]
    speaking_nouns: frozenset[str]
    among_words: frozenset[str]
    believing: frozenset[str]
    asked_words: frozenset[str]
    published_words: frozenset[str]
    title_articles: frozenset[str]
    short_articles: frozenset[str]
    agent_links: frozenset[str]
    aside_links: frozenset[str]
    aside_openers: frozenset[str]
    asked_by: frozenset[str]
    author_links: frozenset[str]
    between_words: frozenset[str]
    citing_words: frozenset[str]
    clause_openers: frozenset[str]
    conversation_links: frozenset[str]
    focus_words: frozenset[str]
    for_links: frozenset[str]
    into_words: frozenset[str]
    joining: frozenset[str]
    links: frozenset[str]
    located: frozenset[str]
    lying_verbs: frozenset[str]
    no_verbs: frozenset[str]
    origin_links: frozenset[str]
    passed_on_words: frozenset[str]
    person_pronouns: frozenset[str]
    reference_links: frozenset[str]
    state_verbs: frozenset[str]
    sure_verbs: frozenset[str]
    told_to: frozenset[str]
    told_verbs: frozenset[str]
    told_clauses: frozenset[str]
    person_verbs: frozenset[str]
    releases: frozenset[str]
    silencing: frozenset[str]
    silent_verbs: frozenset[str]
    withholding_verbs: frozenset[str]
    titles: frozenset[str]
    doubtful_verbs: frozenset[str]
    particle_prepositions: frozenset[str]
    needs: Mapping[str, frozenset[str]]
    insight_modals: frozenset[str]
    insight_verbs: frozenset[str]
    claiming_modals: frozenset[str]
    claimed_verbs: frozenset[str]
    revealed_words: frozenset[str]
    revealing_links: frozenset[str]
    talking_verbs: frozenset[str]
    talking_links: frozenset[str]
    paper_nouns: frozenset[str]
    commissions: frozenset[str]
    learning_verbs: frozenset[str]
    had_nouns: frozenset[str]
    behind_names: frozenset[str]
    author_groups: frozenset[str]
    bare_nach_endings: tuple[str, ...]
    told_words: frozenset[str]
    topic_prepositions: frozenset[str]
    written_words: frozenset[str]
    adverb_endings: tuple[str, ...]
    abstract_endings: tuple[str, ...]
    role_endings: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    preposition_starts: frozenset[str]
    pointing_words: frozenset[str]
    object_prepositions: frozenset[str]
    contrasts: frozenset[str]
    back_references: frozenset[str]
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
    possessives: frozenset[str]
    own_words: frozenset[str]
    writers: frozenset[str]
    views: frozenset[str]
    publishing_verbs: frozenset[str]
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
        return noun in self.report_nouns or noun.endswith(self.report_endings) or self.is_document(noun)

    @lru_cache(1 << 14)  # noqa: B019 - lexicons live as long as the process
    def institution(self, noun: str) -> bool:
        """A noun that heads the name of a publishing body, also declined and compounded ("Landesamts")."""
        plain = noun.removesuffix("s").removesuffix("e")
        return any(
            form in self.institution_heads
            or (form.endswith(self.institution_endings) and noun not in self.person_roles)
            for form in (noun, plain)
            if form
        )

    @lru_cache(1 << 14)  # noqa: B019 - as above
    def body(self, noun: str) -> bool:
        """A common noun for a body that speaks or publishes, also in the genitive."""
        return any(
            form in self.public_bodies for form in (noun, noun.removesuffix("s"), noun.removesuffix("es"))
        )

    @lru_cache(1 << 14)  # noqa: B019 - lexicons live as long as the process
    def classifier(self, noun: str) -> str | None:
        """The type of outlet that a noun names, also as the last part of a compound ("Wetterbehörde")."""
        found = self.classifiers.get(noun) or self._by_ending(noun)
        if found is None and noun.endswith("s"):  # a genitive: "des Branchenverbands"
            plain = noun.removesuffix("s")
            found = (
                self.classifiers.get(plain)
                or self._by_ending(plain)
                or self.classifiers.get(plain.removesuffix("e"))
            )
        return found

    @lru_cache(1 << 14)  # noqa: B019 - as above
    def anaphor(self, noun: str) -> tuple[str, ...] | None:
        """The types of outlet that a noun can stand for."""
        known = (
            self.anaphors.get(noun)
            or self.anaphors.get(noun.removesuffix("s"))
            or self.anaphors.get(noun.removesuffix("es"))
        )
        if known is None and (type_ := self._by_ending(noun)) is not None:
            return (type_,)
        return known

    def _by_ending(self, noun: str) -> str | None:
        return next(
            (type_ for ending, type_ in self.classifier_endings.items() if noun.endswith(ending)), None
        )


def parse_lexicon(raw: bytes) -> Lexicon:
    """Read a language file. A missing part is empty: a language may start small."""
    import yaml  # noqa: PLC0415 - only a reading of articles needs it

    data = _plain(yaml.compose(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    parts = {name: _PLAIN_PARTS[kind](data.get(name) or ()) for name, kind in _plain_fields()}
    verbs = _verb_table(data["code"], data.get("verbs") or {})
    anaphors = {noun: tuple(kinds) for noun, kinds in (data.get("anaphors") or {}).items()}
    bodies = {noun: tuple(kinds) for noun, kinds in (data.get("body_kinds") or {}).items()}
    classifiers = {noun: kind for kind, nouns in (data.get("classifiers") or {}).items() for noun in nouns}
    starts = [phrase.split()[0] for phrase in data.get("multiword_prepositions") or ()]
    return Lexicon(
        code=data["code"],
        verbs=verbs,
        prepositions=MappingProxyType(data.get("prepositions") or {}),
        preposition_starts=frozenset(data.get("prepositions") or ()).union(starts),
        classifiers=MappingProxyType(classifiers),
        classifier_endings=MappingProxyType(data.get("classifier_endings") or {}),
        anaphors=MappingProxyType(anaphors),
        body_kinds=MappingProxyType(bodies),
        needs=MappingProxyType({verb: frozenset(words) for verb, words in (data.get("needs") or {}).items()}),
        months=MappingProxyType({name: int(number) for name, number in (data.get("months") or {}).items()}),
        **parts,
    )


def _plain(node: Any) -> Any:
    """A node of YAML as lists and mappings of text: "no" and "on" are words.

    PyYAML's own constructors take twice as long as its parser.
    """
    if node.id == "mapping":
        return {key.value: _plain(value) for key, value in node.value}
    return list(map(_plain, node.value)) if node.id == "sequence" else node.value


_PLAIN_PARTS: dict[str, Callable[[Iterable[str]], Any]] = {
    "frozenset[str]": lambda words: frozenset(word.lower() for word in words),
    "tuple[str, ...]": tuple,
}
_MADE = frozenset({"preposition_starts"})  # from other parts


def _plain_fields() -> list[tuple[str, str]]:
    """Parts that are lists of words or phrases, with the type they become."""
    return [
        (f.name, str(f.type)) for f in fields(Lexicon) if str(f.type) in _PLAIN_PARTS and f.name not in _MADE
    ]


def _verb_table(code: str, strengths: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[Verb, ...]]:
    table: dict[str, tuple[Verb, ...]] = {}
    for strength, entries in strengths.items():
        for entry in entries:
            for form, verb in inflect(code, strength, entry):
                table[form] = (*table.get(form, ()), verb)
    return MappingProxyType(table)
