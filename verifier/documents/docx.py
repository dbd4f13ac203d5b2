"""Word documents (.docx): raw blocks over the text that is extracted, and the elements that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.etree import _Element as Element

from verifier.documents import lines
from verifier.documents.docx_package import Package, W
from verifier.documents.docx_styles import Styles
from verifier.documents.docx_text import Paragraph, Piece
from verifier.documents.docx_walk import Walker
from verifier.documents.hrefs import absolute
from verifier.documents.plain import blocks_of
from verifier.documents.raw import RawBlock, RawDocument
from verifier.errors import InputError
from verifier.model import BlockKind, Hyperlink

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_TITLE_BLOCKS = 16  # among which the title that the file states is looked for
_LINE = re.compile(r"[^\n]+")
_TAIL = 60  # characters
_MARKS = re.compile(r"(?:\[\d{1,5}\]|\(\d{1,5}\)|[¹²³⁰⁴-⁹])+\Z")  # behind the full stop
_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CORE_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` is what one element shows."""

    start: int
    end: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    blocks: tuple[RawBlock, ...]
    hyperlinks: tuple[Hyperlink, ...]
    stretches: tuple[Stretch, ...]


def read_docx(data: bytes, *, path: str) -> RawDocument:
    """What a reader sees with all changes accepted: tracked insertions count, deletions do not.

    Notes with an address stand at the end behind their mark "[1]"; others, marked "(2)", and text boxes behind
    the paragraph that refers to them. Headers, footers, comments, hidden text and tables of contents are no part
    of an article.

    Raises:
        InputError: it is no .docx, damaged, locked, or built to harm.
    """
    package = Package(data, path=path)
    body = package.xml(package.main)
    draft, language = _read(package, body)
    if not draft.text.strip():
        raise InputError(f"{path}: empty, there is no text to check")
    core = package.xml(package.related("", "core-properties"))
    title, stated = (None if core is None else core.findtext(tag) for tag in (_CORE_TITLE, _CORE_LANGUAGE))
    return RawDocument(
        draft.text,
        draft.blocks,
        hyperlinks=draft.hyperlinks,
        title=title if title and _is_shown(title, draft) else None,
        language=stated or language,
    )


def stretches_of(data: bytes, body: Element, *, path: str) -> tuple[Stretch, ...]:
    """Where the same text stands in `body`, the main part of `data` that somebody has parsed anew."""
    draft, _ = _read(Package(data, path=path), body)
    return draft.stretches


def _read(package: Package, body: Element | None) -> tuple[_Draft, str | None]:
    """The draft, and the language in which most of it is marked to be."""
    relations = package.relations(package.main)
    parts = {r.kind: r.target for r in relations.values() if not r.is_external}
    styles = Styles(package.xml(parts.get("styles")), package.xml(parts.get("numbering")))
    notes = {
        (kind, each.get(W + "id") or ""): each
        for kind in ("footnote", "endnote")
        if (root := package.xml(parts.get(f"{kind}s"))) is not None
        for each in root.iterchildren(W + kind)
    }
    walker = Walker(styles, relations, notes)
    paragraphs = walker.walk(body) if body is not None else []
    return _drafted(paragraphs), next((name for name, _ in walker.languages.most_common(1)), None)


def _is_shown(title: str, draft: _Draft) -> bool:
    """Templates leave titles behind of which the text knows nothing."""
    wanted = " ".join(title.split()).casefold()
    heads = (draft.text[block.start : block.end] for block in draft.blocks[:_TITLE_BLOCKS])
    return any(" ".join(head.split()).casefold() == wanted for head in heads)


def _drafted(paragraphs: Sequence[Paragraph]) -> _Draft:
    """One line per paragraph, a blank line where paragraphs are apart."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    placed: list[tuple[int, int, Paragraph]] = []
    at, is_blank, before = 0, True, None
    for paragraph in paragraphs:
        text = paragraph.text
        if not text.strip():
            is_blank = True
            continue
        if parts:
            parts.append("\n\n" if is_blank or _is_apart(before, paragraph) else "\n")
            at += len(parts[-1])
        parts.append(text)
        placed.append((at, at + len(text), paragraph))
        for piece in paragraph.pieces:
            stretches.append(Stretch(at, at + len(piece.text), piece))
            at += len(piece.text)
        is_blank, before = False, paragraph
    joined = "".join(parts)
    blocks, links = _blocks(joined, placed), _hyperlinks(joined, stretches)
    return _Draft(joined, tuple(blocks), tuple(links), tuple(stretches))


def _is_apart(before: Paragraph | None, paragraph: Paragraph) -> bool:
    """Running text and headings stand apart; short lines and items one below the other belong together."""
    if before is None or before.kind in _HEADINGS or paragraph.kind in _HEADINGS:
        return True
    if before.kind is paragraph.kind is BlockKind.ITEM:
        return False
    return _is_prose(before) or _is_prose(paragraph)


def _is_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return lines.is_prose(text[:-_TAIL] + _MARKS.sub("", text[-_TAIL:]))


def _blocks(text: str, placed: Sequence[tuple[int, int, Paragraph]]) -> Iterator[RawBlock]:
    """What no style tells about is read as plain text: typed bullets and numbers, wrapped lines, rules."""
    for is_plain, group in groupby(placed, key=lambda place: place[2].is_plain):
        inside = list(group)
        if is_plain:
            found = blocks_of(text, inside[0][0], inside[-1][1])
            yield from (replace(block, gap=_is_after_gap(text, inside[0][0])) for block in found[:1])
            yield from found[1:]
            continue
        for start, end, paragraph in inside:
            shown = _trimmed(text, start + paragraph.lead, end)
            if shown is not None:
                yield RawBlock(*shown, paragraph.kind, paragraph.level, _is_after_gap(text, start))


def _is_after_gap(text: str, start: int) -> bool:
    return start == 0 or text.endswith("\n\n", 0, start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without the white space at both ends; None where there is nothing else."""
    content = text[start:end].strip()
    if not content:
        return None
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    return begin, begin + len(content)


def _hyperlinks(text: str, stretches: Sequence[Stretch]) -> Iterator[Hyperlink]:
    """A link that is broken over lines is one on each."""
    for link, group in groupby(stretches, key=lambda stretch: stretch.piece.link):
        url = absolute(link.target, None) if link is not None else None
        if url is None:
            continue
        pieces = list(group)
        for part in _LINE.finditer(text, pieces[0].start, pieces[-1].end):
            if shown := _trimmed(text, *part.span()):
                yield Hyperlink(*shown, url, *shown)
