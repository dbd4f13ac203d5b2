"""`verifier archive`: ask an archive to save the sources that have no copy. Only ever on request."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from verifier.apps.cli.inputs import expand, parse_date
from verifier.apps.cli.job import EXIT_CANNOT_CHECK, Job, Outcome, exit_of, say_what_is_missing
from verifier.apps.cli.online import check_online
from verifier.apps.cli.settings import settings
from verifier.apps.cli.voice import say
from verifier.archives import open_archive_network
from verifier.archives.save import Keys, Saved, Saver, SaveState, worth_saving
from verifier.citations import load_register
from verifier.config import ArchiveConfig, Config
from verifier.desk import Choices
from verifier.errors import ConfigError, UsageError
from verifier.model import ArchiveClass

JOURNAL = "saves.jsonl"
EXIT_UNSAVED = 1
_KEYS = ("IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY")
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
    archive, keys = _saving_archive(config), _keys()
    outcome = check_online(
        Job(
            inputs=list(expand(paths)),
            config=config,
            register=load_register(config.outlets),
            choices=Choices(stages=frozenset({"links", "archives"})),
            as_of=parse_date(as_of),
        )
    )
    say_what_is_missing(outcome)
    if outcome.down or outcome.interrupted or not outcome.articles:
        return exit_of(outcome)
    unknown = _could_not_be_asked(outcome)
    if unknown:
        say(f"sources about which no archive could be asked: {unknown}; try again later")
    urls = _without_copy(outcome)
    if dry_run and urls:
        click.echo("\n".join(f"would save {url}" for url in urls))
    elif urls and not asyncio.run(_save(urls, archive, config, keys)):
        return EXIT_UNSAVED
    elif not urls and not unknown:
        click.echo("nothing to save: every source has a copy")
    return exit_of(outcome) or (EXIT_CANNOT_CHECK if unknown and not urls else 0)


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


async def _save(urls: list[str], archive: ArchiveConfig, config: Config, keys: Keys | None) -> bool:
    """Save each and say what became of it; True: all have a copy now."""
    if keys is None:
        say(f"no {' and '.join(_KEYS)} in the environment: the archive takes fewer pages, or none")
    journal = Path(config.cache) / JOURNAL if config.cache else None
    all_saved = True
    async with open_archive_network(config.network) as network:
        async for saved in Saver(archive, network, keys=keys, journal=journal).save_all(urls):
            click.echo(_line(saved))
            all_saved = all_saved and saved.state in _GOOD
    return all_saved


def _keys() -> Keys | None:
    access, secret = (os.environ.get(name) for name in _KEYS)
    if bool(access) != bool(secret):
        given, missing = _KEYS if access else reversed(_KEYS)
        raise UsageError(f"{given} is set, {missing} is not; an account has both")
    return Keys(access, secret) if access and secret else None


def _could_not_be_asked(outcome: Outcome) -> int:
    results = (result for report in outcome.articles for result in report.facts.archives.values())
    return sum(result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE for result in results)


def _line(saved: Saved) -> str:
    word = saved.state.value.replace("_", " ")
    return (
        f"{word}: {saved.url}"
        + (f" -> {saved.copy_url}" if saved.copy_url else "")
        + (f" ({saved.reason})" if saved.reason else "")
    )
