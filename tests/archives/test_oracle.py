"""Invented holdings of an archive, looked up through index and replay: against the contract word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from verifier.archives import Archives
from verifier.model import ArchiveClass
from verifier.network.session import Session

from .front import FakeArchive, Stored

SITE = "https://www.beispiel-zeitung.test"
PAGE = f"{SITE}/artikel"
DAY = date(2024, 11, 19)
START, END = datetime(2024, 11, 18, 23, tzinfo=UTC), datetime(2024, 11, 19, 23, tzinfo=UTC)
TEXTS = (b"<p>Erste Fassung</p>", b"<p>Zweite Fassung</p>")
KINDS = (
    "good",
    "good",
    "wall",
    "404",
    "503",
    "home",
    "moved",
    "late",
    "empty",
    "zero",
    "step",
    "revisit",
    "lone",
)
# Only looking shows what these are, and at most three copies are looked at.
DISAPPOINTING = ("wall", "home", "late", "zero", "moved")


@dataclass(frozen=True, slots=True)
class Truth:
    """A capture of the page as it is. `text` is None where only a redirect was stored."""

    moment: datetime
    usable: bool
    status: int
    text: bytes | None = None


@dataclass(slots=True)
class Holdings:
    stored: list[Stored] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)

    def add(self, moment: datetime, body: bytes, usable: bool, **more: object) -> None:
        stored = Stored(moment.strftime("%Y%m%d%H%M%S"), PAGE, body, **more)  # type: ignore[arg-type]
        self.stored.append(stored)
        self.truths.append(Truth(moment, usable, stored.status, body or None))

    def add_target(self, moment: datetime, url: str) -> None:
        self.stored.append(Stored(moment.strftime("%Y%m%d%H%M%S"), url, b"<p>Ziel</p>"))


def invent(random: Random) -> Holdings:
    """A handful of captures of all kinds, within some years of the article."""
    held, disappointments = Holdings(), 0
    days = random.sample(range(-400, 400), random.randint(0, 3)) + random.sample(
        range(-95, 35), random.randint(0, 4)
    )
    for number, day in enumerate(dict.fromkeys(days)):
        kind = random.choice(KINDS)
        disappointments += kind in DISAPPOINTING
        if disappointments <= 2 or kind not in DISAPPOINTING:
            _add(held, kind, datetime(2024, 11, 19, 12, tzinfo=UTC) + timedelta(days=day), number, random)
    return held


def _add(held: Holdings, kind: str, moment: datetime, number: int, random: Random) -> None:
    start, moved = f"{SITE}/", f"{SITE}/umgezogen-{number}"
    if kind == "good":
        held.add(moment, random.choice(TEXTS), usable=True)
    elif kind == "wall":
        held.add(moment, b"Zustimmen %d" % number, usable=False)
    elif kind in {"404", "503"}:
        held.add(moment, b"Fehler %d" % number, usable=False, status=int(kind))
    elif kind == "empty":
        held.add(moment, b"", usable=False)
    elif kind in {"home", "zero"}:
        held.add(moment, b"", usable=False, status=302, location=start, revisit=kind == "zero")
        held.add_target(moment + timedelta(seconds=3), start)
    elif kind in {"moved", "late"}:
        held.add(moment, b"", usable=kind == "moved", status=301, location=moved)
        held.add_target(
            moment + timedelta(hours=random.choice([-20, 0, 23]) if kind == "moved" else 30), moved
        )
    elif kind == "step":
        plain = PAGE.replace("https://www.", "http://")
        held.stored.append(Stored(moment.strftime("%Y%m%d%H%M%S"), plain, b"", 301, location=PAGE))
        held.add(moment + timedelta(seconds=2), random.choice(TEXTS), usable=True)
    else:
        body = b"<p>Fassung %d</p>" % number
        if kind == "revisit":
            held.add(moment - timedelta(days=2000 + number), body, usable=True)
        held.add(moment, body, usable=True, revisit=True)


def expected(truths: list[Truth]) -> tuple[ArchiveClass, datetime | None]:
    """The contract, rule by rule."""
    usable = sorted((truth for truth in truths if truth.usable), key=lambda truth: truth.moment)
    if not truths:
        return ArchiveClass.NOT_ARCHIVED, None
    if not usable:
        redirects = all(300 <= truth.status < 400 for truth in truths)
        only = ArchiveClass.ARCHIVED_ONLY_REDIRECT if redirects else ArchiveClass.ARCHIVED_BUT_BAD_STATUS
        return only, None
    near = [t for t in usable if START - timedelta(days=90) <= t.moment <= END + timedelta(days=30)]
    if near:
        return ArchiveClass.ARCHIVED_OK, min(near, key=_distance).moment
    before = [truth for truth in usable if truth.moment < START]
    after = [truth for truth in usable if truth.moment >= END]
    if before and after and before[-1].text is not None and before[-1].text == after[0].text:
        return ArchiveClass.ARCHIVED_OK, min(usable, key=_distance).moment
    if before:
        return ArchiveClass.ARCHIVED_LONG_BEFORE, before[-1].moment
    return ArchiveClass.ARCHIVED_AFTER_ARTICLE_ONLY, after[0].moment


def _distance(truth: Truth) -> tuple[timedelta, datetime]:
    return max(START - truth.moment, truth.moment - END, timedelta(0)), truth.moment


def judge(url: str, status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    del url, status, headers
    return "wall" if body.startswith(b"Zustimmen") else None


# 115, 139, 199 and 210 hold copies between two equal ones that only looking shows to be none.
@pytest.mark.parametrize("seed", [*range(10), 115, 139, 199, 210])
async def test_invented_holdings(archive: FakeArchive, session: Session, seed: int) -> None:
    """Verdict and chosen copy are right in every case that three looks can decide."""
    random = Random(seed)
    for _ in range(20):
        held = invent(random)
        archive.stored = held.stored
        archive.dirty = Random(seed) if seed % 2 else None
        finder = Archives(
            (archive.config(),), session, now=lambda: datetime(2026, 6, 1, tzinfo=UTC), judge_body=judge
        )
        found = await finder.find(PAGE, DAY)
        assert (found.result.class_, found.result.captured_at) == expected(held.truths), held.truths
        assert (found.copy is None) == (found.result.url is None)
