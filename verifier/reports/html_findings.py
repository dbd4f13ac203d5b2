"""What was found, each as an item of a list: what it is, what to do, where it stands."""

from __future__ import annotations

from verifier.model import Finding
from verifier.reports import html_cards
from verifier.reports.safe import markup
from verifier.reports.words import SYMBOLS, Words


def item(finding: Finding, prefix: str, placed: frozenset[str], words: Words, controls: str = "") -> str:
    """A list item that leads to its place. `controls`: what else stands in it, as HTML."""
    severity = words(f"severity_{finding.severity}")
    where = f"{words('head_line')} {finding.line}"
    target = next((id_ for id_ in (finding.attribution, finding.source) if id_ in placed), None)
    if target:
        where = f'<a href="#{prefix}-{markup(target)}-text">{where}</a>'
    if finding.source:
        card = markup(words("source_of", id=finding.source))
        where += f' · <a href="#{prefix}-{markup(finding.source)}">{card}</a>'
    parts = [
        f'<p class="level"><span aria-hidden="true">{SYMBOLS[finding.severity]}</span> {severity}</p>',
        f"<p>{markup(finding.message)}</p>",
        f"<p>{words('do')}: {markup(finding.advice)}</p>" if finding.advice else "",
        *(f"<p>{words('suggestion')}: {_suggestion(s.text, s.replacement)}</p>" for s in finding.suggestions),
        f'<p class="grey">{where} · {finding.rule} {markup(finding.name)}</p>',
    ]
    if finding.decision:
        parts[0] = (
            f'<p class="level"><span aria-hidden="true">–</span> {markup(words.decision(finding.decision))}</p>'
        )
    place = f"{prefix}-{markup(finding.fingerprint)}"
    return f'<li id="{place}" class="{"grey" if finding.decision else finding.severity}">{"".join(parts)}{controls}</li>'


def _suggestion(text: str, replacement: str) -> str:
    return f"{markup(text)} → {html_cards.link(replacement)}" if replacement else markup(text)
