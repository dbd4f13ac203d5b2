"""One archive's desk: its endpoints, each with its own pace, and the cache in front of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from verifier.archives.cache import Cache
from verifier.archives.captures import Lookup, Outcome
from verifier.archives.health import Health, Patience, Silence
from verifier.archives.pace import Budget, Endpoint
from verifier.archives.reply import Reply
from verifier.config import ArchiveConfig
from verifier.network.session import Answer, Request, Session

# Requests a minute where the configuration names no number; below what the services are known to allow.
_CAUTIOUS: Mapping[str, float] = {
    "cdx": 24,
    "timemap": 24,
    "timegate": 24,
    "replay": 240,
    "availability": 12,
    "save": 3,
}
KeepFor = Callable[[Answer], timedelta | None]
"""How long an answer stays good; None for one that is not to be kept."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all archives of a run share."""

    session: Session
    cache: Cache | None
    now: Callable[[], datetime]
    patience: Patience
    max_body_bytes: int


class Desk:
    """Asks the endpoints of one archive."""

    def __init__(self, config: ArchiveConfig, around: Surroundings) -> None:
        self.config = config
        self._around = around
        self._endpoints: dict[str, Endpoint] = {}
        self._silence = Silence()

    def budget(self) -> Budget:
        """For one look-up."""
        return Budget(self.config.deadline_s)

    def endpoint(self, name: str) -> Endpoint:
        """The endpoint's pace; `all` in `per_minute` makes those share one that are not named."""
        limits = self.config.per_minute
        shared = name if name in limits or "all" not in limits else "all"
        if shared not in self._endpoints:
            self._endpoints[shared] = Endpoint(
                session=self._around.session,
                per_minute=limits.get(shared, _CAUTIOUS.get(shared, 12)),
                timeout_s=self.config.timeout_s,
                deadline_s=self.config.deadline_s,
                health=Health(self._around.patience, self._silence),
                now=self._around.now,
            )
        return self._endpoints[shared]

    async def ask(
        self, name: str, url: str, budget: Budget, keep: KeepFor, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """The answer to a GET, from the cache where it is still good."""
        key = " ".join((url, *(f"{header}={value}" for header, value in (headers or {}).items())))
        cache = self._around.cache
        if cache is not None and (kept := cache.get(key)) is not None:
            return Reply(Outcome.OK, kept, "from cache")
        request = Request(url, headers or {})
        reply = await self.endpoint(name).ask(request, budget, max_body_bytes=self._around.max_body_bytes)
        if cache is not None and reply.outcome is Outcome.OK and reply.answer is not None:
            age = keep(reply.answer)
            if age is not None:
                cache.put(key, reply.answer, age)
        return reply

    def failed(self, name: str, reply: Reply) -> Lookup:
        """The look-up that came of a reply without rows."""
        outcome = Outcome.MALFORMED if reply.outcome is Outcome.OK else reply.outcome
        return Lookup(self.config.name, name, outcome, detail=reply.detail)
