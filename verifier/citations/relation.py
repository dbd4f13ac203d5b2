"""Does a label belong to the domain beside it? Registrable domains and whole names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from verifier.addresses import public_suffix, registered_domain
from verifier.citations.names import bare, fold, split_name
from verifier.citations.outlets import Outlet, Register

SMALL_WORDS = frozenset(
    {"der", "die", "das", "the", "of", "and", "&", "für", "fuer", "for", "des", "la", "le", "in", "on", "a"}
)
_SHORT_NAME = 2  # words
_LONG_BRAND = 8  # letters: "handelsblattgroup" speaks of the paper, "zeitarbeit" does not
_STATE = frozenset({"authority", "parliament", "court", "statistics", "centralbank", "organisation"})
_SCIENCE = frozenset({"university", "research", "journal", "thinktank", "organisation"})
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


class Relation(NamedTuple):
    """`kind`: "same", "sister", "hosted", "imitation", "other", or None where it cannot be told."""

    kind: str | None
    imitates: str | None = None


def relate(
    names: tuple[str, ...],
    label_outlets: tuple[Outlet, ...],
    domain_outlet: Outlet | None,
    host: str,
    register: Register,
) -> Relation:
    """How the label's outlet stands to the host's."""
    if _is_same(names, label_outlets, domain_outlet, host):
        return Relation("same")
    if not label_outlets:
        return Relation(None)
    if domain_outlet is not None and any(register.related(outlet, domain_outlet) for outlet in label_outlets):
        return Relation("sister")
    if _is_platform(host) or (domain_outlet is not None and _may_carry(label_outlets, domain_outlet)):
        return Relation("hosted")
    if domain_outlet is None and any(_wanders(outlet) for outlet in label_outlets):
        return Relation("hosted")
    if domain_outlet is None and not all(outlet.domains for outlet in label_outlets):
        return Relation(None)
    if domain_outlet is None and any(
        _namesake(name, outlet, host) or _is_house(outlet, host)
        for name in names[:1]
        for outlet in label_outlets
    ):
        return Relation(None)
    return Relation("other")


def _is_same(
    names: tuple[str, ...], label_outlets: tuple[Outlet, ...], domain_outlet: Outlet | None, host: str
) -> bool:
    """One outlet by the register, or by the host's own words where the register knows no other there."""
    if domain_outlet in label_outlets:
        return True
    if domain_outlet is not None and names and _shortens(names[0], domain_outlet):
        return True
    if domain_outlet is not None and label_outlets:
        return False
    owned = (name for outlet in label_outlets for name in outlet.names)
    return any(names_host(name, host) for name in (*names, *owned))


def _shortens(name: str, owner: Outlet) -> bool:
    """The beginning of a long name: "Bundesamt für Bevölkerungsschutz" of that "… und Katastrophenhilfe"."""
    words = [fold(word) for word in bare(split_name(name))]
    longs = ([fold(word) for word in bare(split_name(own))] for own in owner.names)
    return len(words) > _SHORT_NAME and any(long[: len(words)] == words for long in longs)


def _may_carry(label_outlets: tuple[Outlet, ...], owner: Outlet) -> bool:
    """Press portals carry everybody, journals bodies' papers, papers the agencies' texts; a rival carries neither."""
    if owner.type == "agency":
        return any(outlet.kind == "organisation" for outlet in label_outlets)
    if owner.carried_elsewhere:
        return True
    if owner.kind == "outlet":
        carries = _wanders if owner.type == "journal" else _is_agency
        return any(carries(outlet) for outlet in label_outlets)
    return any(_are_partners(outlet, owner) for outlet in label_outlets)


def _is_agency(outlet: Outlet) -> bool:
    return outlet.carried_elsewhere


def _wanders(outlet: Outlet) -> bool:
    """Its texts regularly stand on other sites."""
    return outlet.carried_elsewhere or outlet.kind == "organisation"


def _are_partners(one: Outlet, other: Outlet) -> bool:
    """Bodies that publish each other's papers: those of one state, and science with its own."""
    if one.kind != "organisation":
        return one.carried_elsewhere
    both = {one.type, other.type}
    neighbours = one.country == other.country or "XX" in {one.country, other.country}
    known = both <= _STATE or both <= _SCIENCE or (bool(both & _STATE) and bool(both & _SCIENCE))
    return known and neighbours and (one.type != other.type or both <= _STATE)


def _namesake(name: str, outlet: Outlet, host: str) -> bool:
    """Another paper of a common name: "Volksblatt" on volksblatt-altmark.example."""
    words = [squeeze(word) for word in split_name(name)]
    return outlet.is_common(name) and any(word in core(host).split("-") for word in words)


def _is_house(outlet: Outlet, host: str) -> bool:
    """The outlet's brand as a part of the host: "ard-media.de", "handelsblattgroup.com"."""
    name = core(host)
    brands = {squeeze(own) for own in outlet.names}
    long = tuple(brand for brand in brands if len(brand) >= _LONG_BRAND)
    return not brands.isdisjoint(name.split("-")) or (bool(long) and squeeze(name).startswith(long))


@cache
def _platforms() -> frozenset[str]:
    lines = Path(__file__).with_name("platforms.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _is_platform(host: str) -> bool:
    return (registered_domain(host) or host) in _platforms()


@lru_cache(1 << 13)
def core(host: str) -> str:
    """The registrable name without its suffix: "bbc" for www.bbc.co.uk."""
    domain = registered_domain(host) or host
    suffix = public_suffix(domain) or domain.rpartition(".")[2]
    return shown_host(domain.removesuffix(suffix).rstrip(".") if suffix else domain)


@lru_cache(1 << 14)
def names_host(name: str, host: str) -> bool:
    """The name, its host-like form, or its initials are the registrable name."""
    brand = squeeze(core(host))
    if not brand:
        return False
    words = [fold(word) for word in bare(split_name(name))]
    if "." in name and " " not in name.strip():
        return registered_domain(name.lower().removeprefix("www.")) == registered_domain(host)
    big = [word for word in words if word not in SMALL_WORDS]
    if brand in {squeeze("".join(words)), squeeze("".join(big)), squeeze(name)}:
        return True
    return len(big) > 2 and brand in {"".join(w[0] for w in words), "".join(w[0] for w in big)}


@lru_cache(1 << 14)
def squeeze(name: str) -> str:
    """A name's letters and digits only, umlauts in two letters, accents off."""
    low = name.casefold()
    for umlaut, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        low = low.replace(umlaut, pair)
    return _NEITHER_LETTER_NOR_DIGIT.sub("", unicodedata.normalize("NFKD", low))


def shown_host(host: str) -> str:
    """The host with its own letters instead of A-labels."""
    if "xn--" not in host:
        return host
    import idna  # noqa: PLC0415 - umlaut domains are rare

    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host
