"""The sources of an article: its list's entries and inline links, with what label and domain say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from verifier.addresses import has_ending, host_of, registered_domain, unwrap
from verifier.citations.imitation import imitated_outlet
from verifier.citations.names import is_abbreviation, split_name
from verifier.citations.outlets import Outlet, Register
from verifier.citations.relation import Relation, names_host, relate
from verifier.citations.source_list import Entry, read_entries
from verifier.citations.urls import FoundUrl, find_urls
from verifier.model import Article, Origin, Source, Span

_PART_SEPARATOR = re.compile(r"\s*(?:[,;|:•·]|\s[-–—/]|[„“”«»\"()\[\]])\s*")
_LONGEST_NAME = 7  # words
_NAME_HEADS = re.compile(
    r"\b(?:zeitung|nachrichten|tageblatt|tagblatt|anzeiger|rundschau|magazin|journal|times|post|news|herald|tribune|institut|institute|"
    r"universität|university|bundesamt|ministerium|verband|stiftung|foundation)\b",
    re.IGNORECASE,
)

_PUBLISHING_PATH = re.compile(
    r"//(?:ir|investors?|presse?|newsroom)\.|/(?:presse?|pressemitteilung|press-?releases?|newsroom|media-?releases?|medienmitteilung|"
    r"investors?|investor-relations|ir|ad-?hoc|publikation|publications?|studien?|statistik|downloads?)[\w-]*/",
    re.IGNORECASE,
)
_PUBLIC_HOST = re.compile(
    r"(?:^|\.)(?:gov|edu|int|admin|gv|bund|europa)\.|\.(?:gov|edu|int|mil|museum)$|^gov\.", re.IGNORECASE
)
_LEGAL_FORM = re.compile(r"\b(?:AG|GmbH|SE|KGaA|e\.\s?V\.|Inc|Ltd|plc|Corp|LLC|S\.?A)\b")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source with what only the reading of attributions needs: its names and the outlets behind them."""

    source: Source
    names: tuple[str, ...]  # label, its parts and acronyms
    label_outlets: tuple[Outlet, ...]
    domain_outlet: Outlet | None
    kind: str | None = None  # "organisation" for a publishing body's own page; None: not told


def read_sources(article: Article, register: Register) -> list[CitedSource]:
    """Every source once, in order of appearance; each counts as named until the body was read."""
    entries = [
        (entry, Origin.LIST) for region in article.source_lists for entry in read_entries(article, region)
    ]
    entries += [(entry, Origin.LIST) for entry in _given(article)] if not entries else []
    listed = {entry.found.url for entry, _ in entries if entry.found}
    entries += [
        (entry, Origin.INLINE) for entry in _inline(article) if entry.found and entry.found.url not in listed
    ]
    entries.sort(key=lambda given: given[0].found.start if given[0].found else given[0].start)
    return [
        _cited(article, register, intern(f"S{n}"), entry, origin)
        for n, (entry, origin) in enumerate(entries, 1)
    ]


def _given(article: Article) -> Iterator[Entry]:
    for label, url in article.given_sources:
        at = article.text.find(url)
        start, end = (at, at + len(url)) if at >= 0 else (len(article.text), len(article.text))
        found = next(find_urls(url, 0, len(url), bare=True), None)
        address = FoundUrl(start, end, article.text[start:end], found.url if found else None)
        yield Entry(address, label, start, start, start, end, None, label or "")


def _inline(article: Article) -> Iterator[Entry]:
    """Links within the body, each address once; links into the article's own host are navigation."""
    own = registered_domain(host_of(article.url)) if article.url else None
    seen: set[str] = set()
    for block in article.blocks:
        span = Span(block.start, block.end)
        for found, label in [*_marked_up(article, span), *_plain(article, span)]:
            if found.url is None or found.url in seen or not found.url.startswith("http"):
                continue
            if own is not None and registered_domain(host_of(found.url)) == own:
                continue
            seen.add(found.url)
            yield Entry(found, label, found.start, found.start, found.start, found.end, None, label or "")


def _marked_up(article: Article, span: Span) -> Iterator[tuple[FoundUrl, str | None]]:
    for link in article.hyperlinks:
        if span.start <= link.start < span.end:
            raw = article.text[link.url_start : link.url_end]
            yield (
                FoundUrl(link.url_start, link.url_end, raw, link.url),
                article.text[link.start : link.end] or None,
            )


def _plain(article: Article, span: Span) -> Iterator[tuple[FoundUrl, str | None]]:
    covered = [(link.url_start, link.url_end) for link in article.hyperlinks]
    for found in find_urls(article.text, span.start, span.end):
        if not any(start < found.end and found.start < end for start, end in covered):
            yield found, None


