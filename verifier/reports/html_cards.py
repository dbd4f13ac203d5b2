"""A card for each source: what the link showed, the copy of the time, the page, its credits, the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.model import ArticleReport, Attribution, Evidence, Facts, LinkResult, Page, Source
from verifier.reports import html_text, summary
from verifier.reports.safe import markup, web_address
from verifier.reports.words import SYMBOLS, Words, host


def cards(article: ArticleReport, prefix: str, words: Words) -> Iterator[str]:
    """List items, in the order of the sources."""
    facts, placed = article.facts, html_text.placed(article.facts)
    credited = summary.credits_of(facts)
    for source in facts.sources:
        attributions = credited.get(source.id, [])
        details = (
            ("head_host", _address(source)),
            ("redirects", _redirects(summary.link_of(facts, source))),
            ("copy", _copy(facts, source, words)),
            ("page", _page(facts.pages.get(source.id), words)),
            ("in_article", _credits(attributions, prefix, placed, words)),
            ("evidence", _evidence(facts, attributions, words)),
        )
        yield _card(facts, source, prefix, words, details)


def link(url: str | None) -> str:
    """A link where it can only lead to the web, else the text alone."""
    address = web_address(url)
    if address is None:
        return markup(url or "")
    return f'<a href="{markup(address)}" rel="noopener noreferrer nofollow">{markup(address)}</a>'


def _card(facts: Facts, source: Source, prefix: str, words: Words, details: Sequence[tuple[str, str]]) -> str:
    result = summary.link_of(facts, source)
    label = markup(source.label or words("no_label"))
    shown = words.state(result, summary.archive_of(facts, source))
    state = f'<span aria-hidden="true">{SYMBOLS[result.verdict]}</span> {markup(shown)}'
    rows = "".join(f"<dt>{_head(key, words)}</dt><dd>{value}</dd>" for key, value in details if value)
    return (
        f'<li id="{prefix}-{markup(source.id)}" tabindex="-1"><h4>{markup(source.id)} <bdi>{label}</bdi></h4>'
        f'<p class="state {result.verdict or "grey"}">{state}</p><dl>{rows}</dl></li>'
    )


def _head(key: str, words: Words) -> str:
    return words.plural(key, 1) if key == "evidence" else words(key)


def _address(source: Source) -> str:
    if source.url is None:
        return markup(source.raw)
    return f"<strong>{markup(host(source.url))}</strong><br>{link(source.url)}"


def _redirects(result: LinkResult) -> str:
    steps = [f"{hop.status} {link(hop.url)}" for hop in result.hops]
    return "<br>→ ".join([*steps, link(result.final_url)]) if steps else ""


def _copy(facts: Facts, source: Source, words: Words) -> str:
    copy = summary.archive_of(facts, source)
    text = markup(words.copy(copy))
    return f"{text}<br>{link(copy.url)}" if copy.url else text


def _page(page: Page | None, words: Words) -> str:
    if page is None:
        return ""
    published = words.day(page.published) if page.published else None
    return " · ".join(markup(part) for part in (page.title, page.site_name, published) if part)


def _credits(attributions: Sequence[Attribution], prefix: str, placed: frozenset[str], words: Words) -> str:
    return "<br>".join(_credit(a, prefix, placed) for a in attributions) or words("not_credited")


def _credit(attribution: Attribution, prefix: str, placed: frozenset[str]) -> str:
    quote = markup(attribution.quote)
    if attribution.id not in placed:
        return quote
    return f'<a href="#{prefix}-{markup(attribution.id)}-text">{quote}</a>'


def _evidence(facts: Facts, attributions: Sequence[Attribution], words: Words) -> str:
    lines: list[str] = []
    for evidence in (facts.evidence.get(a.id) for a in attributions):
        if evidence is not None:
            key = f"evidence_{evidence.class_}"
            lines.append(words(key) if words.has(key) else markup(evidence.class_))
            lines.extend(_seen(evidence, words))
    return "<br>".join(lines)


def _seen(evidence: Evidence, words: Words) -> Iterator[str]:
    """What of the claim stands where; the nearest passage where nothing does; what a model said."""
    snippets = [f"{markup(a.text)}: {markup(a.snippet)}" for a in evidence.anchors if a.snippet]
    if not snippets and evidence.passages:
        snippets = [f"{words('evidence_passage')}: {markup(evidence.passages[0])}"]
    yield from snippets
    said = evidence.opinion
    if said is not None:
        yield markup(
            words(f"opinion_{said.verdict}", model=said.model, judge=said.judge, quote=said.quote or "")
        )
