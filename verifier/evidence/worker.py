"""A process that reads pages and compares claims with them: jobs come in on standard input, results go out."""

from __future__ import annotations

import sys
from typing import BinaryIO

from verifier.evidence.comparison import Compared, Comparison, compare, uncompared
from verifier.evidence.extraction import Job, extract, prepare_worker
from verifier.evidence.page import PageText
from verifier.messages import packed, received, standard_output

Result = PageText | Compared | Exception  # the last: a mistake of ours, to be raised at the other end


def _import_readers() -> None:
    """Before the first page comes: they take longer than most pages."""
    import trafilatura  # noqa: F401, PLC0415 - within the bounds that `prepare_worker` sets

    import verifier.evidence.reading  # noqa: F401, PLC0415 - as above


def serve(jobs: BinaryIO, results: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    prepare_worker()
    _import_readers()
    while (job := received(jobs)) is not None:
        results.write(packed(extract(job) if isinstance(job, Job) else compared(job)))
        results.flush()


def compared(job: Comparison) -> Compared | Exception:
    """The evidence; unchecked where the page breaks a bound."""
    try:
        return compare(job)
    except (RecursionError, MemoryError):
        return uncompared(job)
    except Exception as error:  # noqa: BLE001 - raised again by who asked
        return error


if __name__ == "__main__":
    serve(sys.stdin.buffer, standard_output())
