"""What becomes known of a check, in order, for any number of readers."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from verifier.reports.safe import encodable, json_text


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is sent."""

    name: str
    octets: bytes


class EventLog:
    """Readers share it and hold nothing but their place, so that a slow one costs no memory of its own.

    Ids are `RUN-NUMBER`. After a restart of the server the run is another one, and whoever comes back is told
    everything again: each event holds the whole of what it tells, so hearing it twice does no harm.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._told: list[Told] = []
        self._grown = asyncio.Event()
        self.closed = False

    def add(self, name: str, data: Mapping[str, object]) -> None:
        """One more; nothing after the end."""
        if self.closed:
            return
        line = encodable(json_text(json.dumps(data, ensure_ascii=False)))
        id_ = f"{self._run}-{len(self._told) + 1}"
        self._told.append(Told(name, f"id: {id_}\nevent: {name}\ndata: {line}\n\n".encode()))
        self._wake()

    def close(self) -> None:
        """Nothing more will come."""
        self.closed = True
        self._wake()

    def is_over_for(self, last_id: str | None) -> bool:
        """Whether a reader who has come so far has heard everything there will be."""
        return self.closed and self._place(last_id) >= len(self._told)

    async def follow(self, last_id: str | None) -> AsyncIterator[Told]:
        """What came after `last_id` (None: everything), then what comes, to the end."""
        place = self._place(last_id)
        while True:
            grown = self._grown
            while place < len(self._told):
                yield self._told[place]
                place += 1
            if self.closed:
                return
            await grown.wait()

    def _wake(self) -> None:
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    def _place(self, last_id: str | None) -> int:
        run, _, number = (last_id or "").partition("-")
        known = run == self._run and number.isascii() and number.isdigit() and len(number) < 10
        return min(int(number), len(self._told)) if known else 0
