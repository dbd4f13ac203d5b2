"""A Word document written back, with each finding as a comment at its place. Needs the extra "docx"."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from verifier.documents.docx import stretches_of
from verifier.documents.docx_package import Package
from verifier.errors import InputError, OutputError
from verifier.model import ArticleReport, Finding, Report
from verifier.reports import summary
from verifier.reports.docx_runs import Held, cut, nearest
from verifier.reports.options import Options
from verifier.reports.safe import plain
from verifier.reports.words import Words, words_for

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R

AUTHOR = "verifier"
_INITIALS = "v"
_MOST = 1_000  # comments, the most important ones; their cost grows with the square of their number
_LONGEST_QUOTE = 80  # characters


def is_installed() -> bool:
    """Whether the extra "docx" is there."""
    return find_spec("docx") is not None


def annotated(original: bytes, report: Report, options: Options) -> bytes:
    """The document that the report's only article was read from, with comments; its text stays as it is.

    A comment that an earlier check has left is not written a second time.

    Raises:
        OutputError: the document can be read, but not written back.
    """
    if not report.articles:
        raise OutputError("no document with comments was written: the article was not checked")
    (article,) = report.articles
    if not article.findings:
        return original
    path = article.facts.article.path
    try:
        document = _opened(original, path)
        _comment(document, original, article, words_for(report, options))
        written = io.BytesIO()
        document.save(written)
    except InputError as error:
        raise OutputError(str(error)) from error
    except Exception as error:
        reason = f"cannot be written back with comments ({type(error).__name__})"
        raise OutputError(f"{path}: {reason}; save it anew in a word processor and try again") from error
    return written.getvalue()


def _opened(original: bytes, path: str) -> Document:
    import docx  # noqa: PLC0415 - the extra, only for those who want it

    Package(original, path=path).weigh()
    return docx.Document(io.BytesIO(original))


def _comment(document: Document, original: bytes, article: ArticleReport, words: Words) -> None:
    from docx.text.run import Run  # noqa: PLC0415

    stretches = stretches_of(original, document.element, path=article.facts.article.path)
    findings = summary.in_text_order(summary.by_importance(article.findings)[:_MOST])
    held = cut(stretches, (place for finding in findings for place in (finding.start, finding.end)))
    told = Counter(comment.text for comment in document.comments if comment.author == AUTHOR)
    for said, parts in _comments(findings, held, len(article.findings), words, article.facts.article.text):
        told.subtract([said])
        if told[said] < 0:
            document.add_comment([Run(cast("CT_R", p.run), document) for p in parts], said, AUTHOR, _INITIALS)


def _comments(
    findings: Sequence[Finding], held: Sequence[Held], whole: int, words: Words, text: str
) -> Iterator[tuple[str, tuple[Held, Held]]]:
    """What is said, and the first and last part to which it is tied."""
    if whole > len(findings):
        yield words.plural("beyond_worst", whole - len(findings)), (held[0], held[0])
    for finding in findings:
        parts = nearest(held, finding.start, finding.end)
        yield _said(finding, words, parts[0], text), parts


def _said(finding: Finding, words: Words, place: Held, text: str) -> str:
    severity = words(f"severity_{finding.severity}").capitalize()
    lines = [f"{severity} {finding.rule}: {finding.message}"]
    if place.aside is not None:
        quoted = text[finding.start : finding.end][:_LONGEST_QUOTE]
        lines.insert(0, words(f"in_{place.aside.kind}", number=place.aside.number, words=quoted))
    if finding.advice:
        lines.append(f"{words('do')}: {finding.advice}")
    for suggestion in finding.suggestions:
        becomes = f" → {suggestion.replacement}" if suggestion.replacement else ""
        lines.append(f"{words('suggestion')}: {suggestion.text}{becomes}")
    return "\n".join(map(plain, lines))
