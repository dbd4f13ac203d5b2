"""The article to be read: as it was handed in, or from the address where it is."""

from __future__ import annotations

from verifier.apps.web.reader import Job
from verifier.apps.web.submission import Submission
from verifier.desk import Desk
from verifier.errors import InputError
from verifier.links.visit import visit


async def job_of(submission: Submission, desk: Desk) -> Job:
    """An address is visited as a cited page is, behind the same guard.

    Raises:
        InputError: no article is there.
    """
    if submission.kind != "url":
        return Job(submission.data, submission.name, format=submission.format, as_of=submission.published)
    seen = await visit(desk.network, submission.name, desk.config.network)
    if seen.answer is None or seen.result.verdict != "alive":
        reason = seen.result.reason or seen.result.class_
        raise InputError(f"{submission.name}: cannot be read as an article ({reason}); check the address")
    return Job(
        seen.answer.body,
        submission.name,
        as_of=submission.published,
        url=seen.result.final_url or submission.name,
        content_type=seen.answer.header("content-type"),
    )
