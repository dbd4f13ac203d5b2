"""A network that is lost in the middle of a night is no evidence against anybody's links."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.apps.nightly.newsroom import newsroom, picture, visited
from tests.fakeweb import Behaviour, FakeWeb, page, reset, sequence, silent

HOSTS = 25


@pytest.mark.parametrize(
    ("good", "code", "seen"),
    [(sequence(page(), reset()), 3, 1), (page(), 0, HOSTS + 1)],
    ids=["lost", "kept"],
)
async def test_nobody_answers_any_more(
    web: FakeWeb, tmp_path: Path, good: Behaviour, code: int, seen: int
) -> None:
    """Many hosts fall silent at once: who answered before is asked again, and decides whether that counts."""
    room = newsroom(web, tmp_path, count=1)
    urls = [f"http://silent{n}.internal/a" for n in range(HOSTS)]
    for n in range(HOSTS):
        web.route(f"silent{n}.internal", "/a", silent())
    web.route("good.internal", "/a", good)
    listed = "\n".join(f"- Blatt: {url}" for url in ("http://good.internal/a", *urls))
    (room.folder / "articles" / "0000.txt").write_text(f"Aus dem Rat\n\nEin Text.\n\nQuellen:\n{listed}\n")
    store = f"sqlite:///{tmp_path}/history.db"
    done = await room.run(store)
    assert (done.code, len(visited(store))) == (code, seen)
    if code:
        assert done.lines == ["the network was lost; run again when it is back: what was seen before is kept"]
    classes = {visit[1] for visit in picture(store)["visits"]}
    assert classes == ({"ok"} if code else {"ok", "timeout"})
