"""Which copy shows what the author could have read: a pure function over captures.

Distances are measured from the article's interval: a day `[00:00, 24:00)` in the configured zone, or an
exact instant. A copy is *usable* when it is a 2xx with a body of the fitting type whose text, once looked at,
is the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from verifier.archives.captures import SAME_VISIT, ZERO_DIGEST, Capture, Usability
from verifier.archives.surt import same_page, wants_pdf
from verifier.model import ArchiveClass

_PDF_TYPES = ("application/pdf", "application/x-pdf")
_UNKNOWN_TYPES = (None, "", "-", "unk", "application/octet-stream", "binary/octet-stream")
_FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Interval:
    """When the article appeared, in UTC; `start == end` for an exact instant."""

    start: datetime
    end: datetime

    def distance(self, moment: datetime) -> timedelta:
        """Zero inside, else to the nearer edge."""
        return max(self.start - moment, moment - self.end, timedelta(0))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the captures. `interval` is None for an article without a date."""

    url: str
    interval: Interval | None = None
    before: timedelta = timedelta(days=90)
    after: timedelta = timedelta(days=30)
    source_from: datetime | None = None  # the source cannot have said this earlier

    def in_window(self, capture: Capture) -> bool:
        """Near enough to the article; both ends count."""
        if self.interval is None:
            return True
        return self.interval.start - self.before <= capture.captured_at <= self.interval.end + self.after

    def nearness(self, capture: Capture) -> tuple[timedelta, datetime, str, str]:
        """Sorts the nearest first, of two equally near ones the earlier. Without a date: the latest first."""
        at = capture.captured_at
        distance = _FOREVER - at if self.interval is None else self.interval.distance(at)
        return distance, capture.captured_at, capture.original, capture.archive


@dataclass(frozen=True, slots=True)
class Choice:
    """The verdict, and the copy it stands on."""

    class_: ArchiveClass
    capture: Capture | None = None
    dead_before_article: bool = False  # the page was already an error in every copy before the article


def article_interval(published: date | datetime | None, zone: str) -> Interval | None:
    """The article's day or instant. A time without a zone is local."""
    if published is None:
        return None
    local = ZoneInfo(zone)
    if isinstance(published, datetime):
        moment = published if published.tzinfo else published.replace(tzinfo=local)
        return Interval(moment.astimezone(UTC), moment.astimezone(UTC))
    start, end = (
        datetime.combine(day, time(), local).astimezone(UTC)
        for day in (published, published + timedelta(days=1))
    )
    return Interval(start, end)


def tidy(captures: Iterable[Capture], addresses: Sequence[str]) -> tuple[Capture, ...]:
    """Only captures of this page, each once, revisits resolved by digest, oldest first."""
    unique = {
        capture for capture in captures if any(same_page(capture.original, address) for address in addresses)
    }
    first_visits = sorted((c for c in unique if not c.revisit and c.digest), key=_order)
    return tuple(sorted((_resolved(capture, first_visits) for capture in unique), key=_order))


def usability(capture: Capture, url: str) -> Usability:
    """What index and inspection together say. A redirect, or a row without status, must be opened."""
    if capture.opened:
        return Usability.YES if capture.flaw is None else Usability.NO
    if capture.is_redirect:
        return Usability.UNKNOWN
    if capture.digest == ZERO_DIGEST:
        return Usability.NO
    if capture.status is None:
        return Usability.UNKNOWN
    if not 200 <= capture.status < 300:
        return Usability.NO
    return _type_fits(capture, url)


def choose(
    captures: Iterable[Capture], question: Question, *, index_ok: bool, hopeful: bool = False
) -> Choice:
    """The verdict over tidy captures.

    `index_ok`: the primary archive's index answered, and no cross-check failed. Only then nothing means
    that nothing is there.
    `hopeful` counts captures of unknown use as usable: the one chosen is then the next to open.
    """
    known = list(captures)
    accepted = {Usability.YES, Usability.UNKNOWN} if hopeful else {Usability.YES}
    usable = [capture for capture in known if usability(capture, question.url) in accepted]
    dead_before = _dead_before(known, question.interval)
    if usable:
        return replace(_of_usable(usable, question), dead_before_article=dead_before)
    if known:
        only_redirects = all(capture.is_redirect for capture in known)
        class_ = (
            ArchiveClass.ARCHIVED_ONLY_REDIRECT if only_redirects else ArchiveClass.ARCHIVED_BUT_BAD_STATUS
        )
        return Choice(class_, dead_before_article=dead_before)
    return Choice(ArchiveClass.NOT_ARCHIVED if index_ok else ArchiveClass.ARCHIVE_UNAVAILABLE)


