from __future__ import annotations

from verifier.network.failures import NameFailedError
from verifier.network.health import Health

UNREACHABLE = NameFailedError("x", "unreachable")


class Time:
    """Seconds, moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_run_that_reached_something() -> None:
    """Once anybody has answered, later failures are the links' own."""
    health = Health()
    health.answered()
    health.failed(UNREACHABLE)
    assert health.reached
    assert not health.seems_down()


def test_an_outage_of_a_service() -> None:
    """What answered long ago says nothing of now; whoever answers next ends the outage."""
    time = Time()
    health = Health(30.0, time)
    health.answered()
    time.now = 20.0
    health.failed(UNREACHABLE)
    assert not health.seems_down()
    time.now = 40.0
    health.failed(UNREACHABLE)
    assert health.seems_down()
    health.answered()
    assert not health.seems_down()
