"""How much of a page's copy from the article's time is still on the live page."""

from __future__ import annotations

import re
import unicodedata

from verifier.evidence.page import PageText
from verifier.model import Evidence

_MIN_WORDS = 50  # of the copy: less cannot be compared
_SHINGLE = 3  # words
_SHORTENED = 0.8  # of the live text is old, and there is much less of it: a paywall, not another text
_MUCH_LESS = 0.5
_WORD = re.compile(r"\w+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

Shingles = frozenset[tuple[str, ...]]


def drift(copy: PageText, live: PageText) -> float | None:
    """Containment of the copy in the live page, 0…1; None where they cannot be compared.

    Looked for in all that the live page shows, so that a changed layout is no change of the text.
    """
    if not (copy.readable and live.readable):
        return None
    old, new = _shingles(copy.text), _shingles(live.text)
    if len(old) < _MIN_WORDS - _SHINGLE or not new:
        return None
    kept = len(old & new) / len(old)
    if kept < _SHORTENED and len(new) < _MUCH_LESS * len(old) and len(old & new) >= _SHORTENED * len(new):
        return None
    return round(max(kept, len(old & _shingles(live.visible)) / len(old)), 4)


def lost_anchors(then: Evidence, now: Evidence) -> tuple[str, ...]:
    """What of a claim the copy of the time holds and the live page does not, its figures and quotations first.

    A name alone may only have moved out of sight, into a caption or a box.
    """
    missing = {anchor.text for anchor in now.anchors if anchor.found is False}
    gone = [anchor for anchor in then.anchors if anchor.found and anchor.text in missing]
    if all(anchor.kind == "name" for anchor in gone):
        return ()
    return tuple(anchor.text for anchor in sorted(gone, key=lambda anchor: anchor.kind == "name"))


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).lower())
    return frozenset(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))
