"""`verifier check`: articles in, one report out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.apps.cli.inputs import STANDARD_INPUT, Input, OwnReportError, expand, parse_date, read_file
from verifier.apps.cli.outputs import Look, is_terminal, parse_outputs, write_all
from verifier.apps.cli.quick_start import import_network
from verifier.apps.cli.settings import judge_key, settings
from verifier.apps.cli.voice import internal_error, say
from verifier.citations import Register, load_register
from verifier.config import Config
from verifier.desk import STAGES, Choices
from verifier.errors import InputError, NetworkDownError, UsageError, VerifierError
from verifier.model import Article, ArticleReport, Gap, Report
from verifier.pipeline import check_offline
from verifier.reports import FORMATS
from verifier.reports.summary import exit_code
from verifier.settings import no_such_rule

if TYPE_CHECKING:
    from verifier.apps.cli.watching import JsonLines, Watcher

EXIT_UNREADABLE = 2
EXIT_CANNOT_CHECK = 3
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the command."""

    inputs: list[Input]
    config: Config
    register: Register
    choices: Choices
    as_of: date | None
    watchers: tuple[Watcher, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of the inputs."""

    articles: list[ArticleReport] = field(default_factory=list)
    unreadable: list[InputError] = field(default_factory=list)
    passed_over: list[InputError] = field(default_factory=list)  # reports of ours, found in folders
    interrupted: bool = False
    not_begun: int = 0  # inputs that an interruption left out
    broken: list[str] = field(default_factory=list)  # inputs at which we made a mistake ourselves
    down: NetworkDownError | None = None

    @property
    def done(self) -> int:
        """Inputs of which it is known what became of them."""
        left_out = len(self.unreadable) + len(self.passed_over) + len(self.broken)
        return left_out + len(self.articles)

    @property
    def gap(self) -> Gap | None:
        """Why not everything was done that was asked for."""
        if self.interrupted:
            return Gap.INTERRUPTED
        if self.down:
            return Gap.NO_NETWORK
        return Gap.ACCIDENT if self.broken else None

    @property
    def complete(self) -> bool:
        """Everything was done that was asked for."""
        return self.gap is None


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
    if "pages" in choices.stages:
        choices = replace(choices, judge_key=judge_key(config))
    files = parse_outputs(outputs, [path for path in paths if path != STANDARD_INPUT])
    stream = _stream(format_)
    job = Job(
        inputs=_inputs(paths),
        config=config,
        register=load_register(config.outlets),
        choices=choices,
        as_of=day,
        watchers=(*_progress(shown=not no_progress and not quiet), *([stream] if stream else [])),
    )
    outcome = run(job)
    report = Report(
        started_at=started_at,
        finished_at=datetime.now(UTC),
        offline=not choices.stages,
        complete=outcome.complete,
        articles=tuple(outcome.articles),
        message_language=lang,
        gap=outcome.gap,
    )
    say_what_is_missing(outcome)
    if outcome.articles or not outcome.complete:
        look = Look(fail_on=fail_on, quiet=quiet, language=lang)
        write_all(report, format_, files, look, stream.finish if stream else None)
    if format_ == "console" and is_terminal(sys.stderr) and not quiet and outcome.down is None:
        _say_hints(report, config)
    return exit_of(outcome) or exit_code(report, fail_on)


def exit_of(outcome: Outcome) -> int:
    """What went wrong with the run itself; 0 for nothing."""
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    if outcome.down or outcome.broken:
        return EXIT_CANNOT_CHECK
    return EXIT_UNREADABLE if outcome.unreadable else 0


def _progress(*, shown: bool) -> list[Watcher]:
    if not shown or not is_terminal(sys.stderr):
        return []
    from verifier.apps.cli.watching import ProgressLine  # noqa: PLC0415 - only where somebody watches

    return [ProgressLine()]


def _stream(format_: str) -> JsonLines | None:
    if format_ != "jsonl":
        return None
    from verifier.apps.cli.watching import JsonLines  # noqa: PLC0415 - only for this format

    return JsonLines()


def _say_hints(report: Report, config: Config) -> None:
    from verifier.apps.cli.hints import hints  # noqa: PLC0415 - only where somebody reads them

    language = report.message_language or next((a.facts.article.language for a in report.articles), "en")
    for hint in hints(report, config, language):
        click.echo(hint, err=True)


def run(job: Job) -> Outcome:
    """All inputs, with or without network."""
    if not job.choices.stages:
        return _offline(job)
    import_network(job.config.network.ca_file)
    from verifier.apps.cli.online import check_online  # noqa: PLC0415 - brings the event loop and HTTP

    return check_online(job)


def _offline(job: Job) -> Outcome:
    outcome = Outcome()
    for input_, article in readable(job, outcome):
        if article is None:
            problem = "an address cannot be read with --offline; save the page and name the file"
            outcome.unreadable.append(InputError(f"{input_.name}: {problem}"))
            continue
        with noting_mistakes(input_, outcome):
            report = check_offline(article, job.config, job.register, job.choices)
            outcome.articles.append(report)
            for watcher in job.watchers:
                watcher.on_article(report)
    return outcome


@contextmanager
def noting_mistakes(input_: Input, outcome: Outcome) -> Iterator[None]:
    """A mistake of ours at one article must not cost the others their report."""
    try:
        yield
    except VerifierError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and reported as such
        outcome.broken.append(f"{input_.name}: {internal_error(error)}")


def readable(job: Job, outcome: Outcome) -> Iterator[tuple[Input, Article | None]]:
    """Every input with its article (None: an address, still to be fetched); the others are noted."""
    for input_ in job.inputs:
        read: list[Article | None] = []
        with noting_mistakes(input_, outcome):
            try:
                read = [None if input_.is_address else read_file(input_, job.as_of)]
            except InputError as error:
                passed_over = isinstance(error, OwnReportError) and input_.searched
                (outcome.passed_over if passed_over else outcome.unreadable).append(error)
        for article in read:
            yield input_, article


def say_what_is_missing(outcome: Outcome) -> None:
    """One line for each input that could not be read, and how many an interruption left out."""
    if not (outcome.articles or outcome.unreadable or outcome.broken or outcome.interrupted):
        outcome.unreadable += outcome.passed_over  # then nothing was checked, and that is never silent
    say(*map(str, outcome.unreadable), *outcome.broken)
    if outcome.down:
        say(*str(outcome.down).splitlines())
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
