"""Who is let in: tokens, sessions, proxies, other sites."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from tests.apps.web.conftest import Client, OpenDesk
from verifier.apps.web.security import SESSION_S, Access

TOKEN = "0123456789abcdef0123"
GUARDED = Access(token=TOKEN)


@pytest.fixture
def bearer() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}


async def test_token(open_client: OpenDesk, bearer: dict[str, str], article: str) -> None:
    """Without the token nothing but whether the server is well; with it everything."""
    client = await open_client(access=GUARDED)
    for path in ("/", "/index.json", "/api/v1/checks/none", "/metrics", "/openapi.json", "/api"):
        async with client.ask("GET", path) as answer:
            assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    for path in ("/healthz", "/readyz"):
        assert await client.json(path)
    async with client.ask("POST", "/api/v1/checks", json={"text": article}, headers=bearer) as answer:
        assert answer.status == 202


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN.upper()}", TOKEN]
)
async def test_wrong_tokens(open_client: OpenDesk, given: str) -> None:
    """Nearly right is wrong."""
    client = await open_client(access=GUARDED)
    async with client.ask("GET", "/index.json", headers={"Authorization": given}) as answer:
        assert answer.status == 401


async def test_people_log_in(open_client: OpenDesk) -> None:
    """A browser is led to the form, and the session that it is given lets it in."""
    client = await open_client(access=GUARDED)
    async with client.ask("GET", "/", headers={"Accept": "text/html"}) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/login?next=/")
    key = "k" * 43
    fields = {"token": TOKEN, "next": "/api", "form_key": key}
    async with client.ask("POST", "/login", data=fields, headers={"Cookie": f"desk_form={key}"}) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/api")
        cookie = answer.cookies["desk_session"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert TOKEN not in cookie.value
    async with client.ask("GET", "/", headers={"Cookie": f"desk_session={cookie.value}"}) as answer:
        assert answer.status == 200


async def test_wrong_word_at_the_login(open_client: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and no session given."""
    monkeypatch.setattr("verifier.apps.web.pages._WRONG_TOKEN_S", 0)
    client = await open_client(access=GUARDED)
    key = "k" * 43
    headers = {"Cookie": f"desk_form={key}", "Accept": "text/html"}
    async with client.ask("POST", "/login", data={"token": "x", "form_key": key}, headers=headers) as answer:
        assert (answer.status, "desk_session" in answer.cookies) == (403, False)
        assert 'role="alert"' in await answer.text()


def test_sessions() -> None:
    """Of this token, unaltered, and for a working day."""
    session = GUARDED.session(now=1000)
    assert GUARDED.is_session(session, now=1000 + SESSION_S - 1)
    assert not GUARDED.is_session(session, now=1000 + SESSION_S + 1)
    until, _, signature = session.partition(".")
    for forged in (
        f"{int(until) + 9999}.{signature}",
        f"{until}.",
        "",
        "x",
        f"{until}.{signature}0",
        "٣." + signature,
    ):
        assert not GUARDED.is_session(forged, now=1000)
    assert not Access(token="another token altogether").is_session(session, now=1000)


PROXIED = Access(proxies=(ip_network("127.0.0.0/8"),), user_header="X-User")


async def test_proxy(open_client: OpenDesk, article: str) -> None:
    """The proxy names who asks; limits are theirs, and so are decisions. Nobody else is let in."""
    client = await open_client(access=PROXIED, per_client=1)
    async with client.ask("GET", "/index.json") as answer:
        assert answer.status == 401
    for user in ("anna", "ben"):
        async with client.ask(
            "POST", "/api/v1/checks", json={"text": article}, headers={"X-User": user}
        ) as answer:
            assert answer.status == 202


async def test_headers_of_strangers(open_client: OpenDesk) -> None:
    """Who is not the proxy can write its headers as they like."""
    elsewhere = Access(proxies=(ip_network("10.0.0.5/32"),), user_header="X-User")
    client = await open_client(access=elsewhere)
    async with client.ask("GET", "/index.json", headers={"X-User": "anna"}) as answer:
        assert answer.status == 401


async def test_known_names(open_client: OpenDesk) -> None:
    """The server answers to its own names."""
    client = await open_client(access=Access(hosts=frozenset({"desk.example.com"})))
    for host, status in (
        ("desk.example.com", 200),
        ("DESK.example.com:8765", 200),
        ("other.example.com", 421),
    ):
        async with client.ask("GET", "/healthz", headers={"Host": host}) as answer:
            assert answer.status == status


async def test_other_sites(open_client: OpenDesk, article: str) -> None:
    """The page of a CMS that was named may use the API, and nothing but the API."""
    cms = "https://cms.example.com"
    client = await open_client(access=Access(origins=frozenset({cms})))
    async with client.ask("OPTIONS", "/api/v1/checks", headers={"Origin": cms}) as answer:
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (204, cms)
    headers = {"Origin": cms, "Sec-Fetch-Site": "cross-site"}
    async with client.ask("POST", "/api/v1/checks", json={"text": article}, headers=headers) as answer:
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (202, cms)
    async with client.ask("POST", "/checks", data={"text": article}, headers=headers) as answer:
        assert answer.status == 403
    async with client.ask("OPTIONS", "/api/v1/checks", headers={"Origin": "https://evil.example"}) as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_loopback_without_token(client: Client) -> None:
    """On this machine alone, everybody on it may."""
    assert (await client.json("/index.json"))["name"] == "verifier"
