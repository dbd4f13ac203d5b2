"""A process that reads pages: jobs come in on standard input, texts go out on standard output.

Each message is its length in four bytes and a pickle. Both ends are this program; nothing of a page is
ever unpickled.
"""

from __future__ import annotations

import pickle
import struct
import sys
from typing import BinaryIO

from verifier.evidence.extraction import Job, extract, prepare_worker
from verifier.evidence.page import PageText

LENGTH = struct.Struct("!I")


def pack(message: Job | PageText) -> bytes:
    """One message, ready to be sent."""
    body = pickle.dumps(message)
    return LENGTH.pack(len(body)) + body


def _import_readers() -> None:
    """Before the first page comes: they take longer than most pages."""
    import trafilatura  # noqa: F401, PLC0415 - within the bounds that `prepare_worker` sets

    import verifier.evidence.reading  # noqa: F401, PLC0415 - as above


def serve(jobs: BinaryIO, texts: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    prepare_worker()
    _import_readers()

    while head := jobs.read(LENGTH.size):
        job = pickle.loads(jobs.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from our own other end
        texts.write(pack(extract(job)))
        texts.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
