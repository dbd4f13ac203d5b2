"""`verifier archive` against an archive on loopback: what it saves, what it leaves, nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.apps.running import configured, online
from tests.archives.front import FakeArchive, Stored, answering, running
from tests.archives.saving import SavePageNow, error, saving
from tests.fakeweb import FakeWeb, status

REUTERS, BOTE = "https://www.reuters.com/a", "http://foerdebote.internal/b"


def _configured(folder: Path, web: FakeWeb, archive: FakeArchive, service: SavePageNow) -> Path:
    path = configured(folder, web, allow_private=["127.0.0.0/8"])
    settings = yaml.safe_load(path.read_text("utf-8"))
    settings["cache"] = str(folder / "cache")
    endpoints = ("cdx", "replay", "availability", "save", "save_status")
    settings["archives"] = [
        {
            "name": "archiv",
            "kind": "wayback",
            "cdx": f"{archive.base}/cdx/search/cdx",
            "replay": f"{archive.base}/web",
            "save": f"{service.base}/save",
            "per_minute": dict.fromkeys(endpoints, 6000),
        }
    ]
    path.write_text(yaml.safe_dump(settings), "utf-8")
    return path


def _web(web: FakeWeb) -> None:
    web.route("www.reuters.com", "/a")
    web.route("foerdebote.internal", "/b")


async def test_saves_what_has_no_copy_and_that_once(web: FakeWeb, folder: Path) -> None:
    """Of two sources one is archived: only the other is saved, and a second call does not ask again."""
    _web(web)
    async with (
        running(FakeArchive([Stored("20250210120000", REUTERS)])) as archive,
        saving(SavePageNow()) as service,
    ):
        config = _configured(folder, web, archive, service)
        first = await online("archive", "artikel.txt", "--config", config)
        assert (first.code, len(first.lines)) == (0, 1)
        assert first.lines[0].startswith("no IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY in the environment")
        assert first.text == f"saved: {BOTE} -> {archive.base}/web/20250601120000/{BOTE}\n"
        second = await online("archive", "artikel.txt", "--config", config)
        assert second.text.startswith(f"already saved: {BOTE} -> ")
        assert [form["url"] for form in service.asked] == [BOTE]


async def test_dry_run_asks_for_nothing(web: FakeWeb, folder: Path) -> None:
    """A dry run lists what would be saved, and saves nothing."""
    _web(web)
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        config = _configured(folder, web, archive, service)
        done = await online("archive", "artikel.txt", "--dry-run", "--config", config)
        assert (done.code, done.text) == (0, f"would save {REUTERS}\nwould save {BOTE}\n")
        assert service.asked == []


async def test_a_page_that_is_gone_cannot_be_saved(web: FakeWeb, folder: Path) -> None:
    """Dead pages are left out."""
    web.route("www.reuters.com", "/a", status(404))
    web.route("foerdebote.internal", "/b")
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        done = await online("archive", "artikel.txt", "--config", _configured(folder, web, archive, service))
        assert done.text.startswith(f"saved: {BOTE}")
        assert len(service.asked) == 1


async def test_every_outcome_is_told(web: FakeWeb, folder: Path) -> None:
    """What the archive refuses is said with its words, and the exit code tells it."""
    _web(web)
    refused = SavePageNow(on_status={REUTERS: [error("blocked-url")]})
    async with running(FakeArchive([])) as archive, saving(refused) as service:
        done = await online("archive", "artikel.txt", "--config", _configured(folder, web, archive, service))
        assert done.code == 1
        assert f"failed: {REUTERS} (Message for blocked-url.)" in done.text
        assert f"saved: {BOTE}" in done.text


async def test_keys_come_from_the_environment(
    web: FakeWeb, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account's keys go to the archive and nowhere else."""
    monkeypatch.setenv("IA_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "very-secret")
    _web(web)
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        done = await online("archive", "artikel.txt", "--config", _configured(folder, web, archive, service))
        assert all(headers["Authorization"] == "LOW key:very-secret" for headers in service.headers)
        written = "".join(
            path.read_text("utf-8", "replace") for path in (folder / "cache").rglob("*") if path.is_file()
        )
        assert "very-secret" not in done.text + done.err + written


@pytest.mark.parametrize("name", ["IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"])
async def test_half_an_account(
    web: FakeWeb, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One key without the other is told before anything is asked."""
    monkeypatch.setenv(name, "x")
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        done = await online("archive", "artikel.txt", "--config", _configured(folder, web, archive, service))
        assert (done.code, len(done.lines), done.out) == (2, 1, b"")
        assert f"{name} is set" in done.lines[0]
        assert archive.log == []


async def test_without_a_network(web: FakeWeb, folder: Path) -> None:
    """One line, and nothing is said to have a copy."""
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        path = _configured(folder, web, archive, service)
        settings = yaml.safe_load(path.read_text("utf-8"))
        settings["network"]["nameservers"] = ["127.0.0.1:1"]
        settings["network"]["allow_private"] = []
        for archive_ in settings["archives"]:
            archive_ |= {name: f"http://archiv.internal/{name}" for name in ("cdx", "replay", "save")}
        path.write_text(yaml.safe_dump(settings), "utf-8")
        done = await online("archive", "artikel.txt", "--config", path)
    assert (done.code, done.out, len(done.lines)) == (3, b"", 1)
    assert done.lines[0].startswith("nothing could be reached: the network itself seems to be down.")


async def test_unreadable_input(web: FakeWeb, folder: Path) -> None:
    """One line for each; of nothing read, nothing is said."""
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        done = await online("archive", "nichts.txt", "--config", _configured(folder, web, archive, service))
    assert (done.code, done.out) == (2, b"")
    assert done.lines == ["nichts.txt: there is no such file; check the path"]


async def test_an_archive_that_does_not_answer(web: FakeWeb, folder: Path) -> None:
    """Not knowing is not having a copy."""
    _web(web)
    archive = FakeArchive([], standing={"cdx": answering(403)})
    async with running(archive), saving(SavePageNow()) as service:
        done = await online("archive", "artikel.txt", "--config", _configured(folder, web, archive, service))
    assert (done.code, done.out) == (3, b"")
    assert done.lines == ["sources about which no archive could be asked: 2; try again later"]


async def test_the_original_of_a_cited_copy_is_saved(web: FakeWeb, folder: Path) -> None:
    """Never the copy itself."""
    _web(web)
    text = (folder / "artikel.txt").read_text("utf-8")
    cited = text.replace(REUTERS, f"https://web.archive.org/web/20250210120000/{REUTERS}")
    (folder / "artikel.txt").write_text(cited, "utf-8")
    async with running(FakeArchive([])) as archive, saving(SavePageNow()) as service:
        config = _configured(folder, web, archive, service)
        done = await online("archive", "artikel.txt", "--dry-run", "--config", config)
    assert done.text.splitlines() == [f"would save {REUTERS}", f"would save {BOTE}"]


async def test_an_archive_that_saves_is_needed(web: FakeWeb, folder: Path) -> None:
    """Without a `save` address there is one clear line."""
    done = await online("archive", "artikel.txt", "--config", configured(folder, web))
    assert (done.code, len(done.lines)) == (2, 1)
    assert "save" in done.lines[0]
