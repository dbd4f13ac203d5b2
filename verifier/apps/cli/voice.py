"""What the command says beside its report: to standard error, one line each."""

from __future__ import annotations

import os

import click


def say(*lines: str) -> None:
    """Each marked as ours; names of files and hosts belong to strangers and are made harmless."""
    from verifier.reports.safe import plain  # noqa: PLC0415 - only where there is something to say

    for line in lines:
        click.echo(f"verifier: {plain(line)}", err=True)


def internal_error(error: Exception) -> str:
    """One line about a mistake of ours; where somebody looks for it, the error itself is raised."""
    if "VERIFIER_DEBUG" in os.environ:
        raise error
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return f"internal error: {said} (set VERIFIER_DEBUG=1 to see where)"
