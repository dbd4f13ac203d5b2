"""What `verifier check` does with its inputs: which can be read, what becomes of each, which exit code follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from verifier.apps.cli.inputs import Input, OwnReportError, read_file
from verifier.apps.cli.quick_start import import_network
from verifier.apps.cli.voice import internal_error, say
from verifier.citations import Register
from verifier.config import Config
from verifier.desk import Choices
from verifier.errors import InputError, NetworkDownError, VerifierError
from verifier.model import Article, ArticleReport, Gap
from verifier.pipeline import check_offline

if TYPE_CHECKING:
    from verifier.apps.cli.watching import Watcher

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
    server: str | None = None  # a desk that looks links and copies up


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


def exit_of(outcome: Outcome) -> int:
    """What went wrong with the run itself; 0 for nothing."""
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    if outcome.down or outcome.broken:
        return EXIT_CANNOT_CHECK
    return EXIT_UNREADABLE if outcome.unreadable else 0


def run(job: Job) -> Outcome:
    """All inputs, with or without network."""
    if not job.choices.stages:
        return _offline(job)
    if job.server is not None:
        from verifier.apps.cli.remote import check_remotely  # noqa: PLC0415 - as below

        return check_remotely(job, job.server)
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
