"""What archives hold: captures, and what became of asking for them. Values only; no input or output."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

# Base32 SHA-1 of zero bytes: what an index gives for redirects and empty answers.
ZERO_DIGEST = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
# A redirect and its target belong together when they were captured this close to each other.
SAME_VISIT = timedelta(hours=24)
_DIGITS = 14


class Usability(StrEnum):
    """Whether a capture shows the page. UNKNOWN can only be settled by opening it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Capture:
    """One stored HTTP answer.

    `status` is the site's and None where the index does not say; `digest` is that of the stored bytes.
    `opened` means that the copy itself was looked at: then `flaw` names what is wrong with it, or is None.
    """

    archive: str
    captured_at: datetime
    original: str
    status: int | None = None
    mimetype: str | None = None
    digest: str | None = None
    revisit: bool = False  # "fetched again, same bytes"; status and type are those of the first visit
    raw_url: str = ""  # the bytes as captured
    view_url: str = ""  # for people
    opened: bool = False
    flaw: str | None = None

    @property
    def is_redirect(self) -> bool:
        """A 3xx. A revisit of zero bytes repeats a redirect, whatever its row leaves out."""
        if self.revisit and self.digest == ZERO_DIGEST:
            return True
        return self.status is not None and 300 <= self.status < 400

    def with_verdict(self, flaw: str | None) -> Capture:
        """The same capture, looked at."""
        return replace(self, opened=True, flaw=flaw)


class Outcome(StrEnum):
    """How one archive answered; a failure says why."""

    OK = "ok"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    CONNECTION = "connection"
    RATE_LIMITED = "rate_limited"
    HTTP_ERROR = "http_error"
    EXCLUDED = "excluded"
    MALFORMED = "malformed"
    ASLEEP = "asleep"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What one endpoint of one archive said about one page."""

    archive: str
    endpoint: str
    outcome: Outcome
    captures: tuple[Capture, ...] = ()
    skipped: int = 0  # rows that could not be read
    cut: bool = False  # the answer was ended by a limit: there may be more
    detail: str = ""

    @property
    def ok(self) -> bool:
        """The endpoint answered, be it with nothing."""
        return self.outcome is Outcome.OK


def parse_timestamp(digits: str) -> datetime | None:
    """`YYYYMMDDhhmmss`, UTC. None for the broken ones (a month or day `00` exists in real indexes)."""
    if len(digits) != _DIGITS or not digits.isascii() or not digits.isdigit():
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def parse_http_date(text: str | None) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7), UTC; None where it is absent or unreadable."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def format_timestamp(moment: datetime) -> str:
    """14 digits, UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def parse_digest(text: str) -> str | None:
    """Base32 SHA-1 without its scheme; None where the index gives none."""
    digest = text.rpartition(":")[2].upper()
    return None if digest in {"", "-"} else digest
