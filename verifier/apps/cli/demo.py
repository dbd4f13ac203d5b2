"""`verifier demo`: see the product work, without a network."""

from __future__ import annotations

import click

from verifier.apps.cli.outputs import write_all
from verifier.apps.demo import run_demo
from verifier.reports import FORMATS
from verifier.reports.summary import exit_code

_NOTICE = {
    "de": "Dies ist eine Vorführung: ein erfundener Artikel und ein kleines Web auf diesem Rechner, ohne Netz.",
    "en": "This is a demonstration: an invented article and a small web on this machine, without a network.",
}


@click.command("demo")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="console",
    help="Report on standard output.",
)
@click.option("--lang", type=click.Choice(["de", "en"]), help="Language of messages. Default: the article's.")
def command(format_: str, lang: str | None) -> int:
    """The whole product on an example article against a small web that it serves itself. Needs no network.

    Example: verifier demo --lang en
    """
    click.echo(_NOTICE[lang or "de"] + "\n", err=True)
    report = run_demo(lang)
    write_all(report, format_, [], fail_on="error", quiet=False, language=lang)
    return exit_code(report, "error")
