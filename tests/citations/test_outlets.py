"""The register of outlets and publishing bodies."""

from __future__ import annotations

import pytest

from verifier.addresses import registered_domain
from verifier.citations.outlets import REGISTER, load_register, outlet_of, read_rows
from verifier.config import OutletConfig

ROWS = [row for path in sorted(REGISTER.glob("*.csv")) for row in read_rows(path)]


def test_large_enough() -> None:
    """Thousands of outlets and bodies, German, Austrian and Swiss ones first."""
    assert len(ROWS) > 1500
    assert {"DE", "AT", "CH"} <= {row[3] for row in ROWS}


def test_rows_are_whole() -> None:
    """Nine columns, a name, a kind, and domains that can be registered."""
    for row in ROWS:
        outlet = outlet_of(row)
        assert len(row) == 9, row
        assert outlet.name
        assert outlet.kind in {"outlet", "organisation"}, row
        assert outlet.gender in {"m", "f", "n", "p", ""}, row
        assert all(registered_domain(domain) for domain in outlet.domains), row


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.spiegel.de", "Der Spiegel"),
        ("steiermark.orf.at", "ORF"),
        ("edition.cnn.com", "CNN"),
        ("spiegelau.de", None),
    ],
)
def test_hosts(host: str, name: str | None) -> None:
    """A host belongs to the nearest registered parent, never to a name that it only contains."""
    owner = load_register().by_host(host)
    assert (owner.name if owner else None) == name or (
        owner is not None and name is not None and name in owner.name
    )


def test_a_house_adds_its_own() -> None:
    """Rows of the configuration stand in front."""
    register = load_register(
        (OutletConfig(name="Hausblatt", domains=("hausblatt.example",), aliases=("HB1",), kind="newspaper"),)
    )
    owner = register.by_host("www.hausblatt.example")
    assert owner is not None
    assert register.by_name("HB1")[0] == owner
