"""`verifier serve`: the editors' page and the HTTP API."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.apps.cli.settings import settings
from verifier.apps.cli.voice import say
from verifier.config import Config
from verifier.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from verifier.apps.web.repository import Repository
    from verifier.apps.web.security import Access, Network
    from verifier.apps.web.server import Place

_SHORTEST_TOKEN = 16  # characters
_MEMORY = (
    "checks are kept in memory and end with the server; pip install 'quellen-verifier[history]' to keep them"
)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: a free one.")
@click.option(
    "--token-file", type=click.Path(path_type=Path), metavar="FILE", help="Holds the token to be shown."
)
@click.option(
    "--proxy", "proxies", multiple=True, metavar="CIDR", help="Addresses of reverse proxies; repeatable."
)
@click.option("--user-header", metavar="NAME", help="In which the proxy names whom it has let in.")
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME", help="A name of this server; repeatable."
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="A site whose pages may use the API; repeatable.",
)
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file."
)
@click.option("--demo", is_flag=True, help="An example article and a small web of its own; needs no network.")
def command(
    *,
    host: str,
    port: int,
    token_file: Path | None,
    proxies: tuple[str, ...],
    user_header: str | None,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    config_path: Path | None,
    demo: bool,
) -> int:
    """Serve the editors' page and the HTTP API until stopped.

    Example: verifier serve --port 8765
    """
    from verifier.apps.web.security import Access  # noqa: PLC0415 - brings the web server
    from verifier.apps.web.server import Place  # noqa: PLC0415

    access = Access(
        token=_token(token_file) if token_file else None,
        proxies=tuple(map(_network, proxies)),
        user_header=user_header,
        hosts=frozenset(name.lower().rstrip(".") for name in hosts),
        origins=frozenset(map(_origin, origins)),
    )
    _must_be_guarded(host, access)
    config = settings(config_path)
    repository = _repository(config)
    from verifier.apps.cli.online import loop_factory  # noqa: PLC0415

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_serve(config, access, Place(host=host, port=port), repository, demo=demo))
    say("stopped")
    return 0


async def _serve(config: Config, access: Access, place: Place, repository: Repository, *, demo: bool) -> None:
    from verifier.apps.web.server import serve  # noqa: PLC0415 - see command

    async with AsyncExitStack() as stack:
        example = None
        if demo:
            from verifier.apps.demo import demo_web, example_text  # noqa: PLC0415 - hardly ever

            config = replace(await stack.enter_async_context(demo_web()), desk=config.desk)
            example = example_text()
        await serve(config, access, place, repository, announce=_announce, example=example)


def _announce(address: str) -> None:
    say(f"the desk is at {address} (Ctrl-C ends it)")


def _must_be_guarded(host: str, access: Access) -> None:
    """Drafts are nobody else's business: beyond this machine, somebody must say who may see them."""
    if bool(access.proxies) != (access.user_header is not None):
        raise UsageError(
            "--proxy and --user-header belong together: who names the users, and in which header"
        )
    if _is_loopback(host) or access.token is not None or access.proxies:
        return
    raise UsageError(
        f"--host {host} can be reached by others; give --token-file FILE, or --proxy with --user-header"
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _token(path: Path) -> str:
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise ConfigError(
            [f"--token-file: {path} cannot be read ({getattr(error, 'strerror', None) or 'no text'})"]
        ) from None
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        how = "make one with: openssl rand -hex 32"
        raise ConfigError(
            [f"--token-file: {path} must hold one word of at least {_SHORTEST_TOKEN} ASCII characters; {how}"]
        )
    return token


def _network(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise UsageError(f"--proxy: {text!r} is no network; write it like 10.0.0.5/32") from None


def _origin(text: str) -> str:
    scheme, mark, rest = text.partition("://")
    if not mark or not rest or not scheme.isascii() or "/" in rest or "*" in rest:
        raise UsageError(f"--allow-origin: {text!r} is no origin; write it like https://cms.example.com")
    return text.lower()


def _repository(config: Config) -> Repository:
    """The store of nightly runs; without the extra, memory, which is said once."""
    from verifier.apps.web.repository import Memory  # noqa: PLC0415 - see command

    if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
        say(_MEMORY)
        return Memory()
    from verifier.apps.web.stored import Stored  # noqa: PLC0415 - an extra
    from verifier.store import open_store  # noqa: PLC0415

    return Stored(open_store(config.store))
