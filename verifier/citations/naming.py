"""Which sources the body names at all, with or without a cue: before a source is called unused, all of this is tried."""

from __future__ import annotations

from verifier.addresses import host_of
from verifier.citations.matching import match
from verifier.citations.mentions import Sentence
from verifier.citations.names import fold, is_abbreviation, split_name
from verifier.citations.outlets import Register
from verifier.citations.relation import core, squeeze
from verifier.citations.sources import CitedSource
from verifier.model import Attribution

_SHORTEST_WORD = 4  # letters of a word that can stand for a name


def named_sources(
    sentences: list[Sentence], sources: list[CitedSource], attributions: list[Attribution], register: Register
) -> frozenset[str]:
    """The ids of sources that an attribution leads to, or whose name stands in the body in a form that is no common word."""
    found = {a.source for a in attributions if a.source}
    found |= {candidate for a in attributions for candidate in a.candidates}
    for s in sentences:
        for mention in s.mentions:
            if mention.anaphor or (mention.common and not (mention.quoted or mention.classifier)):
                continue
            matched = match(mention, "", sources, register)
            found |= {c.source.id for c in ((matched.source,) if matched.source else matched.candidates)}
    missing = [cited for cited in sources if cited.source.id not in found]
    if missing:
        words = _capital_words(sentences)
        found |= {cited.source.id for cited in missing if _partly_named(cited, words, register)}
    return frozenset(found)


def _capital_words(sentences: list[Sentence]) -> set[str]:
    return {squeeze(shown) for s in sentences for i, shown in enumerate(s.words.shown) if s.words.capital(i) or shown.isupper()}


def _partly_named(cited: CitedSource, words: set[str], register: Register) -> bool:
    """One distinctive word of the label or of the host stands in the body: enough to stay silent."""
    if any(outlet.is_common(name) for outlet in cited.label_outlets for name in cited.names[:1]):
        return False
    parts = {squeeze(part) for name in cited.names[:2] for part in split_name(name) if _distinctive(part, register)}
    brand = squeeze(core(host_of(cited.source.inner_url or cited.source.url or "")))
    parts |= {brand} if len(brand) >= _SHORTEST_WORD else set()
    return any(part in words or part + "s" in words for part in parts)


def _distinctive(word: str, register: Register) -> bool:
    """Neither a small nor a generic word, and no other outlet's common name."""
    if is_abbreviation(word):
        return True
    folded = fold(word)
    return len(folded) >= _SHORTEST_WORD and word[0].isupper() and folded not in _GENERIC and not register.by_name(word)


_GENERIC = frozenset(
    "zeitung nachrichten tageblatt anzeiger rundschau magazin journal times post news herald tribune institut institute universität "
    "university bundesamt ministerium verband stiftung foundation deutsche deutscher deutsches österreichische österreichischer schweizer "
    "schweizerische international internationale national nationale daily weekly online media allgemeine neue bund land stadt "
    "science research report studie bericht presse blatt kurier radio sender fernsehen world global europe european europäische center "
    "centre council agency association society group blog review today press digital technology business economic".split()
)
