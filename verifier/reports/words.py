"""The reports' own words in the reader's language, and the phrases that several formats share."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from verifier.model import (
    ArchiveResult,
    Attribution,
    Decision,
    Finding,
    Gap,
    Lapse,
    LinkClass,
    LinkResult,
    Report,
    Standing,
)
from verifier.reports import summary
from verifier.reports.options import Options
from verifier.reports.safe import plain

# One sign for each verdict, severity and link verdict; always beside a word.
SYMBOLS: dict[str | None, str] = {
    "pass": "✓",
    "warn": "!",
    "fail": "✗",
    "incomplete": "?",
    "error": "✗",
    "warning": "!",
    "note": "i",
    "alive": "✓",
    "dead": "✗",
    "undetermined": "?",
    None: "–",
}

_GROUPS: dict[LinkClass, str] = {
    LinkClass.OK: "alive",
    LinkClass.REDIRECTED: "alive",
    LinkClass.SOFT_404: "dead",
    LinkClass.DEAD: "dead",
    LinkClass.BLOCKED: "blocked",
    LinkClass.MALFORMED: "unusable",
    LinkClass.UNSUPPORTED: "unusable",
    LinkClass.EXCLUDED: "unchecked",
    LinkClass.UNCHECKED: "unchecked",
}
_GROUP_ORDER = ("alive", "dead", "paywalled", "blocked", "failing", "unusable", "unchecked")


@dataclass(frozen=True, slots=True)
class Words:
    """Lookups in texts.toml for one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """A text, filled in."""
        text = _texts(self.language)[key]
        if not isinstance(text, str):
            raise TypeError(f"{key} has a plural")
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in _texts(self.language)

    def plural(self, key: str, n: int) -> str:
        """The form for this number, with the number filled in where the text asks for it."""
        forms = _texts(self.language)[key]
        if isinstance(forms, str):
            raise TypeError(f"{key} has no plural")
        return forms[n != 1].format(n=n)

    def counted(self, key: str, n: int) -> str:
        """Number and noun."""
        return f"{n} {self.plural(key, n)}"

    def day(self, value: date | datetime) -> str:
        """A date as the language writes it."""
        return value.strftime("%d.%m.%Y" if self.language == "de" else "%Y-%m-%d")

    def state(self, link: LinkResult, archive: ArchiveResult | None = None) -> str:
        """What a link showed, with the status that says it; without symbol.

        `archive`: where a copy is cited, it is the original that was visited, and that is said.
        """
        if archive is not None and archive.given is not None and link.verdict is not None:
            return self("of_original", state=self.state(link))
        key = f"link_{link.class_.value}"
        word = self(f"{key}_{link.detail}") if self.has(f"{key}_{link.detail}") else self(key)
        shown = f"{word} ({link.status})" if link.status and link.status >= 400 else word
        return self._over_time(shown, link)

    def _over_time(self, shown: str, link: LinkResult) -> str:
        """Of what seems gone, how sure that is."""
        if link.standing is Standing.DEAD and link.class_.verdict != "dead":
            return f"{self('link_dead')} ({shown})"
        unsure = link.class_.verdict == "dead" and self.has(f"standing_{link.standing}")
        return f"{shown}, {self(f'standing_{link.standing}')}" if unsure else shown

    def copy(self, archive: ArchiveResult) -> str:
        """The archived copy in a few words."""
        taken = self.day(archive.captured_at) if archive.captured_at else "?"
        return self(f"copy_{archive.class_.value}", day=taken)

    def credited(self, attributions: Sequence[Attribution]) -> str:
        """The lines that credit a source."""
        lines = sorted({attribution.line for attribution in attributions})
        return self("credited", lines=", ".join(map(str, lines))) if lines else self("not_credited")

    def headline(self, report: Report) -> str:
        """The verdict as a sentence."""
        counts = summary.summarize(report)
        parts = [
            self.plural(key, n)
            for key, n in (
                ("to_fix", counts.errors),
                ("to_review", counts.warnings),
                ("to_know", counts.notes),
            )
            if n
        ]
        if not counts.errors and not counts.warnings:
            parts.insert(0, self("nothing_found_offline" if report.offline else "nothing_found"))
        if not summary.is_complete(report):
            parts.append(self("incomplete"))
        return " · ".join(parts)

    def last_line(self, report: Report) -> str:
        """For example: 3 findings in 1 article (8 links: 6 alive, 1 paywalled, 1 not checked)."""
        counts = summary.summarize(report)
        found = self.counted("finding", counts.findings) if counts.findings else self("no_findings")
        line = f"{found} {self('in')} {self.counted('article', counts.articles)}"
        parts = []
        if groups := self._groups(report):
            parts.append(f"{self.counted('link', counts.sources)}: {', '.join(groups)}")
        if settled := sum(len(article.decided) for article in report.articles):
            parts.append(self("decided_counted", n=settled))
        return f"{line} ({'; '.join(parts)})" if parts else line

    def decision(self, decision: Decision) -> str:
        """What was decided, why, until when, by whom and where."""
        until = self("decision_until", day=self.day(decision.until)) if decision.until else ""
        by = self("decision_by", name=decision.by) if decision.by else ""
        about = ", ".join(filter(None, (until, by, decision.origin)))
        told = ": ".join(filter(None, (self(f"decision_{decision.kind.value}"), decision.reason)))
        return f"{told} ({about})" if about else told

    def lapse(self, lapse: Lapse) -> str:
        """A decision without effect, and why it has none."""
        return f"{lapse.origin}: {self(f'lapse_{lapse.kind.value}')}: {lapse.detail}"

    def unchecked(self, report: Report) -> str:
        """What nobody could judge, counted; "" when there is nothing of the kind."""
        parts = [self.counted(key, n) for key, n in summary.unchecked(report).items() if n]
        line = f"{self('not_checked')}: {', '.join(parts)}" if parts else ""
        reason = _why_unchecked(report)
        return f"{line} ({self(reason)})" if line and reason else line

    def _groups(self, report: Report) -> list[str]:
        links = (link for article in report.articles for link in summary.links_of(article.facts))
        counts = Counter(_group(link) for link in links)
        return [f"{counts[group]} {self(f'group_{group}')}" for group in _GROUP_ORDER if counts[group]]


