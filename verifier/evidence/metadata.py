"""What an HTML page states about itself: title, publisher, address, language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from verifier.evidence import linked_data, named_publishers
from verifier.evidence.linked_data import Node
from verifier.evidence.words import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_META = 500
_WORDS = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*|\s+::\s+")
_EDGES = re.compile(r"^[\s|:–—·•»-]+|[\s|:–—·•»-]+$")
_LONGEST_SITE = 60  # characters; longer ones are slogans
_LONGEST_SUFFIX = 7  # words
_LONGEST_TITLE = 500  # characters
_MOST_HEADINGS = 200
_TELLING_HEADING = 12  # characters: a shorter one may stand in any title
_EMPTY_SITES = frozenset(
    {
        "home",
        "homepage",
        "startseite",
        "news",
        "website",
        "site",
        "blog",
        "default",
        "untitled",
        "wordpress",
        "my site",
        "null",
        "undefined",
    }
)
_NAMING_METAS = (
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "citation_publisher",
    "publisher",
    "dcterms.rightsholder",
    "copyright",
)
_CREDITED = (
    "provider",
    "sourceOrganization",
    "creator",
    "author",
    "copyrightHolder",
    "isPartOf",
    "publisherImprint",
)


@dataclass
class Head:
    """The stated facts of one page; each is read when it is first asked for."""

    root: HtmlElement
    url: str

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """Named `<meta>` elements, names in lower case, the first of each."""
        found: dict[str, str] = {}
        for number, element in enumerate(self.root.iter("meta")):
            name = (
                element.get("property")
                or element.get("name")
                or element.get("itemprop")
                or element.get("http-equiv")
            )
            content = " ".join((element.get("content") or "").split())
            if name and content:
                found.setdefault(name.strip().lower(), content)
            if number > _MOST_META:
                break
        return found

    @cached_property
    def nodes(self) -> Sequence[Node]:
        """All objects of the page's JSON-LD."""
        return linked_data.nodes(self.root)

    @cached_property
    def main(self) -> Node | None:
        """The one that describes the page's own article."""
        return linked_data.main_node(self.nodes, self.canonical or self.url, self._any_title)

    @property
    def _any_title(self) -> str | None:
        return self.metas.get("og:title") or self.page_title

    @cached_property
    def page_title(self) -> str | None:
        """The `<title>` of the head."""
        for element in self.root.iter("title"):
            parent = element.getparent()
            if parent is None or parent.tag != "svg":
                return " ".join(element.text_content().split()) or None
        return None

    @cached_property
    def heading(self) -> HtmlElement | None:
        """The article's own: on many pages the first main heading is the site's name or that of a menu."""
        stated = [_bare(text) for text in (self.metas.get("og:title"), self.page_title) if text]
        headings = [element for tag in ("h1", "h2", "h3") for element in self.root.iter(tag)][:_MOST_HEADINGS]
        for element in headings:
            text = _bare(element.text_content())
            if len(text) >= _TELLING_HEADING and any(text in title or title in text for title in stated):
                return element
        return next((element for element in headings if element.text_content().strip()), None)

    @cached_property
    def h1(self) -> str | None:
        """The text of the main heading."""
        return " ".join(self.heading.text_content().split()) if self.heading is not None else None

    @cached_property
    def title(self) -> str | None:
        """The headline, without the site's name behind it."""
        stated = self.metas.get("og:title") or (
            linked_data.text_of(self.main.get("headline")) if self.main else None
        )
        stated = stated or self.metas.get("twitter:title") or self.page_title or self.h1
        return self._bare_title(stated[:_LONGEST_TITLE]) if stated else None

    def _bare_title(self, stated: str) -> str:
        """Without the names of site, section and day around the main heading."""
        if self.h1 and len(self.h1) > 12 and self.h1 in stated:
            return self.h1
        parts = _SEPARATOR.split(stated)
        sites = {fold(name) for name in self.publishers}
        if len(parts) > 1 and fold(parts[-1]) in sites:
            return stated[: stated.rfind(parts[-1])].rstrip(" |–—·•»:-") or stated
        return stated

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page gives itself."""
        for element in self.root.iter("link"):
            if "canonical" in (element.get("rel") or "").lower().split():
                return _absolute(self.url, element.get("href"))
        return _absolute(self.url, self.metas.get("og:url"))

    @cached_property
    def stated_language(self) -> str | None:
        """Its code without region, as stated."""
        meta = self.metas
        stated = self.root.get("lang") or self.root.get("{http://www.w3.org/XML/1998/namespace}lang")
        stated = (
            stated
            or meta.get("og:locale")
            or meta.get("content-language")
            or meta.get("language")
            or meta.get("dc.language")
        )
        code = re.match(r"[A-Za-z]{2,3}", stated or "")
        return code[0].lower() if code else None

    @cached_property
    def site_name(self) -> str | None:
        """Who the page says it belongs to: og:site_name, JSON-LD, application name, title suffix."""
        return next(iter(self._sites), None)

    @cached_property
    def _sites(self) -> tuple[str, ...]:
        candidates = [self.metas.get("og:site_name"), *self._publishers(), *self._web_sites()]
        candidates += named_publishers.marked_up(self.root)
        candidates += [self.metas.get(name) for name in _NAMING_METAS]
        candidates += [*self._outside_data(), *named_publishers.in_footer(self.root)]
        candidates += [self.metas.get("dc.creator"), self.metas.get("twitter:site", "").removeprefix("@")]
        headline = fold(self._headline or "")
        return tuple(name for name in candidates if name and _is_site(name) and fold(name) != headline)

    def _outside_data(self) -> Iterator[str]:
        """What the title adds to the headline, and the name behind the logo; first the one within the other."""
        logo, suffix = named_publishers.of_logo(self.root, self.url), self._suffix()
        if logo and suffix and fold(logo) in fold(suffix):
            yield logo
        yield from filter(None, (suffix, logo))

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """Every name of who publishes or delivers it, the best first."""
        names = [*self._sites, *self._credited()]
        return tuple(dict.fromkeys(name for name in names if len(name) <= 2 * _LONGEST_SITE))[:12]

    def _publishers(self) -> Iterator[str]:
        main = self.main
        known = linked_data.by_id(self.nodes)
        if main is not None:
            yield from linked_data.name_of(main.get("publisher"), known)
        for node in self.nodes:
            if linked_data.is_article(node) and node is not main:
                yield from linked_data.name_of(node.get("publisher"), known)
                break

    def _web_sites(self) -> Iterator[str]:
        known = linked_data.by_id(self.nodes)
        for wanted in ("WebSite", "NewsMediaOrganization", "Organization"):
            for node in self.nodes:
                if wanted in linked_data.types(node):
                    yield from linked_data.name_of(node, known)

    def _credited(self) -> Iterator[str]:
        """Names that make a mismatch harmless: agencies, parents, hosts."""
        known = linked_data.by_id(self.nodes)
        for key in _CREDITED:
            for name in linked_data.name_of((self.main or {}).get(key), known):
                if _is_site(name):
                    yield name
        for name in (
            "author",
            "dc.creator",
            "article:author",
            "dc.source",
            "copyright",
            "twitter:site",
            "citation_journal_title",
        ):
            content = self.metas.get(name, "").removeprefix("@")
            if _is_site(content) and not content.startswith("http"):
                yield content

    @cached_property
    def _headline(self) -> str | None:
        """What the page is headed with: on many blogs the main heading is the blog's own name."""
        stated = self.metas.get("og:title")
        return (
            stated
            if stated and self.page_title and stated != self.page_title and stated in self.page_title
            else self.h1
        )

    def _suffix(self) -> str | None:
        """What the `<title>` adds to the headline, in front of it or behind it."""
        title, headline = self.page_title, self._headline
        if not title or not headline:
            return None
        if headline in title:
            parts = _SEPARATOR.split(_EDGES.sub("", title.replace(headline, " | ", 1)))
        else:
            parts = _SEPARATOR.split(title)[1:]
        last = next((part for part in reversed(parts) if part.strip(" |:-–—")), "").strip(" |:-–—")
        short = last and len(last.split()) <= _LONGEST_SUFFIX
        return last if short and (headline in title or fold(last) not in fold(headline)) else None


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text[:_LONGEST_TITLE].lower()))


def _is_site(name: str) -> bool:
    return (
        1 < len(name) <= _LONGEST_SITE and fold(name) not in _EMPTY_SITES and any(c.isalpha() for c in name)
    )


def _absolute(base: str, url: str | None) -> str | None:
    try:
        joined = urljoin(base, (url or "").strip()) if url else ""
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None
