"""`verifier demo`: see the product work, without a network."""

from __future__ import annotations

import click

from verifier.apps.cli.outputs import Look, write_all
from verifier.apps.demo import run_demo
from verifier.reports import FORMATS
from verifier.reports.summary import exit_code

_NOTICE = {
    "de": "Dies ist eine Vorführung: ein erfundener Artikel, ein kleines Web auf diesem Rechner, kein Netz.",
    "en": "This is a demonstration: an invented article, a small web on this machine, no network.",
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
    """See the whole product work on an example article and a small web of its own. Needs no network.

    Example: verifier demo --lang en
    """
    click.echo(_NOTICE[lang or "de"] + "\n", err=True)
    report = run_demo(lang)
    write_all(report, format_, [], Look(language=lang))
    return exit_code(report, "error")
