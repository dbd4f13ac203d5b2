"""A small Internet Archive on loopback: its exact shapes, and faults on demand.

`FakeArchive` answers `/cdx/search/cdx`, `/web/<ts>id_/<url>`, `/web/timemap/link/<url>`, `/web/<url>`
(TimeGate) and `/wayback/available`. Its log tells when what was asked.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from random import Random
from typing import TypeVar

from aiohttp import web

from verifier.archives.surt import surt
from verifier.config import ArchiveConfig

Answering = Callable[[web.BaseRequest, str], Awaitable[web.Response]]
Fault = Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]


@dataclass(frozen=True, slots=True)
class Stored:
    """One capture: what the site answered, and when."""

    timestamp: str
    url: str
    body: bytes = b"<html><title>Text</title><p>Ein Artikel mit Text.</p></html>"
    status: int = 200
    mimetype: str = "text/html"
    location: str | None = None
    revisit: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    listed: bool = True
    replayable: bool = True
    index_mimetype: str | None = None

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body).digest()).decode()

    @property
    def moment(self) -> datetime:
        return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    def row(self) -> dict[str, str]:
        return {
            "urlkey": surt(self.url),
            "timestamp": self.timestamp,
            "original": self.url,
            "mimetype": "warc/revisit" if self.revisit else self.index_mimetype or self.mimetype,
            "statuscode": "-" if self.revisit else str(self.status),
            "digest": self.digest,
            "length": str(len(self.body) + 300),
        }


@dataclass(slots=True)
class FakeArchive:
    """What it holds may be changed while it runs."""

    stored: list[Stored] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)  # one each time, then healthy again
    standing: dict[str, Fault] = field(default_factory=dict)
    dirty: Random | None = None  # mixes the rows of the index, repeats some, and adds broken ones
    available: bool = True  # whether availability names what is stored
    delay_s: float = 0.0
    log: list[tuple[float, str, str]] = field(default_factory=list)
    base: str = ""
    most_at_once: dict[str, int] = field(default_factory=dict)
    _now: dict[str, int] = field(default_factory=dict)

    def config(self, **changes: object) -> ArchiveConfig:
        """An archive of the Internet Archive's kind at this address, fast enough for tests."""
        settings: dict[str, object] = {
            "name": "wayback",
            "kind": "wayback",
            "cdx": f"{self.base}/cdx/search/cdx",
            "replay": f"{self.base}/web",
            "availability": f"{self.base}/wayback/available",
            "save": f"{self.base}/save",
            "per_minute": {"cdx": 60_000, "replay": 60_000, "availability": 60_000, "save": 60_000},
            "timeout_s": 5.0,
            "deadline_s": 10.0,
        }
        return ArchiveConfig(**{**settings, **changes})  # type: ignore[arg-type]

    def memento_config(self, **changes: object) -> ArchiveConfig:
        """The same archive, by Memento."""
        settings: dict[str, object] = {
            "name": "memento",
            "kind": "memento",
            "timemap": f"{self.base}/web/timemap/link/",
            "timegate": f"{self.base}/web/",
            "per_minute": {"all": 60_000},
            "timeout_s": 5.0,
            "deadline_s": 10.0,
        }
        return ArchiveConfig(**{**settings, **changes})  # type: ignore[arg-type]

    def asked(self, endpoint: str) -> list[str]:
        """What was asked of an endpoint, in order."""
        return [target for _, name, target in self.log if name == endpoint]

    def times(self, endpoint: str) -> list[float]:
        """When it was asked, by the monotonic clock."""
        return [moment for moment, name, _ in self.log if name == endpoint]

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request: logged, perhaps spoilt, else answered."""
        target = request.raw_path
        endpoint, answer = self._route(target)
        self.log.append((time.monotonic(), endpoint, target))
        self._now[endpoint] = self._now.get(endpoint, 0) + 1
        self.most_at_once[endpoint] = max(self.most_at_once.get(endpoint, 0), self._now[endpoint])
        try:
            if self.delay_s:
                await asyncio.sleep(self.delay_s)
            queue = self.faults.get(endpoint)
            fault = queue.pop(0) if queue else self.standing.get(endpoint)
            spoilt = await fault(request) if fault else None
            return await answer(request, target) if spoilt is None else spoilt
        finally:
            self._now[endpoint] -= 1

    def _route(self, target: str) -> tuple[str, Answering]:
        if target.startswith("/cdx/"):
            return "cdx", self._cdx
        if target.startswith("/wayback/available"):
            return "availability", self._availability
        if target.startswith("/web/timemap/link/"):
            return "timemap", self._timemap
        if re.match(r"/web/\d{14}", target):
            return "replay", self._replay
        if target.startswith("/web/"):
            return "timegate", self._timegate
        return "unknown", self._nothing

    async def _nothing(self, request: web.BaseRequest, target: str) -> web.Response:
        return web.Response(status=404, text=f"{request.method} {target}")

    def _captures(self, url: str) -> list[Stored]:
        return sorted((s for s in self.stored if surt(s.url) == surt(url)), key=lambda stored: stored.moment)

    async def _cdx(self, request: web.BaseRequest, target: str) -> web.Response:
        del target
        query = request.query
        rows = [stored.row() for stored in self._captures(query["url"]) if stored.listed]
        rows = [row for row in rows if query.get("from", "0") <= row["timestamp"]]
        rows = [row for row in rows if row["timestamp"] <= query.get("to", "9") + "9" * 14]
        for given in query.getall("filter", []):
            name, _, pattern = given.removeprefix("!").partition(":")
            wanted = not given.startswith("!")
            rows = [row for row in rows if bool(re.fullmatch(pattern, row[name])) is wanted]
        if query.get("sort") == "closest":
            closest = query["closest"].ljust(14, "0")
            middle = datetime.strptime(closest, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            rows.sort(key=lambda row: abs(_moment(row["timestamp"]) - middle))
        rows = rows[: int(query.get("limit", len(rows)))]
        names = query["fl"].split(",")
        lines = [" ".join(row[name] for name in names) for row in rows]
        if self.dirty is not None:
            lines = _dirtied(lines, self.dirty)
        return web.Response(text="".join(f"{line}\n" for line in lines))

    async def _availability(self, request: web.BaseRequest, target: str) -> web.Response:
        del target
        url, wish = request.query["url"], request.query.get("timestamp", "")
        good = [stored for stored in self._captures(url) if 200 <= stored.status < 300 and not stored.revisit]
        snapshots: dict[str, object] = {}
        if good and self.available:
            middle = _moment(wish.ljust(14, "0")) if wish else datetime.now(UTC)
            nearest = min(good, key=lambda stored: abs(stored.moment - middle))
            address = f"{self.base}/web/{nearest.timestamp}/{nearest.url}"
            snapshots["closest"] = {
                "status": "200",
                "available": True,
                "url": address,
                "timestamp": nearest.timestamp,
            }
        return web.json_response({"url": url, "archived_snapshots": snapshots, "timestamp": wish})

    async def _replay(self, request: web.BaseRequest, target: str) -> web.Response:
        match = re.fullmatch(r"/web/(\d{14})(id_)?/(.+)", target)
        if match is None:
            return web.Response(status=404)
        asked, mode, url = match[1], match[2] or "", match[3]
        found = [stored for stored in self._captures(url) if stored.replayable]
        if not found:
            return web.Response(status=404, text="The Wayback Machine has not archived that URL.")
        nearest = min(found, key=lambda stored: abs(stored.moment - _moment(asked)))
        if nearest.timestamp != asked:
            headers = {
                "Location": f"{self.base}/web/{nearest.timestamp}{mode}/{nearest.url}",
                "X-Archive-Redirect-Reason": f"found capture at {nearest.timestamp}",
            }
            return web.Response(status=302, headers=headers)
        exact = [stored for stored in found if stored.timestamp == asked]
        stored = next((s for s in exact if s.url == url), exact[0])
        return self._memento(stored)

    def _memento(self, stored: Stored) -> web.Response:
        links = f'<{stored.url}>; rel="original", <{self.base}/web/{stored.url}>; rel="timegate"'
        headers = {
            "Memento-Datetime": format_datetime(stored.moment, usegmt=True),
            "Link": links,
            "Content-Type": stored.mimetype,
        }
        if stored.location is not None:
            headers["Location"] = stored.location.replace("{base}", self.base)
        response = web.Response(status=stored.status, body=stored.body, headers=headers)
        for name, value in stored.headers:
            response.headers.add(name, value)
        return response

    async def _timemap(self, request: web.BaseRequest, target: str) -> web.Response:
        del request
        url = target.removeprefix("/web/timemap/link/")
        found = self._captures(url)
        if not found:
            return web.Response(status=404)
        lines = [f'<{url}>; rel="original"', f'<{self.base}/web/{url}>; rel="timegate"']
        lines += [
            f'<{self.base}/web/{stored.timestamp}/{stored.url}>; rel="memento"; '
            f'datetime="{format_datetime(stored.moment, usegmt=True)}"'
            for stored in found
        ]
        return web.Response(text=",\n".join(lines), content_type="application/link-format")

    async def _timegate(self, request: web.BaseRequest, target: str) -> web.Response:
        url = target.removeprefix("/web/")
        found = self._captures(url)
        if not found:
            return web.Response(status=404)
        wish = parsedate_to_datetime(request.headers["Accept-Datetime"])
        nearest = min(found, key=lambda stored: abs(stored.moment - wish))
        headers = {
            "Location": f"{self.base}/web/{nearest.timestamp}/{nearest.url}",
            "Vary": "accept-datetime",
        }
        return web.Response(status=302, headers=headers)


def _dirtied(lines: list[str], random: Random) -> list[str]:
    """As real indexes are: in no order, some rows twice, months and days that do not exist, junk, cut lines."""
    junk = [
        "test,x)/a 20240000000000 https://www.x.test/a text/html 200 AAAA 5",
        "test,x)/a 20241118120000 http://mailto:a@x.test/ text/html 200 AAAA 5",
        "test,x)/b 20241118120000 https://www.x.test/b text/html 200 AAAA 5",
        "test,x)/a 20241118",
        "",
    ]
    mixed = [*lines, *lines[: len(lines) // 2 + 1], *(junk if lines else [])]
    random.shuffle(mixed)
    return mixed


def _moment(timestamp: str) -> datetime:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


Archive = TypeVar("Archive", bound=FakeArchive)


def answering(status: int, text: str = "", **headers: str) -> Fault:
    """A fault that answers in the archive's own name."""

    async def fault(request: web.BaseRequest) -> web.StreamResponse | None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=text, headers=names)

    return fault


async def dropping(request: web.BaseRequest) -> web.StreamResponse | None:
    """A fault that closes the connection without a word."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


def silent(seconds: float) -> Fault:
    """A fault that keeps the client waiting."""

    async def fault(request: web.BaseRequest) -> web.StreamResponse | None:
        await asyncio.sleep(seconds)
        return None

    return fault


@asynccontextmanager
async def running(archive: Archive) -> AsyncIterator[Archive]:
    """The archive on a free port of loopback."""
    server = web.Server(archive.handle)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    archive.base = f"http://{host}:{port}"
    try:
        yield archive
    finally:
        await runner.cleanup()
