"""The forms of a check's page: plain ones, which a script only makes quicker."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.apps.web.check import Check
from verifier.apps.web.words import Speech
from verifier.model import Finding, Report
from verifier.reports.safe import markup, web_address

_EXPORTS = ("html", "markdown", "csv", "json")


def hidden(name: str, value: str) -> str:
    """A field that nobody sees."""
    return f'<input type="hidden" name="{name}" value="{markup(value)}">'


def for_open(words: Speech, form_key: str, check_id: str, finding: Finding) -> str:
    """What can be done about a finding: take a suggested address, or decide."""
    start = _start(form_key, check_id, finding)
    taken = "".join(
        f"{start}{hidden('replacement', suggestion.replacement)}"
        f'<button name="kind" value="replace">{words("apply")}</button></form>'
        for suggestion in finding.suggestions
        if web_address(suggestion.replacement)
    )
    field = f"reason-{markup(finding.fingerprint)}"
    buttons = "".join(
        f'<button name="kind" value="{kind}">{words(kind)}</button>' for kind in ("fixed", "accept", "wrong")
    )
    return (
        f"{taken}<details><summary>{words('decide')}</summary>{start}"
        f'<label for="{field}">{words("reason")}</label><input id="{field}" name="reason" maxlength="2000">'
        f'<span class="buttons">{buttons}</span></form></details>'
    )


def for_decided(words: Speech, form_key: str, check_id: str, finding: Finding) -> str:
    """A decision made here can be taken back; one of the house or of the document cannot."""
    if finding.decision is None or finding.decision.fingerprint is None or finding.decision.origin:
        return ""
    return f'{_start(form_key, check_id, finding)}<button name="kind" value="open">{words("reopen")}</button></form>'


def _start(form_key: str, check_id: str, finding: Finding) -> str:
    return (
        f'<form class="decide" method="post" action="/checks/{check_id}/decisions">'
        f"{hidden('form_key', form_key)}{hidden('finding', finding.fingerprint)}"
    )


def last(words: Speech, form_key: str, check: Check, report: Report) -> Iterator[str]:
    """What can be taken along, and how to get rid of the draft."""
    yield f'<section class="last" aria-labelledby="take"><h2 id="take">{words("take_along")}</h2>'
    if report.articles:
        yield f'<p><a href="/checks/{check.id}/text">{words("corrected_link")}</a></p>'
        links = " · ".join(
            f'<a href="/api/v1/checks/{check.id}?format={format_}&amp;lang={words.language}">{format_}</a>'
            for format_ in _EXPORTS
        )
        yield f"<p>{words('report_as')} {links}</p>"
    yield (
        f'<form method="post" action="/checks/{check.id}/delete">{hidden("form_key", form_key)}'
        f'<p class="grey">{words("expires", day=words.reports.day(check.record.expires_at))} '
        f'<button class="quiet">{words("delete")}</button></p></form></section>'
    )
