from __future__ import annotations

from datetime import UTC, datetime

import pytest

from verifier.archives.replay import (
    memento_datetime,
    original_of,
    parse_copy_address,
    redirect_target,
)
from verifier.network.session import Answer

BASE = "https://web.archive.org/web"
HERE = f"{BASE}/20241118120000id_/https://example.com/a/b"


@pytest.mark.parametrize(
    ("location", "timestamp", "original"),
    [
        (f"{BASE}/20241119000000id_/https://example.com/c", "20241119000000", "https://example.com/c"),
        (
            "http://web.archive.org/web/20241119000000/https://example.com/c",
            "20241119000000",
            "https://example.com/c",
        ),
        ("/web/20241119000000id_/https://example.com/c", "20241119000000", "https://example.com/c"),
        (
            "//web.archive.org/web/20241119000000/https://example.com/c",
            "20241119000000",
            "https://example.com/c",
        ),
        ("https://example.com/c", "20241118120000", "https://example.com/c"),
        ("//example.com/c", "20241118120000", "https://example.com/c"),
        ("/c?x=1", "20241118120000", "https://example.com/c?x=1"),
        ("c", "20241118120000", "https://example.com/a/c"),
        ("", "20241118120000", "https://example.com/a/b"),
        (
            "https://other.example/web/20200101000000/https://example.com/",
            "20241118120000",
            "https://other.example/web/20200101000000/https://example.com/",
        ),
    ],
)
def test_redirects_stay_in_the_archive(location: str, timestamp: str, original: str) -> None:
    """All spellings of a place in the archive; a live address means its copy of the same moment."""
    here = parse_copy_address(HERE)
    assert here is not None
    target = redirect_target(here, location, here.base)
    assert target.captured_at == datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    assert target.original == original
    assert target.raw_url == f"{target.base}/{timestamp}id_/{original}"
    assert target.base == BASE, "not by plain http, whatever the archive writes"


@pytest.mark.parametrize(
    "location",
    ["//[", "https://[", "http://[::1", "/web/20241118120000id_/https://[x", "mailto:x@example.com"],
)
def test_a_redirect_that_cannot_be_read(location: str) -> None:
    """It leads nowhere, which is back to where it came from."""
    here = parse_copy_address(HERE)
    assert here is not None
    assert redirect_target(here, location, here.base) == here


@pytest.mark.parametrize(
    "url", ["https://example.com/a", f"{BASE}/2024/https://example.com/", f"{BASE}/*/x", ""]
)
def test_not_a_copy(url: str) -> None:
    """A copy's address has a full timestamp."""
    assert parse_copy_address(url) is None


def test_headers() -> None:
    """When, and of what; an answer of the archive's own tells neither."""
    headers = (
        ("memento-datetime", "Fri, 24 Nov 2017 15:13:15 GMT"),
        ("link", '<https://example.com/a,b>; rel="original", <https://x.example/>; rel="timegate"'),
    )
    memento = Answer("https://x.example/", 200, headers)
    assert memento_datetime(memento) == datetime(2017, 11, 24, 15, 13, 15, tzinfo=UTC)
    assert original_of(memento) == "https://example.com/a,b"
    own = Answer("https://x.example/", 200, (("memento-datetime", "soon"),))
    assert memento_datetime(own) is None
    assert original_of(own) is None
