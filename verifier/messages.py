"""Messages between our own processes: a length in four bytes and a pickle. Nothing of strangers is ever unpickled."""

from __future__ import annotations

import pickle
import struct
import sys
from typing import Any, BinaryIO

LENGTH = struct.Struct("!I")


def packed(message: object) -> bytes:
    """One message, ready to be sent."""
    body = pickle.dumps(message)
    return LENGTH.pack(len(body)) + body


def received(stream: BinaryIO) -> Any:
    """The next message; None where there are no more."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return pickle.loads(stream.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from our own other end


def standard_output() -> BinaryIO:
    """Buffered, whatever PYTHONUNBUFFERED says: unbuffered, a signal may end a write half-way."""
    return open(sys.stdout.fileno(), "wb")  # noqa: PTH123 - open as long as the process
