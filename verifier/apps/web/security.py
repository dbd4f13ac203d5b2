"""Who may ask for what: hosts, origins, tokens, forms; and what every answer says to browsers."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from verifier.apps.web.problems import Problem

SESSION_COOKIE = "desk_session"
FORM_COOKIE = "desk_form"
SESSION_S = 12 * 3600  # a working day
CLIENT = web.RequestKey("client", str)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would hide the origin of our own forms
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_HOST = re.compile(
    r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.?)(?::(?P<port>[0-9]{1,5}))?"
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/healthz", "/readyz", "/login", "/static/")  # nothing about any check
_SHARED = ("/api/", "/v2/", "/openapi.json")  # what other origins may be allowed to use
_CORS = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "600",
    "Vary": "Origin",
}

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who is let in.

    `token`: None lets everybody in who can connect, which is for loopback alone. A reverse proxy at one of
    `proxies` tells in `user_header` whom it has let in.
    """

    token: str | None = None
    proxies: tuple[Network, ...] = ()
    user_header: str | None = None
    hosts: frozenset[str] = frozenset()  # names of this server, besides localhost and plain addresses
    origins: frozenset[str] = frozenset()  # other sites whose pages may use the API

    def session(self, now: float | None = None) -> str:
        """What a browser is given for the token: good for a working day, also after a restart."""
        until = str(int((time.time() if now is None else now) + SESSION_S))
        return f"{until}.{self._sign(until)}"

    def is_session(self, value: str, now: float | None = None) -> bool:
        """Ours, and not over."""
        until, _, signature = value.partition(".")
        ours = hmac.compare_digest(signature.encode(), self._sign(until).encode())
        return ours and until.isdigit() and int(until) > (time.time() if now is None else now)

    def is_token(self, value: str) -> bool:
        """The token, compared without telling by the time how much of it was right."""
        return self.token is not None and hmac.compare_digest(value.encode(), self.token.encode())

    def _sign(self, text: str) -> str:
        return hmac.new((self.token or "").encode(), f"session {text}".encode(), hashlib.sha256).hexdigest()


ACCESS = web.AppKey("access", Access)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what is not meant for us, comes from a foreign page, or from nobody we know."""
    access = request.app[ACCESS]
    _judge_host(request, access)
    origin = _judge_origin(request, access)
    if request.method == "OPTIONS" and origin is not None:
        return web.Response(status=HTTPStatus.NO_CONTENT, headers=_CORS)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send the body as it is, without a content encoding")
    request[CLIENT] = _client(request, access)
    return await handler(request)


async def mark(request: web.Request, response: web.StreamResponse) -> None:
    """On every answer, errors too: no framing, no guessing, no caching, no scripts but ours."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)
    origin = request.headers.get("Origin")
    if origin in request.app[ACCESS].origins and request.path.startswith(_SHARED):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def form_key(request: web.Request) -> str:
    """What a form must bring along that was made for this browser."""
    known = request.cookies.get(FORM_COOKIE, "")
    return known if re.fullmatch(r"[A-Za-z0-9_-]{43}", known) else secrets.token_urlsafe(32)


def give_form_key(request: web.Request, response: web.StreamResponse, key: str) -> None:
    """Kept by the browser, and sent back with requests from our own pages alone."""
    if request.cookies.get(FORM_COOKIE) != key:
        response.set_cookie(
            FORM_COOKIE, key, httponly=True, samesite="Strict", secure=is_secure(request), path="/"
        )


def judge_form(request: web.Request, key: str | None) -> None:
    """Only forms of our own pages are carried out.

    Raises:
        Problem: it is not one.
    """
    known = request.cookies.get(FORM_COOKIE, "")
    if not key or not known or not hmac.compare_digest(key.encode(), known.encode()):
        raise Problem(
            HTTPStatus.FORBIDDEN, "this form is not ours, or too old; go back, reload the page, try again"
        )


def is_secure(request: web.Request) -> bool:
    """The browser speaks HTTPS, to us or to our proxy."""
    return request.secure or (
        _from_proxy(request, request.app[ACCESS]) and request.headers.get("X-Forwarded-Proto") == "https"
    )


def _judge_host(request: web.Request, access: Access) -> None:
    """A name that is not ours may have been turned to our address by a stranger (DNS rebinding)."""
    hosts = request.headers.getall("Host", [])
    found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    name = found["name"].lower().rstrip(".") if found else ""
    if not name or not (name == "localhost" or _is_address(name.strip("[]")) or name in access.hosts):
        raise Problem(
            HTTPStatus.MISDIRECTED_REQUEST,
            "this server is not known by that name; start it with --allow-host",
        )


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _judge_origin(request: web.Request, access: Access) -> str | None:
    """The other origin that is allowed to ask; None for our own pages and for programs."""
    origin = request.headers.get("Origin")
    if origin is not None and origin in access.origins and request.path.startswith(_SHARED):
        return origin
    if request.method in _SAFE:
        return None
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in {"same-origin", "none"} or (origin is not None and not _is_ours(origin, request)):
        raise Problem(HTTPStatus.FORBIDDEN, "a page of another site asked for this; that is not allowed")
    return None


def _is_ours(origin: str, request: web.Request) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == (request.host or "").lower()


def _client(request: web.Request, access: Access) -> str:
    """Who asks, for the limits; their name where a proxy tells it.

    Raises:
        Problem: they are not let in.
    """
    if _from_proxy(request, access) and access.user_header:
        user = request.headers.get(access.user_header, "").strip()
        if user:
            return f"user {user[:200]}"
    peer = f"address {request.remote or ''}"
    if request.path in _OPEN or request.path.startswith(_OPEN[3]) or _is_let_in(request, access):
        return peer
    raise Problem(
        HTTPStatus.UNAUTHORIZED, "a token is needed: Authorization: Bearer TOKEN, or log in at /login"
    )


def _is_let_in(request: web.Request, access: Access) -> bool:
    if access.token is None:
        return not access.user_header  # then only the proxy lets people in
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return access.is_token(given.strip())
    return access.is_session(request.cookies.get(SESSION_COOKIE, ""))


def _from_proxy(request: web.Request, access: Access) -> bool:
    """Asked by a reverse proxy of ours; anybody else could write its headers, too."""
    try:
        peer = ip_address(request.remote or "")
    except ValueError:
        return False
    return any(peer.version == network.version and peer in network for network in access.proxies)
