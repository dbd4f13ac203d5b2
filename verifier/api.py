"""`verifier.check` for programs: the same run as the command, without a command line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from types import NoneType

from verifier.citations import load_register
from verifier.config import Config
from verifier.desk import MAX_ARTICLES_AT_ONCE, STAGES, Choices, open_desk
from verifier.documents import MAX_ARTICLE_BYTES, read
from verifier.errors import InputError
from verifier.model import Article, ArticleReport, Report
from verifier.pipeline import check_article, check_offline, lapses
from verifier.settings import decisions_of, read_settings

__all__ = ["check"]

LANGUAGES = ("de", "en")  # of messages


def check(
    *paths: str | PathLike[str],
    text: str | None = None,
    config: Config | str | PathLike[str] | None = None,
    offline: bool = False,
    as_of: date | str | None = None,
    language: str | None = None,
) -> Report:
    """Check articles: files by their paths, and an article's text itself.

    Blocks until everything is known; in a program with an event loop, call it through `asyncio.to_thread`.

    Args:
        paths: files, of the kinds that the command reads.
        text: one more article; in the report its path is "text".
        config: settings, or the path of a config.yaml, with which the house's decisions hold; None: the
            defaults. No file is looked for.
        offline: leave out what needs a network; links then stay `unchecked`.
        as_of: the articles' date where they state none; as text like "2024-11-19".
        language: "de" or "en", of the messages; None: each article's own.

    Raises:
        TypeError, ValueError: an argument is not what it should be.
        InputError: an article cannot be read; nothing was checked.
        ConfigError: the configuration is wrong.
        NetworkDownError: nothing at all could be reached.
    """
    _refuse_nonsense(paths, text, config, language, offline=offline)
    day = _day(as_of)
    started_at = datetime.now(UTC)
    settings = config if isinstance(config, Config) else read_settings(Path(config) if config else None)
    articles = [_article(Path(path), day) for path in paths]
    if text is not None:
        articles.append(read(text.encode("utf-8", "replace"), path="text", as_of=day))
    choices = Choices(
        stages=frozenset() if offline else frozenset(STAGES),
        language=language,
        decisions=decisions_of(settings) if config is not None else (),
        today=started_at.date(),
    )
    checked = (_offline if offline else _online)(articles, settings, choices)
    return Report(
        started_at=started_at,
        finished_at=datetime.now(UTC),
        offline=offline,
        complete=True,
        articles=tuple(checked),
        message_language=language,
        lapses=lapses(checked, settings, choices),
    )


def _refuse_nonsense(
    paths: tuple[object, ...], text: object, config: object, language: object, *, offline: object
) -> None:
    """Programs are told at once, and before anything is checked."""
    for path in paths:
        _must_be(path, (str, PathLike), "a path", "give each path as an argument of its own")
    _must_be(text, (str, NoneType), "text", "read files by their paths")
    _must_be(config, (Config, str, PathLike, NoneType), "config", "give a Config or the path of a file")
    _must_be(offline, (bool,), "offline", "give True or False")
    _must_be(language, (str, NoneType), "language", 'give "de" or "en"')
    if language not in {None, *LANGUAGES}:
        raise ValueError(f"language: {language!r} is not one of {', '.join(map(repr, LANGUAGES))}, or None")


def _must_be(value: object, kinds: tuple[type, ...], name: str, instead: str) -> None:
    if not isinstance(value, kinds):
        raise TypeError(f"{name} cannot be a {type(value).__name__}; {instead}")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    _must_be(value, (str,), "as_of", 'give a date, or text like "2024-11-19"')
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f'as_of: {value!r} is no date; write it like "2024-11-19"') from None


def _offline(articles: list[Article], config: Config, choices: Choices) -> list[ArticleReport]:
    register = load_register(config.outlets)
    return [check_offline(article, config, register, choices) for article in articles]


def _online(articles: list[Article], config: Config, choices: Choices) -> list[ArticleReport]:
    import asyncio  # noqa: PLC0415 - reading offline does without

    async def all_of_them() -> list[ArticleReport]:
        slots = asyncio.Semaphore(MAX_ARTICLES_AT_ONCE)
        async with open_desk(config, load_register(config.outlets), choices) as desk:

            async def one(article: Article) -> ArticleReport:
                async with slots:
                    return await check_article(article, desk)

            return await asyncio.gather(*map(one, articles))

    return asyncio.run(all_of_them())


def _article(path: Path, as_of: date | None) -> Article:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({reason})") from None
    return read(data, path=str(path), as_of=as_of)
