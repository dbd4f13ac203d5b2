"""`verifier check`: articles in, one report out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from verifier.apps.cli.inputs import Input, expand, parse_date, read_file
from verifier.apps.cli.outputs import parse_outputs, write_all
from verifier.citations import Register, load_register
from verifier.config import Config
from verifier.config_file import find_config, load_config
from verifier.errors import ConfigError, InputError, UsageError
from verifier.language import LANGUAGES
from verifier.model import Article, ArticleReport, Report
from verifier.pipeline import STAGES, Choices, check_offline
from verifier.reports import FORMATS
from verifier.reports.summary import exit_code

EXIT_UNREADABLE = 2
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the command."""

    inputs: list[Input]
    config: Config
    register: Register
    choices: Choices
    as_of: date | None
    progress: bool


@dataclass(slots=True)
class Outcome:
    """What became of the inputs."""

    articles: list[ArticleReport]
    unreadable: int = 0
    complete: bool = True


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH|URL|-]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="console",
    help="Report on standard output.",
)
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=FILE", help="A further report; repeatable."
)
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file."
)
@click.option(
    "--stages", default=",".join(STAGES), metavar="LIST", help="Of links,archives,pages. Default: all."
)
@click.option("--offline", is_flag=True, help="Nothing that needs a network.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules, by code or prefix.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    help="What makes exit code 1.",
)
@click.option("--as-of", metavar="DATE", help="The article's date where it states none.")
@click.option(
    "--lang", type=click.Choice(list(LANGUAGES[:2])), help="Language of messages. Default: the article's."
)
@click.option("--no-progress", is_flag=True, help="No progress bar.")
@click.option("--quiet", is_flag=True, help="Nothing when nothing was found.")
def command(
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[str, ...],
    config_path: Path | None,
    stages: str,
    offline: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    as_of: str | None,
    lang: str | None,
    no_progress: bool,
    quiet: bool,
) -> int:
    """Check articles: files (.txt .md .html .json), folders, article addresses, or - for standard input.

    Example: verifier check artikel.txt --offline
    """
    started_at = datetime.now(UTC)
    config = load_config(config_path or find_config(Path.cwd()))
    files = parse_outputs(outputs)
    choices = Choices(
        stages=_stages(stages, offline=offline), select=_codes(select), ignore=_codes(ignore), language=lang
    )
    _known_rules(config, choices)
    job = Job(
        inputs=_inputs(paths),
        config=config,
        register=load_register(config.outlets),
        choices=choices,
        as_of=parse_date(as_of),
        progress=sys.stderr.isatty() and not no_progress and not quiet,
    )
    outcome = run(job)
    report = Report(
        started_at=started_at,
        finished_at=datetime.now(UTC),
        offline=not choices.stages,
        complete=outcome.complete,
        articles=tuple(outcome.articles),
        message_language=lang,
    )
    if outcome.articles:
        write_all(report, format_, files, fail_on=fail_on, quiet=quiet, language=lang)
    if not outcome.complete:
        return EXIT_INTERRUPTED
    return EXIT_UNREADABLE if outcome.unreadable else exit_code(report, fail_on)


def run(job: Job) -> Outcome:
    """All inputs, with or without network."""
    if not job.choices.stages:
        return _offline(job)
    from verifier.apps.cli.online import check_online  # noqa: PLC0415 - brings the event loop and HTTP

    return check_online(job)


def _offline(job: Job) -> Outcome:
    outcome = Outcome([])
    for input_, article in readable(job, outcome):
        if article is None:
            raise UsageError(
                f"{input_.name}: an address cannot be read with --offline; save the page and name the file"
            )
        outcome.articles.append(check_offline(article, job.config, job.register, job.choices))
    return outcome


def readable(job: Job, outcome: Outcome) -> Iterator[tuple[Input, Article | None]]:
    """Every input with its article (None: an address, still to be fetched); what cannot be read is said and counted."""
    for input_ in job.inputs:
        try:
            yield input_, None if input_.kind == "address" else read_file(input_, job.as_of)
        except InputError as error:
            say_unreadable(error, outcome)


def say_unreadable(error: InputError, outcome: Outcome) -> None:
    """One line, and the run goes on."""
    click.echo(f"verifier: {error}", err=True)
    outcome.unreadable += 1


def _inputs(paths: tuple[str, ...]) -> list[Input]:
    if not paths:
        if sys.stdin.isatty():
            raise UsageError("nothing to check; name a file, a folder, an address, or - for standard input")
        paths = ("-",)
    found = list(expand(paths))
    if not found:
        raise UsageError(f"no article found in {', '.join(paths)}; looked for .txt .md .html .json")
    return found


def _stages(text: str, *, offline: bool) -> frozenset[str]:
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in chosen if part not in STAGES]
    if unknown:
        raise UsageError(f"--stages: {', '.join(unknown)} unknown; choose from {', '.join(STAGES)}")
    return frozenset() if offline else frozenset(chosen)


def _codes(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _known_rules(config: Config, choices: Choices) -> None:
    from verifier.rules import unknown_codes  # noqa: PLC0415

    for option, codes in (("--select", choices.select), ("--ignore", choices.ignore)):
        for code, suggestion in unknown_codes(codes):
            raise UsageError(
                f"{option}: there is no rule {code}" + (f"; did you mean {suggestion}?" if suggestion else "")
            )
    rules = config.rules
    wrong = unknown_codes([*rules.select, *rules.ignore, *rules.severity])
    if wrong:
        raise ConfigError(
            [
                f"config: rules: there is no rule {code}" + (f"; did you mean {near}?" if near else "")
                for code, near in wrong
            ]
        )