def in_between(captures: Iterable[Capture], question: Question, before: Capture) -> list[Capture]:
    """What lies between the article and the first later copy with the bytes of `before`, oldest first.

    Were none of it usable, the page would be known not to have changed. Empty where no such copy is known.
    """
    interval = question.interval
    if interval is None:
        return []
    later = sorted((c for c in captures if c.captured_at >= interval.end), key=_order)
    usable = [capture for capture in later if usability(capture, question.url) is not Usability.NO]
    equal = next((number for number, capture in enumerate(usable) if _same_bytes(capture, before)), 0)
    return usable[:equal]


def stepping_stones(captures: Sequence[Capture], url: str) -> frozenset[Capture]:
    """Redirects from one spelling of the address (http, www) to another that was captured as well."""
    good = [capture for capture in captures if usability(capture, url) is Usability.YES]
    return frozenset(
        capture
        for capture in captures
        if capture.is_redirect and any(_leads_on(capture, other) for other in good)
    )


def _leads_on(redirect: Capture, other: Capture) -> bool:
    near = abs(redirect.captured_at - other.captured_at) <= SAME_VISIT
    return near and redirect.original != other.original


def _of_usable(usable: list[Capture], question: Question) -> Choice:
    """In this order: near, unchanged across the day, after the source appeared, long before, only after."""
    ranked = sorted(usable, key=question.nearness)
    near = [capture for capture in ranked if question.in_window(capture)]
    interval = question.interval
    if near or interval is None:
        return Choice(ArchiveClass.ARCHIVED_OK, (near or ranked)[0])
    before = [capture for capture in ranked if capture.captured_at < interval.start]
    after = [capture for capture in ranked if capture.captured_at >= interval.end]
    if before and after and _same_bytes(before[0], after[0]):
        return Choice(ArchiveClass.ARCHIVED_OK, ranked[0])
    if before and question.source_from is not None and before[0].captured_at >= question.source_from:
        return Choice(ArchiveClass.ARCHIVED_OK, before[0])
    if before:
        return Choice(ArchiveClass.ARCHIVED_LONG_BEFORE, before[0])
    return Choice(ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY, after[0])


def _same_bytes(one: Capture, other: Capture) -> bool:
    """A redirect's bytes, mostly none, say nothing of the text behind it."""
    return one.digest not in {None, ZERO_DIGEST} and one.digest == other.digest


def _dead_before(captures: list[Capture], interval: Interval | None) -> bool:
    earlier = [capture for capture in captures if interval and capture.captured_at < interval.start]
    return bool(earlier) and all(capture.status is not None and capture.status >= 400 for capture in earlier)


def _type_fits(capture: Capture, url: str) -> Usability:
    if not wants_pdf(url) or capture.mimetype in _PDF_TYPES:
        return Usability.YES
    return Usability.UNKNOWN if capture.mimetype in _UNKNOWN_TYPES else Usability.NO


def _resolved(capture: Capture, first_visits: list[Capture]) -> Capture:
    """A revisit with status and type of the visit it repeats: the nearest with the same bytes."""
    if not capture.revisit or capture.status is not None:
        return capture
    same = [visit for visit in first_visits if visit.digest == capture.digest]
    if not same:
        return capture
    first = min(same, key=lambda visit: abs(visit.captured_at - capture.captured_at))
    return replace(capture, status=first.status, mimetype=first.mimetype)


def _order(capture: Capture) -> tuple[datetime, str, str, str, str]:
    return capture.captured_at, capture.original, capture.archive, str(capture.status), capture.digest or ""
