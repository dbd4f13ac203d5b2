"""The command `verifier`. Each command is a module of this package, imported only when it runs."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module

import click

from verifier import __version__
from verifier.apps.cli.quick_start import collect_garbage_rarely, leave_out_requests
from verifier.apps.cli.voice import internal_error, say
from verifier.errors import VerifierError

EXIT_USAGE = 2
EXIT_CANNOT_CHECK = 3
EXIT_INTERRUPTED = 130

# name -> (module, what it does); in the order of the help page
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("verifier.apps.cli.check", "Check articles: sources, attributions, links, archived copies."),
    "serve": ("verifier.apps.cli.serve", "The editors' page and the HTTP API."),
    "nightly": ("verifier.apps.cli.nightly", "Check a whole archive, night after night; tell what changed."),
    "history": ("verifier.apps.cli.history", "What nightly runs remember of a link, an article or a host."),
    "store": ("verifier.apps.cli.store", "Check, shrink, export or join the store of nightly runs."),
    "explain": ("verifier.apps.cli.explain", "What a rule finds, why it matters, what to do."),
    "outlets": ("verifier.apps.cli.outlets", "What the register knows about a name or a domain."),
    "schema": ("verifier.apps.cli.schema", "What the JSON report looks like, as JSON Schema."),
    "archive": ("verifier.apps.cli.archive", "Ask an archive to save sources that have no copy."),
    "demo": ("verifier.apps.cli.demo", "The whole product on an example, without a network."),
}


class _LateGroup(click.Group):
    """Lists its commands without importing them, so that --help is quick."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verifier")
def cli() -> None:
    """Verify an article's sources: who is credited, does the link live, is there a copy of the time.

    Exit codes: 0 nothing found, 1 findings, 2 usage, configuration or unreadable input, 3 the check could not
    be done, 130 interrupted.
    """


def main() -> None:
    """Run a command and leave at once.

    Taking the process apart object by object costs a quarter of a short run's time; everything is written and
    closed by then.
    """
    collect_garbage_rarely()
    leave_out_requests()
    code = run()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(
            OSError, ValueError, AttributeError
        ):  # closed, full, or nobody reads any more
            stream.flush()
    os._exit(code)


def run(arguments: list[str] | None = None) -> int:
    """The exit code; the only place where errors become one. None: the process's own arguments."""
    try:
        code: int = cli.main(arguments, prog_name="verifier", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_:
        help_.show()
        return EXIT_USAGE
    except click.ClickException as error:
        say(_in_one_line(error))
        return EXIT_USAGE
    except VerifierError as error:
        say(*str(error).splitlines())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the border of the program
        say(internal_error(error))
        return EXIT_CANNOT_CHECK
    return code or 0


def _in_one_line(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    return f"{message} See '{context.command_path} --help'." if context is not None else message
