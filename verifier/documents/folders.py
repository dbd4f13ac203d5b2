"""Files of articles: their bytes, and those of folders, one after the other."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from verifier.errors import InputError

ARTICLE_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".json")
_SKIPPED_STARTS = (".", "~$")  # hidden, or the lock of a document that is open in Word
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})


def articles_in(top: str, on_error: Callable[[OSError], None]) -> Iterator[str]:
    """The paths of what may be articles, in a fixed order; hidden files and folders are passed over.

    `on_error` hears of folders that cannot be read.
    """
    for root, folders, files in os.walk(top, onerror=on_error):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _SKIPPED_FOLDERS)
        for file in sorted(files):
            path = str(Path(root) / file)
            is_article = file.lower().endswith(ARTICLE_SUFFIXES) and not file.startswith(_SKIPPED_STARTS)
            if is_article and not is_pipe(path):
                yield path


def is_pipe(path: str) -> bool:
    """Something else than a file: it may never end, or never begin."""
    try:
        return not stat.S_ISREG(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False  # said when it is opened


def read_bytes(path: str, most: int) -> bytes:
    """The file's first `most` bytes, and one more where it is larger, so that this shows.

    Raises:
        InputError: it is not there, or may not be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the path") from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def unreadable(path: str, error: Exception) -> InputError:
    """What the system says of a file, in one line."""
    reason = getattr(error, "strerror", None) or error
    return InputError(f"{path}: cannot be read ({reason}); check its permissions")
