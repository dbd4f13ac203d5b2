from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.documents import listing
from verifier.documents.listing import (
    Entry,
    address_entries,
    feed_entries,
    is_address_list,
    is_feed,
    line_key,
)
from verifier.errors import InputError

BASE = "https://blatt.example/feeds/all.xml"
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc> https://blatt.example/a </loc><lastmod>2026-03-01</lastmod><news:title>A</news:title></url>
  <url><loc>https://blatt.example/b?x=1&amp;y=2</loc></url>
  <url><lastmod>2026-03-01</lastmod></url>
</urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://blatt.example/s1.xml.gz</loc><lastmod>2026-03-02</lastmod></sitemap></sitemapindex>"""
RSS = b"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>https://blatt.example/</link>
  <atom:link href="https://blatt.example/feed" rel="self"/>
  <item><title>A</title><link>https://blatt.example/a</link><pubDate>Sun, 01 Mar 2026 02:00:00 GMT</pubDate></item>
  <item><guid>https://blatt.example/b</guid></item>
  <item><guid isPermaLink="false">4711</guid></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://blatt.example/"/>
  <entry><link rel="enclosure" href="/a.mp3"/>
  <link rel="alternate" href="/a"/><updated>2026-03-01T02:00:00Z</updated></entry>
  <entry><link href="b"/></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
  <item rdf:about="x"><link>https://blatt.example/a</link></item></rdf:RDF>"""
A, B = "https://blatt.example/a", "https://blatt.example/b"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SITEMAP, [Entry(A, "2026-03-01"), Entry(f"{B}?x=1&y=2")]),
        (INDEX, [Entry("https://blatt.example/s1.xml.gz", "2026-03-02", nested=True)]),
        (RSS, [Entry(A, "Sun, 01 Mar 2026 02:00:00 GMT"), Entry(B)]),
        (ATOM, [Entry(A, "2026-03-01T02:00:00Z"), Entry("https://blatt.example/feeds/b")]),
        (RDF, [Entry(A)]),
        (SITEMAP.partition(b"?x=1")[0], [Entry(A, "2026-03-01")]),  # cut off: no half address
        (b"<urlset/>", []),
    ],
)
def test_feeds(data: bytes, expected: list[Entry]) -> None:
    """Sitemaps, their indexes, RSS of both families and Atom; addresses that are relative are completed."""
    assert is_feed(data) or data == b"<urlset/>"
    assert list(feed_entries(data, BASE)) == expected


def test_entities_are_not_expanded() -> None:
    """Neither files of the machine nor a billion laughs."""
    bomb = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">]><urlset><url><loc>https://a.example/&f;&a;</loc></url></urlset>'
    assert all("root" not in entry.url for entry in feed_entries(bomb, BASE))


@given(st.binary(max_size=300))
def test_anything(data: bytes) -> None:
    """Whatever the bytes are: no error, and nothing but addresses."""
    assert all(isinstance(entry.url, str) for entry in feed_entries(b"<urlset>" + data, BASE))
    is_address_list(data)
    line_key(data, "f", 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"https://a.example/\nhttp://b.example/x\n", True),
        (b"\xef\xbb\xbf# ours\n\n https://a.example/ \r\n", True),
        (b"https://a.example/ and more\n", False),
        (b"Ein Artikel.\nhttps://a.example/\n", False),
        (b"", False),
        (b"# only remarks", False),
        (b"https://a.example/" + b"x" * 3000, False),
        (b"https://a.example/a\n" * 1000, True),
    ],
)
def test_lists_of_addresses(data: bytes, expected: bool) -> None:
    """Nothing but addresses; an article that begins with one is none."""
    assert is_address_list(data) is expected


def test_remarks_are_no_addresses() -> None:
    """Empty lines and what begins with a hash."""
    assert list(address_entries([b"# ours\n", b"\n", b" https://a.example/ \r\n"])) == [
        Entry("https://a.example/")
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"url": "https://a.example/x", "id": 7}, "https://a.example/x"),
        ({"id": 7}, "e.jsonl#7"),
        ({"id": "ab"}, "e.jsonl#ab"),
        ({"url": "no address"}, "e.jsonl:3"),
        ([1], "e.jsonl:3"),
    ],
)
def test_keys_of_lines(line: object, expected: str) -> None:
    """An article of an export keeps its name from night to night."""
    assert line_key(json.dumps(line).encode(), "e.jsonl", 3) == expected


def test_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gzip is undone, with a limit."""
    assert listing.unpacked(gzip.compress(SITEMAP), "s") == SITEMAP
    assert listing.unpacked(SITEMAP, "s") == SITEMAP
    with pytest.raises(InputError, match="cannot be unpacked"):
        listing.unpacked(b"\x1f\x8bxxxxxxxx", "s")
    monkeypatch.setattr(listing, "MAX_LISTING_BYTES", 100)
    with pytest.raises(InputError, match="larger than"):
        listing.unpacked(gzip.compress(SITEMAP), "s")
