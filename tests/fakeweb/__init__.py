"""A small hostile web on loopback: HTTP, TLS and DNS servers that misbehave on request."""

from tests.fakeweb.behaviours import (
    Behaviour,
    Seen,
    bomb,
    chunked,
    cut,
    drip,
    endless,
    html,
    page,
    raw,
    redirect,
    reset,
    sequence,
    silent,
    status,
    then_silent,
    wants_cookie,
)
from tests.fakeweb.web import FakeWeb

__all__ = [
    "Behaviour",
    "FakeWeb",
    "Seen",
    "bomb",
    "chunked",
    "cut",
    "drip",
    "endless",
    "html",
    "page",
    "raw",
    "redirect",
    "reset",
    "sequence",
    "silent",
    "status",
    "then_silent",
    "wants_cookie",
]
