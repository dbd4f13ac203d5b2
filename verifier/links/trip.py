"""One visit under way: asking with repetitions, following, and looking at siblings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from verifier.config import NetworkConfig
from verifier.links.judge import judge
from verifier.links.markup import Markup
from verifier.links.observation import MAX_JUDGED_BYTES, Failure, Observation, Sibling
from verifier.links.redirects import Chain, follow
from verifier.model import LinkClass
from verifier.network.address import parse
from verifier.network.budget import Budget, Exchange
from verifier.network.failures import FetchError
from verifier.network.session import Answer, Request

if TYPE_CHECKING:
    from verifier.links.calm import Busy
    from verifier.network.client import Network  # brings aiohttp
    from verifier.network.robots import Robots

TRANSIENT = frozenset(
    {
        LinkClass.RATE_LIMITED,
        LinkClass.SERVER_ERROR,
        LinkClass.TIMEOUT,
        LinkClass.CONNECTION_ERROR,
        LinkClass.DNS_ERROR,
    }
)
_LASTING_STATUSES = frozenset({501, 505, 508, 510, 511})
_LASTING_DETAILS = frozenset({"no_address", "empty", "no_target", "redirect_loop", "too_many_redirects"})
_SIBLING_HOPS = 5
_LONGEST_CALM_S = 15.0
_QUERY_VALUE = re.compile(r"((?:^|&)(?:p|id|\w*id|art|article|artikel|story|doc|v)=)[\w\-]+", re.IGNORECASE)


class Trip:
    """One visit under way: its budget of seconds, its tries, its dice."""

    def __init__(
        self,
        network: Network,
        config: NetworkConfig,
        seed: str,
        *,
        robots: Robots | None = None,
        busy: Busy | None = None,
    ) -> None:
        self._network = network
        self._config = config
        self._seed = seed
        self._robots = robots
        self._busy = busy
        self._budget = Budget(config.deadline_s)
        self._repeats = 0
        self._asked = False

    @cached_property
    def _random(self) -> Random:
        # Made only when it is needed: seeding costs more than judging a page.
        return Random(self._seed)  # noqa: S311 - jitter and probe addresses are no secrets

    async def observe(self, url: str, conditions: Mapping[str, str]) -> tuple[Observation, Answer | None]:
        """Follow the link to its end and write down what was seen; `conditions`: headers to begin with."""
        chain = Chain(url)
        failure: Failure | None = None
        try:
            await follow(chain, self._ask, self._config.max_redirects, conditions)
        except FetchError as error:
            failure = Failure(error.link_class, error.detail, error.reason)
        answer = chain.answer
        observation = Observation(
            url=url,
            final_url=chain.url if self._asked else None,
            status=answer.status if answer else None,
            headers=answer.headers if answer else (),
            body=answer.body[:MAX_JUDGED_BYTES] if answer else b"",
            truncated=answer.truncated if answer else False,
            cut=answer.cut if answer else None,
            hops=tuple(chain.hops),
            failure=failure,
            attempts=1 + self._repeats if self._asked else 0,
            elapsed_s=self._config.deadline_s - self._budget.left_s if self._asked else None,
            checked_at=self._network.clock.now() if self._asked else None,
        )
        return observation, answer

    async def sibling(self, seen: Observation, of: str) -> Sibling | None:
        """What the site says to a neighbouring address that cannot exist; None if that failed."""
        known = seen.url if of == "cited" else seen.final_url or seen.url
        chain = Chain(sibling_url(known, self._random))
        try:
            await follow(chain, self._once, _SIBLING_HOPS)
        except FetchError:
            return None
        if chain.answer is None:
            return None
        page = Markup(chain.answer.body[:MAX_JUDGED_BYTES], chain.answer.header("content-type") or "")
        return Sibling(of, chain.answer.status, chain.url, page.title, page.text)

    async def _ask(self, request: Request) -> Answer:
        """One exchange with its repetitions."""
        ended = await self._try(request)
        retries = self._config.retries - self._repeats  # those of the whole link
        if retries > 0 and _worth_repeating(ended):
            from verifier.network.retry import repeated  # noqa: PLC0415 - most links need no second try

            if self._busy is not None:
                self._busy.has_to_wait()

            async def again() -> Exchange:
                self._repeats += 1
                return await self._try(request)

            ended = await repeated(
                ended,
                again,
                worth=_worth_repeating,
                retries=retries,
                budget=self._budget,
                clock=self._network.clock,
                random=self._random,
                before_last=self._calm,
            )
        if ended.answer is None:
            raise ended.error or FetchError("no answer")
        return ended.answer

    async def _calm(self) -> None:
        """Leave the last try for a calm moment, as far as the deadline allows."""
        spare_s = min(_LONGEST_CALM_S, self._budget.left_s - self._config.timeout_s)
        if self._busy is None or spare_s <= 0:
            return
        started = self._network.clock.monotonic()
        await self._busy.quiet(spare_s)
        self._budget.spend(self._network.clock.monotonic() - started)

    async def _try(self, request: Request) -> Exchange:
        try:
            return Exchange(answer=await self._once(request))
        except FetchError as error:
            return Exchange(error=error)

    async def _once(self, request: Request) -> Answer:
        if self._robots is not None:
            await self._robots.check(parse(request.url))
        try:
            timeout_s = min(self._config.timeout_s, max(self._budget.left_s, 0.1))
            answer = await self._network.fetch(request, timeout_s=timeout_s)
        except FetchError as error:
            self._asked = self._asked or error.link_class in TRANSIENT or error.elapsed_s > 0
            self._budget.spend(error.elapsed_s)
            raise
        self._asked = True
        self._budget.spend(answer.elapsed_s)
        return answer


def sibling_url(url: str, random: Random) -> str:
    """The address with its last part, or the number in its query, replaced by what nobody would choose."""
    address = parse(url)
    name = "".join(random.choices("bcdfghjklmnpqrstvwxz", k=18))
    start = f"{address.scheme}://{address.authority}"
    if _QUERY_VALUE.search(address.query):
        return (
            f"{start}{address.path}?{_QUERY_VALUE.sub(lambda found: found[1] + name, address.query, count=1)}"
        )
    folder, _, last = address.path.rstrip("/").rpartition("/")
    stem, dot, extension = last.rpartition(".")
    ending = dot + extension if stem and extension.isalnum() and len(extension) <= 5 else ""
    return f"{start}{folder}/{name}{ending}"


def _worth_repeating(ended: Exchange) -> bool:
    if ended.error is not None:
        return ended.error.link_class in TRANSIENT and ended.error.detail not in _LASTING_DETAILS
    answer = ended.answer
    if answer is None or (answer.status < 400 and answer.cut is None) or answer.status in _LASTING_STATUSES:
        return False
    if answer.status in {408, 425}:
        return True
    judged = judge(_alone(answer))
    return judged.class_ in TRANSIENT and judged.detail not in _LASTING_DETAILS


def _alone(answer: Answer) -> Observation:
    return Observation(
        url=answer.url, status=answer.status, headers=answer.headers, body=answer.body, cut=answer.cut
    )
