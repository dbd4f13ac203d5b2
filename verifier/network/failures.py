"""Why an exchange gave no answer, in our own words.

    FetchError                     base: the class of the link that follows, a detail, a reason for people
    ├── MalformedUrlError          not a URL that can be fetched
    ├── UnsupportedUrlError        a scheme other than http and https, or another network (.onion)
    ├── RefusedError               not fetched on purpose: a private address, a port, the configuration
    ├── NameNotFoundError          the name server says that the name does not exist (NXDOMAIN)
    ├── NameFailedError            no usable answer from the name server
    ├── ConnectionFailedError      refused, reset, closed, unreachable, or not HTTP at all
    ├── TlsFailedError             certificate or handshake
    ├── TimedOutError              nothing within the time allowed
    └── RedirectsFailedError       a loop, or more hops than allowed

Errors of the libraries below are translated where they enter (`translate.py`).
"""

from __future__ import annotations

from typing import ClassVar

from verifier.model import LinkClass


class FetchError(Exception):
    """Base. `detail` is one of a few fixed words, `reason` a plain phrase that names no library."""

    link_class: ClassVar[LinkClass] = LinkClass.CONNECTION_ERROR

    def __init__(self, reason: str, detail: str | None = None, *, elapsed_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.elapsed_s = elapsed_s  # since the exchange got its slot


class MalformedUrlError(FetchError):
    """Not a URL that can be fetched."""

    link_class = LinkClass.MALFORMED


class UnsupportedUrlError(FetchError):
    """Another scheme than http and https."""

    link_class = LinkClass.UNSUPPORTED


class RefusedError(FetchError):
    """Not fetched on purpose; `detail`: private, port, config, robots."""

    link_class = LinkClass.EXCLUDED


class NameNotFoundError(FetchError):
    """NXDOMAIN from a working name server."""

    link_class = LinkClass.DEAD


class NameFailedError(FetchError):
    """`detail`: no_address, server_failure, timeout, unreachable."""

    link_class = LinkClass.DNS_ERROR


class ConnectionFailedError(FetchError):
    """`detail`: refused, reset, closed, unreachable, protocol, proxy."""


class TlsFailedError(FetchError):
    """Certificate or handshake; `detail` as in the table of `translate.py`."""

    link_class = LinkClass.TLS_ERROR


class TimedOutError(FetchError):
    """`detail`: connect, headers."""

    link_class = LinkClass.TIMEOUT


class RedirectsFailedError(FetchError):
    """`detail`: redirect_loop, too_many_redirects."""
