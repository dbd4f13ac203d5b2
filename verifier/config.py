"""Everything that can be set, as values; all defaults stand here, config.yaml shows them with a comment each.

`verifier.config_file` reads the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class PerHost:
    """Pace for one registrable host."""

    concurrency: int = 2
    interval_s: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConfig:
    """How pages are visited."""

    user_agent: str = (
        "QuellenVerifier/0.1 (editorial source check; +https://quellen-verifier.example/contact)"
    )
    timeout_s: float = 10.0
    deadline_s: float = 45.0
    retries: int = 2
    concurrency: int = 128
    per_host: PerHost = field(default_factory=PerHost)
    max_redirects: int = 10
    max_body_bytes: int = 2_000_000
    respect_robots: bool = False
    exclude: tuple[str, ...] = ()
    allow_private: tuple[str, ...] = ()
    ca_file: str | None = None  # in config.yaml as seen from there
    nameservers: tuple[str, ...] = ()
    connect_to: Mapping[str, str] = field(default_factory=dict)
    proxy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveConfig:
    """One web archive: its addresses and how often it may be asked."""

    name: str
    kind: Literal["wayback", "memento", "perma"]
    cdx: str | None = None
    replay: str | None = None
    availability: str | None = None
    save: str | None = None
    timemap: str | None = None
    timegate: str | None = None
    per_minute: Mapping[str, float] = field(default_factory=dict)
    timeout_s: float = 30.0
    deadline_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleConfig:
    """How an article's date is understood."""

    zone: str = "Europe/Berlin"
    copy_days_before: int = 90
    copy_days_after: int = 30
    stale_days: int = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeConfig:
    """A chat endpoint that is asked for a second opinion. `key_env`: the variable that holds its key."""

    url: str
    model: str
    key_env: str | None = None
    timeout_s: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceConfig:
    """What helps an editor to find the passage; neither ever changes a finding."""

    semantic: bool = False
    judge: JudgeConfig | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletConfig:
    """An outlet that the house adds to the register."""

    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: str = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesConfig:
    """Which rules speak, and how loudly."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Literal["error", "warning", "note"]] = field(default_factory=dict)


DEFAULT_ARCHIVES = (
    ArchiveConfig(
        name="wayback",
        kind="wayback",
        cdx="https://web.archive.org/cdx/search/cdx",
        replay="https://web.archive.org/web",
        availability="https://archive.org/wayback/available",
        save="https://web.archive.org/save",
        per_minute={"cdx": 24, "replay": 480, "availability": 12},
    ),
    ArchiveConfig(
        name="arquivo",
        kind="memento",
        timemap="https://arquivo.pt/wayback/timemap/link/",
        timegate="https://arquivo.pt/wayback/",
        per_minute={"all": 200},
    ),
    ArchiveConfig(
        name="perma",
        kind="perma",
        timemap="https://perma.cc/timemap/link/",
        timegate="https://perma.cc/timegate/",
        replay="https://api.perma.cc/v1/public/archives",
        per_minute={"all": 20},
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmConfig:
    """How often a link must fail before it is called dead; one good visit clears it."""

    gone_visits: int = 2  # 404, 410, no such host name
    gone_days: float = 1.0  # between the first and the last of them
    failing_visits: int = 3  # any failure
    failing_days: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckConfig:
    """When a link is visited again."""

    ok_days: float = 7.0
    blocked_hours: float = 20.0
    failing_hours: float = 20.0  # until it is good again or confirmed dead
    dead_days: float = 7.0
    copy_days: float = 30.0  # archives are asked again
    copies_per_night: int = 2000  # so that an archive's pace does not make the night longer


@dataclass(frozen=True, slots=True, kw_only=True)
class NightlyConfig:
    """How nightly runs go about it."""

    respect_robots: bool = True
    confirm: ConfirmConfig = field(default_factory=ConfirmConfig)
    recheck: RecheckConfig = field(default_factory=RecheckConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyConfig:
    """A webhook that hears of each nightly run. `url_env`: the variable that holds a secret address."""

    url: str | None = None
    url_env: str | None = None
    format: Literal["slack", "teams", "json"] = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskConfig:
    """The limits of `verifier serve`."""

    keep_days: float = 7.0
    max_body_bytes: int = 5_000_000
    checks_at_once: int = 64
    queue: int = 512
    per_client: int = 32
    readers: int = 4096
    deadline_s: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that can be set."""

    network: NetworkConfig = field(default_factory=NetworkConfig)
    archives: tuple[ArchiveConfig, ...] = DEFAULT_ARCHIVES
    cache: str = ".verifier/cache"
    article: ArticleConfig = field(default_factory=ArticleConfig)
    evidence: EvidenceConfig = field(default_factory=EvidenceConfig)
    outlets: tuple[OutletConfig, ...] = ()
    rules: RulesConfig = field(default_factory=RulesConfig)
    store: str = "sqlite:///.verifier/history.db"
    decisions: str = ".verifier/decisions.yaml"
    nightly: NightlyConfig = field(default_factory=NightlyConfig)
    notify: NotifyConfig | None = None
    desk: DeskConfig = field(default_factory=DeskConfig)
