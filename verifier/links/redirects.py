"""Following a link hop by hop, with cookies and meta refreshes, as far as the configuration allows."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from verifier.links.cookies import Cookies
from verifier.links.markup import Markup, read_refresh
from verifier.model import Hop
from verifier.network.address import Address, parse, resolve
from verifier.network.failures import (
    ConnectionFailedError,
    MalformedUrlError,
    RedirectsFailedError,
    RefusedError,
)
from verifier.network.guard import USUAL_PORTS
from verifier.network.session import Answer, Request

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REFRESH_S = 5  # a page that stays longer is meant to be read
_MAX_REFRESH_TEXT = 1000  # characters; a page with more is not a mere hop
_MAX_SCRIPT_PAGE = 3000  # bytes
_MAX_SCRIPT_TEXT = 60  # characters: "Redirecting…"
_SCRIPTED = re.compile(
    r"""(?:^|[\s;{(>])(?:(?:window|document|top|self)\.)?location(?:\.href)?\s*=\s*["']([^"'\s]+)["']"""
    r"""|location\.(?:replace|assign)\(\s*["']([^"'\s]+)["']\s*\)""",
)
_MAX_HEAD_BYTES = 65536  # of a page; its head is at its beginning
_REFRESHING = re.compile(rb"http-equiv\s*=\s*[\"']?refresh")


@dataclass(slots=True)
class Chain:
    """How far a visit has come."""

    url: str  # as cited; then where the last hop leads, fragment included
    hops: list[Hop] = field(default_factory=list)
    answer: Answer | None = None


async def follow(
    chain: Chain,
    ask: Callable[[Request], Awaitable[Answer]],
    max_redirects: int,
    first: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Follow until something is not a redirect. What was reached stays in `chain`, also when this raises.

    `first`: headers of the first request alone.

    Raises:
        FetchError: no answer, a loop, or a hop that may not be taken.
    """
    cookies = Cookies()
    cited_port = parse(chain.url).port
    seen: set[tuple[str, str | None]] = set()
    while True:
        address = parse(chain.url)
        cookie = cookies.header(address)
        if (address.url, cookie) in seen:
            raise RedirectsFailedError("the redirects lead round in a circle", "redirect_loop")
        seen.add((address.url, cookie))
        chain.answer = None
        headers = {"Cookie": cookie} if cookie else {}
        answer = await ask(Request(address.url, headers if chain.hops else {**headers, **first}))
        chain.answer = answer
        target = next_url(chain.url, answer)
        if target is None:
            return
        chain.hops.append(Hop(chain.url, answer.status))
        if len(chain.hops) > max_redirects:
            raise RedirectsFailedError(f"more than {max_redirects} redirects", "too_many_redirects")
        cookies.keep(answer)
        _check_hop(target, cited_port)
        chain.url = target


def next_url(url: str, answer: Answer) -> str | None:
    """Where an answer sends its reader; None if it is the page itself."""
    if answer.status in REDIRECTS:
        location = answer.header("location")
        return resolve(url, location) if location and location.strip() else None
    if answer.status != 200:
        return None
    reference = _header_refresh(answer) or _page_refresh(answer) or _script_redirect(answer)
    if reference is None:
        return None
    target = resolve(url, reference)
    same = target.partition("#")[0] == url.partition("#")[0]
    return None if same and not answer.header("set-cookie") else target


def _header_refresh(answer: Answer) -> str | None:
    return _soon(read_refresh(answer.header("refresh") or ""))


def _page_refresh(answer: Answer) -> str | None:
    end = answer.body.find(b"<body", 0, _MAX_HEAD_BYTES)
    start = answer.body[: end if end > 0 else _MAX_HEAD_BYTES].lower()
    if b"refresh" not in start or not _REFRESHING.search(start):
        return None
    page = Markup(answer.body, answer.header("content-type") or "")
    return _soon(page.refresh) if len(page.all_text) <= _MAX_REFRESH_TEXT else None


def _script_redirect(answer: Answer) -> str | None:
    """Where a page leads that holds nothing but one script that leads elsewhere."""
    if len(answer.body) > _MAX_SCRIPT_PAGE or b"location" not in answer.body:
        return None
    page = Markup(answer.body, answer.header("content-type") or "")
    found = {match[1] or match[2] for match in _SCRIPTED.finditer(page.html)}
    if len(found) != 1 or len(page.all_text) > _MAX_SCRIPT_TEXT:
        return None
    target = found.pop().replace("\\/", "/")
    return target if target.startswith(("/", "http://", "https://")) and "/lander" not in target else None


def _soon(refresh: tuple[int, str] | None) -> str | None:
    return refresh[1] if refresh is not None and refresh[0] <= _MAX_REFRESH_S else None


def _check_hop(target: str, cited_port: int) -> None:
    """A hop may lead to the usual ports and to the one that was cited."""
    try:
        address: Address = parse(target)
    except MalformedUrlError as error:
        raise ConnectionFailedError("the redirect leads to an address that is none", "no_target") from error
    if address.port not in USUAL_PORTS and address.port != cited_port:
        raise RefusedError(f"the redirect leads to port {address.port}", "port")
