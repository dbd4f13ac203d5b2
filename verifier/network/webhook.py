"""A message to an address of the house's own choice, with patience. The address may be a secret: nobody repeats it.

The guard against private addresses is not asked: the address comes from the configuration, and chat servers
often stand in the house.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

_TIMEOUT_S = 15.0
_PAUSES_S = (2.0, 8.0, 30.0)  # between the tries
_WORTH_REPEATING = frozenset({408, 425, 429, 500, 502, 503, 504})


async def send(url: str, payload: Mapping[str, Any], sleep: Callable[[float], Awaitable[None]]) -> str | None:
    """None once it was taken; else why not, after all tries."""
    import aiohttp  # noqa: PLC0415 - slow to import, and seldom wanted

    from verifier.network.tls import client_context  # noqa: PLC0415 - as above

    reason: str | None = None
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
        for pause_s in (*_PAUSES_S, None):
            status = 0
            try:
                async with session.post(
                    url, json=payload, allow_redirects=False, ssl=client_context(None)
                ) as response:
                    status = response.status
                reason = f"it answers {status}"
            except TimeoutError:
                reason = "it does not answer in time"
            except (aiohttp.ClientError, OSError, ValueError) as error:
                reason = f"it cannot be reached ({type(error).__name__})"
            if 200 <= status < 300:
                return None
            if pause_s is None or (status and status not in _WORTH_REPEATING):
                break
            await sleep(pause_s)
    return reason
