"""What somebody hands in to be checked, and what they want of the check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from verifier.apps.web.problems import unusable
from verifier.desk import STAGES, Choices
from verifier.errors import InputError
from verifier.reports.safe import plain

Kind = Literal["text", "html", "markdown", "file", "url"]

CONTENTS: tuple[Kind, ...] = ("text", "html", "markdown", "url")
FIELDS = (*CONTENTS, "filename", "published", "language", "stages", "select", "ignore", "previous")
LANGUAGES = ("de", "en")
_LONGEST_NAME = 120
_LONGEST_URL = 4096
_NAMES: dict[Kind, str] = {"text": "text.txt", "html": "text.html", "markdown": "text.md", "file": "file"}
_CODE = re.compile(r"[A-Z]{1,3}[0-9]{0,3}")
_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Submission:
    """One article to be checked: its octets, or the address where it is."""

    kind: Kind
    data: bytes  # empty for an address
    name: str  # how to call it; the address itself for one
    published: date | None = None
    language: str | None = None  # of messages; None: the article's own
    stages: frozenset[str] = frozenset(STAGES)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    previous: str | None = None  # the check whose decisions hold here too

    @property
    def format(self) -> str | None:
        """What it is to be read as; None: by its name, else by its content."""
        return self.kind if self.kind in {"text", "html", "markdown"} else None

    @property
    def choices(self) -> Choices:
        """What the run is told."""
        return Choices(stages=self.stages, select=self.select, ignore=self.ignore, language=self.language)


def from_json(value: object) -> Submission:
    """The body of `POST /api/v1/checks`.

    Raises:
        Problem: with the field that is wrong.
    """
    if not isinstance(value, dict):
        raise unusable("", 'the body must be one JSON object with "text", "html", "markdown" or "url"')
    for key in value:
        if key not in FIELDS:
            raise unusable(plain(str(key))[:_LONGEST_NAME], f"unknown; known are {', '.join(FIELDS)}")
    texts = {
        key: _text(key, each) for key, each in value.items() if key not in {"stages", "select", "ignore"}
    }
    lists = {key: _list(key, value[key]) for key in ("stages", "select", "ignore") if key in value}
    return _submission(texts, lists)


def from_form(fields: Mapping[str, str], upload: tuple[str, bytes] | None) -> Submission:
    """A form; `upload` is the name and the octets of its file. Empty fields count as not given.

    Raises:
        Problem: with the field that is wrong.
    """
    given = {key: value for key, value in fields.items() if value.strip()}
    for key in given:
        if key not in FIELDS:
            raise unusable(plain(key)[:_LONGEST_NAME], f"unknown; known are {', '.join((*FIELDS, 'file'))}")
    lists: dict[str, list[str]] = {
        key: [part.strip() for part in given.pop(key).split(",") if part.strip()]
        for key in ("stages", "select", "ignore")
        if key in given
    }
    return _submission(given, lists, upload)


def sniffed(submission: Submission) -> Submission:
    """What a person pastes may be Markdown or HTML as well as plain text."""
    return replace(submission, kind="file", name="text") if submission.kind == "text" else submission


def _submission(
    texts: Mapping[str, str], lists: Mapping[str, list[str]], upload: tuple[str, bytes] | None = None
) -> Submission:
    contents = [kind for kind in CONTENTS if kind in texts]
    if len(contents) + (upload is not None) != 1:
        raise unusable("text", f"give exactly one of {', '.join(CONTENTS)}, or a file")
    stages = lists.get("stages", list(STAGES))
    if unknown := [stage for stage in stages if stage not in STAGES]:
        raise unusable("stages", f"{plain(unknown[0])[:_LONGEST_NAME]!r} is none of {', '.join(STAGES)}")
    language = texts.get("language")
    if language is not None and language not in LANGUAGES:
        raise unusable("language", f"must be one of {', '.join(LANGUAGES)}")
    kind, data, name = _content(contents, texts, upload)
    return Submission(
        kind,
        data,
        name,
        published=_day(texts.get("published")),
        language=language,
        stages=frozenset(stages),
        select=_codes("select", lists),
        ignore=_codes("ignore", lists),
        previous=_id(texts.get("previous")),
    )


def _content(
    contents: list[Kind], texts: Mapping[str, str], upload: tuple[str, bytes] | None
) -> tuple[Kind, bytes, str]:
    if upload is not None:
        if not upload[1]:
            raise unusable("file", "is empty; choose the article")
        return "file", upload[1], file_name(upload[0]) or "file"
    (kind,) = contents
    text = texts[kind].strip() if kind == "url" else texts[kind]
    if not text.strip():
        raise unusable(kind, "is empty; give the article")
    if kind == "url":
        return kind, b"", _address(text)
    return kind, text.encode("utf-8", "replace"), file_name(texts.get("filename", "")) or _NAMES[kind]


def file_name(given: str) -> str:
    """The last part of a path, as something that can only be shown; "" where nothing is left of it."""
    last = re.split(r"[\\/]", given)[-1]
    return plain(last).strip(". ")[-_LONGEST_NAME:]


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or len(text) > _LONGEST_URL or not text.isprintable() or " " in text:
        raise unusable("url", "must be the http(s) address of an article")
    if "@" in parts.netloc:
        raise unusable("url", "must not hold a user name or password")
    return text


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise unusable(field, "must be text")
    return value


def _list(field: str, value: object) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise unusable(field, "must be a list of texts")


def _codes(field: str, lists: Mapping[str, list[str]]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in lists.get(field, []))
    if any(not _CODE.fullmatch(code) for code in codes):
        raise unusable(field, "must be codes of rules or prefixes of them, like CIT or LNK101")
    return codes


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip()[:10] if "T" in text else text.strip())
    except ValueError:
        raise unusable("published", "must be a day like 2024-11-19") from None


def _id(text: str | None) -> str | None:
    if text is not None and not _ID.fullmatch(text):
        raise unusable("previous", "must be the id of a check")
    return text


def not_readable(error: InputError, submission: Submission) -> str:
    """What to tell of an article that could not be read, without the name that it was given by us."""
    return str(error).removeprefix(f"{submission.name}: ")
