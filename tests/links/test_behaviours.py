"""The whole table in one run: every behaviour beside every other, as in a night's work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.fakeweb import FakeWeb
from tests.links.behaviours import Case
from tests.links.further import CASES
from verifier.links.visit import Visit, Visitor
from verifier.network import open_network

_LIMIT_S = 120


def _set_up(web: FakeWeb, case: Case) -> None:
    for place, behaviour in case.routes.items():
        host, mark, path = place.partition("/") if "/" in place else place.partition("*")
        web.route(host, mark + path, behaviour)
        if case.host or case.addresses:
            addresses = tuple(address for address in case.addresses if address)
            web.host(host, *addresses, **case.host)  # type: ignore[arg-type]
            if case.addresses and not addresses:
                web.forget_addresses(host)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visits() -> AsyncIterator[dict[str, Visit]]:
    async with FakeWeb() as web:
        for case in CASES:
            _set_up(web, case)
        config = web.config(timeout_s=2.0, retries=1, deadline_s=20.0)
        async with asyncio.timeout(_LIMIT_S), open_network(config) as network:
            visitor = Visitor(network, config)
            found = await asyncio.gather(*(visitor.visit(case.url) for case in CASES))
        yield {case.name: visit for case, visit in zip(CASES, found, strict=True)}


def test_size() -> None:
    """The table holds at least 200 behaviours, each under a name of its own."""
    assert len(CASES) >= 200
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_behaviour(visits: dict[str, Visit], case: Case) -> None:
    """Each behaviour gets the class, and where it is named the detail, that a careful person would give."""
    result = visits[case.name].result
    assert (result.class_.value, result.detail) == (
        result.class_.value if result.class_.value in case.expected.split("|") else case.expected,
        result.detail if case.detail is None else case.detail,
    ), result
