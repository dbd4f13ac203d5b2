"""Pages that answer 2xx although the cited page is gone.

Signs are collected first and weighed afterwards. Where they do not suffice, the same site is asked for an
address that cannot exist (Bar-Yossef, Broder, Kumar, Tomkins: Sic transit gloria telae, WWW 2004) and the
answers are compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from verifier.addresses import registered_domain
from verifier.links.canonical import stripped_query
from verifier.links.markup import Markup
from verifier.links.observation import Observation, Sibling
from verifier.links.signatures import signatures
from verifier.network.address import Address, parse

SHORT_TEXT = 1500  # characters that a reader sees; error pages have less, articles more
_LONG_TEXT = 4 * SHORT_TEXT  # with navigation and footer
_ENDLESS_TEXT = 5 * SHORT_TEXT  # not even an error page full of teasers has as many
_LONGEST_HEADING = 160  # characters
_LONGEST_MESSAGE = 16  # words
_ONE_LINE = 120
_TWO_LINES = 200
_FEW_LINES = 400
_HOME_NAMES = frozenset({"home", "homepage", "startseite", "accueil"})
_LARGE_PAGE = 60_000  # characters of source; no parking page is that long
_SEPARATOR = re.compile(r"\s*[|–—·•»«›‹/]\s*|\s+-+\s+|\s*::\s*|:\s+|\s*\.{3}\s*|\s*…\s*|[.!?]\s+")
_EDGES = re.compile(r"[^\w']+")
_ARTICLE_ID = re.compile(r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}", re.IGNORECASE)
_PAGE_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|story|pdf)$", re.IGNORECASE)
_DATE_PATH = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/|$)")
_QUERY_ID = re.compile(
    r"(?:^|&)(?:p|id|page_id|artikel|article|art|story|nid|news|newsid|aid|doc|docid|v)=[\w\-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What on a page speaks for an error page."""

    outright: bool = False  # the page says of itself, to machines or in its only sentence, that it is one
    heading: bool = False  # title or h1 is nothing but an error message
    words: bool = False  # a sentence of an error page
    state: bool = False  # the page's own script state says so
    short: bool = False
    noindex: bool = False
    stranger: bool = False  # the page is about something that its address does not speak of

    @property
    def certain(self) -> bool:
        """Several independent signs agree, or one that has no other meaning."""
        return self.outright or (self.short and self.heading and (self.words or self.state or self.noindex))

    @property
    def doubtful(self) -> bool:
        """Something speaks for it, but an article about errors could look like this."""
        return self.heading or self.stranger or self.state or (self.short and self.words)


def read_signs(page: Markup, address: Address) -> Signs:
    """Collect the signs."""
    heading = is_gone_phrase(page.title) or (page.h1 != page.title and is_gone_phrase(page.h1))
    if len(page.all_text) > _ENDLESS_TEXT and not heading:
        return Signs()
    state = _says_state(page)
    stranger = _is_stranger(page, address)
    if len(page.all_text) > _LONG_TEXT and not (heading or state or stranger):
        return Signs()  # nothing of what is dearer to look at could change that
    short = len(page.all_text) < SHORT_TEXT or len(page.text) < SHORT_TEXT
    return Signs(
        outright=_says_outright(page, hinted=state),
        heading=heading,
        words=short and _has_words(page),
        state=state,
        short=short,
        noindex=heading and "noindex" in page.meta("robots"),
        stranger=stranger,
    )


def _has_words(page: Markup) -> bool:
    """Whether a sentence of an error page stands beside the heading, which is a sign of its own."""
    rest = page.text.lower().replace("’", "'").replace(page.h1.lower(), " ", 1)
    return any(phrase in rest for phrase in signatures().gone_texts)


