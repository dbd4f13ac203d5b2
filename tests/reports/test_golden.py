"""What each format looks like for one fixed report; UPDATE_GOLDEN=1 rewrites the files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from verifier.errors import UsageError
from verifier.reports import FORMATS, Options, render

from .fixed_report import report

GOLDEN = Path(__file__).parent.parent / "golden"
OPTIONS = Options(width=100, version="1.2.3")


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_as_agreed(name: str) -> None:
    """A change of any format shows as a change of its golden file."""
    golden = GOLDEN / f"report.{name}"
    output = render(name, report(), OPTIONS)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(output, "utf-8", newline="\n")
    assert output == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_output_ends_with_one_line_end(name: str) -> None:
    """Shells and diffs want it, and no format leaves blank lines behind."""
    output = render(name, report(), OPTIONS)
    assert output.endswith("\n")
    assert not output.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_no_article_is_no_accident(name: str) -> None:
    """A run that was interrupted before its first article still reports."""
    empty = report()
    assert render(name, type(empty)(empty.started_at, empty.finished_at, False, False, ()), OPTIONS)


def test_unknown_format_is_named_with_the_known_ones() -> None:
    """A slip on the command line is answered with what there is."""
    with pytest.raises(UsageError, match=r"'xml'.*console.*languagetool"):
        render("xml", report(), OPTIONS)
