"""HTML (a saved page, a fragment of a CMS) -> raw blocks over the text that is extracted from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from lxml import etree

from verifier.documents.directives import COMMENT
from verifier.documents.hrefs import absolute
from verifier.documents.html_facts import PageFacts, page_facts
from verifier.documents.html_page import map_page
from verifier.documents.html_walk import DIRECTIVE, Chunk, Walker, joined_lines
from verifier.documents.lists import Pieces, find_lists
from verifier.documents.notes import closing_notes
from verifier.documents.raw import RawBlock, RawDocument
from verifier.documents.sections import own_lists
from verifier.errors import InputError
from verifier.model import BlockKind, Hyperlink, Span

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_GROUPING = re.compile(
    r"</?(?:div|span|font|center|section|b|i|em|strong|u|small|big)(?=[\s>/])[^<>]{0,1000}>", re.IGNORECASE
)
_IN, _AFTER = 1, 2
_LONGEST_SITE_NAME = 8  # characters; a longer heading that the page's title holds is the article's
MAX_TAGS = 500_000


def read_html(text: str, *, path: str, url: str | None = None) -> RawDocument:
    """Extract the article. `url` resolves relative links.

    Raises:
        InputError: there is no text in it.
    """
    if text.count("<") > MAX_TAGS:
        raise InputError(f"{path}: more than {MAX_TAGS} pieces of markup; save the article alone")
    root = _parsed(text, path)
    facts = page_facts(root, url)
    page = map_page(root)
    chunks = joined_lines(Walker(page, _quotes(facts.language)).walk(root))
    heading = _choose_heading(chunks, facts)
    kept = _kept(chunks, heading, facts.base)
    if not kept:
        raise InputError(
            f"{path}: no text to check in this page; save the article itself, not a frame or a script"
        )
    mine = {id(chunk) for chunk in kept}
    kept[0].directives += [said for chunk in chunks if id(chunk) not in mine for said in chunk.directives]
    document = _assembled(kept, heading, facts.base)
    return replace(
        document,
        title=_title(facts, heading),
        published=facts.published,
        published_at=facts.published_at,
        language=facts.language,
        url=facts.canonical or url,
    )


def _quotes(language: str | None) -> tuple[str, str]:
    """What a browser draws around a <q>."""
    return ("„", "“") if (language or "de").lower().startswith("de") else ("“", "”")


def _parsed(text: str, path: str) -> etree._Element:
    source = _DECLARATION.sub("", text, count=1) if text[:200].lstrip().startswith("<?xml") else text
    source = COMMENT.sub(_kept_comment, source)
    root, complete = _tree(source)
    if not complete:  # nested deeper than the parser follows: grouping elements carry no text of their own
        root, _ = _tree(_GROUPING.sub("\n", source))
    if root is None:
        raise InputError(f"{path}: no text to check in this page")
    return root


def _kept_comment(comment: re.Match[str]) -> str:
    """Comments are left out when the page is read; those that speak to us become elements."""
    return f'<meta name="{DIRECTIVE}" content="{escape(comment[1])}">'


def _tree(source: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    complete = not any("depth" in entry.message.lower() for entry in parser.error_log)
    return root, complete


def _choose_heading(chunks: Sequence[Chunk], facts: PageFacts) -> Chunk | None:
    """The h1 that the page's title repeats, else the first in the article, else the last before it."""
    stated = (facts.title or facts.document_title or "").casefold()
    headings = [
        chunk
        for chunk in chunks
        if chunk.kind is BlockKind.HEADING
        and chunk.level == 1
        and chunk.zone != _AFTER
        and not _is_site(chunk, facts)
    ]
    repeated = [
        chunk
        for chunk in headings
        if len(chunk.text) > _LONGEST_SITE_NAME and chunk.text.casefold() in stated
    ]
    inside = [chunk for chunk in headings if chunk.zone == _IN]
    return next(iter(repeated), None) or next(iter(inside), None) or next(reversed(headings), None)


def _is_site(chunk: Chunk, facts: PageFacts) -> bool:
    """A logo set as a heading: the tab's title ends with it, "Title | Site"."""
    before, _, last = (facts.document_title or "").rpartition(chunk.text)
    return chunk.text == facts.site_name or (not last and before.rstrip().endswith(("|", "–", "—", "-", "·")))


def _title(facts: PageFacts, heading: Chunk | None) -> str | None:
    stated = facts.title
    if heading is not None and (not stated or heading.text.casefold() in stated.casefold()):
        return heading.text
    stated = stated or facts.document_title
    if stated and facts.site_name:
        return re.sub(rf"\s+[|–—·•-]\s+{re.escape(facts.site_name)}\s*\Z", "", stated)
    return stated


def _kept(chunks: Sequence[Chunk], heading: Chunk | None, base: str | None) -> list[Chunk]:
    """The article, what stands between its heading and it, and a source list that follows it."""
    start = next((i for i, chunk in enumerate(chunks) if chunk is heading), len(chunks))
    kept = [c for i, c in enumerate(chunks) if c.zone == _IN or (c.zone < _IN and i >= start)]
    after = [chunk for chunk in chunks if chunk.zone == _AFTER]
    pieces = Pieces(_assembled(kept + after, heading, base))
    own, _ = own_lists(pieces, find_lists(pieces) or closing_notes(pieces))
    if len(pieces.texts) > len(kept) and own and own[0].first >= len(kept):
        return kept + after[own[0].first - len(kept) : own[0].stop - len(kept)]
    return kept


def _assembled(chunks: Sequence[Chunk], heading: Chunk | None, base: str | None) -> RawDocument:
    """One line per chunk, a blank line where the page has a gap."""
    parts: list[str] = []
    blocks: list[RawBlock] = []
    links: list[Hyperlink] = []
    directives: list[tuple[Span, str]] = []
    at, has_lead = 0, False
    for chunk in chunks:
        if parts:
            parts.append("\n\n" if chunk.gap else "\n")
            at += len(parts[-1])
        kind = _kind(chunk, heading, has_lead=has_lead)
        has_lead = has_lead or kind is BlockKind.LEAD
        start = at + len(chunk.prefix)
        blocks.append(RawBlock(start, start + chunk.size, kind, chunk.level, chunk.gap))
        links += _hyperlinks(chunk, start, base)
        directives += [(Span(start, start + chunk.size), said) for said in chunk.directives]
        parts.append(chunk.prefix + chunk.text)
        at = start + chunk.size
    return RawDocument("".join(parts), blocks, tuple(links), directives=tuple(directives))


def _kind(chunk: Chunk, heading: Chunk | None, *, has_lead: bool) -> BlockKind | None:
    if chunk is heading:
        return BlockKind.TITLE
    if chunk.is_note:
        return None
    return BlockKind.PARAGRAPH if has_lead and chunk.kind is BlockKind.LEAD else chunk.kind


def _hyperlinks(chunk: Chunk, at: int, base: str | None) -> list[Hyperlink]:
    found = []
    for start, end, href in chunk.links:
        url = absolute(href, base)
        if url is not None:
            found.append(Hyperlink(at + start, at + end, url, at + start, at + end))
    return found
