"""What a stored answer shows. Nobody can be asked about it any more: in doubt it is no page."""

from __future__ import annotations

from urllib.parse import urljoin

from verifier.links.judge import judge, page_of
from verifier.links.markup import Markup
from verifier.links.observation import Observation
from verifier.links.soft404 import is_home
from verifier.model import LinkClass
from verifier.network.address import parse, readable

_NO_ADDRESS = "http://unknown.invalid/page"
_FEW_LINES = 400  # characters: what stands on a page that only sends on
_AT_ONCE_S = 10  # a refresh that a reader would take for a redirect


def body_kind(url: str, status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> str | None:
    """What it is besides a page: `error_page`, `bot_wall`, `consent`, …; None for a usable page.

    The address may be any: an archive's own, or one that could not be visited.
    """
    known = url if readable(url) else _NO_ADDRESS
    seen = Observation(url=known, final_url=known, status=status, headers=headers, body=body)
    judgement = judge(seen)
    if judgement.doubt is not None:
        return judgement.detail or "doubtful"
    if judgement.class_ is not LinkClass.OK:
        return judgement.detail or judgement.class_.value
    return _only_a_place(page_of(seen), known)


def _only_a_place(page: Markup, url: str) -> str | None:
    """A page that calls itself the start page, or only sends on."""
    if is_home(parse(url)):
        return None
    if page.canonical and _leads_home(url, page.canonical):
        return "home_page"
    sends_on = page.refresh is not None and page.refresh[0] <= _AT_ONCE_S
    return "refresh" if sends_on and len(page.all_text) < _FEW_LINES else None


def _leads_home(url: str, reference: str) -> bool:
    try:
        target = urljoin(url, reference)
    except ValueError:  # no address at all
        return False
    return readable(target) and is_home(parse(target))
