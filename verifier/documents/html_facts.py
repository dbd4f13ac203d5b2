"""What an HTML page states about itself: title, date, language, canonical address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from verifier.documents.dates import parse_stated

_PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "publish-date",
    "publishdate",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "last-published",
)
_LONGEST_JSON = 500_000  # characters of one JSON-LD script
_MOST_NODES = 2_000  # of JSON-LD
_MOST_META = 500


@dataclass(frozen=True, slots=True)
class PageFacts:
    """None: the page does not state it."""

    title: str | None  # as metadata gives it
    document_title: str | None  # of the browser's tab, mostly with the name of the site
    site_name: str | None
    published: date | None
    published_at: datetime | None
    language: str | None
    base: str | None
    canonical: str | None


def page_facts(root: Element, url: str | None) -> PageFacts:
    """Metadata first, then JSON-LD, then what the text marks as a date."""
    meta = _meta(root)
    nodes = list(_json_ld(root))
    base_element = next(root.iter("base"), None)
    base = _resolved(url, base_element.get("href")) if base_element is not None else url
    published, published_at = _published(root, meta, nodes)
    return PageFacts(
        title=meta.get("og:title") or _headline(nodes) or meta.get("twitter:title"),
        document_title=_element_text(root, "title"),
        site_name=meta.get("og:site_name"),
        published=published,
        published_at=published_at,
        language=root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or meta.get("og:locale"),
        base=base,
        canonical=_canonical(root, meta, base),
    )


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, element in enumerate(root.iter("meta")):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
        if number > _MOST_META:
            break
    return found


def _element_text(root: Element, tag: str) -> str | None:
    element = next(root.iter(tag), None)
    text = " ".join((element.text or "").split()) if element is not None else ""
    return text or None


def _resolved(base: str | None, url: str | None) -> str | None:
    try:
        resolved = urljoin(base or "", (url or "").strip())
    except ValueError:
        return None
    return resolved if resolved.startswith(("http://", "https://")) else None


def _canonical(root: Element, meta: dict[str, str], base: str | None) -> str | None:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return _resolved(base, element.get("href"))
    return _resolved(base, meta.get("og:url")) if meta.get("og:url") else None


def _json_ld(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of all JSON-LD scripts, those inside "@graph" and lists too."""
    for element in root.iter("script"):
        content = element.text or ""
        if (element.get("type") or "").strip().lower() != "application/ld+json" or len(
            content
        ) > _LONGEST_JSON:
            continue
        try:
            waiting: list[Any] = [json.loads(content)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                waiting.append(node.get("@graph"))
                yield node


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and (name.endswith(("Article", "Posting", "Report"))) for name in names)


def _headline(nodes: list[dict[str, Any]]) -> str | None:
    headlines = (node.get("headline") for node in nodes if _is_article(node))
    return next((text for text in headlines if isinstance(text, str) and text.strip()), None)


def _published(
    root: Element, meta: dict[str, str], nodes: list[dict[str, Any]]
) -> tuple[date | None, datetime | None]:
    for value in _published_values(root, meta, nodes):
        published, published_at = parse_stated(value)
        if published is not None:
            return published, published_at
    return None, None


def _published_values(root: Element, meta: dict[str, str], nodes: list[dict[str, Any]]) -> Iterator[str]:
    yield from (meta[name] for name in _PUBLISHED_NAMES[:3] if name in meta)
    for node in nodes:
        value = node.get("datePublished")
        if _is_article(node) and isinstance(value, str):
            yield value
    yield from (meta[name] for name in _PUBLISHED_NAMES[3:] if name in meta)
    for element in root.iter("time", "span", "div", "p"):
        if element.get("itemprop") == "datePublished":
            yield element.get("datetime") or element.get("content") or element.text or ""
    for element in root.iter("time"):
        if element.get("datetime") and element.get("itemprop") != "dateModified":
            yield element.get("datetime") or ""
            break
