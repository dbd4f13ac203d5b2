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


Step = Answer | FetchError
Script = list[Step]


class Erratic:
    """A session that answers each endpoint with whatever comes next, and with the last thing for ever."""

    def __init__(self, index: Script, copies: Script) -> None:
        self.index, self.copies = index, copies

    async def fetch(
        self,
        request: Request,
        *,
        max_body_bytes: int | None = None,
        timeout_s: float | None = None,
        decode: bool = True,
    ) -> Answer:
        script = self.copies if "id_/" in request.url else self.index
        step = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(step, FetchError):
            raise step
        return step


def find(index: Script, copies: Script) -> Found:
    patience = Patience(first_wait_s=0, longest_wait_s=0, silent_429_wait_s=0)
    now = datetime(2025, 6, 1, tzinfo=UTC)
    finder = Archives(CONFIGS, Erratic(index, copies), now=lambda: now, patience=patience)
    return asyncio.run(finder.find(PAGE, date(2024, 11, 19)))


LISTS = st.builds(Answer, st.just(BASE), st.just(200), st.just(()), ROWS | st.just(TIMEMAP))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(LISTS | ANSWERS | FAILURES, min_size=1, max_size=4),
    st.lists(ANSWERS | FAILURES, min_size=1, max_size=6),
)
def test_whatever_an_archive_does(index: Script, copies: Script) -> None:
    """No answer breaks the search; a copy that is offered has an address and a time."""
    found = find(index, copies)
    assert (found.result.url is None) == (found.result.captured_at is None)
    if found.copy is not None:
        assert found.copy.body.strip()
        assert 200 <= found.copy.status < 300


@settings(max_examples=100, deadline=None)
@given(st.lists(FAILURES | st.sampled_from([403, 429, 451, 503]), min_size=1, max_size=5))
def test_failures_alone_say_nothing(script: list[FetchError | int]) -> None:
    """Where nothing but failures came, the archive is unavailable."""
    steps: Script = [Answer(BASE, step) if isinstance(step, int) else step for step in script]
    assert find(steps, steps).result.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE
