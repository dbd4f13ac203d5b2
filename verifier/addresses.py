"""Web addresses as such: hosts, registrable domains, wrappers around other addresses, tracking arguments.

Pure functions over strings; nothing here is fetched. Standards: RFC 3986, UTS 46 (through `idna`), and the
part of the Public Suffix List that names registries.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_ARCHIVE_COPY = re.compile(
    r"""^https?://(?:
        web\.archive\.org/(?:web/)?(?P<wayback>\d{4,14})(?:[a-z]{2}_)?/
      | (?:www\.)?archive\.org/wayback/(?:web/)?(?P<old>\d{4,14})/
      | (?:www\.)?arquivo\.pt/(?:wayback|noFrame/replay)/(?P<arquivo>\d{4,14})(?:[a-z]{2}_)?/
      | wayback\.archive-it\.org/\d+/(?P<archiveit>\d{4,14})(?:[a-z]{2}_)?/
      | (?:www\.)?archive\.(?:today|is|ph|md|li|fo|vn)/(?:(?P<today>\d{14})|\d{4}\.\d\d\.\d\d-\d{6}|newest)/
    )(?P<inner>.+)$""",
    re.VERBOSE | re.IGNORECASE,
)
_UNTRUSTED_ARCHIVE = re.compile(r"^https?://(?:www\.)?archive\.(?:today|is|ph|md|li|fo|vn)/", re.IGNORECASE)
_AMP_VIEWER = re.compile(
    r"^https?://(?:www\.)?google\.[a-z.]+/amp/(?P<secure>s/)?(?P<inner>.+)$", re.IGNORECASE
)
_AMP_CACHE = re.compile(
    r"^https?://[\w-]+\.cdn\.ampproject\.org/[a-z]/(?P<secure>s/)?(?P<inner>.+)$", re.IGNORECASE
)
_REDIRECTOR = re.compile(
    r"^https?://(?:www\.|l\.|lm\.)?(?:google|facebook|bing|duckduckgo|youtube)\.[a-z.]+/", re.IGNORECASE
)
_REDIRECT_ARGUMENTS = ("url", "q", "u", "uddg")
# Never in the public name system: RFC 2606, 6761, 6762 (appendix G), 7686, 8375, 9476.
_PRIVATE_ENDINGS = frozenset(
    [
        "example",
        "test",
        "invalid",
        "localhost",
        "local",
        "internal",
        "intranet",
        "private",
        "corp",
        "home",
        "lan",
        "onion",
        "arpa",
        "alt",
    ]
)
_NOT_IN_A_HOST = re.compile(r"[\x00-\x20\"#/<>?@\[\\\]^`{|},;!$&'()*+=~\x7f]")  # RFC 3986's sub-delims too
_MAX_LABEL = 63  # octets, RFC 1035
_IPV4 = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")


class Wrapper(NamedTuple):
    """An address that leads to another: `kind` is "archive", "amp" or "redirector"."""

    kind: str
    inner: str
    timestamp: str | None = None  # archives: up to 14 digits, UTC
    trusted: bool = True  # False: the archive's copies are not to be relied on


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """The host in lower-case A-labels, without port, user and trailing dot; "" where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    host = host.rstrip(".")
    if not host.isascii():
        import idna  # noqa: PLC0415 - umlaut domains are rare

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return host
    return host


@lru_cache(maxsize=8192)
def registered_domain(host: str) -> str | None:
    """`example.co.uk` for `www.example.co.uk`; the address for an IP; None where nothing is registrable."""
    if _IPV4.match(host) or ":" in host:
        return host
    labels = host.lower().rstrip(".").split(".")
    above = _labels_in_suffix(host) or 1
    return ".".join(labels[-above - 1 :]) if len(labels) > above and "" not in labels else None


@lru_cache(maxsize=8192)
def public_suffix(host: str) -> str:
    """The part of a host under which names are registered ("co.uk"), lower case; "" where the list knows none."""
    known = _labels_in_suffix(host)
    return ".".join(host.lower().rstrip(".").split(".")[-known:]) if known else ""


def has_ending(host: str) -> bool:
    """The name ends as names of the web do: in a public suffix, or in one that is reserved for other networks."""
    return host.lower().rpartition(".")[2] in _PRIVATE_ENDINGS or bool(public_suffix(host.lower()))


def flaw(url: str) -> str | None:
    """Why nobody can open the address as it stands, None where nothing speaks against it.

    "scheme" (another than http and https), "host", "port", or "ending": no such top-level domain is known.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return "port" if "ort" in str(error) else "host"
    if parts.scheme not in {"http", "https"}:
        return "scheme"
    if port == 0:
        return "port"
    if ":" in host or _IPV4.match(host):
        return None if _is_ip(host) else "host"
    name = host_of(url).rstrip(".")
    if (
        not name
        or _NOT_IN_A_HOST.search(name)
        or not all(0 < len(label) <= _MAX_LABEL for label in name.split("."))
    ):
        return "host"
    return None if has_ending(name) or name.replace(".", "").isdigit() else "ending"


def _is_ip(host: str) -> bool:
    from ipaddress import ip_address  # noqa: PLC0415 - hardly any host is a number

    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _labels_in_suffix(host: str) -> int:
    if "xn--" in host:
        with suppress(UnicodeError):
            host = host.encode().decode("idna")
    suffix = _suffixes().publicsuffix(host, accept_unknown=False)
    return suffix.count(".") + 1 if suffix else 0


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - slow to load, and not every command needs it

    # A-labels are turned into letters before they are looked up: doubling the list takes longer than reading it.
    return PublicSuffixList(only_icann=True, accept_encoded_idn=False)


def parent_hosts(host: str) -> list[str]:
    """The host and its parents down to the registrable domain, the longest first."""
    domain = registered_domain(host)
    if domain is None or not host.endswith(domain):
        return [host]
    labels = host[: -len(domain)].rstrip(".").split(".")
    subdomains = [label for label in labels if label]
    return [".".join([*subdomains[i:], domain]) for i in range(len(subdomains) + 1)]


def unwrap(url: str) -> Wrapper | None:
    """What an archive copy, an AMP cache or a redirecting service leads to; None for a plain address.

    Nested wrappers are opened to the innermost address.
    """
    wrapper = _unwrap_once(url)
    for _ in range(4):
        nested = _unwrap_once(wrapper.inner) if wrapper else None
        if wrapper is None or nested is None:
            break
        wrapper = wrapper._replace(inner=nested.inner)
    return wrapper


def is_untrusted_archive(url: str) -> bool:
    """An address, be it a short one, of an archive whose stored pages were found altered."""
    return _UNTRUSTED_ARCHIVE.match(url) is not None


def _unwrap_once(url: str) -> Wrapper | None:
    if copy := _ARCHIVE_COPY.match(url):
        stamps = (copy["wayback"], copy["old"], copy["arquivo"], copy["archiveit"], copy["today"])
        timestamp = next(filter(None, stamps), None)
        return Wrapper("archive", _restored(copy["inner"]), timestamp, trusted=not is_untrusted_archive(url))
    if amp := _AMP_VIEWER.match(url) or _AMP_CACHE.match(url):
        return Wrapper("amp", f"http{'s' if amp['secure'] else ''}://{amp['inner']}")
    if _REDIRECTOR.match(url):
        arguments = dict(parse_qsl(urlsplit(url).query))
        target = next(
            (arguments[a] for a in _REDIRECT_ARGUMENTS if arguments.get(a, "").startswith("http")), None
        )
        return Wrapper("redirector", target) if target else None
    return None


def _restored(inner: str) -> str:
    """Archives accept inner addresses that lost a slash, their scheme, or were percent-coded as a whole."""
    if re.match(r"https?%3A", inner, re.IGNORECASE):
        inner = unquote(inner)
    inner = re.sub(r"^(https?):/+(?=[^/])", r"\1://", inner, flags=re.IGNORECASE)
    return inner if "://" in inner[:10] else f"http://{inner}"


_DATED = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d|199\d)(?P<mark>[/-])(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
)


def date_in(url: str) -> date | None:
    """The day that an address states, like `/2024/11/19/` or `-2023-08-24/`; None for none or several."""
    days = set()
    try:
        path = urlsplit(url).path
    except ValueError:  # no address at all
        return None
    for found in _DATED.finditer(path):
        with suppress(ValueError):  # 2024-02-31
            days.add(date(int(found["y"]), int(found["m"]), int(found["d"])))
    return days.pop() if len(days) == 1 else None


def is_tracking(argument: str) -> bool:
    """A query argument that says where the reader came from, not which page is meant."""
    exact, prefixes = _tracking()
    name = argument.lower()
    return name in exact or name.startswith(prefixes)


def without_tracking(url: str) -> str:
    """The address without tracking arguments; every other character stays as it was."""
    page, hash_, fragment = url.partition("#")
    head, mark, query = page.partition("?")
    if not mark:
        return url
    kept = [pair for pair in query.split("&") if not is_tracking(pair.partition("=")[0])]
    if len(kept) == query.count("&") + 1:
        return url
    return head + ("?" + "&".join(kept) if kept else "") + hash_ + fragment


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = Path(__file__).with_name("tracking.txt").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name[:-1] for name in names if name.endswith("*"))
