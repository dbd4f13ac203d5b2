from __future__ import annotations

import pytest

from tests.rules.build import Entry, facts, findings
from verifier.model import Origin

PAGE = "https://www.example.com/news/study"


@pytest.mark.parametrize(
    "again",
    [
        PAGE,
        "http://example.com/news/study/",
        "https://example.com/news/study?utm_source=mail&utm_medium=a",
        "https://m.example.com/news/study",
        "https://example.com/news/study/amp",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/study",
        "https://example.com/news/study#absatz",
    ],
)
def test_the_same_page_again(again: str) -> None:
    """The later entry is reported and points to the earlier one."""
    (finding,) = findings(facts(entries=[Entry("Erste", PAGE), Entry("Zweite", again)]), "SRC103")
    assert finding.source == "S2"
    assert "Zeile 4 („Erste“)" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/news/study-2",
        "https://example.com/news/study?page=2",
        "https://example.org/news/study",
        "https://blog.example.com/news/study",
        "https://example.com/news/Study",
        "https://web.archive.org/web/2024/https://www.example.com/news/study",
    ],
)
def test_another_page(other: str) -> None:
    """What may be another page is no repetition; nor is an archived copy beside its original."""
    assert findings(facts(entries=[Entry("Erste", PAGE), Entry("Zweite", other)]), "SRC103") == ()


def test_every_repetition_counts_but_links_of_the_text_do_not() -> None:
    """Three entries are two too many; a link beside its entry is wanted."""
    inline = Entry("Vierte", PAGE, fields={"origin": Origin.INLINE})
    given = facts(entries=[Entry("Erste", PAGE), Entry("Zweite", PAGE), Entry("Dritte", PAGE), inline])
    assert [finding.source for finding in findings(given, "SRC103")] == ["S2", "S3"]
