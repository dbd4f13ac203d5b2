"""Inflection of the verbs in a language file.

German: Duden grammar, regular ("schwache") conjugation; English: regular endings. Irregular forms stand in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

_UNSTRESSED = (
    "be",
    "ent",
    "er",
    "ge",
    "miss",
    "ver",
    "zer",
    "über",
    "unter",
    "wider",
    "wieder",
    "voll",
    "hinter",
)
_VOWELS = "aeiou"


class Verb(NamedTuple):
    """One form of a verb. `particle` is what must follow later in the clause ("weist … hin")."""

    strength: str  # "report", "say", "weak", "actor"
    infinitive: str
    participle: bool
    particle: str
    finite: bool


def inflect(code: str, strength: str, entry: str) -> Iterator[tuple[str, Verb]]:
    """All forms of one entry of a language file: (lower-case form, what it is)."""
    head, _, irregular = entry.partition(":")
    yield from _INFLECTORS.get(code, _uninflected)(strength, head.strip(), irregular.split())


def _german(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    particle, _, base = head.rpartition("|")
    stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
    link = "e" if stem.endswith(("t", "d", "chn", "ffn", "gn")) else ""
    if irregular:
        present, past, participle = irregular
        forms = {present, base, past, past + ("n" if past.endswith("e") else "en"), stem + "e"}
    else:
        weak = stem + link
        forms = {weak + "t", base, weak + "te", weak + "ten", stem + "e"}
        bare = base.endswith("ieren") or (not particle and base.startswith(_UNSTRESSED))
        participle = particle + ("" if bare else "ge") + weak + "t"
    infinitive = particle + base
    for form in forms:
        yield form, Verb(strength, infinitive, participle=False, particle=particle, finite=True)
        if particle:  # "…, wie die Zeitung mitteilt"
            yield particle + form, Verb(strength, infinitive, participle=False, particle="", finite=True)
    yield participle, Verb(strength, infinitive, participle=True, particle="", finite=False)


def _english(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    if irregular:
        third, past, participle = irregular
    else:
        third = head + ("es" if head.endswith(("s", "sh", "ch", "x")) else "s")
        past = head + ("d" if head.endswith("e") else "ed")
        if head.endswith("y") and head[-2] not in _VOWELS:
            third, past = head[:-1] + "ies", head[:-1] + "ied"
        participle = past
    for form in dict.fromkeys((head, third, past)):
        yield form, Verb(strength, head, participle=False, particle="", finite=True)
    yield participle, Verb(strength, head, participle=True, particle="", finite=False)
    gerund = head.removesuffix("e") + "ing"
    yield gerund, Verb(strength, head, participle=True, particle="", finite=False)


def _uninflected(strength: str, head: str, irregular: list[str]) -> Iterator[tuple[str, Verb]]:
    for form in (head, *irregular):
        yield form, Verb(strength, head, participle=False, particle="", finite=True)


_INFLECTORS: dict[str, Callable[[str, str, list[str]], Iterator[tuple[str, Verb]]]] = {
    "de": _german,
    "en": _english,
}
