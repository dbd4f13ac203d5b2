"""The register of outlets and publishing bodies: who owns a name, who owns a domain.

The register lies in `register/*.csv`, one row an outlet; `config.yaml` adds a house's own rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from verifier.addresses import parent_hosts, registered_domain
from verifier.citations.name_index import NameIndex
from verifier.citations.names import CACHED, bare, fold, split_name
from verifier.config import OutletConfig

REGISTER = Path(__file__).parent / "register"
_CARRIERS = frozenset({"agency", "presswire", "aggregator"})


@dataclass(frozen=True, slots=True, eq=False)
class Outlet:
    """One row of the register, which makes each only once: two are equal if they are the same.

    `kind` is "outlet" or "organisation"; `type` is finer ("newspaper", "agency", …).
    """

    name: str
    kind: str
    type: str
    country: str
    gender: str  # "m", "f", "n", "p" or "" where German uses no article
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    common: frozenset[str]  # folded names that are ordinary words or ambiguous, too
    house: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    @property
    def carried_elsewhere(self) -> bool:
        """Its texts regularly stand on other sites, or it carries those of others."""
        return self.type in _CARRIERS

    def is_common(self, written: str) -> bool:
        """The name as written is an ordinary word, too."""
        return name_key(written) in self.common


@lru_cache(CACHED)
def name_key(name: str) -> str:
    """A name without article, case and punctuation, for comparing whole names."""
    return " ".join(map(fold, bare(split_name(name))))


@dataclass(slots=True, eq=False)
class Register:
    """All outlets, with their look-ups. Rows become outlets when they are asked for.

    `domains` leads from a registered domain or host to the number of its row.
    """

    rows: list[list[str]]
    index: NameIndex = field(default_factory=NameIndex)
    domains: dict[str, int] = field(default_factory=dict)
    _outlets: dict[int, Outlet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, (name, _, _, _, _, domains, aliases, _, _) in enumerate(self.rows):
            self.index.add(name, number)
            for alias in aliases.split("|") if aliases else ():
                self.index.add(alias, number)
            for domain in domains.split():
                self.domains.setdefault(domain, number)

    def outlet(self, number: int) -> Outlet:
        """The outlet of a row."""
        if number not in self._outlets:
            self._outlets[number] = outlet_of(self.rows[number])
        return self._outlets[number]

    def by_host(self, host: str) -> Outlet | None:
        """The outlet of a host: the host itself, else the nearest parent that is registered."""
        for name in parent_hosts(host):
            number = self.domains.get(name)
            if number is not None:
                return self.outlet(number)
        return None

    @lru_cache(1 << 12)  # noqa: B019 - registers live as long as the process
    def by_name(self, name: str) -> tuple[Outlet, ...]:
        """Outlets whose name or alias it is; several where an abbreviation is shared."""
        return tuple(map(self.outlet, self.index.whole(name)))

    def related(self, one: Outlet, other: Outlet) -> bool:
        """Parent, child or sister titles."""
        houses = {name_key(outlet.house) for outlet in (one, other) if outlet.house}
        named = {name_key(one.name), name_key(other.name)} & houses
        return one == other or bool(named) or (bool(one.house) and one.house == other.house)


def load_register(house: tuple[OutletConfig, ...] = ()) -> Register:
    """The register with a house's own outlets in front."""
    return _cached_register() if not house else Register([*map(_from_config, house), *_cached_rows()])


@cache
def _cached_rows() -> list[list[str]]:
    return [row for path in sorted(REGISTER.glob("*.csv")) for row in read_rows(path)]


@cache
def _cached_register() -> Register:
    return Register(_cached_rows())


def read_rows(path: Path) -> Iterator[list[str]]:
    """The rows of one register file, without comments and header."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if line[0] not in "#\n\r")
        next(rows, None)
        yield from rows


def outlet_of(row: list[str]) -> Outlet:
    """A row as a value."""
    name, kind, type_, country, gender, domains, aliases, common, house = row
    return Outlet(
        name=name,
        kind=kind,
        type=type_,
        country=country,
        gender=gender,
        domains=tuple(domains.split()),
        aliases=tuple(aliases.split("|")) if aliases else (),
        common=frozenset(map(name_key, common.split("|"))) if common else frozenset(),
        house=house,
    )


def _from_config(row: OutletConfig) -> list[str]:
    kind = "organisation" if row.kind == "organisation" else "outlet"
    domains = " ".join(registered_domain(domain) or domain for domain in row.domains)
    return [row.name, kind, row.kind, "", "", domains, "|".join(row.aliases), "", ""]
