"""When a link is to be visited again. Pure."""

from __future__ import annotations

from datetime import timedelta
from zlib import crc32

from verifier.config import RecheckConfig
from verifier.model import Standing

_SPREAD = 3  # links seen on one night come again within the last third of their time, not all on one night


def pause_after(standing: Standing, url: str, config: RecheckConfig) -> timedelta:
    """How long the last visit is relied on."""
    if standing in {Standing.SUSPECT, Standing.FAILING}:
        return timedelta(hours=config.failing_hours)
    if standing is Standing.BLOCKED:
        return timedelta(hours=config.blocked_hours)
    whole = timedelta(days=config.dead_days if standing is Standing.DEAD else config.ok_days)
    return whole - whole / _SPREAD * (crc32(url.encode("utf-8", "replace")) / 2**32)
