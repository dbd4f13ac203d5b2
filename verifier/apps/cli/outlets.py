"""`verifier outlets`: what the register knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from verifier.addresses import host_of
from verifier.apps.cli.outputs import write_out
from verifier.apps.cli.settings import settings
from verifier.citations import load_register
from verifier.citations.outlets import Outlet, Register


@click.command("outlets")
@click.argument("queries", nargs=-1, required=True, metavar="NAME|DOMAIN...")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file."
)
def command(queries: tuple[str, ...], format_: str, config_path: Path | None) -> int:
    """What the register of outlets knows about names or domains.

    Example: verifier outlets FAZ reuters.com
    """
    register = load_register(settings(config_path).outlets)
    rows = [row for query in queries for row in _look_up(query, register)]
    if format_ == "json":
        write_out(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        write_out("".join(f"{_line(row)}\n" for row in rows))
    return 0 if all(row["name"] for row in rows) else 1


def _look_up(query: str, register: Register) -> list[dict[str, Any]]:
    """One row an outlet; a row with name null where nothing is known."""
    named = register.by_name(query)
    if named:
        exact = query in {outlet.name for outlet in named}
        return [_row(query, outlet, "name" if exact else "alias") for outlet in named]
    host = host_of(query if "://" in query else f"https://{query}")
    owner = register.by_host(host.removeprefix("www.")) if "." in host and " " not in host else None
    return [_row(query, owner, "domain" if owner else None)]


def _row(query: str, outlet: Outlet | None, match: str | None) -> dict[str, Any]:
    return {
        "query": query,
        "name": outlet.name if outlet else None,
        "domains": list(outlet.domains) if outlet else [],
        "aliases": list(outlet.aliases) if outlet else [],
        "kind": outlet.kind if outlet else None,
        "match": match,
    }


def _line(row: dict[str, Any]) -> str:
    if row["name"] is None:
        return f"{row['query']}: not in the register; add it in config.yaml under outlets"
    also = f"; also: {', '.join(row['aliases'])}" if row["aliases"] else ""
    return f"{row['query']}: {row['name']} ({row['kind']}), {' '.join(row['domains']) or 'no domain'}{also}"
