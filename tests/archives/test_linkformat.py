from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.archives.captures import parse_http_date
from verifier.archives.linkformat import parse_links

TIMEMAP = """\
<http://a.example/x?a=1,2;b=3>; rel="original",
<https://web.archive.org/web/timemap/link/http://a.example/x>; rel="self"; type="application/link-format";
 from="Wed, 30 Sep 2009 11:58:25 GMT"; until="Mon, 18 Nov 2024 12:00:00 GMT",
<https://web.archive.org/web/http://a.example/x>; rel="timegate",
<https://web.archive.org/web/20090930115825/http://a.example/x>; rel="first memento";
 datetime="Wed, 30 Sep 2009 11:58:25 GMT"; collection="news",
<https://perma.cc/W5MF-N9EV>; rel=memento; datetime="Mon, 18 Nov 2024 12:00:00 GMT",
"""


def test_a_timemap() -> None:
    """Commas in addresses and dates, several relations, unquoted values, further attributes, a last comma."""
    links = list(parse_links(TIMEMAP))
    assert [link.url for link in links if "original" in link.rels] == ["http://a.example/x?a=1,2;b=3"]
    mementos = [(link.url, link.captured_at) for link in links if "memento" in link.rels]
    assert mementos == [
        (
            "https://web.archive.org/web/20090930115825/http://a.example/x",
            datetime(2009, 9, 30, 11, 58, 25, tzinfo=UTC),
        ),
        ("https://perma.cc/W5MF-N9EV", datetime(2024, 11, 18, 12, tzinfo=UTC)),
    ]
    pages = [(link.since, link.until) for link in links if "self" in link.rels]
    assert pages == [(datetime(2009, 9, 30, 11, 58, 25, tzinfo=UTC), datetime(2024, 11, 18, 12, tzinfo=UTC))]


def test_unreadable_dates() -> None:
    """A date that is none leaves the link without one."""
    (link,) = parse_links('<http://a.example/>; rel="memento"; datetime="yesterday"')
    assert link.captured_at is None


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever comes is read or passed over."""
    for link in parse_links(text):
        assert "<" not in link.url


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 18 Nov 2024 12:00:00 GMT", datetime(2024, 11, 18, 12, tzinfo=UTC)),
        ("Mon, 18 Nov 2024 13:00:00 +0100", datetime(2024, 11, 18, 12, tzinfo=UTC)),
        ("Mon, 18 Nov 2024 12:00:00", datetime(2024, 11, 18, 12, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("2024-11-18", None),
        ("", None),
        (None, None),
    ],
)
def test_http_dates(text: str | None, moment: datetime | None) -> None:
    """Aware and in UTC, or none."""
    assert parse_http_date(text) == moment