def _cited(article: Article, register: Register, id_: str, entry: Entry, origin: Origin) -> CitedSource:
    url = entry.found.url if entry.found else None
    start, end = (entry.found.start, entry.found.end) if entry.found else (entry.start, entry.end)
    wrapper = unwrap(url) if url else None
    host = host_of(wrapper.inner if wrapper else url) if url else ""
    domain_outlet = register.by_host(host) if host else None
    parts = label_names(entry.label, entry.context if origin is Origin.LIST else "")
    trusted = 2 if origin is Origin.LIST else 0  # the words of an inline link are prose
    names = tuple(name for n, name in enumerate(parts) if n < trusted or _is_name(name, host, register))
    label_outlets = (
        _outlets_of_label(names, entry.label, domain_outlet, register) if origin is Origin.LIST else ()
    )
    relation = _relation(names, label_outlets, domain_outlet, host, register)
    label_outlet = next((o for o in label_outlets if o == domain_outlet), next(iter(label_outlets), None))
    raw = article.text[start:end]
    source = Source(
        id=id_,
        label=entry.label,
        url=url,
        start=start,
        end=end,
        line=article.line_column(start)[0],
        origin=origin,
        raw=raw if url is None or raw != url else url,  # one string instead of two, in long lists
        registered_domain=registered_domain(host) if host else None,
        outlet=domain_outlet.name if domain_outlet else (label_outlet.name if label_outlet else None),
        marker=entry.marker,
        repairs=entry.found.repairs if entry.found else (),
        label_start=entry.label_start if entry.label else None,
        label_end=entry.label_end if entry.label else None,
        inner_url=wrapper.inner if wrapper else None,
        label_outlet=label_outlet.name if label_outlet else None,
        domain_outlet=domain_outlet.name if domain_outlet else None,
        relation=relation.kind if origin is Origin.LIST or relation.imitates else None,
        imitates=relation.imitates,
        named=True,
    )
    return CitedSource(
        source, names, label_outlets, domain_outlet, _kind(source, label_outlets, domain_outlet)
    )


def _relation(
    names: tuple[str, ...],
    label_outlets: tuple[Outlet, ...],
    domain_outlet: Outlet | None,
    host: str,
    register: Register,
) -> Relation:
    if not host:
        return Relation(None)
    imitated = imitated_outlet(host, register, names, label_outlets) if domain_outlet is None else None
    if imitated is not None:
        return Relation("imitation", imitated.name)
    if not has_ending(host):
        return Relation(None)  # an address that nobody can own
    return relate(names, label_outlets, domain_outlet, host, register)


def _kind(source: Source, label_outlets: tuple[Outlet, ...], domain_outlet: Outlet | None) -> str | None:
    """What the register says; of unknown ones, by the address and the label."""
    known = [outlet.kind for outlet in (domain_outlet, *label_outlets) if outlet]
    if known:
        return known[0]
    url = source.inner_url or source.url or ""
    body = (
        _PUBLISHING_PATH.search(url)
        or _PUBLIC_HOST.search(source.registered_domain or "")
        or _LEGAL_FORM.search(source.label or "")
    )
    return "organisation" if body else None


def label_names(label: str | None, context: str = "") -> Iterator[str]:
    """The names that a label may hold: the whole, its parts, acronyms in parentheses."""
    seen: set[str] = set()
    pieces = [label or "", *_PART_SEPARATOR.split(label or "")]
    pieces += [p for p in _PART_SEPARATOR.split(context) if is_abbreviation(p.strip())]
    for piece in pieces:
        name = piece.strip(" \t\n.*_'\"’‘")
        words = split_name(name)
        if (
            name
            and name not in seen
            and words
            and len(words) <= _LONGEST_NAME
            and any(c.isalpha() for c in name)
        ):
            seen.add(name)
            yield name


def _is_name(part: str, host: str, register: Register) -> bool:
    """A later part of a label is a name only if known as one; else a title, an author or a date."""
    return (
        bool(register.by_name(part))
        or is_abbreviation(part)
        or (bool(host) and names_host(part, host))
        or bool(_NAME_HEADS.search(part))
    )


def _outlets_of_label(
    names: tuple[str, ...], label: str | None, domain_outlet: Outlet | None, register: Register
) -> tuple[Outlet, ...]:
    """The register's outlets of the first part that is one; of the domain's own outlet wherever it stands."""
    found: list[Outlet] = []
    for name in names:
        owners = register.by_name(name)
        if not owners and "." in name and " " not in name:
            owner = register.by_host(name.lower())
            owners = (owner,) if owner else ()
        if domain_outlet in owners and domain_outlet is not None:
            return (domain_outlet,)
        if not found and (name == label or not all(owner.is_common(name) for owner in owners)):
            found.extend(owners)
    return tuple(found)
