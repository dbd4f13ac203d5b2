"""A real archive (pywb) on loopback, and a thin front that gives it the Internet Archive's exact shapes."""

from __future__ import annotations

import base64
import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, web
from yarl import URL

from ..front import FakeArchive, Stored  # noqa: TID252 - the front's other half

_FIELDS = "urlkey,timestamp,url,mime,status,digest,length"
_NAMES = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_HOP = frozenset({"transfer-encoding", "content-length", "connection", "date", "server"})


@dataclass(slots=True)
class PywbFront(FakeArchive):
    """Passes on to pywb at `upstream`; rewrites what pywb says otherwise than the Internet Archive."""

    upstream: str = ""
    client: ClientSession | None = field(default=None, repr=False)

    async def _fetch(self, path: str, headers: dict[str, str] | None = None) -> tuple[ClientResponse, bytes]:
        assert self.client is not None
        url = URL(self.upstream + path, encoded=True)
        async with self.client.get(url, headers=headers, allow_redirects=False) as response:
            return response, await response.read()

    async def _rows(self, query: str) -> list[dict[str, str]]:
        _, body = await self._fetch(f"/cdx/search/cdx?{query}&output=text&allowFuzzy=0&fl={_FIELDS}")
        lines = [line.split() for line in body.decode().splitlines()]
        return [dict(zip(_NAMES, line, strict=False)) for line in lines]

    async def _cdx(self, request: web.BaseRequest, target: str) -> web.Response:
        kept = [
            part for part in target.partition("?")[2].split("&") if not part.startswith(("fl=", "filter="))
        ]
        rows = await self._rows("&".join(part for part in kept if not part.startswith("limit=")))
        for given in request.query.getall("filter", []):
            name, _, pattern = given.removeprefix("!").partition(":")
            wanted = not given.startswith("!")
            rows = [row for row in rows if bool(re.fullmatch(pattern, row[name])) is wanted]
        rows = rows[: int(request.query.get("limit", len(rows)))]
        names = request.query["fl"].split(",")
        return web.Response(text="".join(" ".join(row[name] for name in names) + "\n" for row in rows))

    async def _availability(self, request: web.BaseRequest, target: str) -> web.Response:
        del target
        url = request.query["url"]
        closest = request.query.get("timestamp", "2024")
        rows = await self._rows(str(URL.build(query={"url": url, "closest": closest}).query_string))
        good = [row for row in rows if re.fullmatch("2..", row["statuscode"])] if self.available else []
        snapshots = {}
        if good:
            address = f"{self.base}/web/{good[0]['timestamp']}/{good[0]['original']}"
            snapshots = {"closest": {"status": "200", "available": True, "url": address}}
        return web.json_response({"url": url, "archived_snapshots": snapshots, "timestamp": closest})

    async def _replay(self, request: web.BaseRequest, target: str) -> web.Response:
        return await self._passed_on(request, target)

    async def _timemap(self, request: web.BaseRequest, target: str) -> web.Response:
        return await self._passed_on(request, target)

    async def _timegate(self, request: web.BaseRequest, target: str) -> web.Response:
        return await self._passed_on(request, target)

    async def _passed_on(self, request: web.BaseRequest, target: str) -> web.Response:
        wish = {name: value for name, value in request.headers.items() if name == "Accept-Datetime"}
        response, body = await self._fetch(target, wish)
        body = body.replace(self.upstream.encode(), self.base.encode()) if "timemap" in target else body
        answer = web.Response(status=response.status, body=body)
        answer.headers.clear()
        memento = "Memento-Datetime" in response.headers
        for name, value in response.headers.items():
            if name.lower() not in _HOP:
                answer.headers.add(name, self._rewritten(name, value, target, memento=memento))
        if response.status == 307 and not memento:
            answer.set_status(302)
            timestamp = re.search(r"/web/(\d{14})", response.headers["Location"])
            answer.headers["X-Archive-Redirect-Reason"] = f"found capture at {timestamp and timestamp[1]}"
        return answer

    def _rewritten(self, name: str, value: str, target: str, *, memento: bool) -> str:
        """Addresses of the front, and archived redirects that stay in the archive."""
        value = value.replace(self.upstream, self.base)
        asked = re.match(r"/web/(\d{14})id_/", target)
        if name == "Location" and memento and asked and not value.startswith(self.base):
            return f"{self.base}/web/{asked[1]}id_/{value}"
        return value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_collection(environment: Path, root: Path, stored: list[Stored]) -> None:
    """Writes captures as WARC and index, with pywb's own tools."""
    captures = [{**asdict(capture), "body": base64.b64encode(capture.body).decode()} for capture in stored]
    script = Path(__file__).parent / "write_collection.py"
    command = [environment / "python", script, root]
    subprocess.run(command, input=json.dumps(captures), text=True, check=True, timeout=60)


@contextmanager
def pywb(environment: Path, root: Path, stored: list[Stored]) -> Iterator[str]:
    """The address of a running pywb that holds these captures; a process of its own, stopped at the end."""
    write_collection(environment, root, stored)
    port = free_port()
    command = [str(environment / "wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(root)]
    with (root / "pywb.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(process, port, root / "pywb.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
