from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from verifier.archives.cache import FOREVER, Cache
from verifier.network.session import Answer

NOW = datetime(2025, 6, 1, tzinfo=UTC)
HEADERS = (("content-type", "text/html"), ("memento-datetime", "Mon, 18 Nov 2024 12:00:00 GMT"))
ANSWER = Answer("https://web.archive.org/x", 200, HEADERS, b"Text " * 1000)


def at(folder: Path, later: timedelta = timedelta(0)) -> Cache:
    return Cache(folder, lambda: NOW + later)


def test_kept_for_its_time(tmp_path: Path) -> None:
    """An answer is good until its age limit, and one without limit always."""
    at(tmp_path).put("rows", ANSWER, timedelta(days=7))
    at(tmp_path).put("body", ANSWER, FOREVER)
    assert at(tmp_path, timedelta(days=6)).get("rows") == ANSWER
    assert at(tmp_path, timedelta(days=7)).get("rows") is None
    assert at(tmp_path, timedelta(days=36500)).get("body") == ANSWER
    assert at(tmp_path).get("other") is None


def test_old_answers_go(tmp_path: Path) -> None:
    """What nobody may use any more takes no room."""
    at(tmp_path).put("rows", ANSWER, timedelta(days=1))
    at(tmp_path, timedelta(days=2)).put("more", ANSWER, timedelta(days=1))
    assert at(tmp_path).get("rows") is None


def test_headers_of_no_use_are_not_kept(tmp_path: Path) -> None:
    """Cookies and the like of long ago are nobody's business."""
    at(tmp_path).put("x", Answer("u", 200, (("set-cookie", "a=b"), *HEADERS)), FOREVER)
    kept = at(tmp_path).get("x")
    assert kept is not None
    assert kept.headers == HEADERS


def test_a_broken_cache_is_as_good_as_none(tmp_path: Path) -> None:
    """Neither a damaged file nor a folder that cannot be made stops a check; the next run starts anew."""
    (tmp_path / "archives.sqlite").write_bytes(b"not a database" * 100)
    (tmp_path / "file").write_text("in the way")
    for cache in (at(tmp_path), at(tmp_path / "file")):
        cache.put("x", ANSWER, FOREVER)
        assert cache.get("x") is None
    repaired = at(tmp_path)
    repaired.put("x", ANSWER, FOREVER)
    assert repaired.get("x") == ANSWER
