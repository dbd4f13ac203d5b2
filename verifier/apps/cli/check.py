"""`verifier check`: articles in, one report out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.apps.cli.inputs import STANDARD_INPUT, Input, expand, parse_date
from verifier.apps.cli.job import Job, Outcome, exit_of, run, say_what_is_missing
from verifier.apps.cli.outputs import Look, is_terminal, parse_outputs, with_original, write_all, write_out
from verifier.apps.cli.settings import judge_key, settings
from verifier.apps.cli.voice import say
from verifier.citations import load_register
from verifier.config import Config
from verifier.desk import STAGES, Choices
from verifier.errors import InputError, OutputError, UsageError
from verifier.model import Report
from verifier.pipeline import lapses
from verifier.reports import FORMATS
from verifier.reports.summary import exit_code
from verifier.settings import decisions_of, no_such_rule

if TYPE_CHECKING:
    from verifier.apps.cli.watching import JsonLines, Watcher


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
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    help="A further report; docx=FILE: the document with comments.",
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
@click.option("--fix", is_flag=True, help="Put certain new addresses into the articles' files.")
@click.option("--fix-archived", is_flag=True, help="Also archived copies in the place of dead pages.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option("--server", metavar="URL", help="A running desk that looks links and copies up.")
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
    fix: bool,
    fix_archived: bool,
    show_diff: bool,
    server: str | None,
    no_progress: bool,
    quiet: bool,
) -> int:
    """Check articles: files (.txt .md .html .docx .json), folders, article addresses, or - for standard input.

    Example: verifier check artikel.txt --offline
    """
    started_at = datetime.now(UTC)
    choices = Choices(
        stages=_stages(stages, offline=offline), select=_codes(select), ignore=_codes(ignore), language=lang
    )
    _known_rules(choices)
    day = parse_date(as_of)
    config = settings(config_path)
    choices = replace(choices, decisions=decisions_of(config), today=started_at.date())
    if "pages" in choices.stages:
        choices = replace(choices, judge_key=judge_key(config))
    files = parse_outputs(outputs, [path for path in paths if path != STANDARD_INPUT])
    stream = _stream(format_)
    job = Job(
        inputs=with_original(_inputs(paths), files),
        config=config,
        register=load_register(config.outlets),
        choices=choices,
        as_of=day,
        server=_server(server),
        watchers=(*_progress(shown=not no_progress and not quiet), *([stream] if stream else [])),
    )
    outcome = run(job)
    if show_diff:
        changed = _diff(outcome, archived=fix_archived)
        return exit_of(outcome) or changed
    if fix or fix_archived:
        _fix(outcome, archived=fix_archived)
    report = Report(
        started_at=started_at,
        finished_at=datetime.now(UTC),
        offline=not choices.stages,
        complete=outcome.complete,
        articles=tuple(outcome.articles),
        message_language=lang,
        gap=outcome.gap,
        lapses=lapses(outcome.articles, config, choices),
    )
    say_what_is_missing(outcome)
    if outcome.articles or not outcome.complete:
        look = Look(fail_on, quiet, lang, job.inputs[0].data if job.inputs else None)
        write_all(report, format_, files, look, stream.finish if stream else None)
    if format_ == "console" and is_terminal(sys.stderr) and not quiet and outcome.down is None:
        _say_hints(report, config)
    return exit_of(outcome) or exit_code(report, fail_on)


def _server(address: str | None) -> str | None:
    if address is None:
        return None
    from verifier.apps.cli.remote import server_address  # noqa: PLC0415 - brings HTTP

    return server_address(address)


def _diff(outcome: Outcome, *, archived: bool) -> int:
    """1 where something would be changed, like `diff` itself."""
    from verifier.apps.cli.fixing import diff  # noqa: PLC0415 - on demand

    shown = ""
    for article in outcome.articles:
        with _noting_unreadable(outcome):
            shown += diff(article, archived=archived)
    say_what_is_missing(outcome)
    write_out(shown)
    return int(bool(shown))


def _fix(outcome: Outcome, *, archived: bool) -> None:
    from verifier.apps.cli.fixing import fixed  # noqa: PLC0415 - on demand

    for number, article in enumerate(outcome.articles):
        with _noting_unreadable(outcome):
            outcome.articles[number], replaced = fixed(article, archived=archived)
            if replaced:
                plural = "es" if replaced > 1 else ""
                say(f"{article.facts.article.path}: {replaced} address{plural} replaced")


@contextmanager
def _noting_unreadable(outcome: Outcome) -> Iterator[None]:
    try:
        yield
    except (InputError, OutputError) as error:
        outcome.unreadable.append(InputError(str(error)))


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
