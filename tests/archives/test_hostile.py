from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.archives import Archives, Found, Patience
from verifier.config import ArchiveConfig
from verifier.model import ArchiveClass
from verifier.network.failures import ConnectionFailedError, FetchError, TimedOutError
from verifier.network.session import Answer, Request

PAGE = "https://www.beispiel.test/artikel"
BASE = "https://archive.example"
ROW = f"test,beispiel)/artikel {{}} {PAGE} {{}} {{}} {{}} 400\n"
FAST = dict.fromkeys(("cdx", "replay", "availability", "all"), 1_000_000.0)
CONFIGS = (
    ArchiveConfig(
        name="wayback",
        kind="wayback",
        cdx=f"{BASE}/cdx",
        replay=f"{BASE}/web",
        availability=f"{BASE}/available",
        per_minute=FAST,
    ),
    ArchiveConfig(
        name="memento", kind="memento", timemap=f"{BASE}/map/", timegate=f"{BASE}/gate/", per_minute=FAST
    ),
)
ROWS = st.lists(
    st.builds(
        ROW.format,
        st.sampled_from(
            ["20241118120000", "20241001120000", "20230101000000", "20250301000000", "20240000000000"]
        ),
        st.sampled_from(["text/html", "warc/revisit", "unk"]),
        st.sampled_from(["200", "301", "404", "-", "503"]),
        st.sampled_from(["A", "B", "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "-"]),
    ),
    max_size=6,
).map(lambda rows: "".join(rows).encode())
TIMEMAP = (
    f'<{PAGE}>; rel="original", <{BASE}/gate/20241118120000/{PAGE}>; rel="memento";'
    ' datetime="Mon, 18 Nov 2024 12:00:00 GMT"'
).encode()
BODIES = ROWS | st.sampled_from(
    [b"", b"<html>x</html>", b"[]", b"{}", b'{"archived_snapshots": {}}', TIMEMAP]
)
HEADERS = st.lists(
    st.sampled_from(
        [
            ("memento-datetime", "Mon, 18 Nov 2024 12:00:00 GMT"),
            ("memento-datetime", "never"),
            ("location", f"{BASE}/web/20241118120000id_/{PAGE}"),
            ("location", f"{BASE}/web/20241118130000id_/https://www.beispiel.test/"),
            ("location", PAGE),
            ("location", "//["),
            ("link", f'<{PAGE}>; rel="original"'),
            ("link", '<https://www.beispiel.test/>; rel="original"'),
            ("content-encoding", "gzip"),
            ("content-encoding", "br"),
            ("retry-after", "0"),
            ("retry-after", "x"),
        ]
    ),
    max_size=4,
).map(tuple)
ANSWERS = st.builds(
    Answer,
    st.just(BASE),
    st.sampled_from([200, 200, 200, 301, 302, 403, 404, 429, 451, 503]),
    HEADERS,
    BODIES,
    cut=st.sampled_from([None, None, None, "closed"]),
)
FAILURES = st.sampled_from([TimedOutError("no answer"), ConnectionFailedError("refused", "refused")])


class Erratic:
    """A session that answers whatever comes next, and the last thing for ever."""

    def __init__(self, script: list[Answer | FetchError]) -> None:
        self.script = script

    async def fetch(
        self,
        request: Request,
        *,
        max_body_bytes: int | None = None,
        timeout_s: float | None = None,
        decode: bool = True,
    ) -> Answer:
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, FetchError):
            raise step
        return step


def find(script: list[Answer | FetchError]) -> Found:
    patience = Patience(first_wait_s=0, longest_wait_s=0, silent_429_wait_s=0)
    finder = Archives(
        CONFIGS, Erratic(script), now=lambda: datetime(2025, 6, 1, tzinfo=UTC), patience=patience
    )
    return asyncio.run(finder.find(PAGE, date(2024, 11, 19)))


@settings(max_examples=300, deadline=None)
@given(st.lists(ANSWERS | FAILURES, min_size=1, max_size=8))
def test_whatever_an_archive_does(script: list[Answer | FetchError]) -> None:
    """No answer breaks the search; a copy that is offered has an address and a time."""
    found = find(script)
    assert (found.result.url is None) == (found.result.captured_at is None)
    if found.copy is not None:
        assert found.copy.body.strip()
        assert 200 <= found.copy.status < 300


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        FAILURES | ANSWERS.filter(lambda answer: answer.status in {403, 429, 451, 503}),
        min_size=1,
        max_size=5,
    )
)
def test_failures_alone_say_nothing(script: list[Answer | FetchError]) -> None:
    """Where nothing but failures came, the archive is unavailable."""
    script = [s if isinstance(s, FetchError) else Answer(BASE, s.status, (), s.body) for s in script]
    assert find(script).result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE
