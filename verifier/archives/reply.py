"""What came of one request to an archive: its answer, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from verifier.archives.captures import Outcome, parse_http_date
from verifier.model import LinkClass
from verifier.network.failures import FetchError
from verifier.network.session import Answer

_RETRYABLE_STATUS = frozenset({413, 421, 500, 502, 503, 504, 599})
_RETRYABLE = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION, Outcome.RATE_LIMITED})
_FAILURES = _RETRYABLE | {Outcome.REFUSED, Outcome.ASLEEP}


@dataclass(frozen=True, slots=True)
class Reply:
    """`answer` may also be there beside a failure: what the archive said with it."""

    outcome: Outcome
    answer: Answer | None = None
    detail: str = ""
    retry_after_s: float | None = None

    @property
    def retryable(self) -> bool:
        """Asking again may help."""
        return self.outcome in _RETRYABLE or self._troubled_server

    @property
    def failed(self) -> bool:
        """The archive did not do its work; a refusal with a reason is an answer."""
        return self.outcome in _FAILURES or self._troubled_server

    @property
    def _troubled_server(self) -> bool:
        if self.outcome is not Outcome.HTTP_ERROR or self.answer is None:
            return False
        return self.answer.status in _RETRYABLE_STATUS


def read_answer(answer: Answer, now: datetime) -> Reply:
    """Tells the archive's own troubles from the site's, which carry `Memento-Datetime`."""
    retry_after_s = _retry_after_s(answer.header("retry-after"), now)
    if answer.header("memento-datetime") is None:
        detail = f"HTTP {answer.status}"
        if answer.status == 429:
            return Reply(Outcome.RATE_LIMITED, answer, detail, retry_after_s)
        if _is_exclusion(answer):
            return Reply(Outcome.EXCLUDED, answer, "the site is excluded from this archive")
        if answer.status >= 400 and answer.status != 404:
            return Reply(Outcome.HTTP_ERROR, answer, detail, retry_after_s)
    if answer.cut:
        return Reply(Outcome.CONNECTION, answer, "the answer ended early")
    return Reply(Outcome.OK, answer)


def read_failure(error: FetchError) -> Reply:
    """No answer at all. A refused connection may be a firewall: asking again would only prolong it."""
    if error.link_class is LinkClass.TIMEOUT:
        outcome = Outcome.TIMEOUT
    elif error.link_class is LinkClass.CONNECTION_ERROR and error.detail != "refused":
        outcome = Outcome.CONNECTION
    else:
        outcome = Outcome.REFUSED
    return Reply(outcome, detail=error.reason)


def _is_exclusion(answer: Answer) -> bool:
    error = answer.header("x-archive-wayback-runtime-error") or ""
    return answer.status == 451 or (answer.status == 403 and "AccessControlException" in error)


def _retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds from either form of Retry-After (RFC 9110, 10.2.3); None where it is absent or unreadable."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    moment = parse_http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())