def words_for(report: Report, options: Options) -> Words:
    """The language asked for; else that of the first article, where we speak it; else English."""
    wanted = options.language or report.message_language
    if wanted is None and report.articles:
        wanted = report.articles[0].facts.article.language
    return Words("de" if wanted == "de" else "en")


def sentences(finding: Finding) -> str:
    """What was found and what to do."""
    return f"{finding.message.rstrip('.')}. {finding.advice}" if finding.advice else finding.message


def host(url: str | None) -> str:
    """The host, in ASCII where letters of other scripts could imitate it; "" where there is none."""
    try:
        name = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return plain(".".join(map(_label, name.split("."))))


def _label(label: str) -> str:
    latin = all(letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in label)
    return label if latin else "xn--" + label.encode("punycode", "replace").decode("ascii")


def _why_unchecked(report: Report) -> str | None:
    if report.offline:
        return "offline"
    if summary.is_complete(report) or report.gap is Gap.ACCIDENT:
        return None
    return (report.gap or Gap.INTERRUPTED).value


def _group(link: LinkResult) -> str:
    if link.class_ is LinkClass.BLOCKED and link.detail == "paywall":
        return "paywalled"
    return _GROUPS.get(link.class_, "failing")


@cache
def _texts(language: str) -> dict[str, str | list[str]]:
    found: dict[str, dict[str, str | list[str]]] = tomllib.loads(
        Path(__file__).with_name("texts.toml").read_text("utf-8")
    )
    return found[language]
