"""Hosts that imitate a known outlet's, and honest ones (lookalikes.yaml)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from verifier.citations import load_register, read_citations
from verifier.citations.imitation import imitated_outlet, suspects
from verifier.documents import read
from verifier.model import Source

CASES = yaml.safe_load(Path(__file__).with_name("lookalikes.yaml").read_text("utf-8"))
BODY = "Ein Titel\n\nEs war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu.\n\nQuellen:\n"


def _source(label: str | None, host: str) -> Source:
    entry = f"- {label}: https://{host}/a/1\n" if label else f"- https://{host}/a/1\n"
    return read_citations(read((BODY + entry).encode(), path="a.txt"), load_register()).sources[0]


@pytest.mark.parametrize(("label", "host", "outlet"), CASES["imitations"])
def test_imitation(label: str | None, host: str, outlet: str) -> None:
    """The host looks like an outlet's own but belongs to somebody else."""
    source = _source(label, host)
    assert (source.relation, source.imitates) == ("imitation", outlet)


@pytest.mark.parametrize(("label", "host"), CASES["honest"])
def test_honest(label: str | None, host: str) -> None:
    """A site of its own is never called an imitation."""
    assert _source(label, host).relation != "imitation"


def test_in_the_text() -> None:
    """A link in the text may lead to an imitation too."""
    text = (
        "Ein Titel\n\nEs war ein ruhiger Tag, schreibt https://reuters.com.example.net/a in einem Bericht.\n"
    )
    source = read_citations(read(text.encode(), path="a.txt"), load_register()).sources[0]
    assert (source.relation, source.imitates) == ("imitation", "Reuters")


def test_neighbours_in_the_register() -> None:
    """Hardly any host of the register would be taken for an imitation of another's if it were unknown."""
    register = load_register()
    taken = [
        domain
        for domain, number in register.domains.items()
        if any(
            outlet != register.outlet(number) and not needs_label
            for outlet, needs_label in suspects(domain, register, ())
        )
    ]
    assert len(taken) <= len(register.domains) / 500


def test_speed() -> None:
    """Labels without end are looked at no longer than hosts can be."""
    host = ".".join(["reuters", "com"] * 5000) + ".example"
    assert imitated_outlet(host, load_register()) is None
