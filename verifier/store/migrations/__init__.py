"""Forward from every released version: each file in `versions` is a step, named by its number.

A step and its record are one transaction, in SQLite too: interrupted, it has not happened.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION_TABLE = "verifier_version"


@cache
def known() -> tuple[str, ...]:
    """The versions in their order: the numbers that the files begin with."""
    folder = files("verifier.store.migrations").joinpath("versions")
    return tuple(
        sorted(entry.name.partition("_")[0] for entry in folder.iterdir() if entry.name[:1].isdigit())
    )


def newest() -> str:
    """What this version of the product reads and writes."""
    return known()[-1]


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take all steps that are missing, within the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - only where there is something to do
    from alembic.config import Config  # noqa: PLC0415

    with as_file(files("verifier.store.migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, to)
