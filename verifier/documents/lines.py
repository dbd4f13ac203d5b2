"""What a single line says about itself: a heading of a list or of furniture, a date, a byline, an ad."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from verifier.documents.dates import find_dates
from verifier.documents.vocabulary import vocabulary

_LONGEST_CREDIT = 6  # words, where it ends like a sentence
_PLURALS = frozenset({"quellen", "sources"})
_LONGEST_AGENCY = 20  # characters
_LONGEST_HEADING = 120  # characters, decoration and trailing note included
_DECORATION = " \t\u00a0\u00ad\u200b\u200c\u200d\ufeff#*_=~|>:：+-–—‐‑·•●■▪▶►▸»«→…`✎📚🔗📌📖📎ℹ️"  # noqa: RUF100 - as seen
_TAG = re.compile(r"</?[a-z]{1,6}\d?>", re.IGNORECASE)
_COUNTED = re.compile(r"(?<=quelle|source) \d{1,2}\Z")  # "Quelle 1: …"
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s+")
_URL = re.compile(
    r"(?:https?|hxxps?)\s?:\s?//|\bwww\.\w|(?<![\w@/.\-])(?:[\w\-]{1,63}\.){1,8}[a-z]{2,12}/\w", re.IGNORECASE
)
_URL_WORD = re.compile(r"(?:https?|hxxps?)\s?:\s?//\S*|www\.\S+", re.IGNORECASE)
_HEADING_SIGN = re.compile(r":|\s[-–—|•]\s")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)")
_PIECES = re.compile(r"[|·•–—/»›,;:()]|\s-\s|\s{2,}|\t")
_WORD = re.compile(r"[^\W\d_][\w.\-'’]*")
_SENTENCE_END = re.compile(r"[.!?…][\"“”»«›‹‘’')\]]*\Z")
_INNER_END = re.compile(r"[^\W\d_]{3}\.\s")
_SEPARATOR = re.compile(r"[\W_]+\Z")
_AFTER_DATE = re.compile(r"\s{0,3}[–—|:-]\s{1,3}")
_DATELINE_TAIL = re.compile(r"[^\n.]{0,30}?\s?[–—-]\s|\s?\)\s?[–—:.-]?\s")
_FULL_STOP = re.compile(r"\s?[.:]\s{1,3}(?:[–—-]\s)?(?=[\"„“»]?[^\W\d_])")
_SMALL_JOINTS = frozenset({"am", "an", "der", "bei", "im", "ob", "of", "on", "de", "la"})


def heading_key(line: str) -> str:
    """A heading without decoration, numbering and colon, case-folded; "" for a line too long to be one."""
    return _short_key(line) if len(line) <= _LONGEST_HEADING else ""


@lru_cache(maxsize=4096)  # each line is asked several times
def _short_key(line: str) -> str:
    key = (_TAG.sub("", line) if "<" in line else line).strip(_DECORATION)
    numbered = _NUMBERED.match(key)
    return (key[numbered.end() :] if numbered else key).casefold()


def without_note(key: str) -> str:
    """From "quellen (alle links zuletzt geprüft am …)" to "quellen"; a note without its bracket stays."""
    if key.startswith("[") and key.endswith("]"):
        return key[1:-1].strip(_DECORATION)
    for opening, closing in ("()", "[]"):
        if key.endswith(closing) and opening in key:
            return key[: key.rindex(opening)].strip(_DECORATION)
    return key


def is_list_heading(line: str) -> bool:
    """A line that is a heading of a source list and nothing else."""
    key = without_note(_COUNTED.sub("", heading_key(line)))
    headings = vocabulary().list_headings
    parts = [part.strip() for part in key.replace("&", "/").replace(",", "/").split("/")]
    return bool(key) and (key in headings or headings.issuperset(parts))


def is_list_heading_like(line: str) -> bool:
    """Names sources and is no sentence: "Quellen zur Lage der Chipindustrie:", "Weitere Quellen"."""
    words = heading_key(line).split()
    if not words or len(words) > 8 or ends_sentence(line):
        return False
    starts = vocabulary().list_heading_starts
    return words[0] in starts or (len(words) <= 4 and (words[-1] in starts or not _PLURALS.isdisjoint(words)))


def inline_heading(line: str) -> int | None:
    """Where the first entry starts behind a heading on the same line: "Quellen: Reuters: https://…".

    A dash may stand for the colon where an address follows.
    """
    sign = _HEADING_SIGN.search(line, 0, _LONGEST_HEADING)
    if sign is None or line.lstrip()[:1] in {"(", "["} or not is_list_heading(line[: sign.start()]):
        return None
    rest = line[sign.end() :]
    if not rest or is_separator(rest) or (sign[0][0] != ":" and not has_url(rest)):
        return None
    return sign.end() + len(rest) - len(rest.lstrip(" \t*_:"))


def bracketed_heading(line: str) -> int | None:
    """Where the first entry starts in "(Quellen: A, B)"; one "(Quelle: …)" is a remark on the sentence above."""
    inner = line[1:]
    closed = line[:1] + line.rstrip(" .")[-1:] in {"()", "[]"}
    if not closed or not heading_key(inner.partition(":")[0]).startswith(tuple(_PLURALS)):
        return None
    offset = inline_heading(inner)
    return None if offset is None else offset + 1


def furniture_key(line: str) -> str:
    """The key of a heading that may carry a number: "3 Kommentare", "Kommentare (3)"."""
    return heading_key(line).strip("() 0123456789")


def is_furniture_heading(line: str) -> bool:
    """A heading of teasers, comments, boxes: alone on its line."""
    return furniture_key(line) in vocabulary().furniture_headings


def is_teaser(line: str) -> bool:
    """A pointer inside the text: "+++ Lesen Sie auch: … +++", "Mehr zum Thema: …"."""
    if line.startswith("+++") and line.rstrip().endswith("+++"):
        return True
    colon = line.find(":", 0, _LONGEST_HEADING)
    return colon > 0 and len(line) < 3 * _LONGEST_HEADING and is_furniture_heading(line[:colon])


def is_pointer(line: str) -> bool:
    """An address below a list that is no source: "Folgt uns: https://…", "© Blatt", "Autor: Max Muster, https://…"."""
    words = _WORD.findall(line[:60].casefold())
    starts = vocabulary()["pointer-starts"]
    named = any(" ".join(words[:count]) in starts for count in (1, 2, 3))
    return named or line.lstrip().startswith(("©", "(c)")) or is_byline(line)


def is_profile(line: str) -> bool:
    """As "Facebook: https://…": where the house is to be found."""
    return line.partition(":")[0].strip().casefold() in vocabulary()["profiles"]


def is_ad(line: str, *, end: bool = False) -> bool:
    """The line that opens (or closes) an advertisement."""
    return heading_key(line) in vocabulary()["ad-end" if end else "ad-start"]


def has_url(text: str) -> bool:
    """Whether an address stands in it, with a scheme, "www." or at least a path."""
    return _URL.search(text) is not None


def words_beside_urls(text: str) -> int:
    """Number of words that belong to no address."""
    return len(_WORD.findall(_URL_WORD.sub(" ", text)))


def ends_sentence(text: str) -> bool:
    """Ends with a full stop, question or exclamation mark, quotes and brackets aside."""
    return _SENTENCE_END.search(text[-12:].rstrip()) is not None


def is_exclaimed(text: str) -> bool:
    """One short question or exclamation, as titles are."""
    core = text.rstrip("\"“”»«›‹‘’') ")
    return len(text) <= _LONGEST_HEADING and core.endswith(("?", "!")) and not _INNER_END.search(core)


def is_separator(line: str) -> bool:
    """A line without a single letter or digit."""
    return _SEPARATOR.match(line) is not None


def is_prose(text: str) -> bool:
    """Long or finished enough to be text that is read, not a label, title or button."""
    return len(text) >= 200 or (len(text) >= 40 and ends_sentence(text) and text.count(" ") >= 5)


def is_meter(line: str) -> bool:
    """Reading time, number of comments, buttons."""
    known = vocabulary()["meter-words"]
    return len(line) <= 80 and all(word.rstrip(".").casefold() in known for word in _WORD.findall(line))


def is_byline(line: str) -> bool:
    """As "Von Max Muster", "By Jane Doe, Berlin"."""
    words = line.split()
    if not 2 <= len(words) <= 12 or ends_sentence(line):
        return False
    first = words[0].rstrip(":").casefold()
    return first in vocabulary()["byline-words"] and (words[0].endswith(":") or _all_names(words[1:]))


def _all_names(words: list[str]) -> bool:
    joints = {"und", "and", "von", "van", "de", "der", "zu", "&", "|", "–", "-", "mit"}
    return all(word[0].isupper() or word.casefold() in joints or not word[0].isalpha() for word in words)


def is_credit(line: str) -> bool:
    """As "Foto: dpa", "© AFP", "(mit Material von AFP)"; an address behind "Quelle:" makes it an entry."""
    if len(line) > 150:
        return False
    start = line.lstrip("([ ").casefold()
    if start.startswith(("©", "(c)", *vocabulary()["credit-starts"])):
        return True
    word, colon, rest = start.partition(":")
    if not colon or not rest.strip() or word.strip() not in vocabulary()["credit-words"]:
        return False
    is_sentence = ends_sentence(rest) and rest.count(" ") > _LONGEST_CREDIT
    return not is_sentence and not (has_url(line) and word.strip() in vocabulary().list_headings)


def line_date(line: str, language: str, *, strict: bool = False) -> date | None:
    """The date of a line that states little else: "Stand: 19.11.2024, 10:30 Uhr | Lesezeit 3 Min.".

    `strict`: nothing at all but small print; otherwise a place or a category may stand beside it.
    """
    if len(line) > 200:
        return None
    dates = list(find_dates(line, language))
    if not dates or not _is_filler(line, dates, most_unknown=0 if strict else 1):
        return None
    updates = vocabulary()["update-words"]
    firm = [d for d, start, _ in dates if not updates.intersection(_last_words(line[:start]))]
    return firm[0] if firm else dates[0][0]


def _last_words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text[-30:])[-3:]]


def _is_filler(line: str, dates: list[tuple[date, int, int]], *, most_unknown: int) -> bool:
    rest = line
    for _, start, end in reversed(dates):
        rest = rest[:start] + " | " + rest[end:]
    pieces = [piece for piece in _PIECES.split(_TIME.sub(" ", rest)) if _WORD.search(piece)]
    unknown = [piece for piece in map(str.strip, pieces) if not _is_small_print(piece)]
    names = len(unknown) == 2 == most_unknown + 1 and all(_all_names(piece.split()) for piece in unknown)
    return (len(unknown) <= most_unknown or names) and all(len(piece.split()) <= 3 for piece in unknown)


def _is_small_print(piece: str) -> bool:
    known = vocabulary()["date-words"] | vocabulary()["byline-words"]
    words = [word.rstrip(".").casefold() for word in _WORD.findall(piece)]
    return all(word in known for word in words) or is_byline(piece) or is_meter(piece)


def leading_date(line: str, language: str) -> tuple[date, int] | None:
    """For "19.11.2024 – Title of three words or more": the date, and where the title starts."""
    for found, start, end in find_dates(line[:60], language):
        behind = _AFTER_DATE.match(line, end)
        if start == 0 and behind and line.count(" ", behind.end()) >= 2:
            return found, behind.end()
        break
    return None


def dateline_date(paragraph: str, language: str) -> date | None:
    """The date of "Berlin, 19. November 2024 (abc) – Text", at the start of a paragraph only.

    Behind a place, a full stop may stand for the dash.
    """
    head = paragraph[:140].replace("*", "").lstrip("_ ")
    for found, start, end in find_dates(head, language):
        place = _is_place(head[:start])
        if (place or start == 0) and _DATELINE_TAIL.match(head, end):
            return found
        return found if place and _FULL_STOP.match(head, end) else None
    return None


def _is_place(before: str) -> bool:
    """What stands in front of a date is the name of a place with a sign behind it, and perhaps an agency."""
    if before.strip() == "(":
        return True
    name, sign, small = _place_parts(before)
    words = name.replace("/", " ").split()
    known = vocabulary()["date-words"] | vocabulary()["no-place"]
    return (
        0 < len(words) <= 4
        and sign in {",", "(", "–", "—", "-", "/"}
        and small.strip(" ,–—").casefold() in {"", "den", "am"}
        and words[0].casefold() not in known
        and all(word[0].isupper() or word in _SMALL_JOINTS for word in words)
    )


def _place_parts(before: str) -> tuple[str, str, str]:
    """From "Berlin (dpa), den " the place, the sign behind it, and what else stands before the date."""
    name, bracket, rest = before.partition("(")
    if bracket:
        agency, closed, small = rest.partition(")")
        return name, bracket, small if closed or len(agency) > _LONGEST_AGENCY else ""
    name, comma, small = before.rpartition(",")
    if comma:
        return name, comma, small
    return before.rstrip(" –—-/"), before.rstrip()[-1:], ""
