"""The narrow seam to the network: one request in, one bounded answer out.

Everything above speaks to `Session` alone, so a faster transport could stand beside the present one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


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
