"""Any body becomes a page or the reason why not, within bounds."""

from __future__ import annotations

import pickle

import pytest

from verifier.evidence.extraction import Job, extract
from verifier.evidence.page import Kind


def read(body: bytes, content_type: str | None = "text/html") -> tuple[Kind, str]:
    found = extract(Job(body=body, url="https://example.com/page", content_type=content_type))
    return found.kind, found.reason


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 1_000_000,
        b"<html><body>" + b"<div>" * 300_000,
        b"<html><body>" + b"<div>" * 3_000 + b"word " * 100,
        b"<html><body><p " + b" ".join(b"a%d" % n for n in range(140_000)) + b">",
        b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(100_000)) + b">",
        b"<p a=b>x</p>" * 90_000,
        b"<script>" * 200_000,
        b"<!--" * 300_000,
        b"<html>" + b"word " * 400_000,
        b"",
        b"   \n ",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
        b"%PDF-1.7 broken",
        b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_unreadable(body: bytes) -> None:
    """Hostile, cut and foreign bodies end as unreadable, with a reason."""
    kind, reason = read(body)
    assert kind is Kind.UNREADABLE
    assert reason


@pytest.mark.parametrize(
    "body", [b"<" * 70_000, b"&amp" * 200_000, b"<a href=x>" * 9_000, b"<b><i><p>" * 5_000]
)
def test_broken_markup(body: bytes) -> None:
    """Broken markup without text is no article."""
    assert read(body)[0] in {Kind.STUB, Kind.UNREADABLE}


def test_other_types() -> None:
    """What is no text is said to be none, whatever it holds."""
    assert read(b"word " * 500, "image/jpeg") == (Kind.UNREADABLE, "not a text")
    assert read(b"word " * 500, "application/json") == (Kind.UNREADABLE, "not a text")
    assert read(b"word " * 500, "text/plain")[0] is Kind.TEXT


def test_nothing_is_executed_or_fetched() -> None:
    """Entities and external references stay unresolved."""
    body = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x; ' + b"word " * 80
    found = extract(Job(body=body, url="https://example.com/", content_type="text/html"))
    assert "word" in found.text
    assert "/etc" not in found.text


def test_endless_title() -> None:
    """A title without end is cut: it goes into every report."""
    body = b"<title>" + b"a | " * 250_000 + b"</title>" + b"<p>word text here</p>" * 200
    found = extract(Job(body=body, url="https://example.com/", content_type="text/html"))
    assert found.title is not None
    assert len(found.title) == 500


def test_charsets() -> None:
    """Umlauts survive a declared, a wrong and a missing character set."""
    text = "<p>" + "Über die Brücke fährt täglich ein Bus nach Köln. " * 30
    for body, content_type in (
        (text.encode("iso-8859-1"), "text/html; charset=iso-8859-1"),
        (text.encode("utf-8"), "text/html; charset=us-ascii"),
        (text.encode("cp1252"), "text/html"),
        (f'<meta charset="utf-8">{text}'.encode(), "text/html"),
    ):
        found = extract(Job(body=body, url="https://example.com/", content_type=content_type))
        assert "Brücke" in found.text, content_type


def test_travels_between_processes() -> None:
    """Job and page can be pickled."""
    job = Job(body=b"<p>" + b"word " * 100, url="https://example.com/", content_type="text/html")
    found = extract(pickle.loads(pickle.dumps(job)))
    assert pickle.loads(pickle.dumps(found)) == found
