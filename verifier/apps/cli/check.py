"""`verifier check`: articles in, one report out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import click

from verifier.apps.cli.inputs import STANDARD_INPUT, Input, expand, parse_date, read_file
from verifier.apps.cli.outputs import Look, is_terminal, parse_outputs, write_all
from verifier.apps.cli.settings import settings
from verifier.apps.cli.voice import say
from verifier.citations import Register, load_register
from verifier.config import Config
from verifier.errors import InputError, UsageError
from verifier.model import Article, ArticleReport, Report
from verifier.pipeline import STAGES, Choices, check_offline
from verifier.reports import FORMATS
from verifier.reports.summary import exit_code
from verifier.settings import no_such_rule

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

    articles: list[ArticleReport] = field(default_factory=list)
    unreadable: list[InputError] = field(default_factory=list)
    complete: bool = True
    not_begun: int = 0  # inputs that an interruption left out


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
@click.option("--lang", type=click.Choice(["de", "en"]), help="Language of messages. Default: the article's.")
@click.option("--no-progress", is_flag=True, help="No progress line.")
@click.option("--quiet", is_flag=True, help="Nothing when nothing was found.")
def command(
    *,
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
    choices = Choices(
        stages=_stages(stages, offline=offline), select=_codes(select), ignore=_codes(ignore), language=lang
    )
    _known_rules(choices)
    day = parse_date(as_of)
    config = settings(config_path)
    files = parse_outputs(outputs, [path for path in paths if path != STANDARD_INPUT])
    job = Job(
        inputs=_inputs(paths),
        config=config,
        register=load_register(config.outlets),
        choices=choices,
        as_of=day,
        progress=is_terminal(sys.stderr) and not no_progress and not quiet,
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
    say_what_is_missing(outcome)
    if outcome.articles or not outcome.complete:
        write_all(report, format_, files, Look(fail_on=fail_on, quiet=quiet, language=lang))
    if format_ == "console" and is_terminal(sys.stderr) and not quiet:
        _say_hints(report, config)
    if not outcome.complete:
        return EXIT_INTERRUPTED
    return EXIT_UNREADABLE if outcome.unreadable else exit_code(report, fail_on)


def _say_hints(report: Report, config: Config) -> None:
    from verifier.apps.cli.hints import hints  # noqa: PLC0415 - only where somebody reads them

    language = report.message_language or next((a.facts.article.language for a in report.articles), "en")
    for hint in hints(report, config, language):
        click.echo(hint, err=True)


def run(job: Job) -> Outcome:
    """All inputs, with or without network."""
    if not job.choices.stages:
        return _offline(job)
    from verifier.apps.cli.online import check_online  # noqa: PLC0415 - brings the event loop and HTTP

    return check_online(job)


def _offline(job: Job) -> Outcome:
    outcome = Outcome()
    for input_, article in readable(job, outcome):
        if article is None:
            problem = "an address cannot be read with --offline; save the page and name the file"
            outcome.unreadable.append(InputError(f"{input_.name}: {problem}"))
        else:
            outcome.articles.append(check_offline(article, job.config, job.register, job.choices))
    return outcome


def readable(job: Job, outcome: Outcome) -> Iterator[tuple[Input, Article | None]]:
    """Every input with its article (None: an address, still to be fetched); the others are noted."""
    for input_ in job.inputs:
        try:
            article = None if input_.is_address else read_file(input_, job.as_of)
        except InputError as error:
            outcome.unreadable.append(error)
        else:
            yield input_, article


def say_what_is_missing(outcome: Outcome) -> None:
    """One line for each input that could not be read, and how many an interruption left out."""
    say(*map(str, outcome.unreadable))
    if outcome.not_begun:
        say(f"{outcome.not_begun} further articles were not looked at")


def _inputs(paths: tuple[str, ...]) -> list[Input]:
    if not paths and (sys.stdin is None or is_terminal(sys.stdin)):
        raise UsageError("nothing to check; name a file, a folder, an address, or - for standard input")
    return expand(paths or (STANDARD_INPUT,))


def _stages(text: str, *, offline: bool) -> frozenset[str]:
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in chosen if part not in STAGES]
    if unknown:
        raise UsageError(f"--stages: {', '.join(unknown)} unknown; choose from {', '.join(STAGES)}")
    return frozenset() if offline else frozenset(chosen)


def _codes(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _known_rules(choices: Choices) -> None:
    from verifier.rules import unknown_codes  # noqa: PLC0415

    problems = [
        f"{option}: {no_such_rule(code, near)}"
        for option, codes in (("--select", choices.select), ("--ignore", choices.ignore))
        for code, near in unknown_codes(codes)
    ]
    if problems:
        raise UsageError("\n".join(problems))
