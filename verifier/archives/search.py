"""One page's search through the archives: what was found, what to open next, and the verdict in the end.

Values and pure steps; the asking itself is done by the finder.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from verifier.archives.captures import ZERO_DIGEST, Capture, Lookup, Outcome
from verifier.archives.choose import Choice, Question, choose, in_between, stepping_stones, tidy
from verifier.archives.opening import Copy, Opened
from verifier.archives.reply import Reply
from verifier.archives.surt import same_page
from verifier.model import ArchiveClass, ArchiveResult

MAX_REPLAYS = 3  # for one page; a redirect's hops belong to the copy that they start from
# What is wrong with one copy alone, whatever others have the same bytes.
_OWN_FLAWS = frozenset({"not_replayable", "stepping_stone", "another_page", "no_replay_address"})


@dataclass(slots=True)
class Search:
    """The state of one search. `addresses` are the forms of the page's address that were asked for."""

    question: Question
    addresses: tuple[str, ...]
    primary: str
    captures: tuple[Capture, ...] = ()
    lookups: list[Lookup] = field(default_factory=list)
    copies: dict[Capture, Copy] = field(default_factory=dict)
    failures: dict[Capture, Reply] = field(default_factory=dict)  # copies that the archive did not show
    replays: int = 0
    looks: dict[Capture, Opened] = field(default_factory=dict)  # by the capture that was asked for

    def add(self, lookup: Lookup) -> None:
        """Takes in what one endpoint said."""
        self.lookups.append(lookup)
        self.captures = tidy((*self.captures, *lookup.captures), self.addresses)

    @property
    def index_ok(self) -> bool:
        """The primary archive was really asked, and nothing of it failed."""
        own = [lookup for lookup in self.lookups if lookup.archive == self.primary]
        return bool(own) and all(lookup.ok for lookup in own)

    @property
    def by_index(self) -> Choice:
        """What the indexes alone say."""
        return choose(self.captures, self.question, index_ok=self.index_ok)

    @property
    def hope(self) -> Choice:
        """The best that could come of what is known, were every copy of unknown use good."""
        return choose(self._promising(), self.question, index_ok=self.index_ok, hopeful=True)

    @property
    def next_to_open(self) -> Capture | None:
        """The copy whose looks decide; None when it was seen already, or nothing is left to see.

        Where one redirect of the page led nowhere, others probably do so too: direct copies come first.
        """
        if self.replays >= MAX_REPLAYS:
            return None
        promising = self._promising()
        if any(capture.is_redirect and capture.opened and capture.flaw for capture in promising):
            direct = [capture for capture in promising if capture.opened or not capture.is_redirect]
            first = choose(direct, self.question, index_ok=True, hopeful=True).capture
            if first is not None and not self._is_known(first):
                return first
        hope = self.hope
        if hope.capture is None or not self._is_known(hope.capture):
            return hope.capture
        return self._between_equal_ones(hope)

    def _between_equal_ones(self, hope: Choice) -> Capture | None:
        """A copy that may only seem to say that the page has changed across the article's day."""
        if hope.class_ is not ArchiveClass.ARCHIVED_LONG_BEFORE or hope.capture is None:
            return None
        between = in_between(self._promising(), self.question, hope.capture)
        can_tell = len(between) <= MAX_REPLAYS - self.replays and not any(c.opened for c in between)
        return between[0] if between and can_tell else None

    def note(self, asked: Capture, opened: Opened) -> None:
        """Takes in what stood behind the capture that was asked for."""
        self.replays += 1
        self.looks[asked] = opened
        if opened.capture is None:
            self.failures[asked] = opened.failure or Reply(Outcome.MALFORMED)
            return
        served = opened.capture
        if opened.copy is not None:
            self.copies[served] = opened.copy
        self.captures = self._with(asked, served)

    def verdict(self) -> Choice:
        """The contract's verdict over all that was seen.

        Copies that nobody looked at count by their index row only where the archive could not show any.
        """
        hope = self.hope
        if hope.capture is not None and hope.capture.opened:
            return hope
        choice = self._settled(self._counted())
        if choice.capture is not None and hope.class_ is not ArchiveClass.ARCHIVED_OK:
            # A copy that nobody opened may lie between two equal ones: then they prove nothing.
            return self._settled([replace(capture, digest=None) for capture in self._counted()])
        return choice

    def _settled(self, counted: list[Capture]) -> Choice:
        choice = choose(counted, self.question, index_ok=self.index_ok)
        unseen = any(not c.is_redirect and c.status is None and not c.opened for c in counted)
        if choice.capture is None and self.failures and (unseen or self._excluded):
            return Choice(ArchiveClass.ARCHIVE_UNAVAILABLE)
        return choice

    def _counted(self) -> list[Capture]:
        """All captures, those not opened marked so unless their index row is all that can be had."""
        shown = [capture for capture in self.captures if capture.opened and capture.flaw is None]
        if not shown and not self._excluded and (self.failures or not self.replays):
            return list(self.captures)
        return [c if self._is_known(c) else c.with_verdict("not_opened") for c in self.captures]

    def _is_known(self, capture: Capture) -> bool:
        """Looked at, or of the same bytes as a copy that was looked at and is good."""
        good = {c.digest for c in self.captures if c.opened and c.flaw is None} - {None, ZERO_DIGEST}
        return capture.opened or capture.digest in good

    @property
    def _excluded(self) -> bool:
        return any(reply.outcome is Outcome.EXCLUDED for reply in self.failures.values())

    def result(self) -> tuple[ArchiveResult, Copy | None]:
        """For the report, and for the stages that read pages."""
        choice = self.verdict()
        capture = choice.capture
        if capture is None:
            return ArchiveResult(choice.class_, reason=self._why_none(choice)), None
        copy = self._copy_of(capture)
        result = ArchiveResult(
            class_=choice.class_,
            url=capture.view_url,
            captured_at=capture.captured_at,
            archive=capture.archive,
            status=copy.status if copy else capture.status,
            reason=None if copy or capture.opened else self._why_unopened(),
        )
        return result, copy

    def _copy_of(self, capture: Capture) -> Copy | None:
        """Its own bytes, or those of another capture with the same digest."""
        if capture in self.copies or capture.digest in {None, ZERO_DIGEST}:
            return self.copies.get(capture)
        same = (copy for other, copy in self.copies.items() if other.digest == capture.digest)
        copy = next(same, None)
        return copy and replace(copy, url=capture.view_url, captured_at=capture.captured_at)

    def _promising(self) -> list[Capture]:
        """Without what the archive failed to show, and without stepping stones to what is known."""
        shown = [capture for capture in self.captures if capture not in self.failures]
        skipped = stepping_stones(shown, self.question.url)
        return [capture for capture in shown if capture.opened or capture not in skipped]

    def _with(self, asked: Capture, served: Capture) -> tuple[Capture, ...]:
        kept = [capture for capture in self.captures if capture != asked and not _same_copy(capture, served)]
        kept = [_spoiled(capture, asked, served) for capture in kept]
        if _same_copy(asked, served):
            listed = asked.status is not None or served.flaw != "not_replayable"
            return tidy((*kept, *([served] if listed else [])), self.addresses)
        missed = asked.with_verdict("stepping_stone" if asked.is_redirect else "not_replayable")
        return tidy((*kept, served, *([missed] if asked.status is not None else [])), self.addresses)

    def _why_none(self, choice: Choice) -> str | None:
        if choice.class_ is ArchiveClass.NOT_ARCHIVED:
            return None
        if choice.class_ is ArchiveClass.ARCHIVE_UNAVAILABLE:
            failed = [
                f"{look.archive} {look.endpoint}: {_words(look)}" for look in self.lookups if not look.ok
            ]
            failed += sorted({reply.detail or reply.outcome.value for reply in self.failures.values()})
            return "; ".join(dict.fromkeys(failed)) or None
        flaws = sorted({c.flaw for c in self.captures if c.opened and c.flaw})
        return ", ".join(flaws) or None

    def _why_unopened(self) -> str | None:
        details = sorted({reply.detail or reply.outcome.value for reply in self.failures.values()})
        return f"listed, but not opened: {'; '.join(details)}" if details else "listed, but not opened"


def _words(lookup: Lookup) -> str:
    return lookup.detail or lookup.outcome.value


def _same_copy(one: Capture, other: Capture) -> bool:
    same = one.archive == other.archive and one.captured_at == other.captured_at
    return same and same_page(one.original, other.original)


def _spoiled(capture: Capture, asked: Capture, served: Capture) -> Capture:
    """The same bytes have the same flaw, so they need no look of their own."""
    if served.flaw is None or served.flaw in _OWN_FLAWS or served.is_redirect or capture.opened:
        return capture
    same = capture.digest is not None and capture.digest == asked.digest and capture.archive == asked.archive
    return capture.with_verdict(served.flaw) if same and capture.digest != ZERO_DIGEST else capture
