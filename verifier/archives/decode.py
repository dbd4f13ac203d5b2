"""Undoing the content encoding of what an archive sends, whatever its headers claim.

Replayed headers are the site's of long ago: the encoding may be named twice, wrongly, or not at all. So the
bytes decide where they can, the header is a hint, and a body that cannot be decoded is taken as it came.
"""

from __future__ import annotations

from dataclasses import replace

from verifier.network.decoding import Body, encodings
from verifier.network.session import Answer

_GZIP_MAGIC = b"\x1f\x8b"


def decoded(answer: Answer, max_body_bytes: int) -> Answer:
    """`answer` with a plain body of at most `max_body_bytes`."""
    body = Body(_codings(answer), max_body_bytes)
    body.add(answer.body)
    return replace(answer, body=body.value(), truncated=answer.truncated or body.full)


def _codings(answer: Answer) -> list[str]:
    if answer.body.startswith(_GZIP_MAGIC):
        return ["gzip"]
    named = [
        coding for name, value in answer.headers if name == "content-encoding" for coding in encodings(value)
    ]
    return [coding for coding in dict.fromkeys(named) if coding not in {"gzip", "x-gzip"}]
