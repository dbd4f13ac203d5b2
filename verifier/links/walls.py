"""What stands between a reader and the page: bot walls, paywalls, login, consent, regions."""

from __future__ import annotations

import re
from urllib.parse import unquote

from verifier.addresses import registered_domain
from verifier.links.markup import Markup
from verifier.links.observation import Observation
from verifier.links.signatures import signatures
from verifier.links.soft404 import SHORT_TEXT
from verifier.network.address import Address

_STATUS_DETAILS = {401: "login", 402: "paywall", 407: "forbidden", 451: "geo", 999: "bot_wall"}
_LARGE_PAGE = 120_000  # characters of source; no wall is that long
_TEASER_TEXT = 2000  # characters; less than this is not a whole article
PAYWALL_HINTS = (
    "isaccessibleforfree",
    'content="locked',
    "data-paywall",
)  # one is in every paid page's state
_TEASER_PAGE = 6000  # the same with navigation and footer


def by_headers(observation: Observation) -> str | None:
    """The detail of a wall that the answer's head alone shows."""
    status = observation.status or 0
    for wall in signatures().header_walls:
        if wall.fits_head(status, observation.headers):
            return wall.detail
    return None


def by_page(observation: Observation, page: Markup) -> str | None:
    """The detail of a wall that shows in the page, always by two signs."""
    if len(page.html) > _LARGE_PAGE:
        return None
    status = observation.status or 0
    marks = signatures()
    titled = marks.wall_titles.search(page.lowered_title) is not None
    size = len(page.all_text)
    for wall in marks.page_walls:
        # What rules most walls out for an ordinary page costs next to nothing.
        if (wall.title and not titled) or (wall.max_text and size >= wall.max_text):
            continue
        if wall.fits_head(status, observation.headers) and wall.fits_page(page):
            return wall.detail
    return None


def by_status(status: int) -> str:
    """The detail for a refusal that says no more than its status."""
    return _STATUS_DETAILS.get(status, "forbidden")


def gate(cited: Address, final: Address) -> str | None:
    """`login`, `paywall` or `consent` where a redirect ended at a gate of that kind instead of the page."""
    marks = signatures()
    if registered_domain(final.host) in marks.gate_hosts:
        return "bot_wall"
    new = _words(final) - _words(cited)
    if new & marks.login_paths:
        return "login"
    if new & marks.paywall_paths:
        return "paywall"
    if new & marks.consent_parts or any(_says(part, word) for part in new for word in marks.consent_certain):
        return "consent"
    if not carries(final, cited):
        return None
    return "consent" if new & marks.consent_words else "forbidden"


def login_page(page: Markup) -> bool:
    """Whether the page is nothing but a login form."""
    if len(page.all_text) > SHORT_TEXT or not page.asks_password:
        return False
    headings = {part.strip().lower() for part in re.split(r"[|–—·•:-]", page.title)} | {page.h1.lower()}
    return bool(headings & signatures().login_titles)


def paywalled(page: Markup) -> bool:
    """Whether only a teaser can be read: the page marks itself as paid, or asks for it, and is short."""
    hinted = any(hint in page.lowered for hint in PAYWALL_HINTS)
    if (len(page.all_text) > _TEASER_PAGE and not hinted) or len(page.text) > _TEASER_TEXT:
        return False
    marks = signatures()
    if marks.paywall_paid.search(page.lowered) or any(mark in page.lowered for mark in marks.paywall_states):
        return True
    text = page.text.lower()
    return len(page.all_text) <= _TEASER_PAGE and sum(mark in text for mark in marks.paywall_texts) >= 2


def _words(address: Address) -> set[str]:
    """Labels of the host and parts of the path, without extensions."""
    parts = [part.lower() for part in address.path.split("/") if part]
    stems = {part.partition(".")[0] for part in parts}
    return _labels(address) | set(parts) | stems


def _says(part: str, word: str) -> bool:
    """Whether a part of an address is about that word; a headline is not."""
    return word in part and len(re.split(r"[-_]", part)) <= 3


def _labels(address: Address) -> set[str]:
    return set(address.host.split(".")[:-1])


def carries(final: Address, cited: Address) -> bool:
    """Whether a parameter made for the way back holds the address cited."""
    path = unquote(unquote(cited.path)).rstrip("/").lower()
    for part in final.query.split("&"):
        name, _, value = part.partition("=")
        back = unquote(unquote(value)).lower()
        if name.lower() in signatures().return_parameters and path and path in back:
            return True
    return False