def _says_outright(page: Markup, *, hinted: bool) -> bool:
    marks = signatures()
    text = page.lowered_text
    if len(text) <= _ONE_LINE and is_gone_phrase(text):
        return True
    if len(text) <= _FEW_LINES and any(sentence in text for sentence in marks.gone_sentences):
        return True
    if len(text) <= _TWO_LINES and any(_is_message(_plain(part)) for part in _sentences(page)):
        return True
    return hinted and any(mark in _compact(page) for mark in marks.gone_certain_states)


def _sentences(page: Markup) -> list[str]:
    """Those beside the heading, in lower case."""
    return re.split(r"[.!?]", page.lowered_text.replace(page.h1.lower(), " ", 1))


def _is_stranger(page: Markup, address: Address) -> bool:
    """Whether a page is about what lapsed domains are bought for, and has no word of its address's slug."""
    if not any(word in page.lowered_title for word in signatures().taken_over_words):
        return False
    wanted = _slug_words(address.path)
    shown = f"{page.title} {page.text}".lower()
    return len(wanted) >= 3 and not any(word in shown for word in wanted)


def is_gone_phrase(heading: str) -> bool:
    """Whether a title, or the part of it that is not the site's name, is nothing but an error message."""
    plain = _plain(heading) if len(heading) <= _LONGEST_HEADING else ""
    if signatures().gone_triggers.isdisjoint(plain.split()):
        return False
    if _is_message(plain):
        return True
    parts = [part for part in map(_plain, _SEPARATOR.split(heading)) if part]
    rest = [part for part in parts if not _is_message(part)]
    # A long rest is a headline: "Seite nicht gefunden: Was hinter dem Fehler steckt".
    return len(parts) <= 4 and len(rest) < len(parts) and all(len(part.split()) <= 4 for part in rest)


def _is_message(plain: str) -> bool:
    marks = signatures()
    words = [word for word in plain.split() if word not in marks.gone_fillers]
    return plain in marks.gone_titles or " ".join(words) in marks.gone_titles or _is_made_of_loss(words)


def _is_made_of_loss(words: list[str]) -> bool:
    """Whether words speak of a missing page and of nothing else."""
    marks = signatures()
    if not 2 <= len(words) <= _LONGEST_MESSAGE:
        return False
    told = set(words)
    if not (told & marks.gone_nouns and told & marks.gone_losses and told & marks.gone_negations):
        return False
    return told <= marks.gone_nouns | marks.gone_losses | marks.gone_negations | marks.gone_glue


def looks_like(page: Markup, sibling: Sibling, *, closely: bool) -> bool:
    """Whether the page is the one that the site shows for addresses that cannot exist."""
    if not sibling.text and not sibling.title:
        return False
    same_title = page.title == sibling.title
    overlap = _overlap(page.text, sibling.text)
    if closely:
        return same_title and overlap > 0.95
    if same_title and is_gone_phrase(page.title):
        return overlap > 0.25  # error pages show other teasers each time
    return overlap > (0.6 if same_title else 0.9)


def is_deep(address: Address) -> bool:
    """Whether an address is that of one article or page deep inside a site."""
    parts = [part for part in address.path.split("/") if part]
    if not parts:
        return _QUERY_ID.search(address.query) is not None
    return is_article_name(parts[-1]) or len(parts) >= 3 or bool(_DATE_PATH.search(address.path))


def is_article_name(part: str) -> bool:
    """Whether a part of a path names one article: a slug of several words, a number, a file."""
    stem = _PAGE_EXTENSION.sub("", part)
    if stem.lower() in signatures().home_paths:
        return False
    words = [word for word in re.split(r"[-_+]|%20", stem) if word]
    return len(words) >= 3 or bool(_ARTICLE_ID.search(stem)) or (stem != part and len(stem) > 3)


def is_home(address: Address) -> bool:
    """Whether an address is a site's start page."""
    path = address.path.strip("/").lower()
    routed = address.fragment.startswith(("#/", "#!"))  # a script shows what is named behind
    return path in signatures().home_paths and not stripped_query(address.query) and not routed


