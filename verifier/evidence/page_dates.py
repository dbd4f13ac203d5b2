"""When a page says it was published and changed, and by what it says so."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from verifier.documents.dates import parse_stated
from verifier.evidence import linked_data, visible_dates
from verifier.evidence.metadata import Head
from verifier.evidence.visible_dates import plausible
from verifier.evidence.vocabulary import marks

_IN_ADDRESS = re.compile(
    r"/(?P<y>20[0-3]\d|19[89]\d)[/-](?P<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<d>0?[1-9]|[12]\d|3[01])(?![\d])"
    r"|[/-](?P<cy>20[0-3]\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?=[/._-]|$)"
    r"|[-/](?P<ey>20[0-3]\d)-(?P<em>0[1-9]|1[0-2])-(?P<ed>0[1-9]|[12]\d|3[01])(?=[/._-]|$)"
)
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_SAME_DAYS = 1


class Stated(NamedTuple):
    """A date and what said it; `NOTHING` where nothing did."""

    day: date | None
    by: str


NOTHING = Stated(None, "")


def published(head: Head) -> Stated:
    """The day of first publication as written: JSON-LD, metadata, marked-up text, address, visible lines."""
    for stated in (_linked(head, "datePublished"), _meta(head, "published_metas")):
        if stated.day is not None:
            return _not_after_address(stated, head)
    for stated in (
        Stated(*visible_dates.marked_up(head)),
        _address(head),
        Stated(*visible_dates.near_heading(head)),
        _linked(head, "dateCreated"),
        _linked(head, "uploadDate"),
        Stated(*visible_dates.near_heading(head, changed=True)),
    ):
        if stated.day is not None:
            return stated
    return NOTHING


def modified(head: Head) -> Stated:
    """The day of the last change that the page states."""
    stated = _linked(head, "dateModified")
    return stated if stated.day is not None else _meta(head, "modified_metas")


def _not_after_address(stated: Stated, head: Head) -> Stated:
    """An address with an earlier day keeps it when the page is published anew."""
    address = _address(head)
    if stated.day is not None and address.day is not None and (stated.day - address.day).days > _SAME_DAYS:
        return address
    return stated


def _linked(head: Head, key: str) -> Stated:
    node = head.main
    if node is None:
        return NOTHING
    day = _day(linked_data.text_of(node.get(key)))
    return Stated(day, f"json-ld {key}") if day else NOTHING


def _meta(head: Head, kind: str) -> Stated:
    for name in marks()[kind]:
        if name in head.metas and (day := _day(head.metas[name])):
            return Stated(day, f"meta {name}")
    return NOTHING


def _day(value: str | None) -> date | None:
    if not value:
        return None
    value = value.strip()
    if re.fullmatch(r"\d{13}|\d{10}", value):
        return plausible(datetime.fromtimestamp(int(value[:10]), tz=UTC).date())
    if compact := re.match(r"(\d{4})(\d\d)(\d\d)(?!\d)", value):
        value = "-".join(compact.groups())
    if slashed := re.match(r"(\d{4})/(\d\d?)/(\d\d?)(?!\d)", value):
        value = "-".join(part.zfill(2) for part in slashed.groups())
    if numbers := re.match(r"(\d\d?)/(\d\d?)/(\d{4})(?!\d)", value):
        return _slashed(*map(int, numbers.groups()))
    if head := re.match(r"\d{4}-\d\d-\d\d", value):
        return plausible(parse_stated(head[0])[0])
    return plausible(parse_stated(value, "en")[0])


def _slashed(first: int, second: int, year: int) -> date | None:
    """Day and month in either order; None where nobody can tell which."""
    if first <= 12 and second <= 12 and first != second:
        return None
    try:
        return plausible(date(year, *sorted((first, second))))
    except ValueError:
        return None


def _address(head: Head) -> Stated:
    for url in (head.url, head.canonical or ""):
        match = _IN_ADDRESS.search(urlsplit(url).path)
        if match is None:
            continue
        part = match.groupdict()
        year, month, day = (
            part["y"] or part["cy"] or part["ey"],
            part["m"] or part["cm"] or part["em"],
            part["d"] or part["cd"] or part["ed"],
        )
        try:
            found = date(int(year), _MONTHS.get(month.title(), 0) or int(month), int(day))
        except ValueError:
            continue
        return Stated(found, "address")
    return NOTHING
