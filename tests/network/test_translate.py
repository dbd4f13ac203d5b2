from __future__ import annotations

import errno
import inspect
import ssl

import aiohttp
import aiohttp.client_exceptions
import aiohttp.http_exceptions
import pytest

from verifier.model import LinkClass
from verifier.network.failures import FetchError
from verifier.network.translate import translated

CLASSES = sorted(
    (
        kind
        for module in (aiohttp.client_exceptions, aiohttp.http_exceptions)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__ == module.__name__
    ),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_client_error(kind: type[Exception]) -> None:
    """Every exception class of aiohttp becomes one of ours, with words that do not name the library."""
    failure = translated(kind.__new__(kind))
    assert isinstance(failure, FetchError)
    assert failure.detail
    assert "aiohttp" not in failure.reason.lower()


@pytest.mark.parametrize(
    ("error", "class_", "detail"),
    [
        (ConnectionRefusedError(), LinkClass.CONNECTION_ERROR, "refused"),
        (ConnectionResetError(), LinkClass.CONNECTION_ERROR, "reset"),
        (BrokenPipeError(), LinkClass.CONNECTION_ERROR, "reset"),
        (OSError(errno.ENETUNREACH, "x"), LinkClass.CONNECTION_ERROR, "unreachable"),
        (OSError(errno.ETIMEDOUT, "x"), LinkClass.TIMEOUT, "headers"),
        (TimeoutError(), LinkClass.TIMEOUT, "headers"),
        (aiohttp.ServerDisconnectedError(), LinkClass.CONNECTION_ERROR, "closed"),
        (ssl.SSLEOFError(8, "x"), LinkClass.CONNECTION_ERROR, "closed"),
        (RuntimeError("x"), LinkClass.CONNECTION_ERROR, "protocol"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_kinds(error: Exception, class_: LinkClass, detail: str) -> None:
    """What went wrong decides class and detail."""
    failure = translated(error)
    assert (failure.link_class, failure.detail) == (class_, detail)
