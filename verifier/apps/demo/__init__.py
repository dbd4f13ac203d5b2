"""The whole product on an example article against a small web that it serves itself on loopback.

Nothing in the pipeline is replaced: names are looked up at a name server (`nameservers`), and connections are
mapped to the little web (`connect_to`), by settings that anybody can use for a staging system.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files

from verifier.apps.demo.nameserver import serve_names
from verifier.apps.demo.web import ARCHIVE_HOST, serve_web
from verifier.citations import load_register
from verifier.config import ArchiveConfig, Config, NetworkConfig, OutletConfig, PerHost
from verifier.desk import Choices, open_desk
from verifier.documents import read
from verifier.model import Report
from verifier.pipeline import check_article

ZONE = "example"
_PUBLIC_ADDRESS = "93.184.215.14"  # the name server's answer; never connected to, see connect_to
OUTLETS = (
    OutletConfig(name="Fördebote", domains=("foerdebote.example",)),
    OutletConfig(name="Küstenkurier", domains=("kuestenkurier.example",)),
    OutletConfig(name="Hafenblatt", domains=("hafenblatt.example",)),
    OutletConfig(name="Nordlicht", domains=("nordlicht.example",)),
    OutletConfig(name="Fjord-Zeitung", domains=("fjord-zeitung.example",)),
    OutletConfig(name="Wirtschaftsspiegel Nord", domains=("wirtschaftsspiegel.example",)),
    OutletConfig(
        name="Institut für Seeverkehr", domains=("ifsv.example",), aliases=("IfSV",), kind="organisation"
    ),
    OutletConfig(name="Deichpost", domains=("deichpost.example",)),
    OutletConfig(name="Wattkompass", domains=("wattkompass.example",)),
    OutletConfig(name="Seeblick", domains=("seeblick.example",)),
    OutletConfig(name="Inselecho", domains=("inselecho.example",)),
)


def run_demo(language: str | None = None) -> Report:
    """Check the example article; blocks until everything is closed again."""
    return asyncio.run(_run(language))


async def _run(language: str | None) -> Report:
    started_at = datetime.now(UTC)
    article = read(example_text().encode(), path="artikel.txt")
    choices = Choices(language=language)
    async with demo_web() as config, open_desk(config, load_register(config.outlets), choices) as desk:
        checked = await check_article(article, desk)
    return Report(
        started_at=started_at,
        finished_at=datetime.now(UTC),
        offline=False,
        complete=True,
        articles=(checked,),
        message_language=language,
    )


def example_text() -> str:
    """The example article."""
    return files(__package__).joinpath("artikel.txt").read_text("utf-8")


@asynccontextmanager
async def demo_web() -> AsyncIterator[Config]:
    """The little web, served until the block ends; gives the settings that lead to it."""
    async with serve_names(ZONE, _PUBLIC_ADDRESS) as nameserver, serve_web() as web:
        yield demo_config(nameserver, web)


def demo_config(nameserver: str, web: str) -> Config:
    """Settings that point the whole product at the little web."""
    archive = f"http://{ARCHIVE_HOST}"
    return replace(
        Config(),
        network=NetworkConfig(
            nameservers=(nameserver,),
            connect_to={"*:80": web},
            per_host=PerHost(concurrency=2, interval_s=0),
            timeout_s=5,
        ),
        archives=(
            ArchiveConfig(
                name="archiv",
                kind="wayback",
                cdx=f"{archive}/cdx",
                replay=f"{archive}/web",
                availability=f"{archive}/available",
                per_minute={"cdx": 6000, "replay": 6000, "availability": 6000},
            ),
        ),
        cache="",
        outlets=OUTLETS,
    )
