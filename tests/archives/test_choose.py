"""The chooser's table. A row of an index is written `WHEN STATUS DIGEST [TYPE]`.

WHEN is a number of days from the article's day (taken at 12:00 UTC) or 14 digits; `rev` as STATUS is a
revisit, `0` as DIGEST that of zero bytes. The article is of 2024-11-19 in Berlin:
[2024-11-18T23:00Z, 2024-11-19T23:00Z).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from verifier.archives.captures import ZERO_DIGEST, Capture, parse_timestamp
from verifier.archives.choose import Interval, Question, article_interval, choose, tidy
from verifier.model import ArchiveClass

PAGE = "https://www.beispiel-zeitung.test/wirtschaft/ki-talente.html"
PDF = "https://institut.example/Bericht.PDF"
DAY = date(2024, 11, 19)
NOON = datetime(2024, 11, 19, 12, tzinfo=UTC)
OK = ArchiveClass.ARCHIVED_OK
LONG_BEFORE = ArchiveClass.ARCHIVED_LONG_BEFORE
AFTER_ONLY = ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY
ONLY_REDIRECT = ArchiveClass.ARCHIVED_ONLY_REDIRECT
BAD = ArchiveClass.ARCHIVED_BUT_BAD_STATUS
NOTHING = ArchiveClass.NOT_ARCHIVED
UNAVAILABLE = ArchiveClass.ARCHIVE_UNAVAILABLE

Case = tuple[list[str], ArchiveClass, int | None]


def capture(row: str, url: str = PAGE) -> Capture:
    when, status, digest, *mimetype = row.split()
    moment = parse_timestamp(when) if len(when) == 14 else NOON + timedelta(days=float(when))
    assert moment is not None
    return Capture(
        archive="wayback",
        captured_at=moment,
        original=url,
        status=int(status) if status.isdigit() else None,
        mimetype=mimetype[0] if mimetype else "text/html",
        digest={"0": ZERO_DIGEST, "-": None}.get(digest, digest),
        revisit=status == "rev",
    )


def question(url: str = PAGE, **changes: object) -> Question:
    base = Question(url, article_interval(DAY, "Europe/Berlin"))
    return replace(base, **changes)  # type: ignore[arg-type]


def decide(rows: list[str], asked: Question, *, index_ok: bool = True) -> tuple[ArchiveClass, int | None]:
    """Verdict, and which of the rows was chosen."""
    captures = [capture(row, asked.url) for row in rows]
    choice = choose(tidy(captures, [asked.url]), asked, index_ok=index_ok)
    if choice.capture is None:
        return choice.class_, None
    moments = [(c.captured_at, c.status if not c.revisit else None) for c in captures]
    chosen = choice.capture
    return choice.class_, moments.index((chosen.captured_at, None if chosen.revisit else chosen.status))


NEAR: list[Case] = [
    (["0 200 A"], OK, 0),
    (["-1 200 A"], OK, 0),
    (["-90 200 A"], OK, 0),
    (["30 200 A"], OK, 0),
    (["20240820230000 200 A"], OK, 0),  # 90 days before the day begins, to the second
    (["20240820225959 200 A"], LONG_BEFORE, 0),
    (["20241219230000 200 A"], OK, 0),  # 30 days after it ends
    (["20241219230001 200 A"], AFTER_ONLY, 0),
    (["-91 200 A"], LONG_BEFORE, 0),
    (["31 200 A"], AFTER_ONLY, 0),
    (["-3000 200 A"], LONG_BEFORE, 0),
    (["3000 200 A"], AFTER_ONLY, 0),
    (["-2 200 A", "-1 200 B"], OK, 1),
    (["1 200 A", "2 200 B"], OK, 0),
    (["-5 200 A", "4 200 B"], OK, 1),
    (["20241118220000 200 A", "20241120000000 200 B"], OK, 0),  # an hour on either side: the earlier
    (["20241118230000 200 A", "20241119225959 200 B"], OK, 0),  # both inside the day: the earlier
    (["20241118225959 200 A", "20241119120000 200 B"], OK, 1),  # inside beats a second outside
    (["-60 200 A", "40 200 B"], OK, 0),  # nearer, but outside the window
    (["-100 200 A", "20 200 B"], OK, 1),
    (["-100 200 A", "29 200 B", "31 200 C"], OK, 1),
    (["0 203 A"], OK, 0),
    (["0 206 A"], OK, 0),
    (["0 204 0"], BAD, None),
    (["0 299 A"], OK, 0),
]
FAR: list[Case] = [
    (["-100 200 A", "100 200 A"], OK, 0),  # unchanged across the day
    (["-200 200 A", "100 200 A"], OK, 1),
    (["-100 200 A", "100 200 B"], LONG_BEFORE, 0),
    (["-200 200 A", "-100 200 B", "100 200 A"], LONG_BEFORE, 1),  # what counts is the last before
    (["-100 200 A", "100 200 B", "200 200 A"], LONG_BEFORE, 0),  # … and the first after
    (["-100 200 A", "50 404 E", "100 200 A"], OK, 0),  # an error between says nothing of the text
    (["-100 200 A", "-95 301 0", "100 200 A"], OK, 0),
    (["-100 200 -", "100 200 -"], LONG_BEFORE, 0),  # no digest is not the same digest
    (["-300 200 A", "-200 200 B", "-100 200 C"], LONG_BEFORE, 2),
    (["40 200 A", "50 200 B"], AFTER_ONLY, 0),
    (["-400 200 A", "40 200 B"], LONG_BEFORE, 0),
    (["-91 404 E", "31 200 B"], AFTER_ONLY, 1),
    (["-91 200 A", "31 404 A"], LONG_BEFORE, 0),
    (["-100 200 A", "100 rev A"], OK, 0),
    (["-200 200 A", "-100 rev A", "100 rev A"], OK, 1),
]
USELESS: list[Case] = [
    (["0 404 E"], BAD, None),
    (["0 410 E"], BAD, None),
    (["0 403 E"], BAD, None),
    (["0 429 E"], BAD, None),
    (["0 500 E"], BAD, None),
    (["0 503 E"], BAD, None),
    (["0 200 0"], BAD, None),  # an empty body
    (["0 999 E"], BAD, None),
    (["0 301 0"], ONLY_REDIRECT, None),
    (["0 302 0", "5 301 0", "9 308 0"], ONLY_REDIRECT, None),
    (["0 302 R"], ONLY_REDIRECT, None),  # a redirect with some words in it
    (["0 301 0", "1 404 E"], BAD, None),
    (["0 301 0", "1 200 0"], BAD, None),
    (["0 rev 0"], ONLY_REDIRECT, None),
    (["0 rev 0", "1 302 0"], ONLY_REDIRECT, None),
    (["0 rev 0", "1 404 E"], BAD, None),
    (["0 rev 0", "1 200 0"], BAD, None),
    (["0 rev X"], BAD, None),  # of which visit? unknown is not 200
    (["0 rev X", "1 301 0"], BAD, None),
    (["0 rev E", "1 404 E"], BAD, None),
    (["0 rev R", "1 302 R"], ONLY_REDIRECT, None),
    (["0 404 E", "5 200 A"], OK, 1),
    (["0 301 0", "5 200 A"], OK, 1),
    (["0 503 E", "-80 200 A"], OK, 1),
    (["0 404 E", "-100 200 A"], LONG_BEFORE, 1),
    (["0 404 E", "100 200 A"], AFTER_ONLY, 1),
    (["0 rev 0", "-5 200 A"], OK, 1),
]
REVISITS: list[Case] = [
    (["-300 200 A", "-1 rev A"], OK, 1),
    (["-1 rev A", "300 200 A"], OK, 0),  # the first visit may come later in the list of another archive
    (["-300 404 E", "-1 rev E", "-200 200 A"], LONG_BEFORE, 2),
    (["-2 200 A", "-1 rev X"], OK, 0),
    (["-2 200 A", "-1 rev A"], OK, 1),
    (["-2 200 A", "2 rev A"], OK, 0),
    (["-5 404 A", "-2 200 A", "-1 rev A"], OK, 2),  # the nearest visit with these bytes counts
    (["-5 200 A", "-2 404 A", "-1 rev A"], OK, 0),
]
PDFS: list[Case] = [
    (["0 200 A application/pdf"], OK, 0),
    (["0 200 A application/x-pdf"], OK, 0),
    (["0 200 A text/html"], BAD, None),
    (["0 200 A text/html", "-50 200 B application/pdf"], OK, 1),
    (["0 200 A unk"], BAD, None),  # by the index alone; opening it may say more
    (["-300 200 A application/pdf", "-1 rev A"], OK, 1),
]


def _cases() -> list[ParameterSet]:
    groups: dict[str, list[Case]] = {"near": NEAR, "far": FAR, "useless": USELESS, "revisit": REVISITS}
    cases = [
        pytest.param(rows, question(), class_, chosen, id=f"{name}: {', '.join(rows)}")
        for name, group in groups.items()
        for rows, class_, chosen in group
    ]
    cases += [
        pytest.param(rows, question(PDF), class_, n, id=f"pdf: {', '.join(rows)}") for rows, class_, n in PDFS
    ]
    return [*cases, *_other_questions()]


def _other_questions() -> list[ParameterSet]:
    undated = question(interval=None)
    instant = question(interval=article_interval(datetime(2024, 11, 19, 9, 30, tzinfo=UTC), "Europe/Berlin"))
    narrow = question(before=timedelta(days=10), after=timedelta(days=5))
    since = question(source_from=NOON - timedelta(days=200))
    table: list[tuple[str, list[str], Question, ArchiveClass, int | None]] = [
        ("undated", ["-3000 200 A"], undated, OK, 0),
        ("undated", ["-3000 200 A", "100 200 B"], undated, OK, 1),
        ("undated", ["0 404 E"], undated, BAD, None),
        ("undated", ["0 301 0"], undated, ONLY_REDIRECT, None),
        ("undated", [], undated, NOTHING, None),
        ("instant", ["20241119093000 200 A"], instant, OK, 0),
        ("instant", ["20241119080000 200 A", "20241119103000 200 B"], instant, OK, 1),
        ("instant", ["20241119083000 200 A", "20241119103000 200 B"], instant, OK, 0),
        ("instant", ["20240821093000 200 A"], instant, OK, 0),
        ("instant", ["20240821092959 200 A"], instant, LONG_BEFORE, 0),
        ("instant", ["20241219093001 200 A"], instant, AFTER_ONLY, 0),
        ("narrow", ["-11 200 A"], narrow, LONG_BEFORE, 0),
        ("narrow", ["6 200 A"], narrow, AFTER_ONLY, 0),
        ("narrow", ["-10 200 A", "4 200 B"], narrow, OK, 1),
        ("since", ["-150 200 A"], since, OK, 0),
        ("since", ["-200 200 A"], since, OK, 0),
        ("since", ["-201 200 A"], since, LONG_BEFORE, 0),
        ("since", ["-201 200 A", "100 200 B"], since, LONG_BEFORE, 0),
        ("since", ["-250 200 A", "-150 200 B", "-120 200 C"], since, OK, 2),
        ("since", ["-150 200 A", "100 200 B"], since, OK, 0),
        ("since", ["-150 404 E", "100 200 B"], since, AFTER_ONLY, 1),
        ("since", ["100 200 B"], since, AFTER_ONLY, 0),
        ("future source", ["-100 200 A"], question(source_from=NOON + timedelta(days=5)), LONG_BEFORE, 0),
    ]
    return [
        pytest.param(rows, q, class_, n, id=f"{name}: {', '.join(rows)}")
        for name, rows, q, class_, n in table
    ]


@pytest.mark.parametrize(("rows", "asked", "class_", "chosen"), _cases())
def test_table(rows: list[str], asked: Question, class_: ArchiveClass, chosen: int | None) -> None:
    """Verdict and chosen copy as the contract has them, whatever the order of the rows."""
    assert decide(rows, asked) == (class_, chosen)
    assert decide(rows[::-1], asked) == (class_, None if chosen is None else len(rows) - 1 - chosen)


def test_table_is_large_enough() -> None:
    """The table grows; it does not shrink."""
    assert len(_cases()) >= 100


@pytest.mark.parametrize("index_ok", [True, False])
def test_nothing_is_only_nothing_when_it_was_asked(*, index_ok: bool) -> None:
    """No captures: `not_archived` needs an index that answered."""
    assert decide([], question(), index_ok=index_ok) == (NOTHING if index_ok else UNAVAILABLE, None)


def test_a_copy_counts_although_an_index_failed() -> None:
    """One positive beats any number of failures."""
    assert decide(["0 200 A"], question(), index_ok=False) == (OK, 0)


def test_a_day_is_local() -> None:
    """Days are those of the configured zone, daylight saving included."""
    assert article_interval(date(2024, 10, 27), "Europe/Berlin") == Interval(
        datetime(2024, 10, 26, 22, tzinfo=UTC), datetime(2024, 10, 27, 23, tzinfo=UTC)
    )
    assert article_interval(date(2024, 11, 19), "UTC") == Interval(
        datetime(2024, 11, 19, tzinfo=UTC), datetime(2024, 11, 20, tzinfo=UTC)
    )
    local = datetime(2024, 11, 19, 10, 30)  # noqa: DTZ001 - a time without zone is the case under test
    moment = datetime(2024, 11, 19, 9, 30, tzinfo=UTC)
    assert article_interval(local, "Europe/Berlin") == Interval(moment, moment)
    assert article_interval(None, "Europe/Berlin") is None


@pytest.mark.parametrize(
    ("original", "kept"),
    [
        ("http://beispiel-zeitung.test:80/Wirtschaft/ki-talente.html/", True),
        (PAGE + "#teil", True),
        (PAGE + "?utm_source=x", False),
        ("https://www.beispiel-zeitung.test/wirtschaft/ki-talente", False),
        ("http://mailto:redaktion@beispiel-zeitung.test/", False),
        ("https://beispiel-zeitung.example/wirtschaft/ki-talente.html", False),
    ],
)
def test_only_rows_of_this_page(original: str, kept: bool) -> None:
    """Rows of other pages, as a fuzzy index gives them, are dropped."""
    assert bool(tidy([capture("0 200 A", original)], [PAGE])) == kept


def test_dead_before_the_article() -> None:
    """All copies before the day are errors: the author can hardly have read the page there."""
    dead = tidy([capture("-50 404 E"), capture("-20 410 E"), capture("20 200 A")], [PAGE])
    alive = tidy([capture("-50 200 A"), capture("-20 410 E")], [PAGE])
    assert choose(dead, question(), index_ok=True).dead_before_article
    assert not choose(alive, question(), index_ok=True).dead_before_article
    assert not choose((), question(), index_ok=True).dead_before_article


ROWS = st.builds(
    "{} {} {}".format,
    st.integers(-400, 400),
    st.sampled_from(["200", "200", "203", "301", "302", "404", "503", "rev", "rev"]),
    st.sampled_from(["A", "B", "C", "0", "-"]),
).filter(lambda row: not row.endswith("rev -"))
LISTS = st.lists(ROWS, max_size=12, unique_by=lambda row: row.split()[0])


@given(LISTS, st.randoms(use_true_random=False), st.booleans())
def test_order_and_repetition_never_matter(rows: list[str], random: Random, index_ok: bool) -> None:
    """An index may give its rows in any order, and some of them twice."""
    captures = [capture(row) for row in rows]
    mixed = captures + captures[: len(captures) // 2]
    random.shuffle(mixed)
    expected = choose(tidy(captures, [PAGE]), question(), index_ok=index_ok)
    assert choose(tidy(mixed, [PAGE]), question(), index_ok=index_ok) == expected


@given(LISTS, ROWS.filter(lambda row: row.split()[1] in {"301", "302", "404", "503"}))
def test_a_worse_capture_changes_no_choice(rows: list[str], worse: str) -> None:
    """Errors and redirects beside a good copy neither take its place nor its verdict."""
    before = choose(tidy(map(capture, rows), [PAGE]), question(), index_ok=True)
    if before.capture is None or any(row.split()[2] == worse.split()[2] for row in rows if "rev" in row):
        return
    after = choose(tidy(map(capture, [*rows, worse]), [PAGE]), question(), index_ok=True)
    assert (after.class_, after.capture) == (before.class_, before.capture)


@given(LISTS, st.integers(1, 400))
def test_a_farther_good_capture_changes_no_near_choice(rows: list[str], further: int) -> None:
    """Where a copy of the time exists, another one further away on the same side is never preferred."""
    before = choose(tidy(map(capture, rows), [PAGE]), question(), index_ok=True)
    if before.class_ is not OK or before.capture is None or not question().in_window(before.capture):
        return
    distance = abs(before.capture.captured_at - NOON) + timedelta(days=further)
    extra = replace(capture("0 200 Z"), captured_at=NOON + distance)
    after = choose(tidy([*map(capture, rows), extra], [PAGE]), question(), index_ok=True)
    assert after.capture == before.capture


@given(LISTS)
def test_a_failed_lookup_never_yields_not_archived(rows: list[str]) -> None:
    """Without an index that answered, nothing is never said."""
    choice = choose(tidy(map(capture, rows), [PAGE]), question(), index_ok=False)
    assert choice.class_ is not NOTHING


@given(LISTS)
def test_what_is_chosen_is_good(rows: list[str]) -> None:
    """A chosen copy is always a 2xx with a body."""
    chosen = choose(tidy(map(capture, rows), [PAGE]), question(), index_ok=True).capture
    assert chosen is None or (chosen.status in {200, 203} and chosen.digest != ZERO_DIGEST)
