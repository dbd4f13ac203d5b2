"""Hosts that imitate a known outlet's: other letters, a slip of one letter, its domain or name in front of another's.

An honest neighbour ("kurier.de" beside "kurier.at", "reuter.de" beside "reuters.com") is never one: hosts of
the register are not asked about, and what could be an accident counts only where the label claims the outlet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from verifier.addresses import has_ending, public_suffix, registered_domain
from verifier.citations.outlets import Outlet, Register
from verifier.citations.relation import core, names_host, shown_host, squeeze

_FOLDER = Path(__file__).parent
_SHORTEST_EXACT = 4  # letters of a brand in other characters; shorter ones stand in too many innocent hosts
_SHORTEST_SLIP = 5  # letters of a brand of which one was changed, where the label claims the outlet
_SHORTEST_TYPING_ERROR = 7  # where no label does: a letter doubled, left out or swapped with its neighbour
_SHORTEST_ANY_SLIP = 9  # and any other letter
_SHORTEST_WITH_WORD = 6  # of a brand beside "news" without a label
_SHORT_PART = 3  # letters of a part between hyphens: "tu-berlin" and "fu-berlin" are both honest
_LONGEST_HOST = 253  # RFC 1035
_ENDS = 3  # letters at one end of a name that a slip leaves as they are
_GLANCE = str.maketrans("i10358", "lloesb")
_DOUBLED = re.compile(r"(.)\1+")
_TRUSTED_SUFFIXES = frozenset({"gov", "edu", "int", "mil", "museum", "arpa"})
_TRUSTED_PARTS = frozenset({"gov", "edu", "ac", "gv", "admin", "europa", "bund"})


class Brand(NamedTuple):
    """A registered domain taken apart."""

    name: str  # "bbc" of bbc.co.uk
    suffix: str
    number: int  # of the register's row


class Brands:
    """All brands of a register, found by what a slip leaves of them. Built when the first unknown host is seen."""

    def __init__(self, register: Register) -> None:
        self.by_name: dict[str, list[Brand]] = {}
        self._by_end: dict[str, list[Brand]] = {}
        for domain, number in register.domains.items():
            brand = _brand(domain, number)
            self.by_name.setdefault(brand.name, []).append(brand)
            if len(brand.name) >= _SHORTEST_SLIP:
                self._by_end.setdefault("^" + brand.name[:_ENDS], []).append(brand)
                self._by_end.setdefault(brand.name[-_ENDS:] + "$", []).append(brand)

    @lru_cache(1 << 12)  # noqa: B019 - brands live as long as their register
    def near(self, name: str) -> tuple[Brand, ...]:
        """Brands from which one letter, or a letter of the same look, makes the name."""
        look = _look(name)
        keys = ("^" + name[:_ENDS], name[-_ENDS:] + "$")
        return tuple(
            brand
            for brand in chain.from_iterable(self._by_end.get(key, ()) for key in keys)
            if slip(brand.name, name) or (brand.name != name and _look(brand.name) == look)
        )


@lru_cache(maxsize=4)
def _brands(register: Register) -> Brands:
    return Brands(register)


@cache
def _words() -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    for line in (_FOLDER / "imitation.txt").read_text("utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            section = sections.setdefault(entry.strip("[]"), set())
        elif entry:
            section.add(entry)
    return {name: frozenset(entries) for name, entries in sections.items()}


@cache
def _latin() -> dict[int, str]:
    lines = (_FOLDER / "confusables.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {ord(other): latin for latin, *others in rows for other in others}


def imitated_outlet(
    host: str, register: Register, names: tuple[str, ...] = (), claimed: tuple[Outlet, ...] = ()
) -> Outlet | None:
    """The outlet whose host it imitates.

    `names` and `claimed` are what the label beside the address says and which outlets it means. Only for hosts
    that the register does not know.
    """
    if len(host) > _LONGEST_HOST or _is_trusted(host):
        return None
    certain = _in_other_letters(host, register) or _domain_inside(host, register)
    if certain is not None:
        return certain
    literal = {squeeze(name) for name in names}
    for outlet, needs_label in suspects(host, register, claimed):
        own = {squeeze(name) for name in outlet.names}
        honest = squeeze(core(host)) in literal - own or _names_other(names, host, outlet)
        if not honest and (outlet in claimed or not needs_label):
            return outlet
    return None


def _is_trusted(host: str) -> bool:
    """Registries that give no name to strangers, and proxies that put the real host into their own."""
    labels = host.split(".")
    if labels[-1] in _TRUSTED_SUFFIXES or (
        len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TRUSTED_PARTS
    ):
        return True
    carrier = (registered_domain(host) or host) in _words()["carrier"]
    return carrier or any("proxy" in label for label in labels)


def _names_other(names: tuple[str, ...], host: str, outlet: Outlet) -> bool:
    return any(
        names_host(name, host) and not any(names_host(own, host) for own in outlet.names) for name in names
    )


def _in_other_letters(host: str, register: Register) -> Outlet | None:
    """Letter for letter, in characters that are drawn alike."""
    shown = shown_host(host)
    if shown.isascii():
        return None
    latin = shown.translate(_latin())
    plain = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    outlet = register.by_host(plain)
    mixed = latin != shown and re.search("[a-z]", core(shown)) is not None  # no word of any language
    return outlet if outlet is not None and (mixed or len(core(plain)) >= _SHORTEST_EXACT) else None


def _domain_inside(host: str, register: Register) -> Outlet | None:
    """A whole registered domain in front of another.

    As in "reuters.com.example.net", "www-faz-net.example", "spiegel.de-aktuell.example".
    """
    suffix = public_suffix(host)
    labels = host.removesuffix(f".{suffix}" if suffix else "").split(".")
    labels = labels if suffix else labels[:-1]
    dotted = [
        ".".join([*labels[first : stop - 1], labels[stop - 1].partition("-")[0]])
        for stop in range(2, len(labels) + 1)
        for first in range(stop - 1)
    ]
    hyphened = [label.removeprefix("www-").replace("-", ".") for label in labels if "-" in label]
    numbers = (register.domains.get(inner) for inner in [*dotted, *hyphened])
    return next((register.outlet(number) for number in numbers if number is not None), None)


def suspects(host: str, register: Register, claimed: tuple[Outlet, ...]) -> Iterator[tuple[Outlet, bool]]:
    """Outlets that the host may imitate, each with whether only the label can tell."""
    name, suffix = core(host), public_suffix(host)
    strange = suffix.rpartition(".")[2] in _words()["suffix"] or not has_ending(host)
    for outlet in claimed:
        if _looks_like_own(host, outlet) or (strange and _bears_name(host, outlet)):
            yield outlet, True
    brands = _brands(register)
    if strange:
        for brand in brands.by_name.get(name, ()):
            if len(name) >= _SHORTEST_ANY_SLIP and register.outlet(brand.number).kind == "outlet":
                yield register.outlet(brand.number), False
    yield from _with_word(name, suffix, brands, register, strange=strange)
    for brand in brands.near(name):
        outlet = register.outlet(brand.number)
        spelled = squeeze(name) in {squeeze(own) for own in (*outlet.names, brand.name)}
        swapped = brand.suffix == suffix and sorted(brand.name) == sorted(name)
        if not spelled and (strange or swapped or brand.name not in _words()["ordinary"]):
            ordinary = brand.name in _words()["ordinary"]
            yield outlet, ordinary or not _is_certain_slip(brand, name, suffix)


def _bears_name(host: str, outlet: Outlet) -> bool:
    """On a registry of clones: the name of a medium, or a body's whole domain."""
    name = core(host)
    if outlet.kind != "outlet" and has_ending(host):
        return any(host.removeprefix("www.").startswith(f"{domain}.") for domain in outlet.domains)
    own = {domain.partition(".")[0] for domain in outlet.domains}
    return not own.isdisjoint({name, *name.split("-")}) or any(names_host(one, host) for one in outlet.names)


