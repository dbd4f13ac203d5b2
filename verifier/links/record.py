"""A link's result as text and back, for keeping it between runs."""

from __future__ import annotations

import json
from datetime import datetime

from verifier.model import Hop, LinkClass, LinkResult


def to_json(result: LinkResult) -> str:
    """One line."""
    return json.dumps(
        {
            "class": result.class_.value,
            "url": result.url,
            "detail": result.detail,
            "status": result.status,
            "final_url": result.final_url,
            "permanent": result.permanent,
            "hops": [[hop.url, hop.status] for hop in result.hops],
            "reason": result.reason,
            "attempts": result.attempts,
            "elapsed_s": result.elapsed_s,
            "checked_at": result.checked_at.isoformat() if result.checked_at else None,
        }
    )


def from_json(text: str) -> LinkResult:
    """The result again.

    Raises:
        ValueError, KeyError, TypeError: not written by `to_json`.
    """
    data = json.loads(text)
    return LinkResult(
        class_=LinkClass(data["class"]),
        url=data["url"],
        detail=data["detail"],
        status=data["status"],
        final_url=data["final_url"],
        permanent=data["permanent"],
        hops=tuple(Hop(url, status) for url, status in data["hops"]),
        reason=data["reason"],
        attempts=data["attempts"],
        elapsed_s=data["elapsed_s"],
        checked_at=datetime.fromisoformat(data["checked_at"]) if data["checked_at"] else None,
    )
