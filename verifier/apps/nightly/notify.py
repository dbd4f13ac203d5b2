"""What a webhook hears of a run: numbers and one sentence, never anything of an article."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from verifier.apps.nightly.folder.machines import head_json
from verifier.apps.nightly.folder.night import Night
from verifier.config import NotifyConfig
from verifier.network.webhook import send


async def notify(url: str, form: str, night: Night, sleep: Callable[[float], Awaitable[None]]) -> str | None:
    """None once it was sent; else one line that says why not, without the address."""
    reason = await send(url, message(form, night), sleep)
    host = urlsplit(url).hostname or "?"
    return f"notify: the webhook at {host} did not take the message: {reason}" if reason else None


def message(form: str, night: Night) -> Mapping[str, Any]:
    """In the shape that Slack or Teams expects, or as plain JSON."""
    words = night.words
    title = f"{words('title')}: {words.day(night.run.started_at)}"
    counts = (
        words.counted("article_count", night.article_count),
        words.counted("sources", night.source_count),
        f"{night.share('dead')} {words('standing_dead')}",
    )
    told = [night.headline, " · ".join(counts), *([] if night.complete else [words("not_all")])]
    if form == "slack":
        return {"text": "\n".join((f"*{title}*", *told))}
    if form == "teams":
        return _card(title, told)
    head = head_json(night)
    return {"title": title, "headline": night.headline, "run": head["run"], "summary": head["summary"]}


def _card(title: str, lines: list[str]) -> Mapping[str, Any]:
    """An adaptive card, as the workflows of Teams take it."""
    heading = {"type": "TextBlock", "text": title, "weight": "Bolder", "size": "Medium", "wrap": True}
    body = [heading, *({"type": "TextBlock", "text": line, "wrap": True} for line in lines)]
    content = {"type": "AdaptiveCard", "version": "1.4", "body": body}
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return {"type": "message", "attachments": [card]}


def address(config: NotifyConfig, environment: Mapping[str, str]) -> str | None:
    """Where to send it: as configured, or from the variable that is named; None where that is empty."""
    return config.url or environment.get(config.url_env or "", "").strip() or None
