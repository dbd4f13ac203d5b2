"""A name of a claim looked for on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.evidence.claims import ClaimText
from verifier.evidence.finds import Find, snippet_of
from verifier.evidence.name_forms import form_key, sound
from verifier.evidence.name_shape import looks_german, only_compound
from verifier.evidence.names import Name
from verifier.evidence.passages import PageIndex, key, pattern_of
from verifier.evidence.words import cognate, fold, ideas, stem

_MIN_SURNAME = 3
_MIN_SOUND = 5  # letters of a name that may be spelled by its sound


def find_name(name: Name, claim: ClaimText, index: PageIndex) -> Find | None:
    """None where it is no anchor: too uncertain to be a name, or a common noun."""
    pattern = pattern_of(name)
    places = frozenset(passage.number for passage in index.passages if pattern.search(passage.key))
    in_title = bool(pattern.search(index.title.key))
    if places and name.person:  # introduced in full, and by the surname from then on
        places |= _with_surname(name, index)
    if places or in_title or pattern.search(index.everywhere):
        if not name.certain and not name.known and not _shows_as_name(name, index):
            return None
        snippet = snippet_of(index, places)
        return Find(
            name.text, "name", name.start, found=True, snippet=snippet, places=places, in_title=in_title
        )
    if name.person and (found := _by_surname(name, index)) is not None:
        return found
    if not name.certain:
        return _doubtful(name, claim, index)
    return Find(name.text, "name", name.start, _absent(name, claim, index), needed=True)


def _doubtful(name: Name, claim: ClaimText, index: PageIndex) -> Find | None:
    """What may be a name or only a noun without a known translation: a claim is not carried without it."""
    word = name.text.split()[-1]
    form = cognate(word)
    alike = form is not None and any(("form", form) in passage.features for passage in index.passages)
    same = any(("stem", stem(word, claim.language)) in passage.features for passage in index.passages)
    noun = name.noun and word == name.text
    known = ideas(word, claim.language)
    translated = bool(known) and not only_compound(word)
    translated |= any(("idea", idea) in passage.features for idea in known for passage in index.passages)
    if noun or alike or same or looks_german(word) or translated:
        return None
    return Find(name.text, "name", name.start, None, shown=False)


def _shows_as_name(name: Name, index: PageIndex) -> bool:
    """Whether the page writes an uncertain name as one; on a German page every noun has its capital."""
    return name.person or (
        index.language != "de"
        and bool(re.search(rf"(?<![.!?]\s)\b{re.escape(name.text)}\b", index.words.text))
    )


def _with_surname(name: Name, index: PageIndex) -> frozenset[int]:
    last = name.text.split()[-1]
    known = len(last) >= _MIN_SURNAME and last[0].isupper()
    return frozenset(p.number for p in index.passages if known and f" {fold(last)} " in p.key)


def _by_surname(name: Name, index: PageIndex) -> Find | None:
    """A person of whom the page writes the surname alone; with another first name it may be somebody else."""
    last = name.text.split()[-1]
    if len(last) < 4 or not last[0].isupper():
        return None
    places = frozenset(passage.number for passage in index.passages if f" {fold(last)} " in passage.key)
    if not places:
        return None
    before = re.findall(rf"([^\W\d_]+)\s{re.escape(last)}\b", index.words.text)
    alone = any(not word[0].isupper() for word in before) or not before
    return Find(name.text, "name", name.start, True if alone else None, snippet_of(index, places), places)


def _absent(name: Name, claim: ClaimText, index: PageIndex) -> bool | None:
    """False where the page would have to write the name in a form that we know."""
    words = [word for word in re.split(r"[\s-]+", name.text) if word]
    longest = max(words, key=len)
    if _abbreviated(name, words, index) or (len(longest) >= _MIN_SOUND and sound(longest) in index.sounds):
        return True
    if name.known or claim.language == index.language:
        return False
    translated = len(words) > 1 and any(ideas(word, claim.language) or looks_german(word) for word in words)
    return None if translated else False


def _abbreviated(name: Name, words: Sequence[str], index: PageIndex) -> bool:
    """Whether the page has the initials of a long name, or the words behind initials."""
    initials = "".join(word[0] for word in words if word[0].isupper())
    short = len(initials) > 2 and f" {form_key(initials)} " in index.everywhere
    return short or fold(name.text) in index.initials


def is_own(name: Name, own: Sequence[str]) -> bool:
    """A name that is part of the source's name, or holds it."""
    written = key(name.text)
    return any(
        written in other or other in written or (name.known and pattern_of(name).search(other))
        for other in own
    )
