"""Addresses on which reasonable readers agree (url_cases.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from verifier.citations import load_register, read_citations
from verifier.citations.urls import find_urls
from verifier.documents import read
from verifier.model import Origin, Source

LEAD = "Es war ein ruhiger Tag in der kleinen Stadt, und nichts davon war neu."


@cache
def _cases() -> dict[str, list[list[str]]]:
    text = Path(__file__).with_name("url_cases.yaml").read_text("utf-8")
    found: dict[str, list[list[str]]] = yaml.safe_load(text)
    return found


def _of(section: str) -> list[tuple[str, list[str]]]:
    return [(text, wanted) for text, *wanted in _cases()[section]]


def _listed(document: str, path: str) -> list[Source]:
    found = read_citations(read(document.encode(), path=path), load_register()).sources
    assert all(source.origin is Origin.LIST for source in found)
    return list(found)


@pytest.mark.parametrize(("text", "urls"), _of("text"))
def test_in_running_text(text: str, urls: list[str]) -> None:
    """Each address is found without the sentence's marks; `raw` is what stands there."""
    found = list(find_urls(text, 0, len(text)))
    assert [address.url for address in found] == urls
    assert all(text[address.start : address.end] == address.raw for address in found)


@pytest.mark.parametrize(("text", "urls"), _of("nothing"))
def test_no_address(text: str, urls: list[str]) -> None:
    """Dots, slashes and signs of mail addresses make none, not even among bare hosts."""
    assert [address.raw for address in find_urls(text, 0, len(text), bare=True)] == urls == []


@pytest.mark.parametrize(("text", "urls"), _of("unusable"))
def test_unusable(text: str, urls: list[str]) -> None:
    """An address without a host, or with something left out, is found but gives no clean form."""
    assert [address.url for address in find_urls(text, 0, len(text))] == [None]
    assert urls == []


@pytest.mark.parametrize(("text", "urls"), _of("entry"))
def test_in_a_list(text: str, urls: list[str]) -> None:
    """An entry of a list in plain text; its neighbours are left alone."""
    listed = _listed(
        f"Ein Titel\n\n{LEAD}\n\nQuellen:\n- Erste: https://a.example/1\n- {text}\n- Letzte: https://a.example/2\n",
        "a.txt",
    )
    assert [source.url for source in listed] == ["https://a.example/1", *urls, "https://a.example/2"]


@pytest.mark.parametrize(("text", "urls"), _of("markdown"))
def test_in_markdown(text: str, urls: list[str]) -> None:
    """An entry of a list in Markdown."""
    listed = _listed(
        f"# Ein Titel\n\n{LEAD}\n\n## Quellen\n\n- {text}\n- [Letzte](https://a.example/2)\n", "a.md"
    )
    assert [source.url for source in listed] == [*urls, "https://a.example/2"]


@pytest.mark.parametrize(("text", "urls"), _of("html"))
def test_in_html(text: str, urls: list[str]) -> None:
    """An item of a list in HTML."""
    items = f"<li>{text}</li><li><a href='https://a.example/2'>Letzte</a></li>"
    page = f"<article><h1>Ein Titel</h1><p>{LEAD}</p><h2>Quellen</h2><ul>{items}</ul></article>"
    assert [source.url for source in _listed(page, "a.html")] == [*urls, "https://a.example/2"]
