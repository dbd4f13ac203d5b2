from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.addresses import (
    Wrapper,
    date_in,
    flaw,
    has_ending,
    host_of,
    is_tracking,
    parent_hosts,
    public_suffix,
    registered_domain,
    unwrap,
    without_tracking,
)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.COM:8080/a?b#c", "www.example.com"),
        ("https://user:pass@example.com/", "example.com"),
        ("https://example.com./a", "example.com"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
        ("https://STRASSE.example/", "strasse.example"),
        ("https://straße.example/", "xn--strae-oqa.example"),
        ("https://[2001:db8::1]:443/", "2001:db8::1"),
        ("https://a..b.example/", "a..b.example"),
        ("https://ä..b.example/", "ä..b.example"),
        ("https://[::1/", ""),
        ("example.com/a", ""),
        ("mailto:a@example.com", ""),
        ("", ""),
    ],
)
def test_host_of(url: str, host: str) -> None:
    """The host as a name server would be asked for it; "" where an address has none."""
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.co.uk", "example.co.uk"),
        ("example.com", "example.com"),
        ("a.b.example.de", "example.de"),
        ("someone.github.io", "github.io"),
        ("co.uk", None),
        ("com", None),
        ("localhost", None),
        ("", None),
        ("wiki.intern.internal", "intern.internal"),
        ("news.test", "news.test"),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
    ],
)
def test_registered_domain(host: str, domain: str | None) -> None:
    """What somebody has registered, by the registries' part of the Public Suffix List."""
    assert registered_domain(host) == domain


@pytest.mark.parametrize(("host", "suffix"), [("a.co.uk", "co.uk"), ("a.de", "de"), ("a.internal", "")])
def test_public_suffix(host: str, suffix: str) -> None:
    """Under what names are registered."""
    assert public_suffix(host) == suffix


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("a.b.example.co.uk", ["a.b.example.co.uk", "b.example.co.uk", "example.co.uk"]),
        ("example.com", ["example.com"]),
        ("co.uk", ["co.uk"]),
        ("localhost", ["localhost"]),
        ("192.0.2.1", ["192.0.2.1"]),
    ],
)
def test_parent_hosts(host: str, hosts: list[str]) -> None:
    """From the host to its registrable domain, never above it."""
    assert parent_hosts(host) == hosts


PAGE = "https://news.example/a"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://web.archive.org/web/20240102030405/{PAGE}", ("archive", PAGE, "20240102030405")),
        (f"https://web.archive.org/web/20240102030405id_/{PAGE}", ("archive", PAGE, "20240102030405")),
        (f"http://archive.org/wayback/2024/{PAGE}", ("archive", PAGE, "2024")),
        ("https://web.archive.org/web/2024/https:/news.example/a", ("archive", PAGE, "2024")),
        ("https://web.archive.org/web/2024/news.example/a", ("archive", "http://news.example/a", "2024")),
        ("https://web.archive.org/web/2024/https%3A%2F%2Fnews.example%2Fa", ("archive", PAGE, "2024")),
        (f"https://arquivo.pt/wayback/20240102030405mp_/{PAGE}", ("archive", PAGE, "20240102030405")),
        (f"https://wayback.archive-it.org/123/20240102030405/{PAGE}", ("archive", PAGE, "20240102030405")),
        (f"https://archive.ph/newest/{PAGE}", ("archive", PAGE, None)),
        (f"https://archive.today/20240102030405/{PAGE}", ("archive", PAGE, "20240102030405")),
        ("https://www.google.com/amp/s/news.example/a", ("amp", PAGE, None)),
        ("https://www.google.de/amp/news.example/a", ("amp", "http://news.example/a", None)),
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a", ("amp", PAGE, None)),
        (
            "https://www.google.com/url?sa=t&url=https%3A%2F%2Fnews.example%2Fa&ved=1",
            ("redirector", PAGE, None),
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa", ("redirector", PAGE, None)),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fnews.example%2Fa", ("redirector", PAGE, None)),
        (
            "https://web.archive.org/web/2024/https://www.google.com/amp/s/news.example/a",
            ("archive", PAGE, "2024"),
        ),
    ],
)
def test_unwrap(url: str, expected: tuple[str, str, str | None]) -> None:
    """Copies, AMP caches and redirecting services lead to the page itself, also when nested."""
    found = unwrap(url)
    assert found is not None
    assert (found.kind, found.inner, found.timestamp) == expected


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://web.archive.org/",
        "https://web.archive.org/web/*/https://news.example/a",
        "https://archive.ph/AbCdE",
        "https://www.google.com/search?q=zeitung",
        "https://www.google.com/",
        "https://notgoogle.com/url?url=https://news.example/a",
        f"https://archive.org.evil.example/web/2024/{PAGE}",
        "",
    ],
)
def test_plain_addresses(url: str) -> None:
    """What wraps nothing is no wrapper; nor is a host that only looks like one."""
    assert unwrap(url) is None


