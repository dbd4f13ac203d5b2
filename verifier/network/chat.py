"""One request to an endpoint of the house's own choice: no redirects, no cookies, no proxy from outside, bounded.

The guard against private addresses is not asked: the address comes from the configuration, and models often run
on the same machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verifier.config import JudgeConfig

MAX_ANSWER_BYTES = 200_000


async def post(judge: JudgeConfig, payload: Mapping[str, Any], key: str | None) -> bytes | None:
    """The body of the answer; None where there was none in time, or none with status 200."""
    import aiohttp  # noqa: PLC0415 - slow to import, and seldom wanted

    from verifier.network.tls import client_context  # noqa: PLC0415 - as above

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    timeout = aiohttp.ClientTimeout(total=judge.timeout_s)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.post(
                judge.url, json=payload, headers=headers, allow_redirects=False, ssl=client_context(None)
            ) as response,
        ):
            if response.status != 200:
                return None
            return await _bounded(response.content)
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None


async def _bounded(stream: Any) -> bytes | None:
    body = b""
    async for piece in stream.iter_chunked(16_384):
        body += piece
        if len(body) > MAX_ANSWER_BYTES:
            return None
    return body
