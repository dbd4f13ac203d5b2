"""Names in a claim, and the forms by which a page may write them.

German writes every noun with a capital, so a capital alone makes no name. A name is `certain` when its shape
or its place in the sentence says so; only a certain name can be missed on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.evidence.name_forms import form_key, known_names, own_forms
from verifier.evidence.name_shape import (
    Token,
    Words,
    common_noun,
    introduces,
    is_certain,
    is_role,
    looks_german,
    names_person,
    only_compound,
    stands_as_noun,
    tokens,
)
from verifier.evidence.words import fold, function_words, ideas

_JOINED = re.compile(r",\s|\s(?:und|oder|sowie|&)\s")
_MAX_WORDS = 6
_PARTICLES = {
    "de": frozenset({"von", "van", "de", "bin", "al", "di"}),
    "en": frozenset({"of", "de", "van", "von", "bin", "al", "di"}),
}
_ALL_PARTICLES = frozenset().union(*_PARTICLES.values())


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the claim writes it. `forms`: what a page may write instead, folded."""

    text: str
    start: int
    end: int
    certain: bool
    forms: tuple[str, ...]
    known: bool = False  # from the list of names with foreign forms
    noun: bool = False  # German: stands as common nouns do, with an article, a number or an adjective
    person: bool = False  # several words, the last of which may stand alone


def find_names(text: str, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Name]:
    """The names of a claim outside `taken` (numbers, dates), without overlap, in order."""
    free = (t for t in tokens(text) if not any(s < t.end and t.start < e for s, e in taken))
    words = Words(text, language if language == "de" else "en", tuple(free))
    found: list[Name] = []
    index = 0
    while index < len(words.tokens):
        name, used = _at(words, index)
        if name is not None and not any(fold(name.text) == fold(other.text) for other in found):
            found.append(name)
        index += used
    return _with_company(text, found) if language == "de" else found


def _at(words: Words, index: int) -> tuple[Name | None, int]:
    """The name that begins at a word, and how many words were looked at."""
    listed = _listed(words, index)
    if listed is not None:
        return listed
    token = words.tokens[index]
    if token.text in known_names().not_names or token.low in function_words(words.language):
        return None, 1
    if not (token.capital or token.odd) or len(token.text) < 2:
        return None, 1
    if words.language == "de" and "-" in token.text:
        return _of_compound(token), 1
    return _run(words, index)


def _listed(words: Words, index: int) -> tuple[Name, int] | None:
    """The longest run of words that the list knows, endings taken off the last."""
    known = known_names()
    for size in range(min(known.longest, len(words.tokens) - index), 0, -1):
        if not all(words.adjoining(at) for at in range(index, index + size - 1)):
            continue
        first, last = words.tokens[index], words.tokens[index + size - 1]
        written = words.text[first.start : last.end]
        form = _known_form(written, words.language, single=size == 1)
        if form is not None:
            certain = not (size == 1 and _is_adjective(written, words.language))
            return Name(written, first.start, last.end, certain, known.forms[form], known=True), size
    return None


def _known_form(written: str, language: str, *, single: bool) -> str | None:
    known = known_names()
    if single and (
        written in known.not_names or not (written[0].isupper() or _is_adjective(written, language))
    ):
        return None
    for form in _bases(form_key(written), language, single=single):
        short = single and len(form) <= 3 and not written.isupper() and "." not in written
        if form in known.forms and not short:
            return form
    return None


def _is_adjective(written: str, language: str) -> bool:
    """Whether it is a German adjective of a place: "norwegische", "deutschen"."""
    return language == "de" and fold(written).rstrip("ensmr").endswith(("isch", "deutsch"))


def _bases(form: str, language: str, *, single: bool) -> Iterator[str]:
    yield form
    endings = (
        ("s",)
        if language != "de"
        else ("es", "s", "n", "e", "en", "er", "em")
        if single
        else ("es", "s", "n")
    )
    for ending in (*endings, "'s"):
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            yield form.removesuffix(ending)


