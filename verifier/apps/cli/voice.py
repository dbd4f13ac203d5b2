"""What the command says beside its report: to standard error, one line each."""

from __future__ import annotations

import click


def say(*lines: str) -> None:
    """Each marked as ours; names of files and hosts belong to strangers and are made harmless."""
    from verifier.reports.safe import plain  # noqa: PLC0415 - only where there is something to say

    for line in lines:
        click.echo(f"verifier: {plain(line)}", err=True)
