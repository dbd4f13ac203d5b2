"""The claims credited to one source beside its page: a job for another process, picklable and pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from verifier.evidence.drift import drift, lost_anchors
from verifier.evidence.page import Kind, PageText
from verifier.evidence.support import judge_claim
from verifier.model import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim as it is compared. `own_names`: those of its source, as the article writes them."""

    attribution: str  # its id
    text: str
    own_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The page that claims are compared with, and its other state where there is one: at most one of the two."""

    text: PageText
    older: PageText | None = None  # the copy of the article's time
    newer: PageText | None = None  # the live page, where the article cites the copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All claims of an article that are credited to one page. `published`: the article's date."""

    claims: tuple[Claimed, ...]
    language: str
    published: date | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it. `lost`: anchors that the copy of the time holds and the live page does not."""

    evidence: Mapping[str, Evidence]  # by attribution id
    lost: tuple[str, ...] = ()
    drift: float | None = None


def compare(job: Comparison) -> Compared:
    """The evidence for every claim.

    What the copy of the time says and the live page no longer does is a change of the page, no mistake of the
    article: such a claim is judged by the copy.
    """
    page, older, newer = job.reading.text, job.reading.older, job.reading.newer
    evidence = {claim.attribution: _judged(claim, page, job) for claim in job.claims}
    moved = drift(older, page) if older else drift(page, newer) if newer else None
    if older is None or moved is None:
        return Compared(evidence, drift=moved)
    lost: list[str] = []
    for claim in job.claims:
        then = _judged(claim, older, job)
        if gone := lost_anchors(then, evidence[claim.attribution]):
            evidence[claim.attribution] = then
            lost += gone
    return Compared(evidence, tuple(dict.fromkeys(lost)), moved)


def uncompared(job: Comparison) -> Compared:
    """The same where the page was too much for the comparison: every claim is unchecked."""
    page = PageText(url=job.reading.text.url, kind=Kind.UNREADABLE)
    return compare(replace(job, reading=Reading(page)))


def _judged(claim: Claimed, page: PageText, job: Comparison) -> Evidence:
    return judge_claim(
        claim.text,
        claim_language=job.language,
        page=page,
        published=job.published,
        own_names=claim.own_names,
    )
