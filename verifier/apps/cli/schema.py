"""`verifier schema`: what the JSON report looks like, for programs that read it."""

from __future__ import annotations

import click

from verifier.apps.cli.outputs import write_out
from verifier.reports.schema import render


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of the JSON report.

    Example: verifier schema
    """
    write_out(render())
    return 0
