from __future__ import annotations

import pytest

from verifier.errors import UsageError
from verifier.rules import explain


def test_the_page_of_a_rule() -> None:
    """Code, name, severity and summary first, then every section under its heading."""
    head, summary, *rest = explain("cit102", "de").splitlines()
    assert head == "CIT102 unused-source (Warnung)"
    assert summary == "eine gelistete Quelle, die der Text nie nennt."
    assert "Was zu tun ist:" in rest


def test_lines_fit_a_terminal() -> None:
    """No line is longer than 90 characters, so that nothing is broken in the middle of a word."""
    assert max(len(line) for line in explain("CIT101", "en").splitlines()) <= 90


def test_an_unknown_rule_gets_a_hint() -> None:
    """One line, with what was probably meant."""
    with pytest.raises(UsageError, match=r"CIT12.*CIT102"):
        explain("CIT12", "en")
