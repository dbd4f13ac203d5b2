"""JSON-LD of a page: the node of the article among all others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = Mapping[str, Any]

_LONGEST = 600_000  # characters of one script
_MOST_NODES = 3_000
_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|LiveBlogPosting|Review|ScholarlyArticle|PressRelease|SocialMediaPosting)$"
)
_OTHERS = frozenset(
    {"VideoObject", "PodcastEpisode", "AudioObject", "Dataset", "Book", "Legislation", "Recipe"}
)
_WEAK = frozenset({"WebPage", "ItemPage", "ProfilePage", "AboutPage", "CollectionPage", "FAQPage", "QAPage"})
_WRAPPING = re.compile(
    r"\A\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*\Z"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_TYPE_FIELD = re.compile(r'"@type"\s*:\s*\[?\s*"(\w{4,40})"')
_PUBLISHER_FIELD = re.compile(r'"publisher"\s*:\s*\[?\s*\{[^{}]{0,400}?"name"\s*:\s*"([^"]{2,80})"')
_CONTROLS = re.compile(r"[\x00-\x1f]+")


def nodes(root: HtmlElement) -> list[Node]:
    """All objects of all JSON-LD scripts, those inside "@graph", lists and "mainEntity" too."""
    found: list[Node] = []
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        content = element.text_content()
        if content and len(content) <= _LONGEST:
            found.extend(_flat(_loaded(content)))
        if len(found) > _MOST_NODES:
            break
    return found


def _loaded(content: str) -> Any:
    content = _WRAPPING.sub("", content).strip().rstrip(";")
    for text in (content, _CONTROLS.sub(" ", content), _TRAILING_COMMA.sub(r"\1", content)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(content)


def _salvaged(content: str) -> Node | None:
    """What can be read for sure of an article's node that is no valid JSON: one stray quotation mark is enough."""
    kind = _TYPE_FIELD.search(content)
    if kind is None or not _ARTICLE.search(kind[1]):
        return None
    node: dict[str, Any] = {"@type": kind[1]}
    for name in ("datePublished", "dateModified"):
        if found := re.search(rf'"{name}"\s*:\s*"([^"]{{8,40}})"', content):
            node[name] = found[1]
    if found := _PUBLISHER_FIELD.search(content):
        node["publisher"] = {"name": found[1]}
    return node


def _flat(value: Any) -> Iterator[Node]:
    waiting: list[Any] = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(node.get(key), (list, dict))
            )


def types(node: Node) -> tuple[str, ...]:
    """The node's types without the vocabulary's address."""
    given = node.get("@type")
    names = given if isinstance(given, list) else [given]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def is_article(node: Node) -> bool:
    """Whether the node describes something with an author and a date."""
    return any(_ARTICLE.search(name) for name in types(node))


def main_node(found: Iterable[Node], url: str, title: str | None) -> Node | None:
    """The node of the page itself: an article before other works before the page, by address or headline."""
    ranked = [
        (rank, -position, node)
        for position, node in enumerate(found)
        if (rank := _rank(node, url, title)) > 0
    ]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _rank(node: Node, url: str, title: str | None) -> int:
    names = types(node)
    rank = (
        30
        if is_article(node)
        else 20
        if _OTHERS.intersection(names)
        else 10
        if _WEAK.intersection(names)
        else 0
    )
    if not rank:
        return 0
    if _same_address(url, *_addresses(node)):
        rank += 9
    headline = text_of(node.get("headline")) or text_of(node.get("name"))
    if title and headline and _plain(headline)[:40] and _plain(headline)[:40] in _plain(title):
        rank += 8
    return rank + 2 * ("datePublished" in node) + ("publisher" in node)


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def _same_address(url: str, *others: str) -> bool:
    return any(_bare(url) == _bare(other) for other in others if "/" in other)


def _bare(url: str) -> str:
    return (
        re.sub(r"^https?://(?:www\.|m\.|amp\.)?", "", url.partition("#")[0].partition("?")[0])
        .rstrip("/")
        .lower()
    )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def text_of(value: Any) -> str | None:
    """A string value, on one line; the first of several."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def name_of(value: Any, by_id: Mapping[str, Node]) -> Iterator[str]:
    """The names of an organisation that is given as text, as a node, or by reference."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            if not item.startswith(("http", "#", "/")):
                yield item
            elif item in by_id:
                yield from _names(by_id[item])
        elif isinstance(item, dict):
            reference = item.get("@id")
            known = by_id.get(reference, item) if "name" not in item and isinstance(reference, str) else item
            yield from _names(known)


def _names(node: Node) -> Iterator[str]:
    for key in ("name", "legalName", "alternateName"):
        name = text_of(node.get(key))
        if name:
            yield name


def by_id(found: Iterable[Node]) -> dict[str, Node]:
    """The nodes that others refer to."""
    return {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and "name" in node}