def _looks_like_own(host: str, outlet: Outlet) -> bool:
    """Its own domain at a glance, however short: "0rf.at"."""
    domain = registered_domain(host) or host
    return any(domain != own and _look(domain) == _look(own) for own in outlet.domains)


def _with_word(
    name: str, suffix: str, brands: Brands, register: Register, *, strange: bool
) -> Iterator[tuple[Outlet, bool]]:
    """The brand beside "news", "online", "24": on the outlet's own suffix it is mostly the outlet's own."""
    for part in _without_word(name):
        found = brands.by_name.get(part, ())
        own = {brand.number for brand in found if brand.suffix == suffix}
        ordinary = part in _words()["ordinary"]
        for number in dict.fromkeys(brand.number for brand in found if strange or not ordinary):
            if number not in own:
                glued = "-" not in name
                yield register.outlet(number), ordinary or glued or len(part) < _SHORTEST_WITH_WORD
    if name.startswith("www"):
        for brand in brands.by_name.get(name[3:], ()):
            if brand.suffix == suffix:
                yield register.outlet(brand.number), False


def _without_word(name: str) -> Iterator[str]:
    words = _words()["word"]
    parts = name.split("-")
    for first in range(len(parts)):
        for stop in range(first + 1, len(parts) + 1):
            rest = parts[:first] + parts[stop:]
            if rest and words.issuperset(rest):
                yield "-".join(parts[first:stop])
    if len(parts) == 1:
        yield from (name.removesuffix(word) for word in words if name.endswith(word) and name != word)


def _is_certain_slip(brand: Brand, name: str, suffix: str) -> bool:
    """Whether the host imitates the brand although no label says so."""
    if brand.suffix != suffix or len(brand.name) < _SHORTEST_TYPING_ERROR or _in_short_part(brand.name, name):
        return False
    if _look(brand.name) == _look(name):
        return True
    plural = brand.name == name + "s" or name == brand.name + "s"
    typing_error = sorted(brand.name) == sorted(name) or _DOUBLED.sub(r"\1", brand.name) == _DOUBLED.sub(
        r"\1", name
    )
    any_slip = len(brand.name) >= _SHORTEST_ANY_SLIP and brand.name[0] == name[0]
    return not plural and (typing_error or any_slip)


def _in_short_part(one: str, other: str) -> bool:
    parts, others = one.split("-"), other.split("-")
    pairs = zip(parts, others, strict=False)
    return len(parts) > 1 and any(a != b and min(len(a), len(b)) <= _SHORT_PART for a, b in pairs)


def slip(one: str, other: str) -> bool:
    """One letter changed, added, left out, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[same:], other[same:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b or b[1:] == a


@lru_cache(1 << 13)
def _look(name: str) -> str:
    """How a name looks at a glance: "rn" like "m", "1" and "i" like "l", "0" like "o"."""
    return name.replace("rn", "m").replace("vv", "w").translate(_GLANCE)


def _brand(domain: str, number: int) -> Brand:
    if domain.count(".") == 1:
        name, _, suffix = domain.partition(".")
        return Brand(name, suffix, number)
    suffix = public_suffix(domain)
    return Brand(domain.removesuffix(f".{suffix}").rpartition(".")[2], suffix, number)
