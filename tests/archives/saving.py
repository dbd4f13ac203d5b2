"""Save Page Now on loopback: jobs that go through given answers, and a log of what was asked."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

PENDING = {"status": "pending", "resources": []}


def job_id(page: str) -> str:
    return f"spn2-{hashlib.sha1(page.encode()).hexdigest()}"


def success(timestamp: str = "20250601120000", **more: object) -> dict[str, object]:
    return {"status": "success", "timestamp": timestamp, "http_status": 200, **more}


def error(code: str) -> dict[str, object]:
    return {"status": "error", "status_ext": f"error:{code}", "message": f"Message for {code}."}


@dataclass(slots=True)
class SavePageNow:
    """`on_save` and `on_status` hold answers by page, used up one by one; the last one stays."""

    on_save: dict[str, list[object]] = field(default_factory=dict)
    on_status: dict[str, list[object]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    seen: defaultdict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    headers: list[dict[str, str]] = field(default_factory=list)
    running: int = 0
    most: int = 0
    base: str = ""

    async def save(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        self.headers.append(dict(request.headers))
        answer = _next(self.on_save, form["url"], {"url": form["url"], "job_id": job_id(form["url"])})
        if isinstance(answer, dict) and "job_id" in answer:
            self.running += 1
            self.most = max(self.most, self.running)
        return _response(answer)

    async def status(self, request: web.Request) -> web.Response:
        page = next(form["url"] for form in self.asked if job_id(form["url"]) == request.match_info["job"])
        self.seen[page].set()
        answer = _next(self.on_status, page, success(original_url=page))
        if isinstance(answer, dict) and answer.get("status") != "pending":
            self.running -= 1
        return _response(answer)


def _next(answers: dict[str, list[object]], page: str, default: object) -> object:
    queue = answers.get(page, [default])
    return queue.pop(0) if len(queue) > 1 else queue[0]


def _response(answer: object) -> web.Response:
    if isinstance(answer, int):
        return web.Response(status=answer, text="You need to be logged in to use Save Page Now.")
    if isinstance(answer, str):
        return web.Response(text=answer, content_type="text/html")
    return web.json_response(answer)


@asynccontextmanager
async def saving(service: SavePageNow) -> AsyncIterator[SavePageNow]:
    app = web.Application()
    app.router.add_post("/save", service.save)
    app.router.add_get("/save/status/{job}", service.status)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    service.base = f"http://{host}:{port}"
    try:
        yield service
    finally:
        await runner.cleanup()
