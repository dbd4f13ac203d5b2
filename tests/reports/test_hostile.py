"""Texts from outside are shown, never obeyed: in no format do they execute, break or mislead."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from verifier.reports import FORMATS, Options, render

from .hostile_report import ATTACKS, report

JSON_FORMATS = ("json", "jsonl", "sarif", "gitlab", "languagetool")
JUNIT_ELEMENTS = {"testsuites", "testsuite", "properties", "testcase", "failure", "system-out", "system-err"}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FORMULA = set("=+-@＝＋－＠\t\r")
COLOUR = re.compile(r"\x1b\[\d+m")

attacks = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)


def rendered(name: str, attack: str, **options: bool) -> str:
    return render(name, report(attack), Options(width=80, **options))  # type: ignore[arg-type]


class Elements(HTMLParser):
    """Every element with its attributes, and what is still open."""

    VOID = frozenset({"meta", "br", "link", "img", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.balanced = True
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.balanced &= bool(self.open) and self.open.pop() == tag


def obeyed_signs(text: str) -> Iterator[str]:
    """Signs that a terminal or a reader's eye would obey."""
    for letter in text:
        if letter != "\n" and (unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in BIDI):
            yield f"U+{ord(letter):04X}"


@attacks
@pytest.mark.parametrize("name", FORMATS)
def test_no_format_carries_controls_or_overrides(name: str, attack: str) -> None:
    """Nothing that a terminal obeys and nothing that turns the reading direction is in any output."""
    assert sorted(obeyed_signs(rendered(name, attack))) == []


@attacks
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_utf8(name: str, attack: str) -> None:
    """Also lone surrogates do not keep a report from being written."""
    assert rendered(name, attack).encode("utf-8")


@attacks
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github"])
def test_no_line_is_a_workflow_command(name: str, attack: str) -> None:
    """A build that prints the report obeys no line of it."""
    output = rendered(name, attack)
    assert [line for line in output.split("\n") if line.strip().startswith("::")] == []
    assert "##[" not in output


@attacks
def test_colours_are_only_our_own(attack: str) -> None:
    """With colours on, the only sequences are those of the console itself."""
    assert sorted(obeyed_signs(COLOUR.sub("", rendered("console", attack, color=True)))) == []


@attacks
@pytest.mark.parametrize("name", JSON_FORMATS)
def test_json_stays_json(name: str, attack: str) -> None:
    """Every JSON format can be read back."""
    output = rendered(name, attack)
    parts = output.splitlines() if name == "jsonl" else [output]
    assert all(json.loads(part) for part in parts)


@attacks
def test_json_carries_the_text_itself(attack: str) -> None:
    """Escaping changes the spelling, not the value: machines get what the article says."""
    article = json.loads(rendered("json", attack))["articles"][0]
    assert article["title"] == re.sub("[\ud800-\udfff]", "\ufffd", attack)
    source = article["sources"][0]
    assert article["text"][source["start"] : source["end"]] == source["url"]


@attacks
def test_junit_is_well_formed(attack: str) -> None:
    """XML parsers accept it, and the attack adds no element."""
    root = etree.fromstring(rendered("junit", attack).encode())
    names = {str(element.tag) for element in root.iter()}
    assert names <= JUNIT_ELEMENTS
    assert [suite.get("tests") for suite in root] == ["2"]


@attacks
@pytest.mark.parametrize("name", ["html", "markdown"])
def test_markup_runs_nothing(name: str, attack: str) -> None:
    """No element, handler or address of the attack becomes part of the page."""
    output = rendered(name, attack)
    page = (
        output if name == "html" else MarkdownIt("commonmark", {"html": True}).enable("table").render(output)
    )
    elements = Elements(page)
    assert elements.balanced
    assert elements.open == []
    for tag, attributes in elements.found:
        assert tag not in {"script", "img", "iframe", "object", "embed", "form", "b"}
        assert tag != "svg" or attributes.keys() == {"viewbox", "role", "aria-label"}
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get("href")
        assert address is None or address.startswith(("http://", "https://", "#"))


@attacks
def test_markdown_links_are_only_ours(attack: str) -> None:
    """A label adds no link of its own, also not within one of ours."""
    output = rendered("markdown", attack)
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(output)
    links = [attributes for tag, attributes in Elements(page).found if tag == "a"]
    assert len(links) == sum(line.startswith("- <a ") for line in output.splitlines())
    assert all("data-originalurl" in attributes for attributes in links)


@attacks
def test_the_page_forbids_what_might_get_through(attack: str) -> None:
    """The policy allows one style by its hash and nothing else, whatever the article says."""
    metas = [attributes for tag, attributes in Elements(rendered("html", attack)).found if tag == "meta"]
    policy = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'", policy or ""
    )


@attacks
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_cell_is_a_formula(attack: str, separator: str) -> None:
    """Neither with our separator nor with the one a German spreadsheet expects."""
    rows = csv.reader(rendered("csv", attack).splitlines(), delimiter=separator)
    cells = [value.strip(" \"'") for row in rows for value in row if not value.startswith("'")]
    assert [value for value in cells if value and value[0] in FORMULA] == []


@attacks
def test_csv_has_a_row_for_each_finding(attack: str) -> None:
    """The attack adds no row and no column."""
    rows = list(csv.reader(rendered("csv", attack).splitlines()))
    assert len(rows) == 5
    assert {len(row) for row in rows} == {21}


@attacks
def test_github_gets_exactly_our_commands(attack: str) -> None:
    """One annotation for each finding, with our properties only; then the line that sums up."""
    *annotations, last = rendered("github", attack).splitlines()
    commands = [re.match(r"::(error|warning|notice) (.*?)::", line) for line in annotations]
    assert [command and command[1] for command in commands] == ["error", "warning", "notice"]
    for command in commands:
        assert command is not None
        names = [field.partition("=")[0] for field in command[2].split(",")]
        assert [name for name in names if name not in {"line", "col", "endColumn"}] == ["file", "title"]
    assert not re.search(r"%(?!25|3A|2C)", "".join(annotations))  # GitHub would decode the others
    assert last.startswith("3 findings in 1 article")


@attacks
def test_concise_has_a_line_for_each_finding(attack: str) -> None:
    """Three open, one decided, a lapse and the last line: the attack adds none."""
    assert len(rendered("concise", attack).splitlines()) == 6


@pytest.mark.parametrize(("width", "color"), list(product((40, 60, 80, 140), (False, True))))
@attacks
def test_the_console_keeps_its_width(attack: str, width: int, color: bool) -> None:
    """No line but the last is wider than the terminal, so that nothing can be pushed out of sight."""
    output = render("console", report(attack), Options(width=width, color=color))
    *lines, _ = COLOUR.sub("", output).splitlines()
    widths = [sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines]
    assert max(widths) <= width
