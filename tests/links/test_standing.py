from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.config import ConfirmConfig, RecheckConfig
from verifier.links.recheck import pause_after
from verifier.links.standing import FAILING, GOOD, Look, life_of
from verifier.model import LinkClass, Standing

NIGHT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
CONFIG = ConfirmConfig()


def looks(nights: str) -> list[Look]:
    """A letter a night; a dot is a night without a visit."""
    classes = {
        "o": LinkClass.OK,
        "r": LinkClass.REDIRECTED,
        "4": LinkClass.DEAD,
        "s": LinkClass.SOFT_404,
        "5": LinkClass.SERVER_ERROR,
        "t": LinkClass.TIMEOUT,
        "d": LinkClass.DNS_ERROR,
        "c": LinkClass.CONNECTION_ERROR,
        "b": LinkClass.BLOCKED,
        "l": LinkClass.RATE_LIMITED,
        "z": LinkClass.TLS_ERROR,
        "x": LinkClass.EXCLUDED,
    }
    return [Look(NIGHT + timedelta(days=n), classes[c]) for n, c in enumerate(nights) if c != "."]


@pytest.mark.parametrize(
    ("nights", "standing", "since", "shown"),
    [
        ("o", "alive", None, 0),
        ("r", "moved", None, 0),
        ("b", "blocked", None, 0),
        ("l", "blocked", None, 0),
        ("z", "failing", None, 0),
        ("x", "unchecked", None, 0),
        ("4", "suspect", 0, 0),
        ("44", "dead", 0, 1),  # two of them, a day apart
        ("4444", "dead", 0, 3),
        ("4o", "alive", None, 1),
        ("4o4", "suspect", 2, 2),  # one good visit clears it
        ("4o4o4o4", "suspect", 6, 6),  # flapping is never dead
        ("t", "suspect", 0, 0),
        ("ttt", "suspect", 0, 2),  # three of them, but over two days only
        ("tttt", "dead", 0, 3),
        ("t.t..", "suspect", 0, 1),
        ("t..t", "suspect", 0, 1),  # three days, but two visits only
        ("t.t.t", "dead", 0, 2),
        ("5tdc", "dead", 0, 3),  # whatever the failure
        ("ssss", "dead", 0, 3),
        ("ss", "suspect", 0, 1),  # an error page behind a success is less sure than a 404
        ("4t", "suspect", 0, 1),
        ("4t4", "dead", 0, 2),
        ("b4b", "blocked", 1, 2),  # what is seen now is told, and what is suspected is not forgotten
        ("b4b4", "dead", 1, 3),
        ("44b", "dead", 0, 1),  # a wall does not bring a page back
        ("44bo", "alive", None, 3),
        ("44o4", "suspect", 3, 3),
        ("4zz4", "dead", 0, 3),
        ("4x", "unchecked", 0, 1),
        ("ooo4", "suspect", 3, 3),
        ("tt.o.tt", "suspect", 5, 4),
    ],
)
def test_what_nights_come_to(nights: str, standing: str, since: int | None, shown: int) -> None:
    """Dead only what failed often and long enough, and nothing good since."""
    life = life_of(looks(nights), CONFIG)
    assert (life.standing.value, life.shown) == (standing, shown)
    assert life.trouble_since == (None if since is None else NIGHT + timedelta(days=since))


def test_nights_need_not_begin_at_the_same_minute() -> None:
    """A day later may be some hours less; the same night is never a day."""
    early = [Look(NIGHT, LinkClass.DEAD), Look(NIGHT + timedelta(hours=21), LinkClass.DEAD)]
    assert life_of(early, CONFIG).standing is Standing.DEAD
    same_night = [Look(NIGHT, LinkClass.DEAD), Look(NIGHT + timedelta(hours=6), LinkClass.DEAD)]
    assert life_of(same_night, CONFIG).standing is Standing.SUSPECT


def test_settings_count() -> None:
    """A house may want to wait longer, or not at all."""
    patient = ConfirmConfig(gone_visits=4, gone_days=5, failing_visits=9, failing_days=9)
    assert life_of(looks("4444"), patient).standing is Standing.SUSPECT
    assert life_of(looks("44444444"), patient).standing is Standing.DEAD
    hasty = ConfirmConfig(gone_visits=1, gone_days=0)
    assert life_of(looks("4"), hasty).standing is Standing.DEAD


VISITS = st.lists(
    st.tuples(st.sampled_from(list(LinkClass)), st.floats(min_value=0.01, max_value=5)),
    min_size=1,
    max_size=12,
)


def _lived(visits: list[tuple[LinkClass, float]]) -> list[Look]:
    moment, lived = NIGHT, []
    for class_, days in visits:
        moment += timedelta(days=days)
        lived.append(Look(moment, class_))
    return lived


@given(VISITS)
def test_dead_is_what_failed_often_and_long(visits: list[tuple[LinkClass, float]]) -> None:
    """Whatever happened: dead is told by a failing visit, after at least two of them, nothing good between."""
    lived = _lived(visits)
    life = life_of(lived, CONFIG)
    if life.standing is Standing.DEAD:
        assert lived[life.shown].class_ in FAILING
        since = next(place for place, look in enumerate(lived) if look.at == life.trouble_since)
        assert not any(look.class_ in GOOD for look in lived[since:])
        assert sum(look.class_ in FAILING for look in lived[since:]) >= 2
        assert lived[-1].at - lived[since].at >= timedelta(hours=20)


@given(VISITS)
def test_a_good_visit_clears_everything(visits: list[tuple[LinkClass, float]]) -> None:
    """Whatever happened before: after it only what comes later counts."""
    lived = _lived(visits)
    cleared = [*lived, Look(lived[-1].at + timedelta(days=1), LinkClass.OK)]
    assert life_of(cleared, CONFIG).standing is Standing.ALIVE
    later = [Look(NIGHT + timedelta(days=99 + n), LinkClass.TIMEOUT) for n in range(3)]
    assert life_of([*cleared, *later], CONFIG).standing == life_of(later, CONFIG).standing


@given(VISITS)
def test_before_trouble_nothing_counts(visits: list[tuple[LinkClass, float]]) -> None:
    """Who knows the visits since the trouble began knows enough; older ones need not be read again."""
    lived = _lived(visits)
    life = life_of(lived, CONFIG)
    since = life.trouble_since or lived[-1].at
    short = life_of([look for look in lived if look.at >= since], CONFIG)
    assert (short.standing, short.trouble_since) == (life.standing, life.trouble_since)


@given(st.text(), st.sampled_from(list(Standing)))
def test_pauses(url: str, standing: Standing) -> None:
    """Never longer than configured, never none; the same for the same address."""
    config = RecheckConfig()
    pause = pause_after(standing, url, config)
    assert timedelta(hours=20) <= pause <= timedelta(days=7)
    assert pause == pause_after(standing, url, config)
    if standing in {Standing.SUSPECT, Standing.FAILING, Standing.BLOCKED}:
        assert pause == timedelta(hours=20)  # every night
    else:
        assert pause > timedelta(days=4)
