"""The marks of `signatures.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from verifier.links.markup import Markup


@dataclass(frozen=True, slots=True)
class Wall:
    """A page that stands before the real one. All conditions that are given must hold together.

    `title`, `body` and `also` hold alternatives in lower case, one of each must be there. `max_text`: the
    visible text must be shorter (characters), so that an article that merely mentions a mark is none;
    `max_source`: the same for the source.
    """

    name: str
    detail: str  # bot_wall, paywall, login, consent, geo, forbidden; maintenance, server_page
    status: tuple[int, ...] = ()
    header: str = ""
    value: str = ""
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    max_text: int = 0
    max_source: int = 0

    @property
    def by_header_alone(self) -> bool:
        """Whether the answer's head decides."""
        return bool(self.header) and not self.title and not self.body

    def fits_head(self, status: int, headers: tuple[tuple[str, str], ...]) -> bool:
        """Whether status and headers are those of this wall."""
        if self.status and status not in self.status:
            return False
        return not self.header or any(k == self.header and self.value in v.lower() for k, v in headers)

    def fits_page(self, page: Markup) -> bool:
        """Whether title, source and length are; what is cheap to see comes first."""
        if self.max_source and len(page.html) >= self.max_source:
            return False
        if self.max_text and len(page.all_text) >= self.max_text:
            return False
        if self.title and not any(mark in page.lowered_title for mark in self.title):
            return False
        return all(not marks or any(m in page.lowered for m in marks) for marks in (self.body, self.also))


@dataclass(frozen=True, slots=True)
class Signatures:
    """All marks."""

    walls: tuple[Wall, ...]
    header_walls: tuple[Wall, ...]  # those that a header alone decides
    page_walls: tuple[Wall, ...]  # the others
    wall_titles: re.Pattern[str]  # finds any title of theirs
    gone_titles: frozenset[str]
    gone_triggers: frozenset[str]  # one of these is in every message
    gone_fillers: frozenset[str]
    gone_nouns: frozenset[str]
    gone_losses: frozenset[str]
    gone_negations: frozenset[str]
    gone_glue: frozenset[str]
    gone_texts: tuple[str, ...]
    gone_sentences: tuple[str, ...]
    gone_certain_states: tuple[str, ...]
    gone_states: tuple[str, ...]
    gone_state_hints: tuple[str, ...]
    gate_hosts: frozenset[str]
    error_paths: frozenset[str]
    home_paths: frozenset[str]
    taken_over_words: tuple[str, ...]
    parked_hosts: tuple[str, ...]
    parked_texts: tuple[str, ...]
    parked_sources: tuple[str, ...]
    login_paths: frozenset[str]
    login_titles: frozenset[str]
    consent_certain: tuple[str, ...]
    consent_parts: frozenset[str]
    consent_words: frozenset[str]
    return_parameters: frozenset[str]
    paywall_paths: frozenset[str]
    paywall_paid: re.Pattern[str]
    paywall_states: tuple[str, ...]
    paywall_texts: tuple[str, ...]


@cache
def signatures() -> Signatures:
    """The table of `signatures.toml`."""
    data = tomllib.loads(Path(__file__).with_name("signatures.toml").read_text("utf-8"))
    gone, parked, login = data["gone"], data["parked"], data["login"]
    consent, paywall = data["consent"], data["paywall"]
    walls = tuple(_wall(entry) for entry in data["wall"])
    return Signatures(
        walls=walls,
        header_walls=tuple(wall for wall in walls if wall.by_header_alone),
        page_walls=tuple(wall for wall in walls if not wall.by_header_alone),
        wall_titles=re.compile("|".join(re.escape(mark) for wall in walls for mark in wall.title)),
        gone_titles=frozenset(gone["titles"]),
        gone_triggers=frozenset((*gone["triggers"], *gone["losses"])),
        gone_fillers=frozenset(gone["fillers"]),
        gone_nouns=frozenset(gone["nouns"]),
        gone_losses=frozenset(gone["losses"]),
        gone_negations=frozenset(gone["negations"]),
        gone_glue=frozenset(gone["glue"]),
        gone_texts=tuple(gone["texts"]),
        gone_sentences=tuple(gone["sentences"]),
        gone_certain_states=tuple(gone["certain_states"]),
        gone_states=tuple(gone["states"]),
        gone_state_hints=tuple(gone["state_hints"]),
        gate_hosts=frozenset(data["gate"]["hosts"]),
        error_paths=frozenset(gone["paths"]),
        home_paths=frozenset(gone["home_paths"]),
        taken_over_words=tuple(data["taken_over"]["words"]),
        parked_hosts=tuple(parked["hosts"]),
        parked_texts=tuple(parked["texts"]),
        parked_sources=tuple(parked["sources"]),
        login_paths=frozenset(login["paths"]),
        login_titles=frozenset(login["titles"]),
        consent_certain=tuple(consent["certain"]),
        consent_parts=frozenset(consent["parts"]),
        consent_words=frozenset(consent["words"]),
        return_parameters=frozenset(consent["parameters"]),
        paywall_paths=frozenset(paywall["paths"]),
        paywall_paid=re.compile(paywall["paid"]),
        paywall_states=tuple(paywall["states"]),
        paywall_texts=tuple(paywall["texts"]),
    )


def _wall(entry: dict[str, object]) -> Wall:
    return Wall(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})  # type: ignore[arg-type]
