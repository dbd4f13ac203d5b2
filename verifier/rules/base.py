"""What a rule is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from verifier.model import (
    Anchor,
    ArchiveClass,
    ArchiveResult,
    Attribution,
    Evidence,
    Facts,
    GivenCopy,
    LinkClass,
    LinkResult,
    Page,
    Severity,
    Source,
    Span,
    Standing,
)
from verifier.rules.urls import canonical, host

Text = Mapping[str, str]  # language code -> template for str.format
Value = str | int | date

DEFAULT = "default"  # the variant of rules that have one message only


@dataclass(frozen=True, slots=True)
class Edit:
    """What could stand in the text instead of a span of it."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has words, a line and a fingerprint."""

    span: Span
    key: str  # canonical address or outlet: what the fingerprint stands on, whatever is edited around it
    variant: str = DEFAULT
    values: Mapping[str, Value] = field(default_factory=dict)
    source: str | None = None
    attribution: str | None = None
    edit: Edit | None = None
    replacement: str | None = None  # the address that should stand where the source's stands


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its documentation and its words. Codes are never reused."""

    code: str
    name: str
    severity: Severity
    docs: Text  # the whole documentation; its first line sums the rule up
    messages: Mapping[str, Text]  # variant -> what was seen
    advice: Mapping[str, Text]  # variant -> what to do; variants without an own one use the default
    check: Callable[[Facts], Iterator[Draft]]
    fix: Text = field(default_factory=dict)  # what the edit does, for rules that suggest one


def name_of(source: Source) -> str:
    """What a person would call the entry."""
    return source.label or source.registered_domain or host(source.url or "") or shortened(source.raw)


def shortened(text: str, limit: int = 80) -> str:
    """On one line, and not longer than `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def at_source(
    source: Source,
    variant: str = DEFAULT,
    *,
    span: Span | None = None,
    edit: Edit | None = None,
    replacement: str | None = None,
    values: Mapping[str, Value] | None = None,
) -> Draft:
    """A draft at the address of a source; its name and host can be used by every message."""
    known: dict[str, Value] = {"name": shortened(name_of(source)), "host": host(source.url or "")}
    return Draft(
        span=span or Span(source.start, source.end),
        key=canonical(source.url) if source.url else name_of(source).casefold(),
        variant=variant,
        values=known | dict(values or {}),
        source=source.id,
        edit=edit,
        replacement=replacement,
    )


def at_attribution(
    attribution: Attribution,
    variant: str = DEFAULT,
    *,
    span: Span | None = None,
    values: Mapping[str, Value] | None = None,
) -> Draft:
    """A draft at a mention in the body; the outlet's name can be used by every message."""
    known: dict[str, Value] = {"outlet": shortened(_undeclined(attribution))}
    return Draft(
        span=span or Span(attribution.start, attribution.end),
        key=outlet_key(attribution),
        variant=variant,
        values=known | dict(values or {}),
        source=attribution.source,
        attribution=attribution.id,
    )


def _undeclined(attribution: Attribution) -> str:
    """The name as written, but for a genitive's ending ("Inselechos")."""
    known = attribution.known_outlet
    return known if known and attribution.outlet.startswith(known) else attribution.outlet


def outlet_key(attribution: Attribution) -> str:
    """One key for all names of an outlet that the register knows, else for the name as written."""
    return (attribution.known_outlet or attribution.outlet).casefold()


def label_span(source: Source) -> Span:
    """Where the label stands; the address where there is none."""
    if source.label_start is None or source.label_end is None:
        return Span(source.start, source.end)
    return Span(source.label_start, source.label_end)


def at_link(
    source: Source, link: LinkResult, variant: str = DEFAULT, *, values: Mapping[str, Value] | None = None
) -> Draft:
    """A draft at the address of a source that speaks of the page visited: of a cited copy, the original."""
    return at_source(source, variant, values={"host": host(link.url or source.url or ""), **(values or {})})


def visited(facts: Facts, *classes: LinkClass) -> Iterator[tuple[Source, LinkResult]]:
    """The sources whose visit ended in one of the classes.

    Who cites an archive's copy knows that the original may be gone: it matters only where the copy is known
    to be useless.
    """
    for source in facts.sources:
        link = facts.links.get(source.id)
        if link is not None and link.class_ in classes and not _stands_on_copy(facts, source):
            yield source, link


def gone(facts: Facts, *classes: LinkClass) -> Iterator[tuple[Source, LinkResult]]:
    """Those visited in one of the classes of what is gone, unless that still has to be confirmed."""
    return (seen for seen in visited(facts, *classes) if seen[1].standing is not Standing.SUSPECT)


def gone_silent(facts: Facts) -> Iterator[tuple[Source, LinkResult]]:
    """Those whose failures of any other kind have lasted until nobody expects the page any more."""
    others = set(LinkClass) - {LinkClass.DEAD, LinkClass.SOFT_404}
    return (seen for seen in visited(facts, *others) if seen[1].standing is Standing.DEAD)


def cites_copy(facts: Facts, source: Source) -> bool:
    """The article cites an archive's copy instead of the page itself."""
    copy = facts.archives.get(source.id)
    return copy is not None and copy.given is not None


def _stands_on_copy(facts: Facts, source: Source) -> bool:
    copy = facts.archives.get(source.id)
    return copy is not None and copy.given in {GivenCopy.GOOD, GivenCopy.UNKNOWN}


def archived(facts: Facts, *classes: ArchiveClass) -> Iterator[tuple[Source, ArchiveResult]]:
    """The sources whose archived copies are of one of the classes."""
    for source in facts.sources:
        result = facts.archives.get(source.id)
        if result is not None and result.class_ in classes:
            yield source, result


def supported_by(facts: Facts, *classes: str) -> Iterator[tuple[Attribution, Evidence]]:
    """The mentions whose claim was compared with its page with one of these results."""
    for mention in facts.attributions:
        evidence = facts.evidence.get(mention.id)
        if evidence is not None and evidence.class_ in classes:
            yield mention, evidence


def claim_span(mention: Attribution) -> Span:
    """Where the claim stands; the mention where its extent is unknown."""
    place = mention.claim or mention
    return Span(place.start, place.end)


def anchor_span(facts: Facts, mention: Attribution, anchor: Anchor) -> Span:
    """Where the anchor stands in its claim; the claim where it is written otherwise."""
    claim = claim_span(mention)
    start = facts.article.text.find(anchor.text, claim.start, claim.end)
    return claim if start < 0 else Span(start, start + len(anchor.text))


def stated_by(page: Page) -> str:
    """What on the page states its day, in brackets; nothing where that is not known."""
    return f" ({page.published_by})" if page.published_by else ""


def replacing(facts: Facts, source: Source, replacement: str) -> Edit | None:
    """Another address for a source; None where the text does not show the address itself.

    A link behind the words "this report" has its address in the markup: replacing the words would spoil them.
    """
    shown = facts.article.text[source.start : source.end]
    if not source.url or _bare(shown) != _bare(source.url):
        return None
    return Edit(Span(source.start, source.end), replacement)


def _bare(address: str) -> str:
    """Without scheme, blanks and invisible characters, so that a wrapped address equals a whole one."""
    visible = "".join(
        c for c in address if not c.isspace() and c not in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    )
    return visible.partition("://")[2] or visible
