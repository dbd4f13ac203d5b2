"""From an observation to what an editor would see. Pure: what was recorded can be judged again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.links import soft404, walls
from verifier.links.canonical import same_place
from verifier.links.markup import Markup
from verifier.links.observation import Observation
from verifier.model import LinkClass, LinkResult
from verifier.network.address import Address, parse

_PERMANENT = {301, 308}
_NO_CONTENT = {204, 205}
_PARTIAL = 206
_HTML = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml", "application/json")
_MIN_CUT_BYTES = 512  # of a body that broke off: enough to have been a page


@dataclass(frozen=True, slots=True)
class Judgement:
    """`doubt`: a look at a random sibling of the address "final" or "cited" would decide; None without doubt.

    Until then the page counts as there.
    """

    class_: LinkClass
    detail: str | None
    reason: str
    doubt: str | None = None


def judge(seen: Observation) -> Judgement:
    """What an editor would see behind the link."""
    if seen.failure is not None:
        return Judgement(seen.failure.class_, seen.failure.detail, seen.failure.reason)
    status = seen.status or 0
    if status < 200:
        return Judgement(LinkClass.CONNECTION_ERROR, "protocol", f"the server answers {status} and no page")
    wall = walls.by_headers(seen)
    if wall is not None:
        return _blocked(wall, status)
    if status in {404, 410}:
        return _missing(seen, status)
    if status == 429:
        return _too_many(seen)
    if status >= 500 and status != 999:
        return _server(seen, status)
    if status >= 400:
        return _refusal(seen, status)
    if status >= 300:
        return _no_redirect(seen, status)
    return _answered(seen)


def result(seen: Observation, judgement: Judgement) -> LinkResult:
    """The judged visit as the rest of the product knows it."""
    return LinkResult(
        class_=judgement.class_,
        url=seen.url,
        detail=judgement.detail,
        status=seen.status,
        final_url=seen.final_url,
        permanent=all(hop.status in _PERMANENT for hop in seen.hops) if seen.hops else None,
        hops=seen.hops,
        reason=judgement.reason,
        attempts=seen.attempts,
        elapsed_s=seen.elapsed_s,
        checked_at=seen.checked_at,
    )


def _missing(seen: Observation, status: int) -> Judgement:
    wall = walls.by_page(seen, page_of(seen))
    if wall == "bot_wall":
        return _blocked(wall, status)
    words = "the page does not exist (404)" if status == 404 else "the page was removed for good (410)"
    return Judgement(LinkClass.DEAD, str(status), words)


def _too_many(seen: Observation) -> Judgement:
    wall = walls.by_page(seen, page_of(seen))
    if wall is not None:
        return _blocked(wall, 429)
    return Judgement(LinkClass.RATE_LIMITED, None, "the server asks for fewer visits (429)")


def _server(seen: Observation, status: int) -> Judgement:
    wall = walls.by_page(seen, page_of(seen))
    if wall is not None:
        return _blocked(wall, status)
    return Judgement(LinkClass.SERVER_ERROR, None, f"the server reports an error of its own ({status})")


def _refusal(seen: Observation, status: int) -> Judgement:
    wall = walls.by_page(seen, page_of(seen)) or walls.by_status(status)
    return _blocked(wall, status)


def _no_redirect(seen: Observation, status: int) -> Judgement:
    if status != 304 and len(seen.body) >= _MIN_CUT_BYTES:
        return _answered(seen)
    if status == 300 and seen.body:
        return _answered(seen)
    return Judgement(
        LinkClass.SERVER_ERROR, "no_target", f"the server answers {status} without saying where to"
    )


def _answered(seen: Observation) -> Judgement:
    """A 2xx: is it the cited page?"""
    if seen.cut in {"timeout", "closed"} and len(seen.body) < _MIN_CUT_BYTES:
        return _broken_off(seen)
    cited, final = parse(seen.url), parse(seen.final_url or seen.url)
    page = page_of(seen)
    return (
        _gated(seen, page, cited, final)
        or _gone(seen, page, cited, final)
        or _empty(seen)
        or _walled(seen, page)
        or _there(seen)
    )


def _broken_off(seen: Observation) -> Judgement:
    if seen.cut == "timeout":
        return Judgement(LinkClass.TIMEOUT, "body", "the server began to answer and then fell silent")
    return Judgement(LinkClass.CONNECTION_ERROR, "closed", "the server broke off before the page had come")


def _gated(seen: Observation, page: Markup, cited: Address, final: Address) -> Judgement | None:
    kind = walls.by_page(seen, page)
    if kind is None and seen.hops:
        kind = walls.gate(cited, final)
    return _blocked(kind, seen.status or 0) if kind is not None else None


def _gone(seen: Observation, page: Markup, cited: Address, final: Address) -> Judgement | None:
    if soft404.parked(seen, page, final):
        return Judgement(LinkClass.SOFT_404, "parked", "the domain is for sale or parked")
    if seen.hops and not same_place(seen.url, seen.final_url or seen.url):
        sent = _sent_elsewhere(seen, page, cited, final)
        if sent is not None:
            return sent
    return _error_page(seen, page, final)


def _sent_elsewhere(seen: Observation, page: Markup, cited: Address, final: Address) -> Judgement | None:
    """A redirect that ends where the cited page cannot be."""
    if soft404.is_error_path(final) and not soft404.is_error_path(cited):
        return Judgement(LinkClass.SOFT_404, "error_page", "sent on to an error page")
    if soft404.is_home(final) and soft404.is_deep(cited):
        return Judgement(LinkClass.SOFT_404, "home_page", "sent on to the start page instead of the page")
    if soft404.is_section_of(cited, final):
        return Judgement(LinkClass.SOFT_404, "section_page", "sent on to a section instead of the page")
    if not soft404.may_be_catch_all(cited, final, page):
        return None
    if seen.sibling is None or seen.sibling.of != "cited":
        return replace(_there(seen), doubt="cited")
    if not soft404.stands_in(final, parse(seen.sibling.final_url)):
        return None
    return Judgement(
        LinkClass.SOFT_404, "catch_all", "sent on to a page that stands in for every missing one"
    )


def _error_page(seen: Observation, page: Markup, final: Address) -> Judgement | None:
    signs = soft404.read_signs(page, parse(seen.url))
    gone = Judgement(
        LinkClass.SOFT_404, "error_page", "the page says that it does not exist, with status 200"
    )
    if signs.certain:
        return gone
    if not signs.doubtful or not final.path.strip("/"):
        return None
    if seen.sibling is None or seen.sibling.of != "final":
        return replace(_there(seen), doubt="final")
    only_strange = not (signs.heading or signs.state or signs.words)
    if not soft404.looks_like(page, seen.sibling, closely=only_strange):
        return None
    if only_strange:
        return Judgement(LinkClass.SOFT_404, "taken_over", "every address of the site shows this one page")
    return gone


def _empty(seen: Observation) -> Judgement | None:
    if seen.status not in _NO_CONTENT and (seen.body.strip() or seen.status == _PARTIAL):
        return None
    return Judgement(LinkClass.SERVER_ERROR, "empty", f"the server answers {seen.status} with an empty page")


def _walled(seen: Observation, page: Markup) -> Judgement | None:
    if walls.login_page(page):
        return _blocked("login", seen.status or 0)
    if walls.paywalled(page):
        return _blocked("paywall", seen.status or 0)
    return None


def _there(seen: Observation) -> Judgement:
    if not seen.hops or same_place(seen.url, seen.final_url or seen.url):
        return Judgement(LinkClass.OK, None, "the page is there")
    return Judgement(LinkClass.REDIRECTED, None, "the page is there, at another address")


_BLOCKED_REASONS = {
    "bot_wall": "a bot wall stands before the page",
    "paywall": "only subscribers can read the page",
    "login": "the page asks for a login",
    "consent": "a consent page stands before the page",
    "geo": "the page is not shown in this region",
    "forbidden": "the server refuses the visit",
}
_SERVER_REASONS = {
    "maintenance": "the site is closed for maintenance",
    "server_page": "the page shows an error of the server",
}


def _blocked(detail: str, status: int) -> Judgement:
    if detail in _SERVER_REASONS:
        return Judgement(LinkClass.SERVER_ERROR, detail, f"{_SERVER_REASONS[detail]} ({status})")
    return Judgement(LinkClass.BLOCKED, detail, f"{_BLOCKED_REASONS[detail]} ({status})")


def page_of(seen: Observation) -> Markup:
    """The page as markup; an empty one where it is none."""
    content_type = seen.header("content-type").lower()
    if content_type and not content_type.startswith(_HTML):
        return Markup(b"", "")
    return Markup(seen.body, content_type)
