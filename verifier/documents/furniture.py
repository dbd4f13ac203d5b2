"""Boxes inside an article: pointers to other articles, advertisements, credits, what closes it."""

from __future__ import annotations

from verifier.documents import lines
from verifier.documents.lists import Pieces
from verifier.documents.vocabulary import vocabulary
from verifier.model import BlockKind

_LONGEST_AD = 30  # blocks between the two marks; without a second mark only the line itself is one
_LONGEST_BOX = 12  # blocks of a box of pointers


def inner_furniture(pieces: Pieces, stop: int, taken: frozenset[int]) -> set[int]:
    """Indices of blocks before `stop` that are no body; `taken` are those of source lists."""
    found: set[int] = set()
    index, seen_prose = 0, False
    while index < stop:
        size = 0 if index in taken else _furniture_at(pieces, index, stop, taken, closing=seen_prose)
        found.update(range(index, index + size))
        seen_prose = seen_prose or (size == 0 and index not in taken and lines.is_prose(pieces.texts[index]))
        index += size or 1
    return found


def _furniture_at(pieces: Pieces, index: int, stop: int, taken: frozenset[int], *, closing: bool) -> int:
    """How many blocks of furniture start here."""
    text = pieces.texts[index]
    if len(text) > 400:
        return 0
    if lines.is_ad(text):
        return _advertisement(pieces, index, stop)
    if lines.is_furniture_heading(text):
        if closing and lines.furniture_key(text) in vocabulary()["closing-headings"]:
            return _until_list(index, stop, taken)
        return _box(pieces, index, stop, taken)
    is_credit = pieces.block(index).kind is BlockKind.PARAGRAPH and lines.is_credit(text)
    return int(is_credit or lines.is_teaser(text) or (len(text) <= 80 and _is_meter(text)))


def _is_meter(text: str) -> bool:
    return any(sign.isalpha() for sign in text) and lines.is_meter(text)


def _advertisement(pieces: Pieces, index: int, stop: int) -> int:
    for at in range(index + 1, min(stop, index + _LONGEST_AD)):
        if lines.is_ad(pieces.texts[at], end=True):
            return at - index + 1
    return 1


def _until_list(index: int, stop: int, taken: frozenset[int]) -> int:
    return next((at for at in range(index + 1, stop) if at in taken), stop) - index


def _box(pieces: Pieces, index: int, stop: int, taken: frozenset[int]) -> int:
    """A heading and the items, links or titles below it, up to the first prose or heading."""
    at = index + 1
    while at < min(stop, index + _LONGEST_BOX) and at not in taken:
        block, text = pieces.block(at), pieces.texts[at]
        pointer = block.kind is BlockKind.ITEM or (not lines.ends_sentence(text) and not block.gap)
        alone = at == index + 1 and not lines.is_prose(text) and block.kind is BlockKind.PARAGRAPH
        if not (pointer or alone) or (block.kind is BlockKind.HEADING):
            break
        at += 1
    return at - index
