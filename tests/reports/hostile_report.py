"""A report in which every text that comes from outside is the same attack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import accumulate

from verifier.model import (
    Anchor,
    ArchiveClass,
    ArchiveResult,
    Article,
    ArticleReport,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    Claim,
    Decision,
    DecisionKind,
    Evidence,
    Facts,
    Finding,
    Hop,
    Lapse,
    LapseKind,
    LinkClass,
    LinkResult,
    Match,
    Opinion,
    Origin,
    Page,
    Report,
    Severity,
    Source,
    Span,
    Suggestion,
)

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" \' onfocus=\'alert(1)',
    "elements": "</style></title></p><svg/onload=alert(1)><img src=x onerror=alert(1)>",
    "javascript": "javascript:alert(1)",
    "data-url": "data:text/html,<script>alert(1)</script>",
    "breakout-url": 'https://evil.example/"><script>alert(1)</script>',
    "cdata": "]]><!-- --><![CDATA[",
    "entity": "&lt;script&gt;&#60;b&#62;",
    "markdown": "[x](javascript:alert(1)) ![y](https://evil.example/p.png) `|` |\n\n# <b>z</b>",
    "markdown-link": "https://example.com/[x](https://evil.example/)<https://evil.example/>`*b*`",
    "markdown-table": "a | b \\| c",
    "escape": "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "c1-escape": "\x9b31mred\x9d0;title\x9c",
    "backspace": "good\b\b\b\bevil\rover",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "formula-after-semicolon": 'x";=1+1;"+1',
    "formula-tab": "\t=1+1",
    "formula-at": "@SUM(1)",
    "formula-wide": "＝1+1",
    "xml-forbidden": "\x00\x01\x08\x0b\ufffe\uffff",
    "override": "\u202egpj.exe\u202c \u2067x\u2069",
    "invisible": "pay\u200bpal\u2060\ufeff",
    "tags": "x\U000e0041\U000e0042",
    "surrogate": "\ud83d and \udc00",
    "separators": "a\u2028b\u2029c\x85d\x0ce",
    "command": "::error file=x::pwned",
    "command-lines": "x\n::stop-commands::token\r\n  ::add-mask::a",
    "command-escaped": "%0A::error::x,y:z",
    "old-command": "##[error]pwned ##[add-mask]x",
    "format": "{0} {words} %s %(x)s",
}


def report(attack: str) -> Report:
    """One article with one source, one attribution and three findings."""
    text = f"{attack}\n\nLaut {attack} steigt es.\n\nQuellen:\n- {attack}: {attack}\n"
    moment = datetime(2025, 6, 4, tzinfo=UTC)
    lapse = Lapse(LapseKind.UNREADABLE, attack, attack)
    return Report(
        moment, moment, offline=False, complete=True, articles=(_article(attack, text),), lapses=(lapse,)
    )


def _article(attack: str, text: str) -> ArticleReport:
    moment = datetime(2025, 6, 4, tzinfo=UTC)
    listed = text.index("Quellen:\n") + len("Quellen:\n")
    lines = text.split("\n")
    given = Article(
        path=attack,
        format="text",
        text=text,
        title=attack,
        published=date(2025, 6, 3),
        language=attack,
        blocks=(Block(BlockKind.PARAGRAPH, 0, listed),),
        source_lists=(Span(listed, len(text)),),
        line_starts=tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)),
        url=attack,
    )
    start = listed + len(f"- {attack}: ")
    source = Source("S1", attack, attack, start, start + len(attack), 5, Origin.LIST, attack, attack, attack)
    quoted = text.index("Laut ")
    attribution = Attribution(
        id="A1",
        quote=f"Laut {attack}",
        start=quoted,
        end=quoted + 5 + len(attack),
        line=3,
        outlet=attack,
        kind=AttributionKind.OUTLET,
        source="S1",
        match=Match.LABEL,
        confidence=1.0,
        claim=Claim("steigt es", quoted + 6 + len(attack), quoted + 15 + len(attack)),
    )
    link = LinkResult(
        LinkClass.REDIRECTED,
        attack,
        detail=attack,
        status=200,
        final_url=attack,
        permanent=True,
        hops=(Hop(attack, 301),),
        reason=attack,
    )
    facts = Facts(
        article=given,
        sources=(source,),
        attributions=(attribution,),
        links={"S1": link},
        archives={"S1": ArchiveResult(ArchiveClass.ARCHIVED_OK, attack, moment, attack, 200, attack)},
        pages={"S1": Page(attack, attack, date(2025, 6, 1), attack)},
        evidence={
            "A1": Evidence(
                "partly",
                (Anchor(attack, "name", True, attack),),
                (attack,),
                Opinion("supported", attack, judge="llm.example.com", model=attack),
            )
        },
    )
    found = (
        _finding(Severity.ERROR, attack, given, (start, start + len(attack)), "S1", None),
        _finding(Severity.WARNING, attack, given, (quoted, quoted + 5), None, "A1"),
        _finding(Severity.NOTE, attack, given, (0, len(attack)), None, None),
    )
    decision = Decision(kind=DecisionKind.WRONG, reason=attack, by=attack, outlet=attack, origin=attack)
    settled = replace(_finding(Severity.NOTE, attack, given, (0, 1), "S1", None), decision=decision)
    return ArticleReport(facts, found, decided=(settled,))


def _finding(
    severity: Severity,
    attack: str,
    given: Article,
    place: tuple[int, int],
    source: str | None,
    attribution: str | None,
) -> Finding:
    line, column = given.line_column(place[0])
    return Finding(
        rule=f"TST10{severity.rank}",
        name="test-rule",
        severity=severity,
        message=attack,
        start=place[0],
        end=place[1],
        line=line,
        column=column,
        source=source,
        attribution=attribution,
        fingerprint=attack,
        suggestions=(Suggestion(attack, *place, attack),),
        advice=attack,
    )
