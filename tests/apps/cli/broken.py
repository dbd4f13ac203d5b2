"""A command with a mistake of ours in it."""

from __future__ import annotations

import click


@click.command("broken")
def command() -> int:
    raise ZeroDivisionError("one\ntwo")
