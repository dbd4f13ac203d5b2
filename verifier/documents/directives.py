"""Decisions written into a document: `verifier: ignore LNK103 until=2026-12-31 reason="behind a paywall"`.

They stand in comments of Markdown and HTML and hold for the line they stand on; alone on a line, for the
next one with text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from verifier.model import Decision, DecisionKind, Lapse, LapseKind, Span

COMMENT = re.compile(r"<!--\s{0,20}verifier:\s{0,20}([^<>]{1,500}?)\s{0,20}-->")
_FORM = 'write: verifier: ignore CODE until=YYYY-MM-DD reason="…"'
_FIELD = re.compile(r'(\w{1,20})\s?=\s?(?:"([^"]*)"|(\S+))')
_CODE = re.compile(r"[A-Z]{3}\d{0,3}")
_FIELDS = frozenset({"until", "reason", "by"})


def in_comments(text: str) -> Iterator[tuple[Span, str]]:
    """The comments that speak to us, each with what it says."""
    for comment in COMMENT.finditer(text):
        yield Span(*comment.span()), comment[1]


def read_directives(found: Iterable[tuple[Span, str]], text: str, path: str) -> Iterator[Decision | Lapse]:
    """One decision for each code that is named; what cannot be read is a lapse that says why."""
    for comment, said in found:
        line = text.count("\n", 0, comment.start) + 1
        origin = f"{path}:{line}"
        try:
            yield from _decisions(said, _line_of(text, comment), origin)
        except ValueError as error:
            yield Lapse(LapseKind.UNREADABLE, origin, f"{said}: {error}; {_FORM}")


def _decisions(said: str, span: Span, origin: str) -> Iterator[Decision]:
    fields = {match[1]: match[2] if match[2] is not None else match[3] for match in _FIELD.finditer(said)}
    verb, *codes = _FIELD.sub("", said).replace(",", " ").split() or [""]
    if verb != "ignore":
        raise ValueError(f"{verb!r} is not known")
    if unknown := fields.keys() - _FIELDS:
        raise ValueError(f"{min(unknown)!r} is not known")
    if not codes:
        raise ValueError("no rule is named")
    if wrong := next((code for code in codes if not _CODE.fullmatch(code)), None):
        raise ValueError(f"{wrong!r} is no code of a rule")
    until = _day(fields["until"]) if "until" in fields else None
    for code in codes:
        yield Decision(
            kind=DecisionKind.ACCEPT,
            rule=code,
            reason=fields.get("reason", ""),
            by=fields.get("by"),
            until=until,
            span=span,
            origin=origin,
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date") from None


def _line_of(text: str, comment: Span) -> Span:
    """The comment's own line; the next one with text where nothing else stands there."""
    start = text.rfind("\n", 0, comment.start) + 1
    end = _line_end(text, comment.end)
    if COMMENT.sub("", text[start:end]).strip():
        return Span(start, end)
    following = re.compile(r"\S").search(text, end)
    while following is not None and (comment_there := COMMENT.match(text, following.start())):
        following = re.compile(r"\S").search(text, comment_there.end())
    start = following.start() if following else end
    return Span(start, _line_end(text, start))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
