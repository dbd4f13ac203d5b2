"""What was asked of Save Page Now and what came of it, so that an interrupted run saves nothing twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """The last that is known of one page. `at` is RFC 3339; `job_id` is None before the archive gave one."""

    url: str
    state: str
    at: str
    job_id: str | None = None
    copy_url: str | None = None
    reason: str | None = None


class Journal:
    """An append-only file of JSON lines; the last line about a page counts. None keeps it in memory alone."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries = dict(_read(file)) if file is not None else {}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """By address."""
        return self._entries

    def note(self, entry: Entry) -> None:
        """Written at once: what follows may be interrupted. Raises OSError when the disk is full."""
        self._entries[entry.url] = entry
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def _read(file: Path) -> list[tuple[str, Entry]]:
    """A line that was cut off by an interruption is passed over."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    entries = []
    for line in lines:
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue
        entries.append((entry.url, entry))
    return entries
