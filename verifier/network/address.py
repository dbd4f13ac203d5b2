"""Reading a cited URL: what is asked of whom, with everything that was cited left as it stands.

Follows the WHATWG URL standard where browsers agree (backslashes, IDN by UTS 46, numeric hosts), and RFC 3986
otherwise. Percent-encoding is never changed: `%2F`, `%26` and double encodings mean what the server takes
them for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urljoin

from verifier.network.failures import FetchError, MalformedUrlError, UnsupportedUrlError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_ABSOLUTE = re.compile(r"(https?)://([^/?#\\]*)([^#]*)(#.*)?", re.IGNORECASE | re.DOTALL)
_BAD_IN_HOST = re.compile(r"[\x00-\x20\"#%/:<>?@\[\\\]^`{|}\x7f]")
_UNSENDABLE = re.compile(r"[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7e]")
_NUMERIC = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_HOST = 253  # RFC 1035
_MAX_LABEL = 63


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart. `host` is an A-label name or an IP address in its usual form, without brackets."""

    scheme: str
    host: str
    port: int
    target: str  # path and query as sent
    fragment: str = ""  # with its "#"; for the reader, never sent
    ip: IPv4Address | IPv6Address | None = None

    @property
    def authority(self) -> str:
        """Host and, where it is not the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """As requested: no userinfo, no fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def path(self) -> str:
        """Without the query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """Without the question mark."""
        return self.target.partition("?")[2]


@lru_cache(maxsize=1024)
def parse(url: str) -> Address:
    """Take a URL apart.

    Raises:
        MalformedUrlError: no host, an impossible host or port.
        UnsupportedUrlError: another scheme than http and https.
    """
    text = re.sub(r"[\t\r\n]", "", url.strip())
    matched = _ABSOLUTE.fullmatch(text.replace("\\", "/") if "?" not in text else text)
    if matched is None:
        raise _not_http(text)
    scheme, authority, rest, fragment = matched.groups()
    hostport = authority.rpartition("@")[2]
    host, port = _split_port(hostport)
    name, ip = _host(host)
    default = _DEFAULT_PORTS[scheme.lower()]
    return Address(scheme.lower(), name, default if port is None else port, _target(rest), fragment or "", ip)


def readable(url: str) -> bool:
    """Whether a URL can be taken apart."""
    try:
        parse(url)
    except FetchError:
        return False
    return True


def resolve(base: str, reference: str) -> str:
    """The absolute URL that a Location or a meta refresh means, with the fragment of `base` if it has none.

    RFC 9110 section 10.2.2 for the fragment. Slashes, spaces and non-ASCII letters are taken as browsers do.
    """
    cleaned = re.sub(r"[\t\r\n]", "", reference.strip())
    if re.fullmatch(r"(?i:https?):/*", cleaned):
        return cleaned  # names nothing, not even its base
    path, mark, query = cleaned.partition("?")
    joined = urljoin(base.partition("#")[0], path.replace("\\", "/") + mark + query)
    fragment = base.partition("#")[2]
    return f"{joined}#{fragment}" if fragment and "#" not in joined else joined


def _not_http(text: str) -> MalformedUrlError | UnsupportedUrlError:
    scheme = _SCHEME.match(text)
    if scheme is None:
        return MalformedUrlError("the address does not start with http:// or https://", "no_scheme")
    if scheme[1].lower() in _DEFAULT_PORTS:
        return MalformedUrlError("the address names no host", "no_host")
    if "." in scheme[1] or re.match(r"\d{1,5}(?:[/?#]|$)", text[scheme.end() :]):
        return MalformedUrlError("the address does not start with http:// or https://", "no_scheme")
    return UnsupportedUrlError(f"{scheme[1].lower()}: addresses cannot be visited", scheme[1].lower())


def _split_port(hostport: str) -> tuple[str, int | None]:
    matched = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::(\d*))?", hostport)
    if matched is None:
        raise MalformedUrlError("the host of the address cannot be read", "host")
    host, digits = matched.groups()
    if not host:
        raise MalformedUrlError("the address names no host", "no_host")
    if not digits:
        return host, None
    port = int(digits) if len(digits) <= 5 else 0
    if not 0 < port < 65536:
        raise MalformedUrlError("the port of the address does not exist", "port")
    return host, port


def _host(host: str) -> tuple[str, IPv4Address | IPv6Address | None]:
    if host.startswith("["):
        return _ipv6(host[1:-1])
    name = _ascii_name(_percent_decoded(host)).removesuffix(".")
    if _BAD_IN_HOST.search(name):
        raise MalformedUrlError("the host of the address has characters that no host has", "host")
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        ip = _ipv4(labels)
        return str(ip), ip
    if len(name) > _MAX_HOST or any(not 0 < len(label) <= _MAX_LABEL for label in labels):
        raise MalformedUrlError("the host of the address has an empty or overlong part", "host")
    return name, None


def _ipv6(text: str) -> tuple[str, IPv6Address]:
    try:
        ip = IPv6Address(text)
    except AddressValueError as error:
        raise MalformedUrlError("the address names an IPv6 address that is none", "host") from error
    if ip.scope_id is not None:
        raise MalformedUrlError("an address with a zone cannot be visited", "host")
    return str(ip), ip


def _ipv4(labels: list[str]) -> IPv4Address:
    """The IPv4 parser of the URL standard: decimal, octal and hexadecimal parts, the last one filling up."""
    if len(labels) > 4 or not all(_NUMERIC.fullmatch(label) for label in labels):
        raise MalformedUrlError("the host of the address looks like an IP address but is none", "host")
    try:
        numbers = [_number(label) for label in labels]
    except ValueError as error:
        raise MalformedUrlError(
            "the host of the address looks like an IP address but is none", "host"
        ) from error
    *high, last = numbers
    if any(number > 255 for number in high) or last >= 256 ** (5 - len(numbers)):
        raise MalformedUrlError("the host of the address looks like an IP address but is none", "host")
    return IPv4Address(last + sum(number << (24 - 8 * place) for place, number in enumerate(high)))


def _number(label: str) -> int:
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    return int(label, 8) if len(label) > 1 and label.startswith("0") else int(label)


def _percent_decoded(host: str) -> str:
    if "%" not in host:
        return host
    from urllib.parse import unquote_to_bytes  # noqa: PLC0415 - hosts are hardly ever percent-encoded

    try:
        return unquote_to_bytes(host).decode()
    except UnicodeDecodeError as error:
        raise MalformedUrlError("the host of the address cannot be read", "host") from error


def _ascii_name(host: str) -> str:
    """A-labels by UTS 46, non-transitional; names that IDNA 2008 forbids but browsers open are kept."""
    if host.isascii():
        return host.lower()
    import idna  # noqa: PLC0415 - its tables are only needed here

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        pass
    try:
        labels = idna.uts46_remap(host).split(".")
        return ".".join(x if x.isascii() else "xn--" + x.encode("punycode").decode() for x in labels)
    except (idna.IDNAError, UnicodeError) as error:
        raise MalformedUrlError("the host of the address has characters that no host has", "host") from error


def _target(rest: str) -> str:
    """Path and query, with only those characters encoded that cannot be sent at all (UTF-8)."""
    path, mark, query = rest.partition("?")
    path = path.replace("\\", "/")
    text = (path if path.startswith("/") else "/" + path) + mark + query
    return _UNSENDABLE.sub(lambda found: _encoded(found[0]), text)


def _encoded(character: str) -> str:
    octets = character.encode("utf-8", "replace")
    return "".join(f"%{octet:02X}" for octet in octets)
