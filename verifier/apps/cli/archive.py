"""`verifier archive`: ask an archive to save the sources that have no copy. Only ever on request."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from verifier.apps.cli.check import Job, Outcome, say_what_is_missing
from verifier.apps.cli.inputs import expand, parse_date
from verifier.apps.cli.online import check_online
from verifier.apps.cli.settings import settings
from verifier.archives import open_archive_network
from verifier.archives.save import Keys, Saved, Saver, SaveState, worth_saving
from verifier.citations import load_register
from verifier.config import ArchiveConfig, Config
from verifier.errors import ConfigError
from verifier.pipeline import Choices

JOURNAL = "saves.jsonl"
EXIT_UNSAVED = 1
EXIT_UNREADABLE = 2
_GOOD = frozenset({SaveState.SAVED, SaveState.ALREADY})


@click.command("archive")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Only list what would be saved.")
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file."
)
@click.option("--as-of", metavar="DATE", help="The article's date where it states none.")
def command(paths: tuple[str, ...], dry_run: bool, config_path: Path | None, as_of: str | None) -> int:
    """Ask the Internet Archive to save sources of which no archive has a copy.

    An account's keys come from IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY; without them the archive
    allows fewer requests. Interrupted, the next call goes on where this one stopped.

    Example: verifier archive artikel.txt --dry-run
    """
    config = settings(config_path)
    archive = _saving_archive(config)
    outcome = check_online(
        Job(
            inputs=list(expand(paths)),
            config=config,
            register=load_register(config.outlets),
            choices=Choices(stages=frozenset({"links", "archives"})),
            as_of=parse_date(as_of),
            progress=False,
        )
    )
    say_what_is_missing(outcome)
    urls = _without_copy(outcome)
    if not urls:
        click.echo("nothing to save: every source that could be asked about has a copy")
    elif dry_run:
        click.echo("\n".join(f"would save {url}" for url in urls))
    elif not asyncio.run(_save(urls, archive, config)):
        return EXIT_UNSAVED
    return EXIT_UNREADABLE if outcome.unreadable else 0


def _saving_archive(config: Config) -> ArchiveConfig:
    archive = next((a for a in config.archives if a.kind == "wayback" and a.save), None)
    if archive is None:
        raise ConfigError(
            ["archives: none of them has a `save` address; give one to an archive of kind wayback"]
        )
    return archive


def _without_copy(outcome: Outcome) -> list[str]:
    found: dict[str, None] = {}
    for report in outcome.articles:
        facts = report.facts
        for source in facts.sources:
            result, link = facts.archives.get(source.id), facts.links.get(source.id)
            if source.url and result and worth_saving(result, link.class_ if link else None):
                found[result.original or source.url] = None
    return list(found)


async def _save(urls: list[str], archive: ArchiveConfig, config: Config) -> bool:
    """Save each and say what became of it; True: all have a copy now."""
    journal = Path(config.cache) / JOURNAL if config.cache else None
    all_saved = True
    async with open_archive_network(config.network) as network:
        async for saved in Saver(archive, network, keys=_keys(), journal=journal).save_all(urls):
            click.echo(_line(saved))
            all_saved = all_saved and saved.state in _GOOD
    return all_saved


def _keys() -> Keys | None:
    access, secret = os.environ.get("IA_ACCESS_KEY_ID"), os.environ.get("IA_SECRET_ACCESS_KEY")
    return Keys(access, secret) if access and secret else None


def _line(saved: Saved) -> str:
    word = saved.state.value.replace("_", " ")
    return (
        f"{word}: {saved.url}"
        + (f" -> {saved.copy_url}" if saved.copy_url else "")
        + (f" ({saved.reason})" if saved.reason else "")
    )
