"""Errors of aiohttp, ssl and the operating system into our own, at the one place where they enter."""

from __future__ import annotations

import errno
import ssl
from typing import TypeVar

import aiohttp

from verifier.network.failures import (
    ConnectionFailedError,
    FetchError,
    MalformedUrlError,
    NameFailedError,
    RedirectsFailedError,
    TimedOutError,
    TlsFailedError,
    UnsupportedUrlError,
)

# X509_V_ERR_… of OpenSSL's x509_vfy.h -> detail, words for people.
_CERTIFICATE = {
    9: ("not_yet_valid", "the certificate is not valid yet"),
    10: ("expired", "the certificate has expired"),
    18: ("self_signed", "the certificate is signed by nobody but itself"),
    19: ("untrusted", "the certificate comes from an authority that nobody vouches for"),
    20: ("incomplete_chain", "the server leaves out a certificate between its own and a known authority"),
    21: ("incomplete_chain", "the server leaves out a certificate between its own and a known authority"),
    23: ("revoked", "the certificate was revoked"),
    62: ("wrong_host", "the certificate was issued for another host"),
    64: ("wrong_host", "the certificate was issued for another host"),
}
_Error = TypeVar("_Error", bound=BaseException)
_PLAIN_TEXT = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "PACKET_LENGTH_TOO_LONG"}
_OLD = {"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE", "VERSION_TOO_LOW"}
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_RESET = {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED}


def translated(error: BaseException) -> FetchError:
    """What an exchange's exception means. Never fails: an unknown one is a failed connection."""
    if isinstance(error, FetchError):
        return error
    certificate = _find(error, ssl.SSLCertVerificationError)
    if certificate is not None:
        return _certificate(certificate)
    tls = _find(error, ssl.SSLError)
    if tls is not None:
        return _handshake(tls)
    return _of_client(error)


# The first that fits decides; `OSError` is looked at more closely afterwards.
_CLIENT: tuple[tuple[tuple[type[BaseException], ...], type[FetchError], str, str], ...] = (
    (
        (aiohttp.ServerTimeoutError, TimeoutError),
        TimedOutError,
        "no answer within the time allowed",
        "headers",
    ),
    (
        (aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch),
        TlsFailedError,
        "the secure connection could not be set up",
        "handshake",
    ),
    ((aiohttp.ClientConnectorDNSError,), NameFailedError, "the name could not be looked up", "unreachable"),
    (
        (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError),
        ConnectionFailedError,
        "the proxy could not be used",
        "proxy",
    ),
    ((aiohttp.TooManyRedirects,), RedirectsFailedError, "too many redirects", "too_many_redirects"),
    ((aiohttp.InvalidURL,), MalformedUrlError, "not an address that can be fetched", "host"),
    (
        (aiohttp.NonHttpUrlClientError,),
        UnsupportedUrlError,
        "only http and https addresses can be visited",
        "scheme",
    ),
    (
        (aiohttp.ServerDisconnectedError,),
        ConnectionFailedError,
        "the server closed the connection without an answer",
        "closed",
    ),
    (
        (aiohttp.ClientResponseError, aiohttp.ClientPayloadError),
        ConnectionFailedError,
        "the server's answer is not HTTP",
        "protocol",
    ),
)


def _of_client(error: BaseException) -> FetchError:
    for kinds, failure, reason, detail in _CLIENT:
        if isinstance(error, kinds):
            return failure(reason, detail)
    if isinstance(error, OSError):
        return _of_system(error)
    return ConnectionFailedError("the connection failed", "protocol")


def _of_system(error: OSError) -> FetchError:
    inner = _find(error, ConnectionRefusedError)
    number = error.errno
    if inner is not None or number == errno.ECONNREFUSED:
        return ConnectionFailedError("the server refuses the connection", "refused")
    if number == errno.ETIMEDOUT:
        return TimedOutError("no connection within the time allowed", "connect")
    if number in _UNREACHABLE:
        return ConnectionFailedError("no way to the server", "unreachable")
    if number in _RESET or isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        return ConnectionFailedError("the server broke the connection off", "reset")
    return ConnectionFailedError("the connection failed", "closed")


def _certificate(error: ssl.SSLCertVerificationError) -> TlsFailedError:
    detail, reason = _CERTIFICATE.get(
        getattr(error, "verify_code", 0), ("certificate", "the certificate cannot be verified")
    )
    return TlsFailedError(reason, detail)


def _handshake(error: ssl.SSLError) -> FetchError:
    reason = getattr(error, "reason", None) or ""  # wrappers come without one
    if reason in _PLAIN_TEXT:
        return TlsFailedError("the server does not speak https on this port", "plain_text")
    if reason in _OLD:
        return TlsFailedError("the server only offers an outdated version of TLS", "outdated")
    if isinstance(error, ssl.SSLEOFError) or "UNEXPECTED_EOF" in reason:
        return ConnectionFailedError("the server broke the secure connection off", "closed")
    return TlsFailedError("the secure connection could not be set up", "handshake")


def _find(error: BaseException | None, kind: type[_Error]) -> _Error | None:
    """What caused the error, or the error itself; aiohttp's wrappers inherit from what they wrap."""
    for _ in range(8):
        if error is None:
            return None
        inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None)
        if isinstance(inner, BaseException):
            error = inner
        elif isinstance(error, kind):
            return error
        else:
            error = error.__cause__ or error.__context__
    return None
