"""Cookies within one visit: some servers only show a page to those who bring back what they were given."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.addresses import registered_domain
from verifier.network.address import Address, parse
from verifier.network.session import Answer

_MAX_COOKIES = 50
_MAX_BYTES = 4096


@dataclass(slots=True)
class Cookies:
    """The jar of one redirect chain. Paths and dates are ignored: it lives for seconds."""

    _kept: dict[tuple[str, str], str] = field(default_factory=dict)  # (domain, name) -> value

    def keep(self, answer: Answer) -> None:
        """Take what an answer sets, as far as its host may set it."""
        host = parse(answer.url).host
        for name, value in answer.headers:
            if name == "set-cookie" and len(self._kept) < _MAX_COOKIES and len(value) <= _MAX_BYTES:
                self._set(host, value)

    def header(self, address: Address) -> str | None:
        """The Cookie header for a request; None without any."""
        fitting = [
            f"{name}={value}" for (domain, name), value in self._kept.items() if _fits(domain, address)
        ]
        return "; ".join(fitting) or None

    def _set(self, host: str, line: str) -> None:
        pair, *attributes = line.split(";")
        name, equals, value = pair.strip().partition("=")
        if not name or not equals:
            return
        domain, gone = host, False
        for attribute in attributes:
            key, _, content = attribute.strip().partition("=")
            match key.lower():
                case "domain" if content:
                    domain = "." + content.strip().lstrip(".").lower()
                case "max-age":
                    gone = content.strip().lstrip("-").isdigit() and int(content) <= 0
        if domain != host and not _may_set(domain, host):
            return
        if gone:
            self._kept.pop((domain, name), None)
        else:
            self._kept[(domain, name)] = value.strip()


def _may_set(domain: str, host: str) -> bool:
    """Only for the host itself and domains above it, no higher than its registrable one (RFC 6265 5.3)."""
    return ("." + host).endswith(domain) and ("." + domain.lstrip(".")).endswith(
        "." + (registered_domain(host) or host)
    )


def _fits(domain: str, address: Address) -> bool:
    return domain == address.host or (domain.startswith(".") and ("." + address.host).endswith(domain))
