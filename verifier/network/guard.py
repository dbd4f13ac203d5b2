"""Who may be visited: public hosts only, judged by the very address that is connected to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from verifier.config import NetworkConfig
from verifier.network.address import Address
from verifier.network.failures import RefusedError, UnsupportedUrlError

_Ip = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

# RFC 6052, RFC 8215, and the older form of RFC 2765
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::ffff:0:0:0/96"))
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291 section 2.5.5.1, deprecated
_SIX_TO_FOUR = IPv6Network("2002::/16")  # RFC 3056
_LOCAL_SUFFIXES = (".localhost", ".localdomain", ".local")
USUAL_PORTS = frozenset({80, 443, 8080, 8443})


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges names before they are looked up and addresses before they are connected to."""

    allowed: tuple[_Network, ...]  # visited although not public
    excluded_hosts: frozenset[str]
    excluded_patterns: tuple[re.Pattern[str], ...]

    def judge_name(self, address: Address) -> None:
        """Refuse what its URL alone gives away.

        Raises:
            RefusedError: a private address or local name, or excluded by the configuration.
            UnsupportedUrlError: a name of another network than the public one.
        """
        if address.host.endswith(".onion"):
            raise UnsupportedUrlError("onion addresses cannot be visited", "onion")
        if self._excluded(address):
            raise RefusedError("left out by the configuration", "config")
        if address.ip is None and ("." not in address.host or address.host.endswith(_LOCAL_SUFFIXES)):
            raise RefusedError("a name of the local network", "private")
        if address.ip is not None:
            self.judge_address(address.ip)

    def judge_address(self, ip: _Ip) -> None:
        """Refuse an address that is not public, also where it hides inside another one.

        Raises:
            RefusedError: not public and not allowed.
        """
        if any(ip.version == network.version and ip in network for network in self.allowed):
            return
        for seen in (ip, *_embedded(ip)):
            kind = _special(seen)
            if kind is not None:
                raise RefusedError(f"not a public address ({kind})", "private")

    def public(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of the looked-up addresses that may be connected to.

        Raises:
            RefusedError: none of them may.
        """
        kept: list[str] = []
        refusal: RefusedError | None = None
        for text in addresses:
            try:
                self.judge_address(ip_address(text))
                kept.append(text)
            except RefusedError as error:
                refusal = error
        if not kept:
            raise refusal or RefusedError("no public address", "private")
        return tuple(kept)

    def _excluded(self, address: Address) -> bool:
        host = address.host
        parts = host.split(".")
        names = {".".join(parts[place:]) for place in range(len(parts))}
        if names & self.excluded_hosts:
            return True
        return any(pattern.search(address.url) or pattern.search(host) for pattern in self.excluded_patterns)


def build_guard(config: NetworkConfig) -> Guard:
    """The guard that a configuration asks for. A plain host name also excludes the names below it."""
    hosts: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for entry in config.exclude:
        if re.fullmatch(r"[\w\-.]+", entry):
            hosts.add(entry.lower().strip("."))
        else:
            patterns.append(re.compile(entry, re.IGNORECASE))
    allowed = tuple(ip_network(text, strict=False) for text in config.allow_private)
    return Guard(allowed, frozenset(hosts), tuple(patterns))


def _embedded(ip: _Ip) -> tuple[_Ip, ...]:
    """IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, IPv4Address):
        return ()
    low = IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.ipv4_mapped is not None:
        return (ip.ipv4_mapped,)
    if ip in _SIX_TO_FOUR:
        return (IPv4Address((int(ip) >> 80) & 0xFFFFFFFF),)
    if any(ip in network for network in _NAT64) or ip in _COMPATIBLE:
        return (low,)
    return ()


def _special(ip: _Ip) -> str | None:
    for network, kind in special_networks():
        if ip.version == network.version and ip in network:
            return kind
    return None


@cache
def special_networks() -> tuple[tuple[_Network, str], ...]:
    """The table of `special_networks.txt`."""
    lines = Path(__file__).with_name("special_networks.txt").read_text("utf-8").splitlines()
    entries = (line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    return tuple((ip_network(network), kind.strip()) for network, kind in entries)
