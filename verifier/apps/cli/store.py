"""`verifier store`: care for what nightly runs remember."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.apps.cli.outputs import write_out
from verifier.apps.cli.settings import settings
from verifier.apps.cli.voice import say
from verifier.config import Config
from verifier.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
    from verifier.store.opening import Store

EXIT_DAMAGED = 1


@click.group("store")
def command() -> None:
    """Check, shrink, export or join the store of nightly runs.

    Example: verifier store check
    """


def _with_store(function: Callable[..., Any]) -> Callable[..., Any]:
    """The two options that all of them have."""
    own = click.option("--store", metavar="URL", help="The store, in place of the configuration's.")
    path = click.Path(path_type=Path)
    config = click.option("--config", "config_path", type=path, metavar="FILE", help="Configuration file.")
    return own(config(function))


@contextmanager
def _opened(store: str | None, config: Config, *, create: bool = False) -> Iterator[Store]:
    from verifier.store import open_store  # noqa: PLC0415 - an extra, and slow to import

    opened = open_store(store or config.store, create=create)
    try:
        yield opened
    finally:
        opened.close()


@command.command("check")
@_with_store
def check(store: str | None, config_path: Path | None) -> int:
    """Whether it is sound: its rows counted, its file checked, links compared with their visits.

    Example: verifier store check
    """
    config = settings(config_path)
    with _opened(store, config) as opened:
        from verifier.store import upkeep  # noqa: PLC0415

        with opened.read() as connection:
            counted = upkeep.counts(connection)
        found = list(upkeep.problems(opened, config.nightly))
    click.echo("\n".join(f"{name}: {count}" for name, count in counted.items()))
    say(*found)
    click.echo("sound" if not found else f"{len(found)} problems")
    return EXIT_DAMAGED if found else 0


@command.command("vacuum")
@_with_store
def vacuum(store: str | None, config_path: Path | None) -> int:
    """Give back the room of what is gone.

    Example: verifier store vacuum
    """
    with _opened(store, settings(config_path)) as opened:
        from verifier.store import upkeep  # noqa: PLC0415

        before = _size(opened)
        upkeep.vacuum(opened)
        after = _size(opened)
    click.echo(f"{before} -> {after} bytes" if before is not None else "done")
    return 0


def _size(store: Store) -> int | None:
    return store.file.stat().st_size if store.file else None


@command.command("export")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    help="The whole store, or a table.",
)
@click.option("--table", default="visits", metavar="NAME", help="The table for csv. Default: visits.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: standard output.")
@_with_store
def export(format_: str, table: str, output: Path | None, store: str | None, config_path: Path | None) -> int:
    """Write it out: as JSON lines, to be imported elsewhere, or one table as CSV.

    Example: verifier store export --format csv --table findings
    """
    with _opened(store, settings(config_path)) as opened:
        from verifier.store import transfer  # noqa: PLC0415

        if table not in transfer.TABLES:
            raise UsageError(f"--table: {table!r} is none; one of: {', '.join(transfer.TABLES)}")
        lines = transfer.exported(opened) if format_ == "jsonl" else _csv(transfer.csv_rows(opened, table))
        if output is None:
            write_out(lines)
        else:
            _write(output, lines)
    return 0


def _csv(rows: Iterator[Any]) -> Iterator[str]:
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    from verifier.reports.safe import cell  # noqa: PLC0415

    for row in rows:
        line = io.StringIO()
        writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
        yield line.getvalue()


def _write(path: Path, lines: Iterator[str]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None


@command.command("import")
@click.argument("other", metavar="FILE|URL|-")
@_with_store
def import_(other: str, store: str | None, config_path: Path | None) -> int:
    """Join an export or another store with this one; what both know stays as it is here.

    Example: verifier store import export.jsonl
    """
    config = settings(config_path)
    with _opened(store, config, create=True) as opened, _lines(other) as lines:
        from verifier.store import transfer  # noqa: PLC0415

        added = transfer.imported(opened, lines, config.nightly)
    click.echo("\n".join(f"{name}: {count} added" for name, count in added.items()))
    return 0


@contextmanager
def _lines(other: str) -> Iterator[Iterator[str]]:
    """Of a file, of standard input, or of another store as if it had been exported."""
    if other == "-":
        yield iter(sys.stdin)
    elif other.startswith(("sqlite:", "postgresql:", "postgres:")):
        from verifier.store import open_store, transfer  # noqa: PLC0415

        opened = open_store(other, create=False)
        try:
            yield transfer.exported(opened)
        finally:
            opened.close()
    else:
        try:
            with Path(other).open(encoding="utf-8") as file:
                yield file
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"{other}: cannot be read ({reason}); check the path") from None
