"""The narrow seam to the network: one request in, one bounded answer out.

Everything above speaks to `Session` alone, so a faster transport could stand beside the present one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from verifier.network.address import Address


@dataclass(frozen=True, slots=True)
class Request:
    """One exchange to make. The fragment of `url` is cut; its percent-encoding is sent as it stands."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. A body that stops early is kept as far as it came.

    `truncated`: there was more than the limit. `cut`: why the body ended too early ("timeout", "closed",
    "encoding"), None where it is whole or only truncated. `address`: the one really connected to.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()  # names in lower case, order and repetitions as sent
    body: bytes = b""
    truncated: bool = False
    elapsed_s: float = 0.0
    address: str | None = None
    cut: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one exchange; `started` by the monotonic clock, once it had its slot."""

    max_body_bytes: int
    timeout_s: float  # until the last header, and once more for the body
    decode: bool
    started: float


class Transport(Protocol):
    """What makes exchanges, once names are looked up and judged; several may stand beside each other."""

    def pin(self, host: str, addresses: tuple[str, ...]) -> None:
        """Allow connections to `host` at these addresses; without a proxy there are no others."""
        ...

    def is_pinned(self, host: str) -> bool:
        """Whether it is known where connections to `host` may go."""
        ...

    async def exchange(self, address: Address, request: Request, bounds: Bounds) -> Answer:
        """One request, one answer, within the limits."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class Session(Protocol):
    """Makes one exchange at a time. Redirects are never followed."""

    async def fetch(
        self,
        request: Request,
        *,
        max_body_bytes: int | None = None,
        timeout_s: float | None = None,
        decode: bool = True,
    ) -> Answer:
        """Send it and read the answer; None takes the configured limit.

        `decode=False` leaves the body as sent, without undoing its content encoding.

        Raises:
            FetchError: nothing that could be called an answer came back.
        """
        ...
