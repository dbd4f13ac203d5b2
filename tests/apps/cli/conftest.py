from __future__ import annotations

from pathlib import Path

import pytest

from tests.apps.running import ARTICLE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every run starts in a folder with an article, and with no configuration above it."""
    (tmp_path / "artikel.txt").write_text(ARTICLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
