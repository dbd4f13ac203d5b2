"""Inflection of the verbs in a language file.

German: Duden grammar, regular ("schwache") conjugation; English: regular endings. Irregular forms stand in
the file; so do English verbs of several syllables that double their consonant ("admitted"): stress is not
written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_UNSTRESSED = re.compile(
    r"(?:be|ent|er|ge|miss|ver|zer|über|unter|wider|wieder|voll|hinter)(?=.*[aeiouyäöü])"
)
_LINKED = re.compile(r"(?:[td]|(?:ch|[bdfgkpt])[mn])$")  # meld-e-t, rechn-e-t, but warn-t
_ONE_SYLLABLE = re.compile(r"(?:qu|[^aeiou])+[aeiou][^aeiouwxy]")  # run, put: runn-ing, putt-ing
_VOWELS = "aeiou"


class Verb(NamedTuple):
    """One form of a verb. `particle` is what must follow later in the clause ("weist … hin")."""

    strength: str  # "report", "say", "weak", "actor"
    infinitive: str
    participle: bool
    particle: str
    finite: bool
    plural: bool = False  # as a finite form, for several subjects only; else an infinitive


def inflect(code: str, strength: str, entry: str) -> Iterator[tuple[str, Verb]]:
    """All forms of one entry of a language file: (lower-case form, what it is)."""
    head, _, irregular = entry.partition(":")
    yield from _INFLECTORS.get(code, _uninflected)(strength, head.strip(), irregular.split())


def _german(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    particle, _, base = head.rpartition("|")
    stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
    link = "e" if _LINKED.search(stem) else ""
    subjunctive = stem[:-2] + "le" if base.endswith("eln") else stem + "e"
    if irregular:
        present, past, participle = irregular
        forms = {present, base, past, past + ("n" if past.endswith("e") else "en"), subjunctive}
    else:
        weak = stem + link
        forms = {weak + "t", base, weak + "te", weak + "ten", subjunctive}
        bare = base.endswith("ieren") or _UNSTRESSED.match(stem)
        participle = particle + ("" if bare else "ge") + weak + "t"
    infinitive = particle + base
    for form in forms:
        plural = form == base or form.endswith("en")
        yield (
            form,
            Verb(strength, infinitive, participle=False, particle=particle, finite=True, plural=plural),
        )
        if particle:  # "…, wie die Zeitung mitteilt"
            whole = Verb(strength, infinitive, participle=False, particle="", finite=True, plural=plural)
            yield particle + form, whole
    yield participle, Verb(strength, infinitive, participle=True, particle="", finite=False)
    if particle and participle.startswith(particle):  # written apart: "publik gemacht"
        apart = Verb(strength, infinitive, participle=True, particle=particle, finite=False)
        yield participle[len(particle) :], apart


def _english(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    third, past, participle = irregular or _regular(head)
    for form in dict.fromkeys((head, third, past)):
        plural = form == head != past
        yield form, Verb(strength, head, participle=False, particle="", finite=True, plural=plural)
    for form in (participle, _gerund(head, past)):
        yield form, Verb(strength, head, participle=True, particle="", finite=False)


def _regular(head: str) -> tuple[str, str, str]:
    if head.endswith("y") and head[-2] not in _VOWELS:
        return head[:-1] + "ies", head[:-1] + "ied", head[:-1] + "ied"
    third = head + ("es" if head.endswith(("s", "sh", "ch", "x", "o")) else "s")
    doubled = head[-1] if _ONE_SYLLABLE.fullmatch(head) else ""
    past = head + ("d" if head.endswith("e") else doubled + "ed")
    return third, past, past


def _gerund(head: str, past: str) -> str:
    if head.endswith("ie"):
        return head[:-2] + "ying"
    if head.endswith("e") and not head.endswith(("ee", "oe", "ye")):
        return head[:-1] + "ing"
    doubled = _ONE_SYLLABLE.fullmatch(head) or past == head + head[-1] + "ed"
    return head + (head[-1] if doubled else "") + "ing"


def _french(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    """Present and imperfect, third persons, and the past participle; irregular: "present participle"."""
    if irregular:
        present, participle = irregular
        finite = {present}
    else:
        stem = head.removesuffix("er")
        grave = re.sub(r"é(?=[^aeiouéè]+$)", "è", stem)  # révéler, révèle
        soft = (
            stem + "e" if stem.endswith("g") else stem.removesuffix("c") + "ç" if stem.endswith("c") else stem
        )
        finite = {grave + "e", grave + "ent", soft + "ait", soft + "aient"}
        participle = stem + "é"
    for form in sorted(finite):
        yield form, Verb(strength, head, participle=False, particle="", finite=True)
    yield participle, Verb(strength, head, participle=True, particle="", finite=False)


def _uninflected(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    for form in (head, *irregular):
        yield form, Verb(strength, head, participle=False, particle="", finite=True)


_INFLECTORS: dict[str, Callable[[str, str, list[str]], Iterator[tuple[str, Verb]]]] = {
    "de": _german,
    "en": _english,
    "fr": _french,
}
