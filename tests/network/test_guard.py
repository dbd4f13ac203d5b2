from __future__ import annotations

from ipaddress import ip_address

import pytest

from tests.fakeweb import FakeWeb, page
from verifier.config import NetworkConfig
from verifier.network import open_network
from verifier.network.address import parse
from verifier.network.failures import RefusedError
from verifier.network.guard import build_guard
from verifier.network.session import Request

PRIVATE = [
    "0.0.0.0",
    "10.255.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.255.255.254",
    "169.254.169.254",
    "168.63.129.16",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.255.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "239.1.1.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "64:ff9b::192.168.0.1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:1::1",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "8.8.8.8",
    "100.128.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "2a00:1450:4001::1",
    "64:ff9b::808:808",
    "2002:808:808::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    """No address that is not public gets through, however it is dressed up."""
    with pytest.raises(RefusedError):
        build_guard(NetworkConfig()).judge_address(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    """Public addresses do, also those beside private blocks."""
    build_guard(NetworkConfig()).judge_address(ip_address(address))


def test_allowed_block() -> None:
    """`allow_private` opens its block and nothing beside it."""
    guard = build_guard(NetworkConfig(allow_private=("10.1.0.0/16",)))
    guard.judge_address(ip_address("10.1.2.3"))
    with pytest.raises(RefusedError):
        guard.judge_address(ip_address("10.2.2.3"))


def test_mixed_answer() -> None:
    """Of several addresses only the public ones are kept."""
    assert build_guard(NetworkConfig()).public(["10.0.0.1", "8.8.8.8"]) == ("8.8.8.8",)


@pytest.mark.parametrize(
    ("pattern", "url", "refused"),
    [
        ("example.com", "http://example.com/a", True),
        ("example.com", "http://www.example.com/a", True),
        ("example.com", "http://notexample.com/a", False),
        (r"/intern/\d+", "http://example.com/intern/4", True),
        (r"/intern/\d+", "http://example.com/intern/x", False),
        (r".*\.example", "http://a.example/", True),
    ],
)
def test_excluded(pattern: str, url: str, refused: bool) -> None:
    """A host name leaves out the host and all below it, a regular expression what it finds."""
    guard = build_guard(NetworkConfig(exclude=(pattern,)))
    if not refused:
        guard.judge_name(parse(url))
        return
    with pytest.raises(RefusedError) as caught:
        guard.judge_name(parse(url))
    assert caught.value.detail == "config"


async def test_rebinding(web: FakeWeb) -> None:
    """The judged address is the one connected to: a name that changes its mind later reaches nobody."""
    web.route("wechselt.internal", "/", page())
    config = web.config()
    async with open_network(config) as network:
        await network.fetch(Request("http://wechselt.internal/"))
        web.host("wechselt.internal", "10.0.0.1")
        answer = await network.fetch(Request("http://wechselt.internal/"))
    assert answer.status == 200
    assert web.names.asked.count("wechselt.internal") == 2  # A and AAAA, once each


async def test_nobody_private_is_called(web: FakeWeb) -> None:
    """A private address is refused before any connection."""
    web.route("innen.internal", "/", page())
    web.host("innen.internal", "192.168.0.1", "fd00::1")
    async with open_network(web.config()) as network:
        with pytest.raises(RefusedError):
            await network.fetch(Request("http://innen.internal/"))
    assert web.connections == 0