def test_trust() -> None:
    """Copies of an archive known to have changed pages are marked."""
    assert unwrap(f"https://archive.is/20240102030405/{PAGE}") == Wrapper(
        "archive", PAGE, "20240102030405", trusted=False
    )
    assert unwrap(f"https://web.archive.org/web/2024/{PAGE}") == Wrapper("archive", PAGE, "2024")


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/?utm_source=x&id=5", "https://a.example/?id=5"),
        ("https://a.example/?utm_source=x#teil", "https://a.example/#teil"),
        ("https://a.example/?id=5&UTM_Medium=x&b=%C3%A4", "https://a.example/?id=5&b=%C3%A4"),
        ("https://a.example/?fbclid=x", "https://a.example/"),
        ("https://a.example/?id=5&&x", "https://a.example/?id=5&&x"),
        ("https://a.example/?", "https://a.example/?"),
        ("https://a.example/#?utm_source=x", "https://a.example/#?utm_source=x"),
        ("https://a.example/", "https://a.example/"),
    ],
)
def test_without_tracking(url: str, clean: str) -> None:
    """Arguments that only say where the reader came from go; nothing else changes."""
    assert without_tracking(url) == clean


@pytest.mark.parametrize(
    ("argument", "tracks"),
    [("utm_anything", True), ("GCLID", True), ("id", False), ("utm", False), ("", False)],
)
def test_is_tracking(argument: str, tracks: bool) -> None:
    """By whole names and by beginnings, in any case."""
    assert is_tracking(argument) is tracks


@given(
    st.text(max_size=60)
    | st.from_regex(r"https?://[\w\[\].:%äß/-]{0,30}[?&#=\w\[\]/:%]{0,40}", fullmatch=True)
)
def test_nothing_raises(url: str) -> None:
    """Whatever stands in an article is a string to look at, never an accident."""
    host = host_of(url)
    assert "/" not in host
    assert registered_domain(host) is None or host
    assert parent_hosts(host)[0] == host
    wrapper = unwrap(url)
    assert wrapper is None or wrapper.inner
    assert len(without_tracking(url)) <= len(url)
    assert without_tracking(without_tracking(url)) == without_tracking(url)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/11/19/a", date(2024, 11, 19)),
        ("/technology/china-tightens-2023-08-24/", date(2023, 8, 24)),
        ("/2024/2/3/a", date(2024, 2, 3)),
        ("/2024/02/31/a", None),
        ("/2024/11/a", None),
        ("/von-2024-01-01-bis-2024-12-31", None),
        ("/a-12024-11-190", None),
        ("/a?d=2024-11-19", None),
    ],
)
def test_date_in(path: str, day: date | None) -> None:
    """A day in the path, written once and possible, is the address's own date."""
    assert date_in(f"https://a.example{path}") == day


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.example.com/a", None),
        ("https://example.com:8443/a", None),
        ("https://münchen.example/ä", None),
        ("https://go_lem.example/", None),
        ("https://192.0.2.1/", None),
        ("https://[2001:db8::1]/", None),
        ("http://localhost:8000/", None),
        ("https://example.com./", None),
        ("https://example.com:99999/", "port"),
        ("https://example.com:80a/", "port"),
        ("https://example.com:0/", "port"),
        ("https://300.1.2.3/", "host"),
        ("https://[2001:db8::zz]/", "host"),
        ("https://[::1", "host"),
        ("https://www,example.com/", "host"),
        ("https://a..example/", "host"),
        (f"https://{'a' * 64}.example/", "host"),
        ("https://", "host"),
        ("https://www.zeitung/a", "ending"),
        ("https://zeitung.dea/a", "ending"),
        ("ftp://example.com/", "scheme"),
        ("mailto:a@example.com", "scheme"),
    ],
)
def test_flaw(url: str, found: str | None) -> None:
    """Why an address cannot be opened, seen from the address alone."""
    assert flaw(url) == found


@pytest.mark.parametrize(
    ("host", "ends"),
    [
        ("golem.de", True),
        ("a.co.uk", True),
        ("a.example", True),
        ("wiki.internal", True),
        ("golem.dea", False),
    ],
)
def test_has_ending(host: str, ends: bool) -> None:
    """Endings of the web, and those reserved for other networks."""
    assert has_ending(host) is ends


@pytest.mark.parametrize(
    ("host", "suffix", "domain"),
    [
        ("b.A.de", "de", "a.de"),
        ("a.wild.CK", "wild.ck", "a.wild.ck"),
        ("a.www.ck", "ck", "www.ck"),
        ("kobe.jp", "kobe.jp", None),
        ("A.kobe.jp", "a.kobe.jp", None),
        ("a.city.kobe.jp", "kobe.jp", "city.kobe.jp"),
        ("a.b.公司.cn", "公司.cn", "b.公司.cn"),
        ("a.b.xn--55qx5d.cn", "xn--55qx5d.cn", "b.xn--55qx5d.cn"),
        ("a.github.io", "io", "github.io"),
        ("a.b.internal", "", "b.internal"),
        ("a.xn--", "", "a.xn--"),
    ],
)
def test_kinds_of_suffix(host: str, suffix: str, domain: str | None) -> None:
    """Wildcards, exceptions, other letters; what registries offer, not what firms do under their own names."""
    assert public_suffix(host) == suffix
    assert registered_domain(host) == domain


@pytest.mark.parametrize("address", ["https://[", "https://[broken/2024/11/19/a", ""])
def test_no_date_in_what_is_no_address(address: str) -> None:
    """What cannot be taken apart states nothing."""
    assert date_in(address) is None
