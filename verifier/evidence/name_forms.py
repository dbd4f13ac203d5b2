"""The forms by which a page may write a name: foreign ones from the list, endings, other spellings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from verifier.evidence.vocabulary import read_data
from verifier.evidence.words import fold


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The list of names, ready for look-up."""

    forms: Mapping[str, tuple[str, ...]]  # folded form -> all folded forms of the entity
    not_names: frozenset[str]
    no_name_parts: frozenset[str]
    noun_ends: tuple[str, ...]  # of German common nouns
    institution_ends: tuple[str, ...]
    longest: int  # words


@cache
def known_names() -> KnownNames:
    """The list of names.yaml."""
    data = read_data("names.yaml", plain=True)
    forms: dict[str, tuple[str, ...]] = {}
    for group in ("institutions", "places", "persons"):
        for entity in data[group]:
            folded = tuple(dict.fromkeys(form_key(form) for form in entity))
            for form in folded:
                forms[form] = tuple(dict.fromkeys((*forms.get(form, ()), *folded)))
    longest = max(form.count(" ") + 1 for form in forms)
    return KnownNames(
        forms=forms,
        not_names=frozenset(data["not_names"]),
        no_name_parts=frozenset(part.lower() for part in data["no_name_parts"]),
        noun_ends=tuple(data["noun_ends"]),
        institution_ends=tuple(data["institution_ends"]),
        longest=longest,
    )


def form_key(form: str) -> str:
    """As words stand in a page's key: short capitals with a mark, full stops and hyphens off."""
    return " ".join(_key_word(token.replace(".", "")) for token in form.replace("-", " ").split())


def _key_word(word: str) -> str:
    return f"^{fold(word)}" if word.isupper() and 1 < len(word) <= 3 else fold(word)


def own_forms(written: str) -> tuple[str, ...]:
    """As written, without a German or English genitive, and with other hyphens."""
    key = form_key(written)
    forms = [key]
    for ending in ("'s", "s'", "s"):
        if key.endswith(ending) and len(key) > 4:
            forms.append(key.removesuffix(ending))
            break
    if key.endswith("'"):
        forms.append(key.rstrip("'"))
    return tuple(dict.fromkeys(forms))


def sound(word: str) -> str:
    """A name's skeleton, alike for German and English spellings of names from other scripts."""
    low = fold(word)
    for ours, common in _SOUNDS:
        low = low.replace(ours, common)
    return re.sub(r"(.)\1+", r"\1", low)


_SOUNDS = (
    ("schtsch", "x"), ("shch", "x"), ("tsch", "x"), ("tch", "x"), ("sch", "s"), ("sh", "s"), ("zh", "s"),
    ("ch", "x"), ("kh", "x"), ("ts", "z"), ("tz", "z"), ("ij", "i"), ("iy", "i"), ("yj", "i"), ("yy", "i"),
    ("j", "i"), ("y", "i"), ("w", "v"), ("ck", "k"), ("c", "k"), ("q", "k"), ("ph", "f"), ("dsch", "g"),
    ("dj", "g"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("s", "z"), ("h", ""),
)  # fmt: skip
