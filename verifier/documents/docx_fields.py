"""Fields of a .docx: a code that nobody sees, and its result that is text. Only links are read from codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_WITH_VALUE = frozenset({"\\o", "\\t"})


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One link; two with the same address are not the same."""

    target: str


@dataclass(slots=True)
class Field:
    """A field that has begun: first its code, behind a separator its result."""

    outer: Field | None
    code: str = ""
    is_result: bool = False
    is_hidden: bool = True
    link: Link | None = None

    def show(self) -> None:
        """From here on it is the result, as far as the field around it is seen."""
        outer, self.is_result = self.outer, True
        self.is_hidden = outer is not None and outer.is_hidden
        self.link = link_of(self.code) or (outer.link if outer is not None else None)


def link_of(code: str) -> Link | None:
    r"""The link of a field `HYPERLINK "https://…" \\l "place"`."""
    words = [quoted or bare for quoted, bare in _WORDS.findall(code)]
    if not words or words[0].upper() != "HYPERLINK":
        return None
    target = fragment = ""
    rest = iter(words[1:])
    for word in rest:
        if word == "\\l":
            fragment = next(rest, "")
        elif word in _WITH_VALUE:
            next(rest, None)
        elif not word.startswith("\\"):
            target = target or word
    return Link(joined(target.replace("\\\\", "\\"), fragment))


def joined(target: str, fragment: str | None) -> str:
    """An address and the place on its page."""
    return f"{target}#{fragment}" if fragment else target
