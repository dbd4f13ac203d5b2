"""`verifier explain`: a rule's own documentation."""

from __future__ import annotations

import json

import click

from verifier.apps.cli.outputs import write_out
from verifier.rules import explain, explain_json


@click.command("explain")
@click.argument("rule", required=False)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", help="Language.")
def command(rule: str | None, format_: str, lang: str) -> int:
    """What a rule finds, why it matters, an example, what to do, how to silence it; without RULE, all rules.

    Example: verifier explain CIT102 --lang de
    """
    if format_ == "json":
        write_out(json.dumps(explain_json(rule, lang), ensure_ascii=False, indent=2) + "\n")
    else:
        write_out(explain(rule, lang).rstrip() + "\n")
    return 0
