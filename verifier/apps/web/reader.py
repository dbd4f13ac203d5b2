"""A process that reads articles for the desk: what takes it too long, or breaks it, breaks nothing else.

It is told first the configuration, then one job after the other.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from verifier.citations import Register, load_register
from verifier.config import Config
from verifier.documents import read as read_document
from verifier.errors import InputError
from verifier.messages import packed, received, standard_output
from verifier.model import Facts
from verifier.pipeline import read

_MOST_MEMORY = 2 << 30  # octets of address space


@dataclass(frozen=True, slots=True)
class Job:
    """One article, as `documents.read` takes it."""

    data: bytes
    path: str
    format: str | None = None
    as_of: date | None = None
    url: str | None = None
    content_type: str | None = None


def main() -> None:
    """Until there is nothing more to read."""
    _bound_memory()
    come, gone = sys.stdin.buffer, standard_output()
    config = received(come)
    register = load_register(config.outlets)
    while (job := received(come)) is not None:
        gone.write(packed(done(job, config, register)))
        gone.flush()


def done(job: Job, config: Config, register: Register) -> Facts | InputError:
    """The article as it was read, or why it cannot be."""
    try:
        article = read_document(
            job.data,
            path=job.path,
            format=job.format,
            as_of=job.as_of,
            url=job.url,
            content_type=job.content_type,
        )
        return read(article, config, register)
    except InputError as error:
        return error
    except MemoryError:
        return InputError(f"{job.path}: takes too much memory to read; save the article's text alone")


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
