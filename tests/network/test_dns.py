from __future__ import annotations

import asyncio

import pytest

from tests.fakeweb import FakeWeb
from verifier.network.dns import AskedResolver, Names
from verifier.network.failures import NameFailedError, NameNotFoundError


class Told:
    """A resolver that says what it is told to, and counts."""

    def __init__(self, answer: tuple[str, ...] | Exception) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def lookup(self, host: str) -> tuple[str, ...]:
        self.asked.append(host)
        await asyncio.sleep(0)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def _names(asked: Told, system: Told | None = None) -> tuple[Names, list[bool]]:
    works: list[bool] = []
    return Names(asked, system, on_answer=lambda: works.append(True)), works


MISSING = NameNotFoundError("x", "nxdomain")
FAILED = NameFailedError("x", "server_failure")
SILENT = NameFailedError("x", "timeout")


async def test_asked_once() -> None:
    """Many who want the same host at the same time cost one look-up, and later ones none."""
    asked = Told(("45.45.0.1",))
    names, works = _names(asked)
    await asyncio.gather(*(names.lookup("a.test") for _ in range(5)))
    assert await names.lookup("a.test") == ("45.45.0.1",)
    assert asked.asked == ["a.test"]
    assert works


class Zone(Told):
    """A resolver that knows the root servers and denies every other name."""

    async def lookup(self, host: str) -> tuple[str, ...]:
        if host == "a.root-servers.net":
            return ("198.41.0.4",)
        return await super().lookup(host)


async def test_missing_needs_both() -> None:
    """Without name servers of our own a name is missing only if the system says so, too."""
    names, _ = _names(Told(MISSING), Told(("10.0.0.1",)))
    assert await names.lookup("a.test") == ("10.0.0.1",)
    names, works = _names(Zone(MISSING), Zone(MISSING))
    with pytest.raises(NameNotFoundError):
        await names.lookup("a.test")
    assert works


async def test_one_that_denies_everything_is_not_believed() -> None:
    """A system resolver that denies even the root servers says nothing about a name: the network is down."""
    names, works = _names(Told(MISSING), Told(MISSING))
    for host in ("a.test", "b.test"):
        with pytest.raises(NameFailedError) as caught:
            await names.lookup(host)
        assert caught.value.detail == "unreachable"
    assert not works


async def test_failure_is_forgotten() -> None:
    """A failure that may pass is asked about again; a missing name is not."""
    asked = Told(SILENT)
    names, works = _names(asked)
    for _ in range(2):
        with pytest.raises(NameFailedError):
            await names.lookup("a.test")
        await asyncio.sleep(0)
    assert len(asked.asked) == 2
    assert not works


async def test_server_failure_is_checked() -> None:
    """After a failure the top of the name is asked for: does the name server know its way at all?"""
    asked = Told(FAILED)
    names, works = _names(asked)
    with pytest.raises(NameFailedError):
        await names.lookup("a.test")
    assert asked.asked == ["a.test", "test"]
    assert not works


@pytest.mark.parametrize(
    ("mode", "error", "detail"),
    [("nxdomain", NameNotFoundError, "nxdomain"), ("servfail", NameFailedError, "server_failure")],
)
async def test_real_name_server(web: FakeWeb, mode: str, error: type[Exception], detail: str) -> None:
    """NXDOMAIN and a failing name server are told apart on the wire."""
    web.host("a.internal", dns=mode)
    resolver = AskedResolver(web.config().nameservers)
    with pytest.raises(error) as caught:
        await resolver.lookup("a.internal")
    assert getattr(caught.value, "detail", None) == detail
    await resolver.close()


async def test_a_lost_answer_is_no_missing_address(web: FakeWeb) -> None:
    """Where the IPv4 answer is lost and there is no IPv6, the name is not taken for one without address."""
    web.host("a.internal", "45.45.0.1", dns="lossy")
    resolver = AskedResolver(web.config().nameservers)
    assert await resolver.lookup("a.internal") == ("45.45.0.1",)
    await resolver.close()


async def test_both_families(web: FakeWeb) -> None:
    """IPv4 and IPv6 addresses both come back."""
    web.host("a.internal", "45.45.0.1", "2a00:1450::1")
    resolver = AskedResolver(web.config().nameservers)
    assert set(await resolver.lookup("a.internal")) == {"45.45.0.1", "2a00:1450::1"}
    await resolver.close()


async def test_a_service_remembers_no_name() -> None:
    """Hosts move within days: shared while it is under way, a look-up is made anew afterwards."""
    asked = Told(("45.45.0.1",))
    names = Names(asked, None, on_answer=lambda: None, lasting=True)
    await asyncio.gather(names.lookup("a.test"), names.lookup("a.test"))
    await names.lookup("a.test")
    assert asked.asked == ["a.test", "a.test"]
