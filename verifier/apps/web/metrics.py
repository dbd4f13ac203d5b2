"""What a desk does, counted for Prometheus. Nothing that is counted tells what an article says."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from verifier.apps.web.checks import Checks
from verifier.desk import Event
from verifier.model import ArchiveResult, LinkResult

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


class Metrics:
    """With a registry of its own: several desks may live in one process."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._running = Gauge("verifier_desk_checks_running", "Checks under way", registry=registry)
        self._readers = Gauge("verifier_desk_event_readers", "Readers of events", registry=registry)
        self._checks = Gauge("verifier_desk_checks", "Checks since the start", ["outcome"], registry=registry)
        self._links = Counter("verifier_desk_links", "Links visited", ["class"], registry=registry)
        self._copies = Counter(
            "verifier_desk_archives", "Archived copies sought", ["class"], registry=registry
        )
        self._requests = Histogram(
            "verifier_desk_requests_seconds",
            "Requests answered",
            ["route", "status"],
            registry=registry,
            buckets=_SECONDS,
        )

    def heard(self, event: Event) -> None:
        """A link or a copy was looked at."""
        if isinstance(event.result, LinkResult):
            self._links.labels(event.result.class_.value).inc()
        elif isinstance(event.result, ArchiveResult):
            self._copies.labels(event.result.class_.value).inc()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(route, str(status)).observe(seconds)

    def text(self, checks: Checks, *, readers: int) -> bytes:
        """Everything, as it is now."""
        tally = checks.tally
        self._running.set(checks.running)
        self._readers.set(readers)
        for outcome, number in (
            ("begun", tally.begun), ("refused", tally.refused), ("done", tally.done), ("failed", tally.failed)
        ):  # fmt: skip
            self._checks.labels(outcome).set(number)
        return generate_latest(self._registry)
