"""The reading of a page as a job for another process: picklable, bounded, and never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.evidence.page import Kind, PageText

MAX_MEMORY_BYTES = 1_500_000_000  # address space of a worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A body to be read. `url` is the final address."""

    body: bytes
    url: str
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def extract(job: Job) -> PageText:
    """What the page says; `unreadable` for whatever cannot be read, with the reason."""
    from verifier.evidence.reading import read_page  # noqa: PLC0415 - the worker's own start-up

    try:
        return read_page(job.body, content_type=job.content_type, url=job.url, headers=job.headers)
    except RecursionError:
        return PageText(url=job.url, kind=Kind.UNREADABLE, reason="nested too deeply")
    except MemoryError:
        return PageText(url=job.url, kind=Kind.UNREADABLE, reason="needs too much memory")
    except Exception as error:  # noqa: BLE001 - a page can break any parser; it may not break the run
        return PageText(url=job.url, kind=Kind.UNREADABLE, reason=f"cannot be read ({type(error).__name__})")


def prepare_worker() -> None:
    """For the start of a worker process: bound its memory, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MAX_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, MAX_MEMORY_BYTES)
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
