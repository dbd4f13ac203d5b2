from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.network import decoding
from verifier.network.decoding import Body, accepted, encodings

TEXT = b"Der Ausschuss hat beraten. " * 400
ENCODED = {
    "gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "raw deflate": zlib.compress(TEXT)[2:-4],
    "br": brotli.compress(TEXT),
    "two members": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
    "padded": gzip.compress(TEXT) + bytes(50),
}


def _read(octets: bytes, codings: list[str], limit: int, step: int) -> Body:
    body = Body(codings, limit)
    for start in range(0, len(octets), step):
        body.add(octets[start : start + step])
        if body.full:
            break
    return body


@pytest.mark.parametrize("step", [1, 7, 100_000])
@pytest.mark.parametrize("name", ENCODED)
def test_decoded(name: str, step: int) -> None:
    """Every coding that is asked for is undone, in whatever pieces it comes."""
    coding = {"raw deflate": "deflate", "two members": "gzip", "padded": "gzip"}.get(name, name)
    body = _read(ENCODED[name], [coding], 10**6, step)
    assert body.value() == TEXT
    assert not body.broken


@given(st.integers(1, 12_000), st.integers(1, 3000), st.sampled_from(["gzip", "deflate", "br"]))
def test_never_beyond_the_limit(limit: int, step: int, coding: str) -> None:
    """A body never grows beyond its limit, and says when there was more."""
    body = _read(ENCODED[coding], [coding], limit, step)
    assert body.value() == TEXT[:limit]
    assert body.full == (limit < len(TEXT))


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_bomb_stops_at_the_limit(coding: str) -> None:
    """A small piece that inflates to 50 MB costs the limit, not 50 MB."""
    large = bytes(50_000_000)
    bomb = gzip.compress(large) if coding == "gzip" else brotli.compress(large, quality=5)
    body = _read(bomb, [coding], 1000, len(bomb))
    assert body.full
    assert body.size <= 1001


def test_wrong_header() -> None:
    """A body that is not encoded at all is kept as sent."""
    body = _read(TEXT, ["gzip"], 10**6, 1000)
    assert body.value() == TEXT
    assert body.broken


def test_broken_middle() -> None:
    """What came before the damage is kept."""
    octets = ENCODED["gzip"]
    body = _read(octets[:60] + b"\xff" * 60, ["gzip"], 10**6, 20)
    assert body.value().startswith(TEXT[:100])


def test_twice() -> None:
    """Codings are undone in the reverse of their order."""
    body = _read(gzip.compress(brotli.compress(TEXT)), ["br", "gzip"], 10**6, 64)
    assert body.value() == TEXT


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, []), ("", []), ("identity", []), ("GZIP", ["gzip"]), ("br, gzip", ["br", "gzip"])],
)
def test_header(header: str | None, expected: list[str]) -> None:
    """The header's list, without what means nothing."""
    assert encodings(header) == expected


def test_only_what_is_understood_is_asked_for() -> None:
    """Zstd is asked for only where it can be undone."""
    assert accepted().startswith("gzip, deflate, br")


def test_unasked_coding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coding that cannot be undone here leaves the body as it was sent, and says so."""
    monkeypatch.setattr(decoding, "_zstd", lambda: None)
    body = Body(["zstd"], 1000)
    body.add(b"\x28\xb5\x2f\xfd rest")
    assert body.value() == b"\x28\xb5\x2f\xfd rest"
    assert body.broken
