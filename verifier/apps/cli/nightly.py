"""`verifier nightly`: many articles against a store, and a report of what has changed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.apps.cli.inputs import parse_date
from verifier.apps.cli.outputs import is_terminal
from verifier.apps.cli.settings import settings
from verifier.apps.cli.voice import say
from verifier.config import NotifyConfig
from verifier.errors import ConfigError, UsageError
from verifier.settings import decisions_of

if TYPE_CHECKING:
    from verifier.apps.nightly.job import Job, Outcome

STAGES = ("links", "archives")
FAIL_ON = ("new-error", "new-warning", "new-note", "error", "warning", "note", "never")
EXIT_UNREADABLE = 2
EXIT_CANNOT_CHECK = 3
EXIT_INTERRUPTED = 130

_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?", re.IGNORECASE)


@click.command("nightly")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--report",
    "report",
    type=click.Path(path_type=Path),
    default=Path("verifier-report"),
    metavar="FOLDER",
    help="Where the report goes. Default: verifier-report.",
)
@click.option("--store", metavar="URL", help="The store, in place of the configuration's.")
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file."
)
@click.option("--stages", default=",".join(STAGES), metavar="LIST", help="Of links,archives. Default: both.")
@click.option("--max-time", metavar="TIME", help="Begin no more visits after this, like 6h or 90m.")
@click.option(
    "--max-urls", type=click.IntRange(min=1), metavar="N", help="At most so many visits, the oldest first."
)
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="new-error", help="What makes exit code 1.")
@click.option(
    "--resume/--no-resume", default=True, help="Go on with a run that was broken off. Default: yes."
)
@click.option("--as-of", metavar="DATE", help="The articles' date where they state none.")
@click.option("--lang", type=click.Choice(["de", "en"]), help="Language of messages. Default: the articles'.")
@click.option("--no-progress", is_flag=True, help="No progress line.")
def command(
    *,
    paths: tuple[str, ...],
    report: Path,
    store: str | None,
    config_path: Path | None,
    stages: str,
    max_time: str | None,
    max_urls: int | None,
    fail_on: str,
    resume: bool,
    as_of: str | None,
    lang: str | None,
    no_progress: bool,
) -> int:
    """Check a whole archive of articles: folders, patterns, sitemaps, feeds, lists of addresses, JSON lines.

    Each link is visited once a night, what was seen is remembered, and the report tells what has changed.
    Broken off, the next call goes on where this one stopped.

    Example: verifier nightly texte/ --stages links --report bericht
    """
    from verifier.store import extra_needed  # noqa: PLC0415

    with extra_needed():
        from verifier.apps.nightly.job import Job  # noqa: PLC0415 - brings the database
    from verifier.citations import load_register  # noqa: PLC0415
    from verifier.desk import Choices  # noqa: PLC0415

    config = settings(config_path)
    job = Job(
        paths=paths,
        config=config,
        register=load_register(config.outlets),
        choices=Choices(stages=_stages(stages), language=lang, decisions=decisions_of(config)),
        report=_folder(report),
        fail_on=fail_on,
        webhook=_webhook(config.notify),
        as_of=parse_date(as_of),
        resume=resume,
        max_time_s=_seconds(max_time),
        max_urls=max_urls,
        tell=_progress(shown=not no_progress),
    )
    outcome = _run(job, store or config.store)
    return _said(job, outcome)


def _run(job: Job, url: str) -> Outcome:
    import asyncio  # noqa: PLC0415

    from verifier.apps.cli.online import loop_factory  # noqa: PLC0415
    from verifier.apps.nightly.run import night  # noqa: PLC0415
    from verifier.store import open_store  # noqa: PLC0415

    store = open_store(url)
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            return runner.run(night(job, store))
    finally:
        store.close()


def _said(job: Job, outcome: Outcome) -> int:
    if is_terminal(sys.stderr):
        click.echo("\r\x1b[K", err=True, nl=False)
    say(*outcome.problems, *outcome.broken, *([outcome.unsent] if outcome.unsent else []))
    if outcome.problem_count > len(outcome.problems):
        say(f"{outcome.problem_count - len(outcome.problems)} further articles could not be read")
    if outcome.interrupted:
        say("interrupted; the same call goes on where this one stopped")
    click.echo(f"{outcome.headline}\n{job.report / 'index.html'}")
    _tell_github(job)
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    if outcome.broken:
        return EXIT_CANNOT_CHECK
    return EXIT_UNREADABLE if outcome.problem_count and not outcome.read else int(outcome.failed)


def _tell_github(job: Job) -> None:
    """A step's page under GitHub Actions."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        with Path(page).open("ab") as file:
            file.write((job.report / "summary.md").read_bytes())


def _stages(text: str) -> frozenset[str]:
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in chosen if part not in STAGES]
    if unknown or not chosen:
        raise UsageError(
            f"--stages: {', '.join(unknown) or 'none'} unknown; choose from {', '.join(STAGES)}; "
            "claims and pages are compared by 'verifier check'"
        )
    return frozenset(chosen)


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    found = _TIME.fullmatch(text.strip())
    seconds = (
        sum(int(n or 0) * unit for n, unit in zip(found.groups(), (3600, 60, 1), strict=True)) if found else 0
    )
    if not seconds:
        raise UsageError(f"--max-time: {text!r} is no time; write it like 6h, 90m or 1h30m")
    return float(seconds)


def _folder(path: Path) -> Path:
    """Refused before any work is done where it cannot be written."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"--report: {path} is a file; name a folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--report: {path} cannot be made ({error.strerror})") from None
    if not os.access(path, os.W_OK):
        raise UsageError(f"--report: {path} cannot be written; check its permissions")
    if any(path.iterdir()) and not any((path / name).exists() for name in ("report.json", "changes.json")):
        raise UsageError(f"--report: {path} holds other files; name an empty folder or an earlier report")
    return path


def _webhook(notify: NotifyConfig | None) -> str | None:
    from verifier.apps.nightly.notify import address  # noqa: PLC0415

    if notify is None:
        return None
    found = address(notify, os.environ)
    if found is None:
        raise ConfigError([f"notify.url_env: the environment has no {notify.url_env}; set it"])
    if not found.lower().startswith(("http://", "https://")):
        raise ConfigError([f"notify.url_env: {notify.url_env} holds no http(s) address"])
    return found


def _progress(*, shown: bool) -> Callable[[str, int, int | None], None]:
    if not shown or not is_terminal(sys.stderr):
        return lambda *_: None

    def tell(what: str, done: int, of: int | None) -> None:
        click.echo(f"\r{what}: {done}{f' of {of}' if of else ''}\x1b[K", err=True, nl=False)

    return tell
