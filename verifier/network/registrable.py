"""The registrable domain of a host: what one operator holds (Public Suffix List)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """`example.co.uk` for `www.example.co.uk`; the host itself for IP addresses and bare suffixes.

    Names under suffixes that the list does not know are cut to two labels.
    """
    if ":" in host or host.replace(".", "").isdigit():
        return host
    return _extractor()(host).top_domain_under_public_suffix or host


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415 - heavy, and only needed with real hosts

    return TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)