def _of_compound(token: Token) -> Name | None:
    """The first part may be a name: "Nvidia-Chips", "Microsoft-Mitarbeiter", "US-Regierung"."""
    first, _, rest = token.text.partition("-")
    whole, _, last = token.text.rpartition("-")
    if whole != first and ideas(last, "de") and not ideas(first, "de"):  # "James-Webb-Teleskop"
        return Name(whole, token.start, token.start + len(whole), certain=False, forms=own_forms(whole))
    known, key = known_names(), form_key(first)
    if first in known.not_names or first.lower() in known.no_name_parts or len(first) < 2:
        return None
    end = token.start + len(first)
    if key in known.forms and (len(first) > 3 or first.isupper()):
        return Name(first, token.start, end, certain=False, forms=known.forms[key], known=True)
    if not first[0].isupper() and not token.odd:
        return None
    tail = rest.rpartition("-")[2]
    if tail[:1].isupper() and ideas(tail, "de"):
        return Name(first, token.start, end, not common_noun(first), (key,))
    return Name(token.text, token.start, token.end, certain=False, forms=own_forms(token.text))


def _run(words: Words, index: int) -> tuple[Name | None, int]:
    """Capitalised words in a row, without the role or the common noun in front of them."""
    size = _length(words, index)
    whole = words.tokens[index : index + size]
    run, introduced = _without_role(whole, words.language)
    person = (
        introduced
        and names_person(whole[len(whole) - len(run) - 1], words.language)
        and (not ideas(run[0].text, "de") or only_compound(run[0].text))
    )
    certain = person or is_certain(words, run, introduced=introduced)
    written = words.text[run[0].start : run[-1].end]
    german = words.language == "de" and not certain
    noun = german and not introduced and stands_as_noun(words, run[0])
    if german and len(run) == 1 and _is_word(words, run[0], introduced=len(run) < size, noun=noun):
        return None, size
    return Name(
        written, run[0].start, run[-1].end, certain, own_forms(written), noun=noun, person=len(run) > 1
    ), size


def _is_word(words: Words, token: Token, *, introduced: bool, noun: bool) -> bool:
    """Whether a single German word is a common noun; one known by its parts alone may be a place or a firm."""
    if token.opens and ideas(token.low, "de") and not ideas(token.text, "de"):
        return True  # a verb in front: "Bestellt wurden …"
    if not ideas(token.text, "de"):
        return False
    bare = introduced or _behind_place_preposition(words, token)
    return noun or not bare or not only_compound(token.text)


def _behind_place_preposition(words: Words, token: Token) -> bool:
    before = words.text[: token.start].rsplit(maxsplit=1)
    return bool(before) and before[-1].lower() in {"in", "aus", "nach", "bei"}


def _length(words: Words, index: int) -> int:
    """How many words the run has; particles only between its words."""
    last = index
    for at in range(index + 1, min(index + _MAX_WORDS, len(words.tokens))):
        token = words.tokens[at]
        particle = token.low in _PARTICLES[words.language]
        number = token.text.isdigit() and len(token.text) < 4
        if not words.adjoining(at - 1) or not (token.capital or number or particle):
            break
        genitive = (
            words.language == "de" and words.tokens[index].low.endswith("s") and ideas(token.text, "de")
        )
        if genitive or (not particle and (token.low in function_words(words.language) or _listed(words, at))):
            break
        last = last if particle else at
    return last - index + 1


def _without_role(run: Sequence[Token], language: str) -> tuple[Sequence[Token], bool]:
    """A role in front of a name is not part of it, but introduces it: "Finanzchef Ruben Stöhr"."""
    introduced = False
    while len(run) > 1 and (is_role(run[0], language) or run[0].low in _ALL_PARTICLES):
        introduced = introduces(run[0], language)
        run = run[1:]
    return run, introduced


def _with_company(text: str, names: list[Name]) -> list[Name]:
    """In "Alibaba, ByteDance und Meituan" one certain name makes its neighbours certain."""
    done = list(names)
    pairs = [(at, at + 1) for at in range(len(done) - 1)]
    for one, two in (*pairs, *((b, a) for a, b in reversed(pairs))):
        first, second = sorted((one, two))
        joined = _JOINED.fullmatch(text[done[first].end : done[second].start])
        if joined and done[one].certain and not done[one].known and _may_be_name(done[two]):
            done[two] = replace(done[two], certain=True)
    return done


def _may_be_name(name: Name) -> bool:
    return name.text[0].isupper() and not ideas(name.text, "de") and not looks_german(name.text)
