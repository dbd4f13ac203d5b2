"""What a server asks for in Retry-After."""

from __future__ import annotations

from datetime import datetime

from verifier.network.session import Answer


def retry_after_s(answer: Answer, now: datetime) -> float | None:
    """Retry-After as seconds from now, given as seconds or as a date (RFC 9110 section 10.2.3)."""
    text = (answer.header("retry-after") or "").strip()
    if text.isdecimal():
        return float(text[:9])
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - dates are the rarer form

    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=now.tzinfo)
    return max(0.0, (until - now).total_seconds())