def is_section_of(cited: Address, final: Address) -> bool:
    """Whether a redirect ended at a section above the cited article."""
    if registered_domain(cited.host) != registered_domain(final.host) or stripped_query(final.query):
        return False
    above = [part for part in cited.path.split("/") if part]
    kept = [part for part in final.path.split("/") if part]
    if not kept or len(kept) >= len(above) or above[: len(kept)] != kept:
        return False
    return is_article_name(above[-1]) and not any(is_article_name(part) for part in kept)


def may_be_catch_all(cited: Address, final: Address, page: Markup) -> bool:
    """Whether a redirect could be the one for everything missing: to the top, a section, a stranger's page.

    Elsewhere a page that shares a word with the cited address is taken for the page itself.
    """
    if not cited.path.strip("/"):
        return False
    if is_home(final):
        return True
    if registered_domain(cited.host) == registered_domain(final.host):
        names_page = is_deep(cited) or _QUERY_ID.search(cited.query) is not None
        return names_page and (not is_deep(final) or _names_home(final))
    wanted = _slug_words(cited.path)
    if len(wanted) < 3:
        return False
    shown = f"{unquote(final.target)} {page.title} {page.h1}".lower()
    return not any(word in shown for word in wanted)


def _names_home(address: Address) -> bool:
    parts = address.path.lower().split("/")
    return any(_PAGE_EXTENSION.sub("", part) in _HOME_NAMES for part in parts)


def stands_in(final: Address, of_sibling: Address) -> bool:
    """Whether a cited page and one that cannot exist lead to the same; a search may name what it looks for."""
    one, other = (
        (address.host.removeprefix("www."), address.path.rstrip("/"), address.fragment)
        for address in (final, of_sibling)
    )
    anywhere = is_home(final) or not is_deep(final) or _names_home(final)
    return one == other and (anywhere or final.query == of_sibling.query)


def is_error_path(address: Address) -> bool:
    """Whether a redirect ended at an address that calls itself an error page."""
    last = address.path.rstrip("/").rpartition("/")[2].lower()
    return _PAGE_EXTENSION.sub("", last) in signatures().error_paths


def parked(observation: Observation, page: Markup, final: Address) -> bool:
    """Whether the domain is for sale: sent to a marketplace, or a parking page."""
    marks = signatures()
    domain = registered_domain(final.host) or final.host
    cited_domain = registered_domain(parse(observation.url).host)
    if domain != cited_domain and domain in marks.parked_hosts:
        return True
    if len(page.html) > _LARGE_PAGE or len(page.all_text) >= SHORT_TEXT:
        return False
    text = page.lowered_text
    said = any(mark.replace("{domain}", domain) in text for mark in marks.parked_texts)
    served = any(mark in page.lowered for mark in marks.parked_sources)
    titled = domain in page.title.lower()
    return (said or served) and (said == served or titled or len(text) < _FEW_LINES)


def _says_state(page: Markup) -> bool:
    if not _hinted(page):
        return False
    compact = _compact(page)
    return any(mark in compact for mark in signatures().gone_states)


def _hinted(page: Markup) -> bool:
    return any(hint in page.lowered for hint in signatures().gone_state_hints)


def _compact(page: Markup) -> str:
    return page.lowered.replace('": ', '":')


def _plain(text: str) -> str:
    return " ".join(_EDGES.sub(" ", text.lower().replace("’", "'")).split())


def _slug_words(path: str) -> set[str]:
    """The words of the last part of a path, short ones left out."""
    last = _PAGE_EXTENSION.sub("", unquote(path).rstrip("/").rpartition("/")[2].lower())
    return {word for word in re.split(r"[^\w]|_", last) if len(word) >= 4 and not word.isdigit()}


def _overlap(one: str, other: str) -> float:
    """Jaccard similarity of the words, numbers aside (times, request ids)."""
    left, right = (set(re.findall(r"[^\W\d]+", text.lower())) for text in (one, other))
    return len(left & right) / len(left | right) if left | right else 1.0
